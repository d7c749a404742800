#include "daemon/config/passwords.hpp"

#include "daemon/config/rules.hpp"

#include <set>
#include <vector>

namespace hall::daemon {

namespace {

constexpr std::string_view blank = "(hidden)";  // short enough for a password, so that it can be read again
constexpr std::string_view with_default = ":-";

// Anchors and aliases need no care: an alias is in the tree what its anchor is.
void collect_passwords(const codecs::YamlNode& node, std::vector<const codecs::YamlNode*>& found) {
    for (const auto& item : node.items) collect_passwords(item, found);
    for (const auto& entry : node.entries) {
        if (entry.key == "password") found.push_back(&entry.value);
        collect_passwords(entry.value, found);
    }
}

std::vector<const codecs::YamlNode*> passwords_in(const codecs::YamlNode& root) {
    std::vector<const codecs::YamlNode*> found;
    collect_passwords(root, found);
    return found;
}

/// "${NAME}" or "${NAME:-default}", nothing before or behind.
bool is_reference(std::string_view scalar) {
    return scalar.starts_with("${") && scalar.find('}') == scalar.size() - 1;
}

/// The "NAME" of "${NAME:-default}"; empty for all else.
std::string_view name_before_default(std::string_view scalar) {
    const auto end = scalar.find(with_default);
    return is_reference(scalar) && end != std::string_view::npos ? scalar.substr(2, end - 2) : std::string_view();
}

/// Blanks each "${NAME:-default}" whose name `wanted` accepts. The default ends where the environment's reader ends it.
template <class Wanted>
std::string blanked(const std::string& text, const Wanted& wanted) {
    std::string out;
    std::size_t done = 0;
    for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
        const auto end = text.find('}', at);
        const auto dash = text.find(with_default, at);
        if (end == std::string::npos) break;
        if (at < done || dash > end || !wanted(text.substr(at + 2, dash - at - 2))) continue;
        out.append(text, done, dash + with_default.size() - done).append(blank);
        done = end;
    }
    return out.append(text, done);
}

}  // namespace

std::string without_passwords(std::string text) {
    codecs::Diagnostics diagnostics;
    const auto root = codecs::parse_yaml(text, "settings", diagnostics);
    // Of a key that stands there twice the tree holds one.
    if (diagnostics.has_errors()) return blanked(text, [](const std::string&) { return true; });
    std::set<std::string, std::less<>> names;
    for (const auto* password : passwords_in(root))
        if (const auto name = name_before_default(password->scalar); !name.empty()) names.emplace(name);
    return blanked(text, [&names](const std::string& name) { return names.contains(name); });
}

void check_passwords(const codecs::YamlNode& root, const std::string& text, codecs::Diagnostics& diagnostics) {
    codecs::Diagnostics ignored;  // whoever reads the file tells them
    const auto kept = codecs::parse_yaml(without_passwords(text), "settings", ignored);
    const auto found = passwords_in(root);
    const auto left = passwords_in(kept);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& scalar = found[i]->scalar;
        if (scalar.empty()) continue;
        // An escape in a quoted value can hide it: "\x24{NAME:-secret}".
        const bool hidden =
            i < left.size() && (name_before_default(left[i]->scalar).empty() ||
                                left[i]->scalar.ends_with(std::string(with_default).append(blank) + "}"));
        if (!is_reference(scalar) || !hidden) diagnostics.add(found[i]->place, rules::password_in_file);
    }
}

}  // namespace hall::daemon
