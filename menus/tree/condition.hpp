#pragma once
// For whom and when an item of the menu is there: the `only_for:` and `open:` of the menu file.

#include "codecs/time.hpp"
#include "menus/tree/localised.hpp"
#include "menus/tree/subscriber_view.hpp"
#include "menus/tree/template.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hall::menus {

/// `only_for:`. An empty list asks nothing; of several keys all must hold.
struct OnlyFor {
    std::vector<std::string> brands = {};
    std::vector<std::string> cities = {};
    std::vector<std::string> languages = {};
    std::optional<std::int64_t> spend_from = {};   // fen, inclusive
    std::optional<std::int64_t> spend_below = {};  // fen, exclusive
    std::vector<std::string> has = {};             // one of these packages
    std::vector<std::string> has_not = {};         // none of these
    Localised<Template> otherwise = {};            // what everybody else is told; required, so that nobody is refused without a reason
    bool operator==(const OnlyFor&) const = default;
};

/// `open:`. Clocks are those of the hall's time zone, unless a value brings its own.
struct Opening {
    std::optional<UtcTime> from = {};                      // the first moment
    std::optional<UtcTime> until = {};                     // the first moment at which it is over
    std::optional<std::pair<Millis, Millis>> hours = {};   // since midnight; 22:00-02:00 goes past it
    std::array<bool, 7> days{true, true, true, true, true, true, true};  // from Monday
    Millis zone{};                                    // how far its clocks are ahead of UTC
    std::string hours_written = {};                        // "09:00-21:00", shown as {hours}
    Localised<Template> otherwise = {};                    // in place of the hall's not_open_yet, not_open_now, no_longer_open
    bool operator==(const Opening&) const = default;
};

/// Whether `view` is one of those it is for. A condition on what is not known of him does not hold; what he has is
/// always known.
bool holds(const OnlyFor& only_for, const SubscriberView& view);

enum class OpenState { open, not_yet, not_now, over };
OpenState state_of(const Opening& opening, UtcTime now);

}  // namespace hall::menus
