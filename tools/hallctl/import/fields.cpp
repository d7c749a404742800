#include "tools/hallctl/import/fields.hpp"

#include "codecs/text/unicode.hpp"
#include "codecs/text/yuan.hpp"
#include "codecs/yaml/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace hall::tools {

namespace {

constexpr std::size_t longest_text = 100;
constexpr std::size_t longest_shown = 40;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

// Digits alone, at most nine of them.
std::optional<std::int64_t> parse_digits(std::string_view text) {
    std::int64_t number = -1;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && stop == text.data() + text.size();
    return whole && number >= 0 && number <= 999'999'999 ? std::optional(number) : std::nullopt;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::string in_quotes(std::string_view value) {
    auto characters = codecs::decode_utf8(value.substr(0, 4 * longest_shown + 4));
    std::replace_if(
        characters.begin(), characters.end(), [](char32_t c) { return c < 0x20 || c == 0x7F; }, U' ');
    const bool cut = characters.size() > longest_shown;
    if (cut) characters.resize(longest_shown);
    return fmt::format("'{}{}'", codecs::encode_utf8(characters), cut ? "..." : "");
}

std::string description(const codecs::NumberPlan& plan) {
    if (plan.mobile_pattern == codecs::NumberPlan{}.mobile_pattern) return "11 digits beginning 13 to 19";
    return fmt::format("{} ('#' is any digit)", plan.mobile_pattern);
}

std::optional<std::int64_t> parse_signed_yuan(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const auto fen = codecs::parse_yuan(text);
    return fen && negative ? -*fen : fen;
}

Header::Header(const std::vector<std::string>& names, const std::vector<std::string>& known,
               const std::vector<std::string>& required, std::vector<std::string>& faults)
    : names_(names) {
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (!contains(known, *name)) {
            const auto near = codecs::nearest_word(*name, known);
            const bool separated = name->find_first_of(";\t") != std::string::npos;
            faults.push_back(fmt::format("unknown column {}{}", in_quotes(*name),
                                         separated       ? "; separate the columns by commas"
                                         : !near.empty() ? fmt::format("; did you mean {}?", near)
                                                         : ""));
        } else if (std::find(names.begin(), name, *name) != name) {
            faults.push_back(fmt::format("column '{}' stands there twice; leave one of them out", *name));
        }
    }
    for (const auto& name : required)
        if (!contains(names, name)) faults.push_back(fmt::format("column '{}' is missing", name));
}

std::optional<std::size_t> Header::position(std::string_view column) const {
    const auto found = std::find(names_.begin(), names_.end(), column);
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

std::optional<std::string_view> Fields::raw(std::string_view column) const {
    const auto position = header_.position(column);
    if (!position) return std::nullopt;
    return fields_[*position];
}

void Fields::fault(std::string_view column, std::string_view value, std::string_view what) {
    faults_.push_back(fmt::format("{} {} {}", column, in_quotes(value), what));
}

std::optional<std::string> Fields::mobile(std::string_view column, const codecs::NumberPlan& plan) {
    const auto value = raw(column).value_or("");
    const auto number = codecs::parse_msisdn(value, plan);
    if (number && number->home) return number->digits;
    fault(column, value, fmt::format("is no mobile number of ours; {}", description(plan)));
    return std::nullopt;
}

void Fields::text(std::string_view column, std::string& out) {
    const auto value = raw(column);
    if (!value) return;
    if (std::any_of(value->begin(), value->end(), is_control)) {
        fault(column, *value, "has a control character in it; use plain text");
    } else if (value->size() > longest_text && codecs::decode_utf8(*value).size() > longest_text) {
        fault(column, *value, fmt::format("is too long; at most {} characters", longest_text));
    } else {
        out = *value;
    }
}

void Fields::word(std::string_view column, const std::vector<std::string>& words, std::string& out) {
    const auto value = raw(column);
    if (!value) return;
    if (value->empty()) {
        out = words.front();
    } else if (contains(words, *value)) {
        out = *value;
    } else {
        fault(column, *value, fmt::format("is not known; use {}", fmt::join(words, ", ")));
    }
}

void Fields::yes_or_no(std::string_view column, bool& out) {
    const auto value = raw(column);
    if (!value) return;
    if (*value == "yes" || *value == "no" || value->empty()) {
        out = *value == "yes";
    } else {
        fault(column, *value, "is neither; use yes or no");
    }
}

void Fields::yuan(std::string_view column, std::int64_t& out, bool may_be_negative) {
    const auto value = raw(column);
    if (!value) return;
    const auto fen = value->empty()    ? std::optional<std::int64_t>(0)
                     : may_be_negative ? parse_signed_yuan(*value)
                                       : codecs::parse_yuan(*value);
    if (fen) {
        out = *fen;
    } else {
        fault(column, *value, "is no sum in yuan; write it like 12.50");
    }
}

void Fields::whole_number(std::string_view column, std::optional<std::int64_t>& out) {
    const auto value = raw(column);
    if (!value || value->empty()) return;
    if (const auto number = parse_digits(*value)) {
        out = number;
    } else {
        fault(column, *value, "is no whole number; use 0 to 999999999");
    }
}

std::optional<std::int64_t> Fields::badge(std::string_view column) {
    const auto value = raw(column).value_or("");
    const auto number = parse_digits(value);
    if (number && *number > 0) return number;
    fault(column, value, "is no employee's number; use 1 to 999999999");
    return std::nullopt;
}

void Fields::day(std::string_view column, std::int64_t today, std::optional<std::int64_t>& out) {
    const auto value = raw(column);
    if (!value) return;
    if (value->empty()) {
        out = std::nullopt;
        return;
    }
    const auto date = campaigns::parse_date(*value);
    if (!date) {
        fault(column, *value, "is no date; write it like 1985-03-21");
    } else if (date->time_since_epoch().count() > today) {
        fault(column, *value, "is still to come; use a date up to today");
    } else {
        out = date->time_since_epoch().count();
    }
}

}  // namespace hall::tools
