// hallctl: the operators' command. Reads the same settings file as the daemon, so that it finds the database.

#include "daemon/config/settings_loader.hpp"
#include "daemon/store/database.hpp"
#include "tools/hallctl/held.hpp"
#include "tools/hallctl/messages.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view usage = R"(hallctl - look into an SMS business hall

  hallctl messages NUMBER [--limit N] [--json]    what a number sent and got, newest first
  hallctl held                                    replies that wait for you (setting unanswered: hold)
  hallctl held send|give-up all|ID...             decide about them; while smshalld is stopped

Where the database is:
  --config FILE      the daemon's settings file (default: $SMSHALL_CONFIG, or /etc/smshall/smshalld.yaml)
  --database FILE    the database itself

Exit codes: 0 found, 1 nothing found, 64 bad arguments, 74 the database cannot be read, 78 the settings are wrong.
Example:  hallctl messages 13800138000 --limit 5 --config conf/smshalld.yaml
)";

constexpr int exit_usage = 64;
constexpr int exit_store = 74;
constexpr int exit_config = 78;

int complain(std::string_view what) {
    fmt::print(stderr, "hallctl: {}\n\n{}", what, usage);
    return exit_usage;
}

struct Arguments {
    std::optional<std::string> config;
    std::optional<std::string> database;
    hall::tools::MessagesRequest request;
    hall::tools::HeldRequest held;
    std::vector<std::string> words;  // after the command
};

std::string read_messages(Arguments& out) {
    if (out.words.empty()) return "which number? for example: hallctl messages 13800138000";
    if (out.words.size() > 1) return fmt::format("one number at a time; '{}' is a second one", out.words[1]);
    out.request.number = out.words[0];
    return "";
}

std::string read_held(Arguments& out) {
    using hall::tools::HeldDecision;
    if (out.words.empty()) return "";
    if (out.words[0] != "send" && out.words[0] != "give-up")
        return fmt::format("'{}' is no decision; use send or give-up", out.words[0]);
    out.held.decision = out.words[0] == "send" ? HeldDecision::send : HeldDecision::give_up;
    for (std::size_t i = 1; i < out.words.size(); ++i) {
        const auto& word = out.words[i];
        if (word == "all") {
            out.held.all = true;
            continue;
        }
        std::int64_t id = 0;
        const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), id);
        if (error != std::errc{} || stop != word.data() + word.size())
            return fmt::format("'{}' is no id; hallctl held shows them", word);
        out.held.ids.push_back(id);
    }
    return out.words.size() == 1 ? "which ones? all, or the ids that hallctl held shows" : "";
}

// The complaint, or empty when all is well.
std::string parse_arguments(int argc, char** argv, Arguments& out) {
    for (int i = 2; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const auto value = [&]() -> std::optional<std::string> {
            if (i + 1 >= argc) return std::nullopt;
            return std::string(argv[++i]);
        };
        if (argument == "--json") {
            out.request.json = true;
        } else if (argument == "--config" || argument == "--database" || argument == "--limit") {
            const auto given = value();
            if (!given) return fmt::format("{} needs a value", argument);
            if (argument == "--config") out.config = given;
            if (argument == "--database") out.database = given;
            if (argument == "--limit") {
                const auto* end = given->data() + given->size();
                const auto [stop, error] = std::from_chars(given->data(), end, out.request.limit);
                if (error != std::errc{} || stop != end || out.request.limit < 1)
                    return fmt::format("--limit is '{}'; use a whole number from 1", *given);
            }
        } else if (argument.starts_with("--")) {
            return fmt::format("unknown option '{}'", argument);
        } else {
            out.words.emplace_back(argument);
        }
    }
    return std::string_view(argv[1]) == "held" ? read_held(out) : read_messages(out);
}

}  // namespace

int main(int argc, char** argv) try {
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command == "--help" || command == "-h") {
        fmt::print("{}", usage);
        return 0;
    }
    if (command == "--version") {
        fmt::print("hallctl {}\n", HALL_VERSION);
        return 0;
    }
    if (command != "messages" && command != "held")
        return complain(command.empty() ? "what shall it do?" : fmt::format("unknown command '{}'", command));

    Arguments arguments;
    if (const auto complaint = parse_arguments(argc, argv, arguments); !complaint.empty()) return complain(complaint);
    if (arguments.database) {
        arguments.request.database = *arguments.database;
    } else {
        const char* from_environment = std::getenv("SMSHALL_CONFIG");
        const std::string config = arguments.config ? *arguments.config
                                   : from_environment != nullptr ? from_environment
                                                                 : "/etc/smshall/smshalld.yaml";
        // Operators need not know the daemon's passwords, and a fault elsewhere in the file is not their concern
        // now: what counts is where the database is.
        hall::codecs::Diagnostics diagnostics;
        const auto settings = hall::daemon::load_settings(config, hall::daemon::process_environment(), diagnostics);
        const bool found = !settings.store_path.empty() && std::filesystem::exists(settings.store_path);
        if (!found && !diagnostics.empty()) {
            fmt::print(stderr, "{}", diagnostics.to_text());
            return exit_config;
        }
        arguments.request.database = settings.store_path;
        arguments.request.number_plan = settings.number_plan;
    }
    if (command == "held") {
        arguments.held.database = arguments.request.database;
        return hall::tools::decide_held(arguments.held);
    }
    return hall::tools::show_messages(arguments.request);
} catch (const hall::store::StoreError& error) {
    fmt::print(stderr, "hallctl: {}\n", error.what());
    return exit_store;
}
