#include "daemon/config/settings_loader.hpp"

#include "codecs/yaml/map_reader.hpp"
#include "daemon/config/action_specs.hpp"
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

// Reads a map under `key` with `read`, which gets a MapReader; unknown keys are reported afterwards.
template <class Read>
void section(MapReader& reader, std::string_view key, codecs::Diagnostics& diagnostics, Read read) {
    if (const auto* node = reader.node(key)) {
        MapReader inner(*node, std::string(key), diagnostics);
        if (inner.is_map()) read(inner);
        inner.finish();
    }
}

void check_length(MapReader& reader, std::string_view key, const std::string& value, std::size_t most,
                  codecs::Diagnostics& diagnostics) {
    if (value.size() > most)
        diagnostics.add(reader.place_of(key), fmt::format("{} has {} octets", key, value.size()),
                        fmt::format("SMPP 3.4 allows at most {}", most));
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

SmscSettings read_smsc(const codecs::YamlNode& node, codecs::Diagnostics& diagnostics) {
    SmscSettings smsc;
    MapReader reader(node, "smsc", diagnostics);
    if (!reader.is_map()) return smsc;
    smsc.name = reader.required_text("name");
    smsc.host = reader.required_text("host");
    smsc.port = static_cast<std::uint16_t>(reader.integer_or("port", smsc.port, 1, 65535));
    smsc.bind = reader.word_or("bind", "transceiver", {"transceiver", "pair"}) == "pair" ? BindMode::pair
                                                                                        : BindMode::transceiver;
    smsc.system_id = reader.required_text("system_id");
    check_length(reader, "system_id", smsc.system_id, 15, diagnostics);
    smsc.password = reader.text_or("password", "");
    check_length(reader, "password", smsc.password, 8, diagnostics);
    smsc.system_type = reader.text_or("system_type", "");
    check_length(reader, "system_type", smsc.system_type, 12, diagnostics);
    const auto alphabet = reader.word_or("default_alphabet", "gsm", {"gsm", "latin1", "ascii", "utf8"});
    smsc.default_alphabet = codecs::parse_default_alphabet(alphabet).value_or(smsc.default_alphabet);
    const auto method = reader.word_or("long_messages", "udh16", {"udh8", "udh16", "sar", "payload"});
    smsc.long_messages = codecs::parse_long_messages(method).value_or(smsc.long_messages);
    smsc.window = static_cast<std::size_t>(reader.integer_or("window", 10, 1, 10000));
    smsc.rate = static_cast<std::uint32_t>(reader.integer_or("rate", 0, 0, 1000000));
    smsc.enquire_link = reader.duration_or("enquire_link", smsc.enquire_link, 100ms, a_day);
    smsc.response_timeout = reader.duration_or("response_timeout", smsc.response_timeout, 100ms, 1h);
    smsc.connect_timeout = reader.duration_or("connect_timeout", smsc.connect_timeout, 100ms, 1h);
    section(reader, "reconnect", diagnostics, [&](MapReader& inner) {
        smsc.reconnect_from = inner.duration_or("from", smsc.reconnect_from, 10ms, 1h);
        smsc.reconnect_to = inner.duration_or("to", smsc.reconnect_to, 10ms, a_day);
        if (smsc.reconnect_to < smsc.reconnect_from)
            diagnostics.add(inner.place_of("to"), "reconnect.to is shorter than reconnect.from",
                            "the wait grows from the first to the second");
    });
    smsc.max_pdu = static_cast<std::size_t>(reader.integer_or("max_pdu", 70000, 512, 1000000));
    section(reader, "source", diagnostics, [&](MapReader& inner) {
        smsc.source_ton = static_cast<std::uint8_t>(inner.integer_or("ton", 0, 0, 6));
        smsc.source_npi = static_cast<std::uint8_t>(inner.integer_or("npi", 1, 0, 18));
    });
    const auto receipts = reader.word_or("receipts", "none", {"none", "failure", "all"});
    smsc.receipts = receipts == "all"       ? ReceiptWish::all
                    : receipts == "failure" ? ReceiptWish::failure
                                            : ReceiptWish::none;
    reader.finish();
    return smsc;
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

std::string read_file(const std::filesystem::path& path, codecs::Diagnostics& diagnostics) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad())
        diagnostics.add({path.string(), 1, 1}, "the file cannot be read", "check that it exists and who may read it");
    return text;
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

// What is left in the file is at most a default, as in ${NAME:-secret}: it is blanked before it is recorded.
std::string without_passwords(std::string text, const Settings& settings) {
    constexpr std::string_view blank = "(not recorded)";
    for (const auto& smsc : settings.smscs) {
        if (smsc.password.empty()) continue;
        const auto written = ":-" + smsc.password + "}";
        for (auto at = text.find(written); at != std::string::npos; at = text.find(written, at))
            text.replace(at + 2, smsc.password.size(), blank);
    }
    return text;
}

}  // namespace

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
    read_smscs(reader, settings, diagnostics);
    section(reader, "shutdown", diagnostics,
            [&](MapReader& inner) { settings.drain = inner.duration_or("drain", settings.drain, 0ms, 1h); });
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
    const auto text = read_file(path, diagnostics);
    if (!diagnostics.empty()) return {};
    auto root = codecs::parse_yaml(text, path.string(), diagnostics);
    codecs::substitute_environment(root, environment, diagnostics);
    return parse_settings(root, path.parent_path(), diagnostics);
}

std::optional<Configuration> load_configuration(const std::filesystem::path& path,
                                                const codecs::EnvironmentLookup& environment,
                                                codecs::Diagnostics& diagnostics) {
    Configuration configuration;
    const auto text = read_file(path, diagnostics);
    if (!diagnostics.empty()) return std::nullopt;
    auto root = codecs::parse_yaml(text, path.string(), diagnostics);
    // Where nothing could be read, "hall is missing" would only hide the one fault that counts.
    if (!diagnostics.empty() && root.kind == codecs::YamlNode::Kind::null) return std::nullopt;
    check_passwords(root, diagnostics);
    codecs::substitute_environment(root, environment, diagnostics);
    configuration.settings = parse_settings(root, path.parent_path(), diagnostics);
    configuration.files.push_back({path, without_passwords(text, configuration.settings)});

    const auto& menu_path = configuration.settings.menu_path;
    if (!menu_path.empty()) {
        codecs::Diagnostics unreadable;
        const auto menu_text = read_file(menu_path, unreadable);
        if (unreadable.empty()) {
            const auto menu_root = codecs::parse_yaml(menu_text, menu_path.string(), diagnostics);
            configuration.menu = menus::parse_menu(menu_root, action_specs(), diagnostics);
            configuration.files.push_back({menu_path, menu_text});
        } else {
            const auto* hall = root.find("hall");
            const auto* menu = hall != nullptr ? hall->find("menu") : nullptr;
            diagnostics.add(menu != nullptr ? menu->place : root.place,
                            fmt::format("the menu file {} cannot be read", menu_path.string()),
                            "check the path (it begins at this file's folder) and who may read it");
        }
    }
    if (!diagnostics.empty() || configuration.menu == nullptr) return std::nullopt;
    return configuration;
}

codecs::EnvironmentLookup process_environment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string(name).c_str());
        if (value == nullptr) return std::nullopt;
        return std::string(value);
    };
}

}  // namespace hall::daemon
