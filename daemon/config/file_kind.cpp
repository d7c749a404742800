#include "daemon/config/file_kind.hpp"

#include "daemon/config/rules.hpp"

#include <algorithm>
#include <array>

namespace hall::daemon {

namespace {

constexpr std::array<std::string_view, 9> settings_keys = {"store", "clerk",    "long_texts", "redelivery", "business",
                                                           "smscs", "shutdown", "control",    "log"};
constexpr std::array<std::string_view, 11> menu_keys = {"home",  "texts",      "include",  "snippets",  "synonyms",     "zones",
                                                        "moved", "extensions", "dialogue", "languages", "package_texts"};
constexpr std::array<std::string_view, 6> catalogue_keys = {"packages", "offers",   "referrals",
                                                            "points",   "charging", "top_days"};

template <std::size_t N>
bool has_any(const codecs::YamlNode& root, const std::array<std::string_view, N>& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return root.find(key) != nullptr; });
}

/// Whether a line begins with `mark`.
bool has_line(std::string_view text, std::string_view mark) {
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
        if (at == 0 || text[at - 1] == '\n') return true;
    return false;
}

const codecs::Phrase& name_of(FileKind kind) {
    switch (kind) {
        case FileKind::settings: return rules::a_settings_file;
        case FileKind::menu: return rules::a_menu_file;
        case FileKind::catalogue: return rules::a_catalogue_file;
        case FileKind::conversation: return rules::a_conversation;
        case FileKind::table: return rules::a_table;
        case FileKind::schema:
        case FileKind::unknown: break;
    }
    return rules::a_schema;
}

/// `whole`: of a menu, whether it has a home; zones and texts that a menu includes have none.
const codecs::Phrase& remedy_of(FileKind kind, bool whole) {
    switch (kind) {
        case FileKind::settings: return rules::look_at_settings;
        case FileKind::menu: return whole ? rules::look_at_menu : rules::look_at_part;
        case FileKind::catalogue: return rules::look_at_catalogue;
        case FileKind::conversation: return rules::look_at_conversation;
        case FileKind::table: return rules::look_at_table;
        case FileKind::schema:
        case FileKind::unknown: break;
    }
    return rules::look_at_schema;
}

}  // namespace

FileKind kind_of(const codecs::YamlNode& root, std::string_view text) {
    // A text of a menu may hold such lines, but it is indented.
    if (has_line(text, "> ") && (has_line(text, "< ") || root.kind == codecs::YamlNode::Kind::null))
        return FileKind::conversation;
    if (has_line(text.substr(0, text.find('\n')), "number,")) return FileKind::table;
    if (root.kind != codecs::YamlNode::Kind::map) return FileKind::unknown;
    if (root.find("$schema") != nullptr) return FileKind::schema;
    const bool settings = has_any(root, settings_keys);
    const bool menu = has_any(root, menu_keys);
    const bool catalogue = has_any(root, catalogue_keys);
    if (settings + menu + catalogue != 1) return FileKind::unknown;
    return settings ? FileKind::settings : menu ? FileKind::menu : FileKind::catalogue;
}

std::optional<codecs::YamlNode> parse_kind(FileKind wanted, std::string_view text, const std::string& file,
                                           const std::optional<codecs::Place>& named_at,
                                           codecs::Diagnostics& diagnostics) {
    codecs::Diagnostics faults;
    auto root = codecs::parse_yaml(text, file, faults);
    const auto kind = kind_of(root, text);
    if (kind != wanted && kind != FileKind::unknown) {
        const codecs::Arguments both{name_of(kind), name_of(wanted)};
        if (named_at) {
            diagnostics.add(*named_at, rules::wrong_kind_of_file, both, rules::name_the_right_one, {name_of(wanted)});
        } else {
            diagnostics.add({file, 1, 1}, rules::wrong_kind_of_file, both, remedy_of(kind, root.find("home") != nullptr), {file});
        }
        return std::nullopt;
    }
    for (const auto& one : faults.sorted()) pass_on(one, diagnostics);
    if (root.kind == codecs::YamlNode::Kind::null && faults.has_errors()) return std::nullopt;
    return root;
}

void pass_on(const codecs::Diagnostic& one, codecs::Diagnostics& to) {
    if (one.other_remedy == nullptr) {
        to.add(one.place, *one.rule, one.arguments);
    } else {
        to.add(one.place, *one.rule, one.arguments, *one.other_remedy, one.remedy_arguments);
    }
}

}  // namespace hall::daemon
