#include "codecs/yaml/document.hpp"
#include "codecs/yaml/rules.hpp"

#include <algorithm>

namespace hall::codecs {

namespace {

bool is_variable_name(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
    return !name.empty() && letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// What "${inside}" stands for; nothing after a fault has been reported.
std::optional<std::string> value_of(std::string_view inside, const Place& place, const EnvironmentLookup& lookup,
                                    Diagnostics& diagnostics) {
    const std::size_t dash = inside.find(":-");
    const std::string_view name = inside.substr(0, dash);
    if (!is_variable_name(name)) {
        diagnostics.add(place, rules::not_a_variable, {name});  // a default behind it may be a password
        return std::nullopt;
    }
    // As in a shell, an empty variable counts as none where there is a default.
    if (auto value = lookup(name); value && !(value->empty() && dash != std::string_view::npos)) {
        return value;
    }
    if (dash != std::string_view::npos) {
        return std::string(inside.substr(dash + 2));
    }
    diagnostics.add(place, rules::variable_not_set, {name});
    return std::nullopt;
}

std::string substituted(std::string_view text, const Place& place, const EnvironmentLookup& lookup,
                        Diagnostics& diagnostics) {
    std::string out;
    while (!text.empty()) {
        const std::size_t opening = text.find("${");
        if (opening == std::string_view::npos) {
            break;
        }
        if (opening > 0 && text[opening - 1] == '$') {
            out += text.substr(0, opening - 1);
            out += "${";
            text.remove_prefix(opening + 2);
            continue;
        }
        const std::size_t closing = text.find('}', opening);
        if (closing == std::string_view::npos) {
            diagnostics.add(place, rules::variable_not_closed);
            break;
        }
        out += text.substr(0, opening);
        out += value_of(text.substr(opening + 2, closing - opening - 2), place, lookup, diagnostics).value_or("");
        text.remove_prefix(closing + 1);
    }
    return out.append(text);
}

}  // namespace

void substitute_environment(YamlNode& root, const EnvironmentLookup& lookup, Diagnostics& diagnostics) {
    if (root.kind == YamlNode::Kind::scalar) {
        root.scalar = substituted(root.scalar, root.place, lookup, diagnostics);
    }
    for (YamlNode& item : root.items) {
        substitute_environment(item, lookup, diagnostics);
    }
    for (YamlNode::Entry& entry : root.entries) {
        substitute_environment(entry.value, lookup, diagnostics);
    }
}

}  // namespace hall::codecs
