#pragma once
// What a menu may know of the subscriber who texts: what its conditions ask about, and his language. The daemon fills
// it in; a menu without conditions and with one language needs none of it (Menu::needs_subscriber).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hall::menus {

/// What is not known (empty) meets no condition, whatever it asks for.
struct SubscriberView {
    std::string brand;                  // as in the book; empty: unknown
    std::string city;
    std::string language;               // "zh", "en"; empty: unknown
    std::optional<std::int64_t> spend;  // fen, of the last whole month; empty: unknown
    std::vector<std::string> packages;  // ids of what he has now, trials included
};

}  // namespace hall::menus
