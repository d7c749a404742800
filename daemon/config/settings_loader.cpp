#include "daemon/config/settings_loader.hpp"

#include "campaigns/catalogue_loader.hpp"
#include "codecs/yaml/map_reader.hpp"
#include "codecs/yaml/rules.hpp"
#include "daemon/config/business_reader.hpp"
#include "daemon/config/file_kind.hpp"
#include "daemon/config/menu_reading.hpp"
#include "daemon/config/passwords.hpp"
#include "daemon/config/rules.hpp"
#include "daemon/config/section.hpp"
#include "daemon/config/smsc_reader.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>
#include <cstdlib>
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
        diagnostics.add(node->place, rules::no_smsc);
        return;
    }
    std::set<std::string> names;
    for (const auto& item : node->items) {
        auto smsc = read_smsc(item, diagnostics);
        if (!smsc.name.empty() && !names.insert(smsc.name).second)
            diagnostics.add(item.place, rules::smsc_name_taken, {smsc.name});
        settings.smscs.push_back(std::move(smsc));
    }
}

// The key at fault, and what is said of it.
std::pair<const char*, const codecs::Rule&> rule_of(codecs::PlanFault::Kind kind) {
    using Kind = codecs::PlanFault::Kind;
    switch (kind) {
        case Kind::country_code:
            return {"code", rules::country_code};
        case Kind::trunk_prefix:
            return {"trunk_prefix", rules::trunk_prefix};
        case Kind::trunk_prefix_abroad:
            return {"trunk_prefix", rules::trunk_prefix_abroad};
        case Kind::mobile_pattern:
            return {"mobile", rules::mobile_pattern};
        case Kind::no_mobile_pattern:
            return {"mobile", rules::no_mobile_pattern};
        case Kind::length:
            break;
    }
    return {"mobile", rules::mobile_length};
}

void read_hall(MapReader& reader, Settings& settings, const std::filesystem::path& directory,
               codecs::Diagnostics& diagnostics) {
    settings.hall_number = reader.required_text("number");
    if (!settings.hall_number.empty() && (!all_digits(settings.hall_number) || settings.hall_number.size() > 20))
        diagnostics.add(reader.place_of("number"), rules::hall_number, {settings.hall_number});
    for (const auto* item : reader.scalars("also_answered")) {
        if (!codecs::is_number_pattern(item->scalar)) diagnostics.add(item->place, rules::not_a_number_pattern, {item->scalar});
        settings.also_answered.push_back(item->scalar);
    }
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
            const auto& [key, rule] = rule_of(fault->kind);
            diagnostics.add(inner.place_of(key), rule, {fault->detail});
        }
    });
}

std::string read_file(const std::filesystem::path& path, const FileSource& source, codecs::Diagnostics& diagnostics) {
    auto text = source(path);
    if (!text) tell_unread(path, {path.string(), 1, 1}, codecs::rules::unreadable_file, {}, diagnostics);
    return std::move(text).value_or("");
}

// The file that `hall: key:` names, or nothing.
std::optional<codecs::YamlNode> read_named(const codecs::YamlNode& root, const char* key,
                                           const codecs::Rule& unreadable_rule, const std::filesystem::path& path,
                                           FileRole role, const FileSource& source, Configuration& configuration,
                                           codecs::Diagnostics& diagnostics) {
    if (path.empty()) return std::nullopt;
    const auto* hall = root.find("hall");
    const auto* named = hall != nullptr ? hall->find(key) : nullptr;
    const auto named_at = named != nullptr ? named->place : root.place;
    if (const auto text = source(path)) {
        configuration.files.push_back({path, *text, role});
        const auto wanted = role == FileRole::menu ? FileKind::menu : FileKind::catalogue;
        return parse_kind(wanted, *text, path.string(), named_at, diagnostics);
    }
    tell_unread(path, named_at, unreadable_rule, {path.string()}, diagnostics);
    return std::nullopt;
}

// Somebody who was asked could not say yes if that were a code.
void check_words(const codecs::YamlNode& root, const Configuration& configuration, codecs::Diagnostics& diagnostics) {
    const auto* business = root.find("business");
    const auto& words = configuration.settings.business;
    const auto& menu = *configuration.menu;
    for (const auto* list : {&words.yes, &words.no})
        for (const auto& word : *list) {
            const auto folded = menus::fold_text(word);
            const auto* moved = menu.moved_code(folded);
            if (const auto* node = moved != nullptr ? &menu.nodes[moved->to] : menu.by_code(folded))
                diagnostics.add(business != nullptr ? business->place : root.place, rules::answer_is_code,
                                {word, list == &words.yes ? "yes" : "no", node->id});
        }
}

}  // namespace

Settings parse_settings(const codecs::YamlNode& root, const std::filesystem::path& directory,
                        codecs::Diagnostics& diagnostics) {
    Settings settings;
    MapReader reader(root, rules::settings, diagnostics);
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
            settings.wal_share = static_cast<int>(inner.integer_or("wal_share", settings.wal_share, 1, 90));
        }
        inner.finish();
    }
    section(reader, "clerk", diagnostics, [&](MapReader& inner) {
        settings.inbox_limit = static_cast<std::size_t>(inner.integer_or("inbox", 5000, 1, 1000000));
        settings.batch_limit = static_cast<std::size_t>(inner.integer_or("batch", 256, 1, 100000));
        settings.open_replies = static_cast<std::size_t>(inner.integer_or("open_replies", 10, 1, 1000));
        settings.outbox_limit = static_cast<std::size_t>(inner.integer_or("outbox", 50000, 1, 10000000));
        section(inner, "brake", diagnostics, [&](MapReader& brake) {
            settings.brake.equal = static_cast<std::size_t>(brake.integer_or("equal", 10, 2, 1000000));
            settings.brake.within = brake.duration_or("within", settings.brake.within, 1s, a_day);
        });
    });
    section(reader, "long_texts", diagnostics, [&](MapReader& inner) {
        settings.long_text_limit = inner.duration_or("time_limit", settings.long_text_limit, 1s, a_day * 7);
        settings.long_texts_most = static_cast<std::size_t>(inner.integer_or("most", 10000, 1, 1000000));
    });
    section(reader, "redelivery", diagnostics, [&](MapReader& inner) {
        auto& times = settings.redelivery;
        times.patience = inner.duration_or("patience", times.patience, 1s, 1h);
        times.doubt = inner.duration_or("doubt", times.doubt, 0ms, 1h);
        times.window = inner.duration_or("window", times.window, 1min, a_day * 7);
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
    if (diagnostics.has_errors()) return {};
    auto root = codecs::parse_yaml(text, path.string(), diagnostics);
    codecs::substitute_environment(root, environment, diagnostics);
    return parse_settings(root, path.parent_path(), diagnostics);
}

std::optional<Configuration> load_configuration(const std::filesystem::path& path,
                                                const codecs::EnvironmentLookup& environment,
                                                codecs::Diagnostics& diagnostics, const FileSource& source,
                                                std::optional<campaigns::Zone> zone) {
    Configuration configuration;
    configuration.path = path;
    const auto text = read_file(path, source, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    auto parsed = parse_kind(FileKind::settings, text, path.string(), std::nullopt, diagnostics);
    // Where nothing could be read, "hall is missing" would only hide the one fault that counts.
    if (!parsed) return std::nullopt;
    auto& root = *parsed;
    check_passwords(root, text, diagnostics);
    codecs::substitute_environment(root, environment, diagnostics);
    configuration.settings = parse_settings(root, path.parent_path(), diagnostics);
    configuration.settings_text = without_passwords(text);
    configuration.files.push_back({path, configuration.settings_text, FileRole::settings});

    const auto& catalogue_path = configuration.settings.catalogue_path;
    if (const auto read = read_named(root, "catalogue", rules::unreadable_catalogue, catalogue_path,
                                     FileRole::catalogue, source, configuration, diagnostics))
        configuration.catalogue = campaigns::parse_catalogue(*read, diagnostics);
    // A menu checked against half a catalogue would only repeat what is wrong with that.
    const bool half = !catalogue_path.empty() && configuration.catalogue == nullptr;
    if (const auto read = read_named(root, "menu", rules::unreadable_menu, configuration.settings.menu_path,
                                     FileRole::menu, source, configuration, diagnostics))
        configuration.menu = read_menu(*read, half, zone.value_or(configuration.settings.business.zone), source,
                                       configuration, diagnostics);
    if (diagnostics.has_errors() || configuration.menu == nullptr) return std::nullopt;
    check_words(root, configuration, diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    return configuration;
}

std::optional<Configuration> load_menu_and_catalogue(const std::filesystem::path& menu,
                                                     const std::filesystem::path& catalogue,
                                                     codecs::Diagnostics& diagnostics) {
    Configuration configuration;
    const FileSource source = read_from_disk;
    const auto parsed = [&](const std::filesystem::path& path, FileRole role) -> std::optional<codecs::YamlNode> {
        const auto text = source(path);
        if (!text) {
            tell_unread(path, {path.string(), 1, 1}, codecs::rules::unreadable_file, {}, diagnostics);
            return std::nullopt;
        }
        configuration.files.push_back({path, *text, role});
        const auto wanted = role == FileRole::menu ? FileKind::menu : FileKind::catalogue;
        return parse_kind(wanted, *text, path.string(), std::nullopt, diagnostics);
    };
    if (!catalogue.empty()) {
        if (const auto root = parsed(catalogue, FileRole::catalogue))
            configuration.catalogue = campaigns::parse_catalogue(*root, diagnostics);
    }
    if (const auto root = parsed(menu, FileRole::menu))
        configuration.menu = read_menu(*root, !catalogue.empty() && !configuration.catalogue,
                                       configuration.settings.business.zone, source, configuration, diagnostics);
    if (diagnostics.has_errors() || configuration.menu == nullptr) return std::nullopt;
    return configuration;
}

bool settings_are_sound(const std::filesystem::path& path, const codecs::EnvironmentLookup& environment) {
    codecs::Diagnostics diagnostics;
    const auto text = read_file(path, read_from_disk, diagnostics);
    if (diagnostics.has_errors()) return false;
    auto root = codecs::parse_yaml(text, path.string(), diagnostics);
    check_passwords(root, text, diagnostics);
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
