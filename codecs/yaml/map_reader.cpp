#include "codecs/yaml/map_reader.hpp"

#include "codecs/yaml/rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace hall::codecs {

namespace {

const Phrase& kind_name(const YamlNode& node) {
    switch (node.kind) {
        case YamlNode::Kind::null:
            break;
        case YamlNode::Kind::scalar:
            return rules::single_value;
        case YamlNode::Kind::sequence:
            return rules::list_of_values;
        case YamlNode::Kind::map:
            return rules::map_of_values;
    }
    return rules::nothing_there;
}

/// Decimal digits with an optional minus. Leading zeros are refused: "010" would be ten to one reader and
/// eight to another.
std::optional<std::int64_t> parse_integer(std::string_view text) {
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (digits.size() > 1 && digits.front() == '0') {
        return std::nullopt;
    }
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units = {
    {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};

std::optional<Millis> parse_duration(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::optional<std::int64_t> count = parse_integer(text.substr(0, digits));
    for (const auto& [unit, millis] : units) {
        if (text.substr(digits) == unit && count && *count <= 1'000'000'000'000 / millis) {
            return Millis(*count * millis);
        }
    }
    return std::nullopt;
}

/// "90s" rather than "90000ms": the largest unit that holds it without a rest.
std::string duration_text(Millis duration) {
    const std::int64_t count = duration.count();
    for (auto unit = units.rbegin(); unit != units.rend(); ++unit) {
        if (count != 0 && count % unit->second == 0) {
            return std::to_string(count / unit->second) + std::string(unit->first);
        }
    }
    return "0s";
}

/// Whoever types Chinese types "，" between two values, and YAML takes both for one.
void warn_of_comma(const YamlNode& value, std::string_view key, Diagnostics& diagnostics) {
    const bool comma = value.scalar.find("，") != std::string::npos || value.scalar.find("、") != std::string::npos;
    if (comma && !value.quoted) diagnostics.add(value.place, rules::full_width_comma, {value.scalar, key});
}

}  // namespace

MapReader::MapReader(const YamlNode& node, Argument what, Diagnostics& diagnostics)
    : node_(node), what_(std::move(what)), diagnostics_(diagnostics), is_map_(node.kind == YamlNode::Kind::map) {
    if (!is_map_) {
        diagnostics_.add(node_.place, rules::not_a_map, {what_, kind_name(node_)});
    }
}

bool MapReader::has(std::string_view key) const {
    return is_map_ && node_.find(key) != nullptr;
}

const YamlNode* MapReader::take(std::string_view key, bool required) {
    if (!is_map_) {
        return nullptr;
    }
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
        asked_.emplace_back(key);
    }
    const YamlNode* value = node_.find(key);
    if (value == nullptr && required) {
        diagnostics_.add(node_.place, rules::missing_key, {what_, key});
    }
    return value;
}

const YamlNode* MapReader::take_scalar(std::string_view key, bool required) {
    const YamlNode* value = take(key, required);
    if (value == nullptr || value->kind == YamlNode::Kind::scalar) {
        return value;
    }
    if (value->kind == YamlNode::Kind::null) {
        diagnostics_.add(value->place, rules::empty_value, {key});
    } else {
        diagnostics_.add(value->place, rules::not_one_value, {key, kind_name(*value)});
    }
    return nullptr;
}

std::string MapReader::required_text(std::string_view key) {
    const YamlNode* value = take_scalar(key, true);
    if (value != nullptr && value->scalar.empty()) {
        diagnostics_.add(value->place, rules::empty_value, {key});
    }
    return value == nullptr ? std::string() : value->scalar;
}

std::string MapReader::text_or(std::string_view key, std::string fallback) {
    const YamlNode* value = take_scalar(key, false);
    return value == nullptr ? std::move(fallback) : value->scalar;
}

std::int64_t MapReader::required_integer(std::string_view key, std::int64_t least, std::int64_t most) {
    if (is_map_ && !has(key)) {
        take(key, true);
        return least;
    }
    return integer_or(key, least, least, most);
}

std::int64_t MapReader::integer_or(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most) {
    const YamlNode* value = take_scalar(key, false);
    if (value == nullptr) {
        return fallback;
    }
    const std::optional<std::int64_t> number = parse_integer(value->scalar);
    if (number && *number >= least && *number <= most) {
        return *number;
    }
    diagnostics_.add(value->place, rules::not_a_number,
                     {key, value->scalar, std::to_string(least), std::to_string(most)});
    return fallback;
}

bool MapReader::flag_or(std::string_view key, bool fallback) {
    const YamlNode* value = take_scalar(key, false);
    if (value == nullptr) {
        return fallback;
    }
    for (const std::string_view yes : {"true", "yes", "on"}) {
        if (value->scalar == yes) {
            return true;
        }
    }
    for (const std::string_view no : {"false", "no", "off"}) {
        if (value->scalar == no) {
            return false;
        }
    }
    diagnostics_.add(value->place, rules::not_a_flag, {key, value->scalar});
    return fallback;
}

Millis MapReader::duration_or(std::string_view key, Millis fallback, Millis least, Millis most) {
    const YamlNode* value = take_scalar(key, false);
    if (value == nullptr) {
        return fallback;
    }
    const std::optional<Millis> duration = parse_duration(value->scalar);
    if (duration && *duration >= least && *duration <= most) {
        return *duration;
    }
    diagnostics_.add(value->place, rules::not_a_duration,
                     {key, value->scalar, duration_text(least), duration_text(most)});
    return fallback;
}

std::string MapReader::word_or(std::string_view key, std::string fallback, const std::vector<std::string>& words) {
    const YamlNode* value = take_scalar(key, false);
    if (value == nullptr) {
        return fallback;
    }
    if (std::find(words.begin(), words.end(), value->scalar) != words.end()) {
        return value->scalar;
    }
    diagnostics_.add(value->place, rules::not_one_of, {key, value->scalar, listed(words)});
    return fallback;
}

std::vector<const YamlNode*> MapReader::scalars(std::string_view key) {
    const YamlNode* value = take(key, false);
    if (value == nullptr) {
        return {};
    }
    if (value->kind == YamlNode::Kind::scalar) {
        warn_of_comma(*value, key, diagnostics_);
        return {value};
    }
    std::vector<const YamlNode*> list;
    if (value->kind != YamlNode::Kind::sequence) {
        diagnostics_.add(value->place, rules::not_a_list, {key, kind_name(*value)});
        return list;
    }
    for (const YamlNode& item : value->items) {
        if (item.kind == YamlNode::Kind::scalar) {
            warn_of_comma(item, key, diagnostics_);
            list.push_back(&item);
        } else {
            diagnostics_.add(item.place, rules::entry_not_one_value, {key, kind_name(item)});
        }
    }
    return list;
}

const YamlNode* MapReader::node(std::string_view key) {
    return take(key, false);
}

const YamlNode* MapReader::required_node(std::string_view key) {
    return take(key, true);
}

Place MapReader::place_of(std::string_view key) const {
    const YamlNode* value = is_map_ ? node_.find(key) : nullptr;
    return value == nullptr ? node_.place : value->place;
}

void MapReader::finish() {
    for (const YamlNode::Entry& entry : node_.entries) {
        if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) {
            continue;
        }
        const std::string nearest = nearest_word(entry.key, asked_);
        const Phrase& remedy = nearest.empty() ? rules::use_one_of : rules::write_instead;
        diagnostics_.add(entry.key_place, rules::unknown_key, {what_, entry.key}, remedy,
                         {nearest.empty() ? listed(asked_) : Argument(nearest)});
    }
}

}  // namespace hall::codecs
