#include "daemon/versions/changes.hpp"

#include "campaigns/catalogue_difference.hpp"
#include "campaigns/price_words.hpp"
#include "codecs/yaml/document.hpp"
#include "daemon/versions/change_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace hall::daemon {

namespace {

namespace words = change_words;
using codecs::Phrase;

constexpr std::size_t most_named = 10;
constexpr std::size_t most_prices = 50;

const store::VersionFileRow* find(const VersionFiles& files, std::string_view path) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

std::map<std::string_view, int> lines_of(std::string_view text) {
    std::map<std::string_view, int> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        ++lines[text.substr(0, end)];
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// How many lines of `mine` the other does not have. Lines that only moved do not count.
int lines_missing(const std::map<std::string_view, int>& mine, const std::map<std::string_view, int>& other) {
    int missing = 0;
    for (const auto& [line, count] : mine) {
        const auto found = other.find(line);
        missing += std::max(0, count - (found == other.end() ? 0 : found->second));
    }
    return missing;
}

void flatten(const codecs::YamlNode& node, const std::string& key, std::map<std::string, std::string>& values) {
    using Kind = codecs::YamlNode::Kind;
    const auto below = [&key](const std::string& name) { return key.empty() ? name : key + "." + name; };
    if (node.kind == Kind::map) {
        for (const auto& entry : node.entries) flatten(entry.value, below(entry.key), values);
    } else if (node.kind == Kind::sequence) {
        for (std::size_t i = 0; i < node.items.size(); ++i) flatten(node.items[i], below(std::to_string(i)), values);
    } else {
        values[key] = node.scalar;
    }
}

std::map<std::string, std::string> setting_values(std::string_view text) {
    std::map<std::string, std::string> values;
    codecs::Diagnostics ignored;  // it was good when it was loaded
    flatten(codecs::parse_yaml(text, "settings", ignored), "", values);
    return values;
}

void name_differences(Lines& lines, const Phrase& what, const std::set<std::string>& before,
                      const std::set<std::string>& after) {
    const auto name = [&](const Phrase& how, const std::set<std::string>& those, const std::set<std::string>& others) {
        std::vector<std::string> found;
        std::set_difference(those.begin(), those.end(), others.begin(), others.end(), std::back_inserter(found));
        if (found.empty()) return;
        const auto count = found.size();
        found.resize(std::min(count, most_named));
        const auto names = codecs::listed(found);
        lines.push_back(codecs::filled(
            how,
            {what, count > most_named ? codecs::filled(words::and_more, {names, std::to_string(count - most_named)})
                                      : names}));
    };
    name(words::new_in, after, before);
    name(words::gone_from, before, after);
}

std::set<std::string> ids_of(const auto& things) {
    std::set<std::string> ids;
    for (const auto& thing : things) ids.insert(thing.id);
    return ids;
}

}  // namespace

Lines changed_files(const VersionFiles& before, const VersionFiles& after) {
    Lines lines;
    for (const auto& file : after) {
        const auto* old = find(before, file.path);
        if (old == nullptr) {
            lines.push_back(codecs::filled(words::file_new, {file.path}));
        } else if (old->body != file.body) {
            const auto was = lines_of(old->body);
            const auto is = lines_of(file.body);
            lines.push_back(codecs::filled(words::file_changed, {file.path, std::to_string(lines_missing(is, was)),
                                                                 std::to_string(lines_missing(was, is))}));
        }
    }
    for (const auto& file : before)
        if (find(after, file.path) == nullptr) lines.push_back(codecs::filled(words::file_unused, {file.path}));
    return lines;
}

std::string summary_of(const Lines& lines) {
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line.in(codecs::MessageLanguage::en);
    return text;
}

std::vector<std::string> differing_paths(const VersionFiles& before, const VersionFiles& after) {
    std::vector<std::string> paths;
    for (const auto& file : before)
        if (const auto* now = find(after, file.path); now == nullptr || now->body != file.body)
            paths.push_back(file.path);
    for (const auto& file : after)
        if (find(before, file.path) == nullptr) paths.push_back(file.path);
    return paths;
}

Lines changed_ids(const menus::Menu& before, const menus::Menu& after) {
    Lines lines;
    name_differences(lines, words::menu, ids_of(before.nodes), ids_of(after.nodes));
    return lines;
}

Lines changed_ids(const campaigns::Catalogue* before, const campaigns::Catalogue* after) {
    Lines lines;
    const auto packages = [](const campaigns::Catalogue* one) {
        return one == nullptr ? std::set<std::string>() : ids_of(one->packages);
    };
    const auto offers = [](const campaigns::Catalogue* one) {
        return one == nullptr ? std::set<std::string>() : ids_of(one->offers);
    };
    name_differences(lines, words::packages, packages(before), packages(after));
    name_differences(lines, words::offers, offers(before), offers(after));
    return lines;
}

Lines changed_prices(const campaigns::Catalogue* before, const campaigns::Catalogue* after, campaigns::Date today) {
    Lines lines;
    if (before == nullptr || after == nullptr) return lines;
    std::size_t more = 0;
    for (const auto& one : campaigns::difference_between(*before, *after, today).prices) {
        if (before->find(one.package) == nullptr || after->find(one.package) == nullptr) continue;  // told by its id
        if (lines.size() == most_prices) {
            ++more;
            continue;
        }
        const auto was = campaigns::price_words(one.before);
        const auto is = campaigns::price_words(one.after);
        lines.push_back(one.day == today ? codecs::filled(words::price, {one.package, was, is})
                                         : codecs::filled(words::price_from,
                                                          {one.package, campaigns::format_date(one.day), was, is}));
    }
    if (more > 0) lines.push_back(codecs::filled(words::more_prices, {std::to_string(more)}));
    return lines;
}

std::string_view settings_text(const VersionFiles& files) {
    for (const auto& file : files)
        if (file.role == "settings") return file.body;
    return {};
}

std::vector<std::string> changed_settings(std::string_view before, std::string_view after) {
    const auto was = setting_values(before);
    const auto is = setting_values(after);
    std::vector<std::string> keys;
    for (const auto& [key, value] : is)
        if (const auto old = was.find(key); old == was.end() || old->second != value) keys.push_back(key);
    for (const auto& [key, value] : was)
        if (!is.contains(key)) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    return keys;
}

bool changes_live(std::string_view setting) {
    // hall.menu and hall.catalogue name files, which are loaded again wherever they are.
    for (const std::string_view live : {"hall.menu", "hall.catalogue", "business.yes", "business.no", "business.wait",
                                        "business.run_from", "log.level"})
        if (setting == live || (setting.starts_with(live) && setting[live.size()] == '.')) return true;
    return false;
}

std::vector<std::string> changed_live_settings(std::string_view before, std::string_view after) {
    auto keys = changed_settings(before, after);
    std::erase_if(keys, [](const std::string& key) { return !changes_live(key); });
    return keys;
}

}  // namespace hall::daemon
