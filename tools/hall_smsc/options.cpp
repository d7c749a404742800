#include "tools/hall_smsc/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <limits>

namespace hall::tools {

namespace {

using Fault = std::optional<std::string>;  // nothing: all is well

Fault expected(std::string_view option, std::string_view wish, std::string_view got) {
    return fmt::format("{} needs {}; got '{}'", option, wish, got);
}

Fault read_count(std::string_view option, std::string_view text, std::size_t least, std::size_t most,
                 std::size_t& out) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
        return expected(option, fmt::format("a whole number from {} to {}", least, most), text);
    }
    out = value;
    return {};
}

Fault read_seconds(std::string_view option, std::string_view text, bool zero_allowed, Millis& out) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool read = error == std::errc{} && end == text.data() + text.size();
    if (!read || !(value >= 0 && value <= 86400) || (value == 0 && !zero_allowed)) {
        return expected(option,
                        zero_allowed ? "seconds, 0 to 86400, such as 30 or 0.5 (0: never)"
                                     : "seconds above 0 and up to 86400, such as 10 or 0.5",
                        text);
    }
    out = Millis{static_cast<Millis::rep>(value * 1000 + 0.5)};
    return {};
}

Fault read_address(std::string_view option, std::string_view text, SmscSettings& out) {
    const std::size_t colon = text.rfind(':');
    std::size_t port = 0;
    if (colon == std::string_view::npos || colon == 0 || read_count(option, text.substr(colon + 1), 0, 65535, port)) {
        return expected(option, "HOST:PORT, such as 127.0.0.1:2775 or [::1]:0 (port 0: any free one)", text);
    }
    std::string_view host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    out.host = host;
    out.port = static_cast<std::uint16_t>(port);
    return {};
}

bool looks_like_number(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    return word.size() >= 7 && word.size() <= 15 &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Fault read_subscriber(std::string_view option, std::string_view text, std::string& out) {
    if (!looks_like_number(text)) return expected(option, "a number of 7 to 15 digits, such as 13800138000", text);
    out = text;
    return {};
}

Fault read_hall_number(std::string_view option, std::string_view text, std::string& out) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || text.size() > 20 || !digits) {
        return expected(option, "the hall's number, 1 to 20 digits, such as 10086", text);
    }
    out = text;
    return {};
}

Fault read_words(std::string_view option, std::string_view text, std::vector<std::string>& out) {
    out.clear();
    while (true) {
        const std::size_t comma = text.find(',');
        if (text.substr(0, comma).empty()) return expected(option, "texts between commas, such as 42,YE,0", text);
        out.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos) return {};
        text.remove_prefix(comma + 1);
    }
}

Fault read_play_file(std::string_view path, std::vector<PlayLine>& out) {
    std::ifstream file{std::string(path)};
    if (!file) return fmt::format("--play cannot read '{}'", path);
    std::string line;
    while (std::getline(file, line)) {
        if (auto entry = parse_play_line(line)) out.push_back(std::move(*entry));
    }
    if (out.empty()) return fmt::format("--play found no text in '{}'; write one text a line", path);
    return {};
}

/// Scenarios are YAML; any other file holds texts.
bool is_scenario(std::string_view path) {
    return path.ends_with(".yaml") || path.ends_with(".yml");
}

Fault read_seed(std::string_view text, std::optional<std::uint64_t>& out) {
    std::size_t seed = 0;
    if (auto fault = read_count("--seed", text, 0, std::numeric_limits<std::int64_t>::max(), seed)) return fault;
    out = seed;
    return {};
}

/// Options that take one value, by name.
std::map<std::string_view, std::function<Fault(std::string_view)>> value_options(Options& options) {
    const auto count = [](std::string_view name, std::size_t least, std::size_t most, std::size_t& out) {
        return [=, &out](std::string_view text) { return read_count(name, text, least, most, out); };
    };
    return {
        {"--listen", [&](auto text) { return read_address("--listen", text, options.smsc); }},
        {"--port-file",
         [&](auto text) -> Fault {
             options.port_file = text;
             return {};
         }},
        {"--system-id",
         [&](auto text) -> Fault {
             options.smsc.system_id = text;
             return {};
         }},
        {"--password",
         [&](auto text) -> Fault {
             options.smsc.password = text;
             return {};
         }},
        {"--enquire", [&](auto text) { return read_seconds("--enquire", text, true, options.smsc.enquire); }},
        {"--from", [&](auto text) { return read_subscriber("--from", text, options.from); }},
        {"--to", [&](auto text) { return read_hall_number("--to", text, options.to); }},
        {"--timeout", [&](auto text) { return read_seconds("--timeout", text, false, options.timeout); }},
        {"--response-timeout",
         [&](auto text) { return read_seconds("--response-timeout", text, false, options.post.response_timeout); }},
        {"--bind-timeout",
         [&](auto text) { return read_seconds("--bind-timeout", text, true, options.bind_timeout.emplace()); }},
        {"--alphabet",
         [&](auto text) -> Fault {
             const auto alphabet = codecs::parse_default_alphabet(text);
             if (!alphabet) return expected("--alphabet", "gsm, latin1, ascii or utf8", text);
             options.post.alphabet = *alphabet;
             return {};
         }},
        {"--long-messages",
         [&](auto text) -> Fault {
             const auto method = codecs::parse_long_messages(text);
             if (!method) return expected("--long-messages", "udh8, udh16, sar or payload", text);
             options.post.long_messages = *method;
             return {};
         }},
        {"--hall-pid",
         [&](auto text) -> Fault {
             std::size_t pid = 0;
             if (auto fault = read_count("--hall-pid", text, 1, 4194304, pid)) return fault;
             options.hall_pid = static_cast<int>(pid);
             return {};
         }},
        {"--play",
         [&](auto text) -> Fault {
             if (!is_scenario(text)) return read_play_file(text, options.lines);
             options.scenario.file = text;
             return {};
         }},
        {"--seed", [&](auto text) { return read_seed(text, options.scenario.seed); }},
        {"--record",
         [&](auto text) -> Fault {
             options.scenario.record = text;
             return {};
         }},
        {"--load", count("--load", 1, 50'000'000, options.load.texts)},
        {"--subscribers", count("--subscribers", 1, 10'000'000, options.load.subscribers)},
        {"--outstanding", count("--outstanding", 1, 100'000, options.load.outstanding)},
        {"--rate", count("--rate", 0, 1'000'000, options.load.rate)},
        {"--texts", [&](auto text) { return read_words("--texts", text, options.load.words); }},
        {"--json",
         [&](auto text) -> Fault {
             options.json = text;
             return {};
         }},
    };
}

}  // namespace

std::optional<PlayLine> parse_play_line(std::string_view line) {
    const auto trim = [](std::string_view text) {
        const std::size_t first = text.find_first_not_of(" \t\r");
        if (first == std::string_view::npos) return std::string_view{};
        return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
    };
    line = trim(line);
    if (line.empty() || line.starts_with('#')) return std::nullopt;
    const std::size_t blank = line.find_first_of(" \t");
    if (blank != std::string_view::npos && looks_like_number(line.substr(0, blank))) {
        return PlayLine{std::string(line.substr(0, blank)), std::string(trim(line.substr(blank)))};
    }
    return PlayLine{"", std::string(line)};
}

result<Options, UsageError> parse_options(std::span<const char* const> arguments) {
    Options options;
    const auto with_value = value_options(options);
    std::vector<std::string_view> modes;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (name == "--help" || name == "-h") {
            options.help = true;
            return options;
        }
        if (name == "--say") {  // texts up to the next option; after "--" everything is a text
            bool literal = false;
            const std::size_t before = options.lines.size();
            for (; i + 1 < arguments.size(); ++i) {
                const std::string_view word = arguments[i + 1];
                if (!literal && word.starts_with("--")) {
                    if (word != "--") break;
                    literal = true;
                    continue;
                }
                if (word.empty()) return UsageError{"--say cannot send an empty text"};
                options.lines.push_back({"", std::string(word)});
            }
            if (options.lines.size() == before)
                return UsageError{"--say needs at least one text, such as: --say 41 42"};
            modes.push_back(name);
            continue;
        }
        const auto option = with_value.find(name);
        if (option == with_value.end()) {
            return UsageError{name.starts_with("-")
                                  ? fmt::format("there is no option '{}'; hall-smsc --help lists them", name)
                                  : fmt::format("'{}' stands alone; to send it as a text write: --say {}", name, name)};
        }
        if (i + 1 == arguments.size()) return UsageError{fmt::format("{} needs a value; see hall-smsc --help", name)};
        if (auto fault = option->second(arguments[++i])) return UsageError{std::move(*fault)};
        if (name == "--play" || name == "--load") modes.push_back(name);
    }
    if (modes.size() > 1) {
        return UsageError{
            fmt::format("{} and {} exclude each other; choose one of --say, --play and --load", modes[0], modes[1])};
    }
    if (!modes.empty()) {
        options.mode = modes[0] == "--load"             ? Mode::load
                       : options.scenario.file.empty() ? Mode::play
                                                       : Mode::scenario;
    }
    if (options.mode != Mode::scenario && (options.scenario.seed || !options.scenario.record.empty())) {
        return UsageError{fmt::format("{} needs a scenario; write --play SCENARIO.yaml",
                                      options.scenario.seed ? "--seed" : "--record")};
    }
    return options;
}

}  // namespace hall::tools
