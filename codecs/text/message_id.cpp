#include "codecs/text/message_id.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace hall::codecs {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

/// At least one character is left: "000" is the number 0.
std::string_view without_leading_zeros(std::string_view id) {
    const auto first = std::min(id.find_first_not_of('0'), id.size() - 1);
    return id.substr(first);
}

/// The whole id as a number; nothing when it is none, or takes more than 64 bits.
std::optional<std::uint64_t> number_of(std::string_view id, int base) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value, base);
    if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
    return value;
}

bool decimal_of_hexadecimal(std::string_view decimal, std::string_view hexadecimal) {
    const auto value = number_of(decimal, 10);
    return value && value == number_of(hexadecimal, 16);
}

}  // namespace

IdMatch match_message_ids(std::string_view submitted, std::string_view receipted) {
    if (submitted.empty() || receipted.empty()) return IdMatch::none;
    if (submitted == receipted) return IdMatch::exact;
    if (equal_but_for_case(without_leading_zeros(submitted), without_leading_zeros(receipted))) return IdMatch::folded;
    if (decimal_of_hexadecimal(submitted, receipted) || decimal_of_hexadecimal(receipted, submitted))
        return IdMatch::converted;
    return IdMatch::none;
}

bool same_message_id(std::string_view submitted, std::string_view receipted) {
    return match_message_ids(submitted, receipted) != IdMatch::none;
}

}  // namespace hall::codecs
