// hallctl: the operators' command. Reads the same settings file as the daemon, so that it finds the database.

#include "daemon/store/database.hpp"
#include "tools/hallctl/audit.hpp"
#include "tools/hallctl/balance.hpp"
#include "tools/hallctl/change.hpp"
#include "tools/hallctl/check.hpp"
#include "tools/hallctl/clock.hpp"
#include "tools/hallctl/command.hpp"
#include "tools/hallctl/diff.hpp"
#include "tools/hallctl/hall_client.hpp"
#include "tools/hallctl/held.hpp"
#include "tools/hallctl/import.hpp"
#include "tools/hallctl/map.hpp"
#include "tools/hallctl/messages.hpp"
#include "tools/hallctl/phone.hpp"
#include "tools/hallctl/replay.hpp"
#include "tools/hallctl/staff.hpp"
#include "tools/hallctl/status.hpp"
#include "tools/hallctl/subscriptions.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

namespace {

using namespace hall::tools;

constexpr std::string_view help_begin = "hallctl - look into an SMS business hall, steer it, and keep its book\n\n";
constexpr std::string_view help_end = R"(
Where the database is:
  --config FILE      the daemon's settings file (default: $SMSHALL_CONFIG, or /etc/smshall/smshalld.yaml)
  --database FILE    the database itself
  --socket FILE      the control socket of the running hall (status, reload, rollback)

Exit codes: 0 found, done or clean, 1 nothing found, faults, errors or differences, 64 bad arguments,
66 a file cannot be read, 69 no hall runs, 74 the database cannot be read or written, 75 try again later,
77 no permission, 78 the settings are wrong.
Example:  hallctl messages 13800138000 --limit 5 --config conf/smshalld.yaml
)";

// In the order of the help.
std::vector<Command> all_commands() {
    return {phone_command(),    replay_command(),   map_command(),           diff_command(),
            status_command(),   reload_command(),   rollback_command(),      versions_command(),
            messages_command(), held_command(),     subscriptions_command(), balance_command(),
            import_command(),   payroll_command(),  standings_command(),     audit_command(),
            clock_command(),    check_command()};
}

std::string help(const std::vector<Command>& commands) {
    std::string text(help_begin);
    for (const auto& command : commands) text += command.help;
    return text.append(help_end);
}

int run(const std::vector<Command>& commands, const std::vector<std::string>& arguments) {
    if (arguments.empty()) throw UsageError("what shall it do?");
    const auto command = std::find_if(commands.begin(), commands.end(),
                                      [&](const Command& candidate) { return candidate.name == arguments[0]; });
    if (command == commands.end()) throw UsageError(fmt::format("unknown command '{}'", arguments[0]));
    return command->run(parse_arguments({arguments.begin() + 1, arguments.end()}, *command));
}

}  // namespace

int main(int argc, char** argv) {
    const auto commands = all_commands();
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    if (!arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h")) {
        fmt::print("{}", help(commands));
        return 0;
    }
    if (!arguments.empty() && arguments[0] == "--version") {
        fmt::print("hallctl {}\n", HALL_VERSION);
        return 0;
    }
    ::umask(0027);  // a database that an import makes is nobody else's to read, as if the daemon had made it
    try {
        return run(commands, arguments);
    } catch (const UsageError& error) {
        fmt::print(stderr, "hallctl: {}\n\n{}", error.what(), help(commands));
        return exit_usage;
    } catch (const HallAway& error) {
        fmt::print(stderr, "hallctl: {}\n", error.what());
        return error.code;
    } catch (const SettingsError& error) {
        fmt::print(stderr, "{}", error.what());
        return exit_config;
    } catch (const hall::store::StoreError& error) {
        fmt::print(stderr, "hallctl: {}\n", error.what());
        return exit_store;
    } catch (const std::filesystem::filesystem_error& error) {
        const bool forbidden = error.code() == std::errc::permission_denied;
        fmt::print(stderr, "hallctl: {}: {}{}\n", error.path1().string(), error.code().message(),
                   forbidden ? "; the hall's user and group may, ask for the group" : "");
        return forbidden ? exit_no_permission : exit_no_input;
    } catch (const std::exception& error) {
        fmt::print(stderr, "hallctl: {}\n", error.what());
        return exit_software;
    }
}
