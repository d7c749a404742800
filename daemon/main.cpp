// smshalld: reads its settings, runs the hall, ends with a code that says why.

#include "daemon/application.hpp"
#include "daemon/observe/log.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

// Exit codes as in sysexits.h, so that service managers and scripts can tell them apart.
constexpr int exit_usage = 64;
constexpr int exit_control = 73;
constexpr int exit_store = 74;
constexpr int exit_config = 78;

constexpr std::string_view usage = R"(smshalld - SMS business hall

  smshalld CONFIG            run the hall with the settings in CONFIG (a YAML file)
  smshalld --check CONFIG    check CONFIG, the menu and the catalogue it names, report everything that is wrong, and end
  smshalld --version
  smshalld --help

It logs to stderr, loads its files again on SIGHUP (as hallctl reload does), ends in an orderly way on SIGTERM or SIGINT (a
second one ends it at once), and exits with
0 after an orderly end, 64 bad arguments, 73 the control socket cannot be made, 74 the database cannot be used,
75 ended by a second signal while the database's disk hung, 78 the configuration is wrong.
)";

int complain(std::string_view what) {
    fmt::print(stderr, "smshalld: {}\n\n{}", what, usage);
    return exit_usage;
}

// Builds with tests can be told to break a promise, so that the harnesses prove that they would notice.
void sabotage_if_told([[maybe_unused]] hall::daemon::Application& application) {
#ifdef HALL_TEST_SWITCHES
    const char* what = std::getenv("SMSHALL_BREAK");
    if (what == nullptr) return;
    const std::string_view promise(what);
    fmt::print(stderr, "smshalld: SMSHALL_BREAK={}: this run breaks a promise on purpose\n", promise);
    application.sabotage(promise == "acknowledge-before-commit", promise == "skip-repeats", promise == "swap-before-commit");
#else
    // A harness that believes the hall to be broken would find nothing, and blame itself.
    if (std::getenv("SMSHALL_BREAK") != nullptr)
        throw std::runtime_error("SMSHALL_BREAK is set, and a build without tests breaks no promise; unset it");
#endif
}

}  // namespace

int main(int argc, char** argv) try {
    // The database holds what subscribers wrote: others of this machine have no business with it. Its group
    // may read it, for monitoring.
    ::umask(0027);
    // Whoever reads our log may go away; that must not end the hall.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);  // until the hall listens for it: asked too early, it must not end
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    bool check = false;
    std::string path;
    for (const auto& argument : arguments) {
        if (argument == "--help" || argument == "-h") {
            fmt::print("{}", usage);
            return 0;
        }
        if (argument == "--version") {
            fmt::print("smshalld {}\n", HALL_VERSION);
            return 0;
        }
        if (argument == "--check") {
            check = true;
        } else if (argument.starts_with("-")) {
            return complain(fmt::format("unknown option '{}'", argument));
        } else if (!path.empty()) {
            return complain(fmt::format("one configuration file at a time; '{}' is a second one", argument));
        } else {
            path = argument;
        }
    }
    if (path.empty()) return complain("which configuration file? for example conf/smshalld.yaml");

    hall::codecs::Diagnostics diagnostics;
    if (check) {
        const auto configuration = hall::daemon::load_configuration(path, hall::daemon::process_environment(), diagnostics);
        fmt::print(stderr, "{}", diagnostics.to_text());
        if (!configuration) return exit_config;
        const auto* catalogue = configuration->catalogue.get();
        fmt::print("{}: good; {} menu nodes, {}, {} SMSC(s)\n", path, configuration->menu->nodes.size(),
                   catalogue == nullptr ? "no catalogue (the hall sells nothing)"
                                        : fmt::format("{} packages and {} offers", catalogue->packages.size(),
                                                      catalogue->offers.size()),
                   configuration->settings.smscs.size());
        return 0;
    }
    auto opening = hall::daemon::open_configuration(path, hall::daemon::process_environment(), diagnostics);
    fmt::print(stderr, "{}", diagnostics.to_text());  // with warnings alone the hall runs
    if (!opening) return exit_config;
    hall::daemon::set_log_level(opening->configuration.settings.log_level);
    hall::daemon::Application application(std::move(*opening));
    sabotage_if_told(application);
    application.run();
    return 0;
} catch (const hall::daemon::ControlError& error) {
    fmt::print(stderr, "smshalld: {}\n", error.what());
    return exit_control;
} catch (const hall::store::StoreError& error) {
    fmt::print(stderr, "smshalld: {}\n", error.what());
    return exit_store;
} catch (const std::exception& error) {
    fmt::print(stderr, "smshalld: {}\n", error.what());
    return 70;  // EX_SOFTWARE: a fault of ours
}
