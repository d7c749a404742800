#include "menus/understand/places.hpp"

#include "codecs/text/unicode.hpp"
#include "menus/understand/numerals.hpp"

#include <algorithm>
#include <string_view>

namespace hall::menus {

namespace {

/// The number that `text`, digits or a Chinese numeral, stands for, if it is one from 1 to 99.
std::optional<int> number_of(std::u32string_view text) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    const std::optional<std::string> written =
        digits ? std::optional(codecs::encode_utf8(std::u32string(text))) : digits_of_numerals(text);
    if (!written || written->empty() || written->size() > 2 || written->front() == '0') return std::nullopt;
    return std::stoi(*written);
}

std::optional<int> place_in(std::u32string_view text) {
    if (text.starts_with(U"第")) {
        text.remove_prefix(1);
        for (const char32_t counted : {U'个', U'项', U'条', U'种', U'号'}) {
            if (text.ends_with(counted)) {
                text.remove_suffix(1);
                break;
            }
        }
        return number_of(text);
    }
    if (text.ends_with(U'号')) return number_of(text.substr(0, text.size() - 1));
    const auto number = number_of(text);
    return number && *number > 9 ? number : std::nullopt;
}

}  // namespace

std::optional<int> place_on_list(const std::vector<std::string>& readings) {
    for (const std::string& reading : readings) {
        if (const auto place = place_in(codecs::decode_utf8(reading))) return place;
    }
    return std::nullopt;
}

}  // namespace hall::menus
