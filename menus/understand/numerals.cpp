#include "menus/understand/numerals.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace hall::menus {

namespace {

/// By digit, its everyday forms. The circles are typed for 〇 by those who do not find it.
constexpr std::array<std::u32string_view, 10> everyday = {U"〇零○◯", U"一幺", U"二", U"三", U"四",
                                                          U"五",     U"六",   U"七", U"八", U"九"};
constexpr std::array<std::u32string_view, 10> of_cheques = {U"",   U"壹", U"贰", U"叁", U"肆",
                                                            U"伍", U"陆", U"柒", U"捌", U"玖"};

std::optional<int> digit_in(const std::array<std::u32string_view, 10>& forms, char32_t c) {
    for (std::size_t digit = 0; digit < forms.size(); ++digit) {
        if (forms[digit].find(c) != std::u32string_view::npos) {
            return static_cast<int>(digit);
        }
    }
    return std::nullopt;
}

std::optional<int> digit_of(char32_t c) {
    const std::optional<int> digit = digit_in(everyday, c);
    return digit ? digit : digit_in(of_cheques, c);
}

/// 10, 100, 1000; 0 for all else.
int unit_of(char32_t c) {
    switch (c) {
        case U'十':
        case U'拾':
            return 10;
        case U'百':
        case U'佰':
            return 100;
        case U'千':
        case U'仟':
            return 1000;
        default:
            return 0;
    }
}

constexpr char32_t ten_thousand = U'万';

/// The value of a numeral below 10000 in its one full form: units fall, 零 stands where a unit is left out and only
/// there, and only 十 may do without a digit, at the very beginning. `leads`: the whole numeral begins here; otherwise
/// a thousands place that is left out needs its 零, too. Nothing for any other form.
std::optional<int> value_below_ten_thousand(std::u32string_view text, bool leads) {
    int value = 0;
    int last_unit = leads ? 0 : 10000;  // 0: nothing came before
    bool zero = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::optional<int> digit = digit_of(text[at]);
        if (text[at] == U'两') {
            digit = 2;
        }
        if (digit == 0) {
            if (zero || last_unit == 0 || at + 1 == text.size()) {
                return std::nullopt;
            }
            zero = true;
            continue;
        }
        int unit = 1;
        if (!digit) {
            if (unit_of(text[at]) != 10 || at != 0 || !leads) {
                return std::nullopt;
            }
            digit = 1;
            unit = 10;
        } else if (at + 1 < text.size()) {
            unit = unit_of(text[at + 1]);
            if (unit == 0) {
                return std::nullopt;
            }
            ++at;
        }
        if (text[at] == U'两' || (digit == 2 && unit == 10 && at > 0 && text[at - 1] == U'两')) {
            return std::nullopt;  // nobody counts 十两 or 两十
        }
        const bool gap = last_unit != 0 && unit * 10 != last_unit;
        if (last_unit != 0 && (unit >= last_unit || gap != zero)) {
            return std::nullopt;
        }
        value += *digit * unit;
        last_unit = unit;
        zero = false;
    }
    return value == 0 ? std::nullopt : std::optional(value);
}

std::optional<std::int64_t> value_of(std::u32string_view text) {
    const std::size_t split = text.find(ten_thousand);
    if (split == std::u32string_view::npos) {
        return value_below_ten_thousand(text, true);
    }
    const auto high =
        split == 1 && text.front() == U'两' ? std::optional(2) : value_below_ten_thousand(text.substr(0, split), true);
    if (!high) {
        return std::nullopt;
    }
    const std::u32string_view rest = text.substr(split + 1);
    if (rest.empty()) {
        return *high * std::int64_t{10000};
    }
    const auto low = value_below_ten_thousand(rest, false);
    return low ? std::optional(*high * std::int64_t{10000} + *low) : std::nullopt;
}

}  // namespace

bool is_numeral(char32_t c) {
    return digit_of(c) || unit_of(c) != 0 || c == ten_thousand || c == U'两';
}

std::optional<std::string> digits_of_numerals(std::u32string_view text) {
    if (text.empty() || (text.size() == 1 && !digit_in(everyday, text.front()) && text != U"两" && text != U"十")) {
        return std::nullopt;
    }
    if (text == U"两") {
        return "2";
    }
    std::string digits;
    for (const char32_t c : text) {
        const std::optional<int> digit = digit_of(c);
        if (!digit) {
            digits.clear();
            break;
        }
        digits.push_back(static_cast<char>('0' + *digit));
    }
    if (!digits.empty()) {
        return digits;
    }
    const std::optional<std::int64_t> value = value_of(text);
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

}  // namespace hall::menus
