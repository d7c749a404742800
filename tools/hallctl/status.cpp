#include "tools/hallctl/status.hpp"

#include "tools/hallctl/hall_client.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>

namespace hall::tools {

namespace {

// As monitoring plugins have them: 0 good, 1 warning, 2 critical (the hall says which), 3 not known.
constexpr int exit_unknown = 3;
constexpr int worst_known = 2;
constexpr std::chrono::milliseconds usual_timeout = std::chrono::seconds(5);
constexpr std::int64_t longest_timeout_ms = 3'600'000;

/// "10s", "500ms", "2m"; a number alone is seconds.
std::chrono::milliseconds timeout_of(const Arguments& arguments) {
    const auto given = arguments.value("--timeout");
    if (!given) return usual_timeout;
    std::int64_t count = 0;
    const auto* end = given->data() + given->size();
    const auto [stop, error] = std::from_chars(given->data(), end, count);
    const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
    const std::int64_t factor = unit == "ms" ? 1 : unit == "s" || unit.empty() ? 1000 : unit == "m" ? 60'000 : 0;
    if (error != std::errc{} || factor == 0 || count < 1 || count > longest_timeout_ms / factor)
        throw UsageError(fmt::format("--timeout is '{}'; use for example 10s, from 1ms to 60m", *given));
    return std::chrono::milliseconds(count * factor);
}

int status(const Arguments& arguments) {
    if (!arguments.words.empty()) throw UsageError(fmt::format("status takes no '{}'", arguments.words[0]));
    const auto format = arguments.value("--format").value_or("text");
    if (format != "text" && format != "json") throw UsageError(fmt::format("--format is '{}'; use text or json", format));
    const Patience patience{timeout_of(arguments), false};
    std::string why;
    try {
        const auto answer = ask_hall(control_socket(arguments),
                                     "status " + (arguments.has("--metrics") ? "metrics" : format), patience);
        if (answer.code >= 0 && answer.code <= worst_known) {
            if (format == "json") {
                say_json(answer.text);
            } else {
                say_lines(answer.text);
            }
            return answer.code;
        }
        why = answer.text;
    } catch (const HallAway& away) {
        why = std::string(away.what()) + "\n";
    } catch (const SettingsError& error) {
        why = error.what();
    }
    warn("hallctl: how the hall is is not known: ");
    say_lines(why, stderr);
    return exit_unknown;
}

}  // namespace

Command status_command() {
    return {"status",
            "  hallctl status [--format json | --metrics]      version, links, queues and rates of the running hall\n"
            "           [--timeout 5s]                        exit code: 0 good, 1 warning, 2 critical, 3 not known\n",
            {{"--socket"}, {"--format"}, {"--metrics", false}, {"--timeout"}},
            status};
}

}  // namespace hall::tools
