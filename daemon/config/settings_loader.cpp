#include "daemon/config/settings_loader.hpp"

#include "campaigns/catalogue_loader.hpp"
#include "codecs/yaml/map_reader.hpp"
#include "daemon/config/action_specs.hpp"
#include "daemon/config/business_reader.hpp"
#include "daemon/config/section.hpp"
#include "daemon/config/smsc_reader.hpp"
#include "menus/fold.hpp"
#include "menus/menu_loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace hall::daemon {

namespace {

using codecs::MapReader;

constexpr Millis tick = 1ms;
constexpr Millis a_day = 24h;

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void read_smscs(MapReader& root, Settings& settings, codecs::Diagnostics& diagnostics) {
    const auto* node = root.required_node("smscs");
    if (node == nullptr) return;
    if (node->kind != codecs::YamlNode::Kind::sequence || node->items.empty()) {
        diagnostics.add(node->place, "smscs names no SMSC", "list at least one, each beginning with '- name:'");
        return;
    }
    std::set<std::string> names;
    for (const auto& item : node->items) {
        auto smsc = read_smsc(item, diagnostics);
        if (!smsc.name.empty() && !names.insert(smsc.name).second)
            diagnostics.add(item.place, fmt::format("two SMSCs have the name '{}'", smsc.name),
                            "give each its own; messages and history are stored under it");
        settings.smscs.push_back(std::move(smsc));
    }
}

void read_hall(MapReader& reader, Settings& settings, const std::filesystem::path& directory,
               codecs::Diagnostics& diagnostics) {
    settings.hall_number = reader.required_text("number");
    if (!settings.hall_number.empty() && (!all_digits(settings.hall_number) || settings.hall_number.size() > 20))
        diagnostics.add(reader.place_of("number"), fmt::format("number is '{}'", settings.hall_number),
                        "use the digits of the short number, at most 20, in quotes");
    const auto menu = reader.required_text("menu");
    if (!menu.empty()) settings.menu_path = directory / menu;
    const auto catalogue = reader.text_or("catalogue", "");
    if (!catalogue.empty()) settings.catalogue_path = directory / catalogue;
    section(reader, "country", diagnostics, [&](MapReader& inner) {
        auto& plan = settings.number_plan;
        plan.country_code = inner.text_or("code", plan.country_code);
        plan.trunk_prefix = inner.text_or("trunk_prefix", plan.trunk_prefix);
        plan.mobile_pattern = inner.text_or("mobile", plan.mobile_pattern);
        if (const auto fault = codecs::fault_of(plan)) {
            const auto* key = fault->starts_with("country_code")   ? "code"
                              : fault->starts_with("trunk_prefix") ? "trunk_prefix"
                                                                   : "mobile";
            diagnostics.add(inner.place_of(key), *fault, "China is code \"86\" with mobile \"1[3-9]#########\"");
        }
    });
}

std::string read_file(const std::filesystem::path& path, const FileSource& source, codecs::Diagnostics& diagnostics) {
    auto text = source(path);
    if (!text)
        diagnostics.add({path.string(), 1, 1}, "the file cannot be read", "check that it exists and who may read it");
    return std::move(text).value_or("");
}

// A password must not stand in the file as such: files are read by many, and the record of settings keeps them.
void check_passwords(const codecs::YamlNode& root, codecs::Diagnostics& diagnostics) {
    const auto* smscs = root.find("smscs");
    if (smscs == nullptr) return;
    for (const auto& smsc : smscs->items) {
        const auto* password = smsc.find("password");
        if (password == nullptr || password->scalar.empty()) continue;
        if (!password->scalar.starts_with("${") || !password->scalar.ends_with("}"))
            diagnostics.add(password->place, "the password stands in the file",
                            "put it into an environment variable and write ${NAME}");
    }
}

// The file that `hall: key:` names, or nothing.
std::optional<codecs::YamlNode> read_named(const codecs::YamlNode& root, const char* key,
                                           const std::filesystem::path& path, FileRole role, const FileSource& source,
                                           Configuration& configuration, codecs::Diagnostics& diagnostics) {
    if (path.empty()) return std::nullopt;
    if (const auto text = source(path)) {
        configuration.files.push_back({path, *text, role});
        return codecs::parse_yaml(*text, path.string(), diagnostics);
    }
    const auto* hall = root.find("hall");
    const auto* named = hall != nullptr ? hall->find(key) : nullptr;
    diagnostics.add(named != nullptr ? named->place : root.place,
                    fmt::format("the {} file {} cannot be read", key, path.string()),
                    "check the path (it begins at this file's folder) and who may read it");
    return std::nullopt;
}

// Somebody who was asked could not say yes if that were a code.
void check_words(const codecs::YamlNode& root, const Configuration& configuration, codecs::Diagnostics& diagnostics) {
    const auto* business = root.find("business");
    const auto& words = configuration.settings.business;
    for (const auto* list : {&words.yes, &words.no})
        for (const auto& word : *list)
            if (const auto* node = configuration.menu->by_code(menus::fold_text(word)))
                diagnostics.add(business != nullptr ? business->place : root.place,
                                fmt::format("'{}' answers questions (business: {}:) and is a code of {} in the menu", word,
                                            list == &words.yes ? "yes" : "no", node->id),
                                "use another word, or take the code out of the menu");
}

}  // namespace

std::optional<std::string> read_from_disk(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad()) return std::nullopt;
    return text;
}

// What is left in the file is at most a default, as in ${NAME:-secret}: it is blanked before it is recorded.
std::string without_passwords(std::string text, const Settings& settings) {
    constexpr std::string_view blank = "(hidden)";  // short enough for a password, so that it can be read again
    for (const auto& smsc : settings.smscs) {
        if (smsc.password.empty()) continue;
        const auto written = ":-" + smsc.password + "}";
        // Of a recorded file the password is that blank itself.
        for (auto at = text.find(written); at != std::string::npos; at = text.find(written, at + 2 + blank.size()))
            text.replace(at + 2, smsc.password.size(), blank);
    }
    return text;
}

Settings parse_settings(const codecs::YamlNode& root, const std::filesystem::path& directory,
                        codecs::Diagnostics& diagnostics) {
    Settings settings;
    MapReader reader(root, "settings", diagnostics);
    if (!reader.is_map()) return settings;
    if (const auto* hall = reader.required_node("hall")) {
        MapReader inner(*hall, "hall", diagnostics);
        if (inner.is_map()) read_hall(inner, settings, directory, diagnostics);
        inner.finish();
    }
    if (const auto* store = reader.required_node("store")) {
        MapReader inner(*store, "store", diagnostics);
        if (inner.is_map()) {
            const auto path = inner.required_text("path");
            if (!path.empty()) settings.store_path = directory / path;
            settings.store_busy_timeout = inner.duration_or("busy_timeout", settings.store_busy_timeout, tick, 10min);
        }
        inner.finish();
    }
    section(reader, "clerk", diagnostics, [&](MapReader& inner) {
        settings.inbox_limit = static_cast<std::size_t>(inner.integer_or("inbox", 5000, 1, 1000000));
        settings.batch_limit = static_cast<std::size_t>(inner.integer_or("batch", 256, 1, 100000));
        settings.outbox_limit = static_cast<std::size_t>(inner.integer_or("outbox", 50000, 1, 10000000));
    });
    section(reader, "long_texts", diagnostics, [&](MapReader& inner) {
        settings.long_text_limit = inner.duration_or("time_limit", settings.long_text_limit, 1s, a_day * 7);
        settings.long_texts_most = static_cast<std::size_t>(inner.integer_or("most", 10000, 1, 1000000));
    });
    section(reader, "redelivery", diagnostics, [&](MapReader& inner) {
        auto& rules = settings.redelivery;
        rules.patience = inner.duration_or("patience", rules.patience, 1s, 1h);
        rules.doubt = inner.duration_or("doubt", rules.doubt, 0ms, 1h);
        rules.window = inner.duration_or("window", rules.window, 1min, a_day * 7);
    });
    section(reader, "business", diagnostics,
            [&](MapReader& inner) { read_business(inner, settings.business, diagnostics); });
    read_smscs(reader, settings, diagnostics);
    section(reader, "shutdown", diagnostics,
            [&](MapReader& inner) { settings.drain = inner.duration_or("drain", settings.drain, 0ms, 1h); });
    section(reader, "control", diagnostics, [&](MapReader& inner) {
        const auto path = inner.required_text("socket");
        if (!path.empty()) settings.control_socket = directory / path;
    });
    section(reader, "log", diagnostics, [&](MapReader& inner) {
        const auto word = inner.word_or("level", "info", {"error", "warn", "info", "debug"});
        settings.log_level = word == "error"   ? LogLevel::error
                             : word == "warn"  ? LogLevel::warn
                             : word == "debug" ? LogLevel::debug
                                               : LogLevel::info;
    });
    reader.finish();
    return settings;
}

Settings load_settings(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment,
                       codecs::Diagnostics& diagnostics) {
    const auto text = read_file(path, read_from_disk, diagnostics);
    if (!diagnostics.empty()) return {};
    auto root = codecs::parse_yaml(text, path.string(), diagnostics);
    codecs::substitute_environment(root, environment, diagnostics);
    return parse_settings(root, path.parent_path(), diagnostics);
}

std::optional<Configuration> load_configuration(const std::filesystem::path& path,
                                                const codecs::EnvironmentLookup& environment,
                                                codecs::Diagnostics& diagnostics, const FileSource& source) {
    Configuration configuration;
    configuration.path = path;
    const auto text = read_file(path, source, diagnostics);
    if (!diagnostics.empty()) return std::nullopt;
    auto root = codecs::parse_yaml(text, path.string(), diagnostics);
    // Where nothing could be read, "hall is missing" would only hide the one fault that counts.
    if (!diagnostics.empty() && root.kind == codecs::YamlNode::Kind::null) return std::nullopt;
    check_passwords(root, diagnostics);
    codecs::substitute_environment(root, environment, diagnostics);
    configuration.settings = parse_settings(root, path.parent_path(), diagnostics);
    configuration.settings_text = without_passwords(text, configuration.settings);
    configuration.files.push_back({path, configuration.settings_text, FileRole::settings});

    const auto& catalogue_path = configuration.settings.catalogue_path;
    if (const auto read = read_named(root, "catalogue", catalogue_path, FileRole::catalogue, source, configuration, diagnostics))
        configuration.catalogue = campaigns::parse_catalogue(*read, diagnostics);
    // A menu checked against half a catalogue would only repeat what is wrong with that.
    const bool half = !catalogue_path.empty() && configuration.catalogue == nullptr;
    if (const auto read = read_named(root, "menu", configuration.settings.menu_path, FileRole::menu, source, configuration,
                                     diagnostics))
        configuration.menu =
            menus::parse_menu(*read, action_specs(half ? nullptr : configuration.catalogue.get()), diagnostics);
    if (!diagnostics.empty() || configuration.menu == nullptr) return std::nullopt;
    check_words(root, configuration, diagnostics);
    if (!diagnostics.empty()) return std::nullopt;
    return configuration;
}

bool settings_are_sound(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment) {
    codecs::Diagnostics diagnostics;
    const auto text = read_file(path, read_from_disk, diagnostics);
    if (diagnostics.has_errors()) return false;
    auto root = codecs::parse_yaml(text, path.string(), diagnostics);
    check_passwords(root, diagnostics);
    codecs::substitute_environment(root, environment, diagnostics);
    parse_settings(root, path.parent_path(), diagnostics);
    return !diagnostics.has_errors();
}

codecs::EnvironmentLookup process_environment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string(name).c_str());
        if (value == nullptr) return std::nullopt;
        return std::string(value);
    };
}

}  // namespace hall::daemon
