#include "tools/hallctl/dispatch.hpp"

#include "codecs/text/visible.hpp"
#include "codecs/yaml/diagnostic.hpp"
#include "daemon/store/database.hpp"
#include "tools/hallctl/hall_client.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

namespace hall::tools {

namespace {

constexpr std::string_view help_begin = "hallctl - look into an SMS business hall, steer it, and keep its book\n\n";
constexpr std::string_view help_end = R"(
Where the database is:
  --config FILE      the daemon's settings file (default: $SMSHALL_CONFIG, or /etc/smshall/smshalld.yaml)
  --database FILE    the database itself
  --socket FILE      the control socket of the running hall (status, reload, rollback)

Exit codes: 0 found, done or clean, 1 nothing found, faults, errors or differences, 64 bad arguments,
66 a file cannot be read, 69 no hall runs, 74 the database cannot be read or written, 75 try again later,
77 no permission, 78 the settings are wrong. Of status: 0 good, 1 warning, 2 critical, 3 not known.
)";
constexpr std::string_view help_example = R"(hallctl COMMAND --help says how one of them is used.
Example:  hallctl messages 13800138000 --limit 5 --config conf/smshalld.yaml
)";

std::string help(const std::vector<Command>& commands) {
    std::string text(help_begin);
    for (const auto& command : commands) text += command.help;
    return text.append(help_end).append(help_example);
}

std::string help(const Command& command) { return std::string(command.help).append(help_end); }

bool asks_for_help(const std::string& word) { return word == "--help" || word == "-h"; }

const Command* find(const std::vector<Command>& commands, const std::string& name) {
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command& candidate) { return candidate.name == name; });
    return found == commands.end() ? nullptr : &*found;
}

int run(const Command& command, const std::vector<std::string>& arguments, std::ostream& err) {
    // A database that an import makes is nobody else's to read, as if the daemon had made it.
    if (!command.writes_for_all) ::umask(0027);
    try {
        return command.run(parse_arguments(arguments, command));
    } catch (const UsageError& error) {
        err << fmt::format("hallctl {}: {}\nhallctl {} --help says more\n", command.name, codecs::visible(error.what()),
                           command.name);
        return exit_usage;
    } catch (const HallAway& error) {
        err << fmt::format("hallctl: {}\n", codecs::visible(error.what()));
        return error.code;
    } catch (const InputError& error) {
        err << codecs::visible(error.what(), codecs::LineBreaks::kept);
        return exit_no_input;
    } catch (const SettingsError& error) {
        err << codecs::visible(error.what(), codecs::LineBreaks::kept);
        return exit_config;
    } catch (const store::StoreError& error) {
        err << fmt::format("hallctl: {}\n", codecs::visible(error.what()));
        return exit_store;
    } catch (const std::filesystem::filesystem_error& error) {
        const bool forbidden = error.code() == std::errc::permission_denied;
        err << fmt::format("hallctl: {}: {}{}\n", codecs::visible(error.path1().string()), error.code().message(),
                           forbidden ? "; the hall's user and group may, ask for the group" : "");
        return forbidden ? exit_no_permission : exit_no_input;
    } catch (const std::exception& error) {
        err << fmt::format("hallctl: {}\n", codecs::visible(error.what()));
        return exit_software;
    }
}

}  // namespace

int dispatch(const std::vector<Command>& commands, const std::vector<std::string>& arguments, std::ostream& out,
             std::ostream& err) {
    const auto name = arguments.empty() ? std::string() : arguments.front();
    if (asks_for_help(name)) {
        out << help(commands);
        return 0;
    }
    if (name == "--version") {
        out << fmt::format("hallctl {}\n", HALL_VERSION);
        return 0;
    }
    const auto* command = find(commands, name);
    if (command == nullptr) {
        std::vector<std::string> names;
        for (const auto& one : commands) names.emplace_back(one.name);
        const auto nearest = codecs::nearest_word(name, names);
        err << (name.empty() ? "hallctl: what shall it do?\n"
                             : fmt::format("hallctl: unknown command '{}'{}\n", codecs::visible(name),
                                           nearest.empty() ? "" : fmt::format("; {} is one", nearest)))
            << "hallctl --help says more\n";
        return exit_usage;
    }
    if (std::any_of(arguments.begin() + 1, arguments.end(), asks_for_help)) {
        out << help(*command);
        return 0;
    }
    return run(*command, {arguments.begin() + 1, arguments.end()}, err);
}

}  // namespace hall::tools
