#pragma once
// What every part of one history shares: time, chance, the record of what happened and of promises broken.

#include "tests/simulation/counts.hpp"
#include "tests/simulation/sim_clock.hpp"
#include "tests/simulation/sim_random.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace hall::simulation {

/// A promise that the hall broke.
struct Breach {
    std::string promise;  // a few words, the same for all breaches of its kind
    std::string what;     // this one, with ids and times
};

class World {
public:
    World(std::uint64_t seed, bool verbose) : random(seed), verbose_(verbose) {}

    SimClock clock;
    Random random;
    Counts counts;
    std::uint64_t connections = 0;  // made so far; the last one's id
    Instant hall_frozen_from{};
    Instant hall_frozen_until{};
    Instant calm_from{};       // from here on nothing goes wrong any more
    std::uint32_t sequence = 0;  // the last sequence number of any SMSC: the judge tells deliveries apart by it
    bool clock_in_doubt = false;   // the time of day is wrong by more than a hall may believe
    UtcTime doubted_until{};  // it was set back from here: a hall that starts when it is nearly there again believes it
    bool clock_was_accepted = false;
    bool clock_word_taken = false;  // the hall has said that it took it
    Instant troubled_until{};  // the hall's process or disk: frozen, full, ...

    /// Arranges something that the hall's process does: not while it is frozen.
    void hall_at(Instant when, SimClock::Action action) {
        clock.at(when, [this, held = std::move(action)]() mutable {
            if (clock.now() < hall_frozen_until) {
                hall_at(hall_frozen_until, std::move(held));
            } else {
                held();
            }
        });
    }
    void hall_after(Millis wait, SimClock::Action action) { hall_at(clock.now() + wait, std::move(action)); }

    /// One step of the history, in the field's terms. Costs nothing unless it is being shown.
    template <class... Values>
    void say(fmt::format_string<Values...> form, Values&&... values) const {
        if (verbose_) show(fmt::format(form, std::forward<Values>(values)...));
    }
    bool verbose() const { return verbose_; }

    void breach(std::string_view promise, std::string what) {
        if (verbose_) show(fmt::format("BROKEN: {}: {}", promise, what));
        // The first ones are causes, what follows is mostly their consequence.
        if (breaches_.size() < most_breaches) breaches_.push_back({std::string(promise), std::move(what)});
    }
    const std::vector<Breach>& breaches() const { return breaches_; }

private:
    static constexpr std::size_t most_breaches = 20;

    void show(const std::string& line) const {
        const auto ms = clock.since_begin().count();
        std::printf("%02lld:%02lld:%02lld.%03lld  %s\n", static_cast<long long>(ms / 3'600'000),
                    static_cast<long long>(ms / 60'000 % 60), static_cast<long long>(ms / 1000 % 60),
                    static_cast<long long>(ms % 1000), line.c_str());
    }

    bool verbose_;
    std::vector<Breach> breaches_;
};

}  // namespace hall::simulation
