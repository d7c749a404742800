#include "tools/hall_smsc/options.hpp"

#include "tools/hall_smsc/option_values.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>

namespace hall::tools {

namespace {

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
        options.mode = modes[0] == "--load" ? Mode::load : options.scenario.file.empty() ? Mode::play : Mode::scenario;
    }
    if (options.mode != Mode::scenario && (options.scenario.seed || !options.scenario.record.empty())) {
        return UsageError{fmt::format("{} needs a scenario; write --play SCENARIO.yaml",
                                      options.scenario.seed ? "--seed" : "--record")};
    }
    return options;
}

}  // namespace hall::tools
