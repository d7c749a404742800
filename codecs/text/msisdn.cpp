// Phone numbers read by the home country's plan. Fixed-length patterns only: with them a number has one
// reading, whichever way it was written. Must not know whose number it is or which operator has it.

#include "codecs/text/msisdn.hpp"

#include <algorithm>

namespace hall::codecs {
namespace {

constexpr std::size_t longest_number = 15;  // [E.164, 6.1]
constexpr std::size_t shortest_foreign = 7;
constexpr std::size_t longest_short_code = 6;
constexpr std::size_t longest_input = 64;  // as typed, with separators

constexpr std::uint8_t ton_international = 1;  // [SMPP v3.4, 5.2.5]
constexpr std::uint8_t ton_alphanumeric = 5;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}
bool is_separator(char c) {
    return c == ' ' || c == '\t' || c == '-' || c == '(' || c == ')' || c == '.';
}

/// One position of a mobile pattern: the digits it takes.
struct DigitRange {
    char low = '0';
    char high = '9';
};

/// Takes the first position off a pattern; nothing when it cannot be read.
std::optional<DigitRange> take_position(std::string_view& pattern) {
    const char first = pattern.front();
    if (first == '#' || is_digit(first)) {
        pattern.remove_prefix(1);
        return first == '#' ? DigitRange{} : DigitRange{first, first};
    }
    const bool range = first == '[' && pattern.size() >= 5 && pattern[2] == '-' && pattern[4] == ']' &&
                       is_digit(pattern[1]) && is_digit(pattern[3]) && pattern[1] <= pattern[3];
    if (!range) return std::nullopt;
    const DigitRange out{pattern[1], pattern[3]};
    pattern.remove_prefix(5);
    return out;
}

bool matches(std::string_view digits, std::string_view pattern) {
    for (const char digit : digits) {
        if (pattern.empty()) return false;
        const auto position = take_position(pattern);
        if (!position || digit < position->low || digit > position->high) return false;
    }
    return pattern.empty() && !digits.empty();
}

/// The national number in `digits`, which may begin with the trunk prefix.
std::optional<std::string_view> national_number(std::string_view digits, const NumberPlan& plan) {
    if (matches(digits, plan.mobile_pattern)) return digits;
    if (!plan.trunk_prefix.empty() && digits.starts_with(plan.trunk_prefix)) {
        digits.remove_prefix(plan.trunk_prefix.size());
        if (matches(digits, plan.mobile_pattern)) return digits;
    }
    return std::nullopt;
}

std::optional<Msisdn> home_number(std::string_view digits, const NumberPlan& plan) {
    if (const auto national = national_number(digits, plan)) {
        return Msisdn{plan.country_code + std::string(*national), true};
    }
    return std::nullopt;
}

/// `digits` begin with a country code. A trunk prefix behind our own ("+44 (0)7700 900123") is dropped. What
/// stands behind our own code and is no mobile number is a landline or a typing mistake, not a foreigner.
std::optional<Msisdn> international_number(std::string_view digits, const NumberPlan& plan) {
    if (digits.starts_with(plan.country_code)) return home_number(digits.substr(plan.country_code.size()), plan);
    const bool plausible =
        digits.size() >= shortest_foreign && digits.size() <= longest_number && digits.front() != '0';
    if (!plausible) return std::nullopt;
    return Msisdn{std::string(digits), false};
}

/// What was typed, without separators.
struct Dialled {
    std::string digits;
    bool plus = false;
};

std::optional<Dialled> read_dialled(std::string_view text) {
    if (text.size() > longest_input) return std::nullopt;
    Dialled out;
    for (const char c : text) {
        if (is_digit(c)) {
            out.digits.push_back(c);
        } else if (c == '+' && !out.plus && out.digits.empty()) {
            out.plus = true;
        } else if (!is_separator(c)) {
            return std::nullopt;
        }
    }
    if (out.digits.empty()) return std::nullopt;
    return out;
}

}  // namespace

std::optional<PlanFault> fault_of(const NumberPlan& plan) {
    using Kind = PlanFault::Kind;
    const std::string& code = plan.country_code;
    if (code.empty() || code.size() > 3 || !all_digits(code) || code.front() == '0') {
        return PlanFault{Kind::country_code, code};
    }
    if (!all_digits(plan.trunk_prefix) || plan.trunk_prefix.size() > 4) {
        return PlanFault{Kind::trunk_prefix, plan.trunk_prefix};
    }
    if (plan.trunk_prefix.starts_with("00")) return PlanFault{Kind::trunk_prefix_abroad, {}};

    std::size_t length = 0;
    for (std::string_view rest = plan.mobile_pattern; !rest.empty(); ++length) {
        const std::string here(rest);
        if (!take_position(rest)) {
            return PlanFault{Kind::mobile_pattern, here};
        }
    }
    if (length == 0) return PlanFault{Kind::no_mobile_pattern, {}};
    if (code.size() + length < shortest_foreign || code.size() + length > longest_number) {
        return PlanFault{Kind::length, std::to_string(code.size() + length)};
    }
    return std::nullopt;
}

std::optional<Msisdn> parse_msisdn(std::string_view text, const NumberPlan& plan) {
    const auto dialled = read_dialled(text);
    if (!dialled) return std::nullopt;
    const std::string_view digits = dialled->digits;
    if (dialled->plus) return international_number(digits, plan);
    if (digits.size() > 2 && digits.starts_with("00")) return international_number(digits.substr(2), plan);
    if (auto home = home_number(digits, plan)) return home;
    if (digits.starts_with(plan.country_code)) return home_number(digits.substr(plan.country_code.size()), plan);
    return std::nullopt;
}

// Some SMSCs announce "international" and send the bare national number all the same: for those there is home_first.
// [domain: 1.7]
std::optional<Msisdn> parse_source(std::string_view digits, std::uint8_t ton, const NumberPlan& plan, SourceNumbers how) {
    const bool announced = ton == ton_international && !digits.empty() && all_digits(digits);
    if (!announced) return parse_msisdn(digits, plan);
    const auto as_announced = international_number(digits, plan);
    if (as_announced && how == SourceNumbers::as_announced) return as_announced;
    const auto unmarked = parse_msisdn(digits, plan);
    return unmarked ? unmarked : as_announced;
}

std::string canonical_subscriber(std::string_view digits, std::uint8_t ton, const NumberPlan& plan, SourceNumbers how) {
    if (ton == ton_alphanumeric) return std::string(digits);
    const auto number = parse_source(digits, ton, plan, how);
    return number ? number->digits : std::string(digits);
}

bool is_number_pattern(std::string_view pattern) {
    if (pattern.ends_with('*')) pattern.remove_suffix(1);
    if (pattern.empty()) return false;
    while (!pattern.empty())
        if (!take_position(pattern)) return false;
    return true;
}

bool matches_number_pattern(std::string_view digits, std::string_view pattern) {
    const bool open = pattern.ends_with('*');
    if (open) pattern.remove_suffix(1);
    while (!pattern.empty()) {
        const auto position = take_position(pattern);
        if (!position || digits.empty() || digits.front() < position->low || digits.front() > position->high) return false;
        digits.remove_prefix(1);
    }
    return digits.empty() || (open && all_digits(digits));
}

std::string mask_number(std::string_view number) {
    const auto digits = static_cast<std::size_t>(std::count_if(number.begin(), number.end(), is_digit));
    if (digits <= longest_short_code) return std::string(number);

    const std::size_t shown_last = 4;
    const std::size_t shown_first = digits > 8 ? std::min<std::size_t>(digits - 8, 5) : 0;
    std::string out(number);
    std::size_t seen = 0;
    for (char& c : out) {
        if (!is_digit(c)) continue;
        if (seen >= shown_first && seen < digits - shown_last) c = '*';
        ++seen;
    }
    return out;
}

}  // namespace hall::codecs
