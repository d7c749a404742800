// hall-simulate: lives through histories of the hall, one for each seed, and says which promises were broken.
//   hall-simulate [--seeds A..B] [--seed N] [-v] [--totals]
//                 [--break acknowledge-before-commit|skip-repeats|no-cap|throttle-stops-all]
// Ends with 0 when no promise was broken, with 1 otherwise; with --break it ends at the first that was. --totals: only lines that tools/simulate adds up.

#include "daemon/observe/log.hpp"
#include "tests/simulation/history.hpp"
#include "tests/support/temp_directory.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace {

using namespace hall;
using namespace hall::simulation;

struct Options {
    std::uint64_t from = 1;
    std::uint64_t to = 200;
    bool verbose = false;
    bool totals = false;
    Sabotage sabotage;
};

bool number(std::string_view text, std::uint64_t& out) {
    const auto end = text.data() + text.size();
    const auto done = std::from_chars(text.data(), end, out);
    return done.ec == std::errc() && done.ptr == end;
}

bool break_promise(std::string_view name, Sabotage& sabotage) {
    if (name == "acknowledge-before-commit") return sabotage.acknowledge_before_commit = true;
    if (name == "skip-repeats") return sabotage.skip_repeats = true;
    if (name == "no-cap") return sabotage.no_cap = true;
    if (name == "throttle-stops-all") return sabotage.throttle_stops_all = true;
    return false;
}

bool parse(int count, char** words, Options& options) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        const std::string_view value = i + 1 < count ? words[i + 1] : "";
        if (word == "-v") {
            options.verbose = true;
        } else if (word == "--totals") {
            options.totals = true;
        } else if (word == "--seed" && number(value, options.from)) {
            options.to = options.from;
            ++i;
        } else if (word == "--seeds" && value.find("..") != value.npos &&
                   number(value.substr(0, value.find("..")), options.from) &&
                   number(value.substr(value.find("..") + 2), options.to)) {
            ++i;
        } else if (word == "--break" && break_promise(value, options.sabotage)) {
            ++i;
        } else {
            return false;
        }
    }
    return options.from <= options.to;
}

}  // namespace

int main(int count, char** words) {
    Options options;
    if (!parse(count, words, options)) {
        std::fprintf(stderr, "usage: hall-simulate [--seeds A..B] [--seed N] [-v] [--totals]\n"
                             "                     [--break acknowledge-before-commit|skip-repeats|no-cap|throttle-stops-all]\n");
        return 64;
    }
    // The hall's log has the real time of day in it; a history has its own.
    daemon::set_log_level(options.verbose ? daemon::LogLevel::warn : static_cast<daemon::LogLevel>(-1));
    const test::TempDirectory folder;
    const auto began = std::chrono::steady_clock::now();
    Counts all;
    std::uint64_t failed = 0;
    for (auto seed = options.from; seed <= options.to; ++seed) {
        const auto outcome = run_history(seed, folder.path(), options.sabotage, options.verbose);
        all += outcome.counts;
        if (outcome.breaches.empty()) continue;
        ++failed;
        for (const auto& breach : outcome.breaches)
            std::printf("seed %llu: BROKEN %s: %s\n", static_cast<unsigned long long>(seed), breach.promise.c_str(),
                        breach.what.c_str());
        // A hall that was broken on purpose has been found out.
        if (options.sabotage.any()) options.to = seed;
    }
    const auto histories = options.to - options.from + 1;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("= %-34s %llu\n", "histories", static_cast<unsigned long long>(histories));
    for (std::size_t i = 0; i < count_names.size(); ++i)
        std::printf("= %-34s %llu\n", std::string(count_names[i]).c_str(),
                    static_cast<unsigned long long>(all.of(static_cast<Count>(i))));
    std::printf("= %-34s %llu\n", "histories that broke a promise", static_cast<unsigned long long>(failed));
    if (!options.totals)
        std::printf("%.0f histories an hour\n", static_cast<double>(histories) / took.count() * 3600);
    return failed == 0 ? 0 : 1;
}
