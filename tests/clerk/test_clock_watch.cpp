// When the machine's clock is believed, as a table: the last sign of life, what both clocks say at the start, and what
// happens to them afterwards.

#include "daemon/clerk/clock_watch.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

namespace {

constexpr auto nine = from_millis(1'800'000'000'000);
constexpr Instant booted{1000h};

/// Two clocks that go on together, until somebody sets the one that can be set.
struct Machine {
    UtcTime utc = nine;
    Instant steady = booted;
    ClockWatch watch{ClockBounds{}};

    explicit Machine(std::optional<Millis> ahead_of_life) {
        watch.begin(ahead_of_life ? std::optional(SignOfLife{utc - *ahead_of_life, 0ms}) : std::nullopt, {utc, steady});
    }
    void pass(Millis time) {
        utc += time;
        steady += time;
        watch.look({utc, steady});
    }
    void set(Millis by) {
        utc += by;
        watch.look({utc, steady});
    }
    /// The hall ends or is killed, and starts on a machine whose clock was set meanwhile; a boot begins the steady clock anew.
    void restart(Millis by) {
        const auto left_behind = watch.sign_of_life(steady);
        utc += by;
        steady = booted;
        watch = ClockWatch(ClockBounds{});
        watch.begin(left_behind, {utc, steady});
    }
    bool doubts() const { return watch.doubt().has_value(); }
    UtcTime time() const { return watch.time(steady); }
};

}  // namespace

TEST_CASE("a start is believed up to seven days after the last sign of life and up to five minutes before it") {
    struct Row {
        std::optional<Millis> ahead_of_life;
        bool doubt;
    };
    const auto row = GENERATE(Row{std::nullopt, false}, Row{0ms, false}, Row{std::chrono::days(6), false},
                              Row{std::chrono::days(7), false}, Row{std::chrono::days(7) + 1ms, true},
                              Row{std::chrono::days(10), true}, Row{std::chrono::days(400), true}, Row{-5min, false},
                              Row{-5min - 1ms, true}, Row{-std::chrono::days(3), true},
                              Row{-nine.time_since_epoch(), true});
    const Machine machine(row.ahead_of_life);
    CAPTURE(row.ahead_of_life.value_or(0ms).count());
    CHECK(machine.doubts() == row.doubt);
    // In doubt the hall goes on from its last sign of life.
    CHECK(machine.time() == (row.doubt ? nine - *row.ahead_of_life : nine));
}

TEST_CASE("a clock that is set while the hall runs is judged by what the steady clock has counted") {
    struct Row {
        Millis by;
        bool doubt;
    };
    const auto row = GENERATE(Row{-6min, true}, Row{-4min, false}, Row{-std::chrono::days(3), true}, Row{3h, false},
                              Row{std::chrono::days(6), false}, Row{std::chrono::days(8), true},
                              Row{std::chrono::days(400), true}, Row{-nine.time_since_epoch(), true});
    Machine machine(0ms);
    machine.pass(1h);
    machine.set(row.by);
    CAPTURE(row.by.count());
    CHECK(machine.doubts() == row.doubt);
    machine.pass(1h);
    CHECK(machine.doubts() == row.doubt);
    CHECK(machine.time() == nine + 2h + (row.doubt ? 0ms : row.by));
}

TEST_CASE("in doubt the hall says since when, what the clock said and what it expected") {
    Machine machine(0ms);
    machine.pass(1h);
    machine.set(-6min);
    machine.pass(10min);
    const auto doubt = machine.watch.doubt();
    REQUIRE(doubt);
    CHECK(doubt->since == nine + 1h);
    CHECK(doubt->said == nine + 54min);
    CHECK(doubt->expected == nine + 1h);
}

TEST_CASE("several small steps back count together, however they are spread over an hour") {
    Machine machine(0ms);
    machine.pass(1h);
    machine.set(-4min);
    CHECK_FALSE(machine.doubts());
    machine.pass(1h);
    machine.set(-4min);
    CHECK(machine.doubts());
    // Time does not go back, nor on, because of the doubt.
    CHECK(machine.time() == nine + 2h - 4min);
    SECTION("the second one undone, the clock agrees again") {
        machine.set(4min);
        CHECK_FALSE(machine.doubts());
    }
}

TEST_CASE("a clock that drifts or is slewed is never in doubt, however long it goes on") {
    Machine machine(0ms);
    for (int second = 0; second < 60 * 24; ++second) {  // two weeks, in steps of 14 minutes
        machine.utc -= 420ms;                            // 500 ppm: as fast as the kernel slews
        machine.pass(14min);
    }
    CHECK_FALSE(machine.doubts());
    CHECK(machine.time() == machine.utc);
}

TEST_CASE("drift is forgiven also by a hall that looks at its clock a thousand times a second") {
    Machine machine(0ms);
    machine.set(-4min);
    for (int i = 0; i < 400'000; ++i) machine.pass(1ms);  // 400 s: 400 ms are forgiven
    machine.set(-60s - 300ms);
    CHECK_FALSE(machine.doubts());
    machine.set(-200ms);
    CHECK(machine.doubts());
}

TEST_CASE("an outage is believed, and from then on the way back is one behind") {
    Machine machine(0ms);
    machine.pass(1h);
    machine.set(std::chrono::days(6));
    CHECK_FALSE(machine.doubts());
    machine.pass(1min);
    machine.set(-std::chrono::days(6));
    CHECK(machine.doubts());
}

TEST_CASE("outages in a row count together, until as much time has passed as they took") {
    Machine machine(std::chrono::days(6));
    CHECK_FALSE(machine.doubts());
    machine.pass(1h);
    SECTION("at once") {
        machine.set(std::chrono::days(2));
        CHECK(machine.doubts());
    }
    SECTION("a machine that is suspended every night") {
        for (int night = 0; night < 100; ++night) {
            machine.set(8h);
            CHECK_FALSE(machine.doubts());
            machine.pass(16h);
        }
    }
}

TEST_CASE("outages count together over restarts, as they do within a run") {
    Machine machine(0ms);
    SECTION("six days at each start") {
        machine.restart(std::chrono::days(6));
        CHECK_FALSE(machine.doubts());
        machine.pass(1h);
        machine.restart(std::chrono::days(6));
        CHECK(machine.doubts());
    }
    SECTION("one while it runs, one while it is off") {
        machine.set(std::chrono::days(4));
        machine.pass(1h);
        machine.restart(std::chrono::days(4));
        CHECK(machine.doubts());
    }
    SECTION("a day at each of many starts in a row") {
        for (int start = 1; start <= 7; ++start) {
            machine.restart(std::chrono::days(1));
            CHECK_FALSE(machine.doubts());
        }
        machine.restart(std::chrono::days(1));
        CHECK(machine.doubts());
    }
    SECTION("a hall that is off every night") {
        for (int night = 0; night < 100; ++night) {
            machine.restart(8h);
            CHECK_FALSE(machine.doubts());
            machine.pass(16h);
        }
    }
    SECTION("somebody who accepts the clock ends the count") {
        machine.restart(std::chrono::days(6));
        machine.restart(std::chrono::days(6));
        machine.watch.accept({machine.utc, machine.steady});
        machine.restart(std::chrono::days(6));
        CHECK_FALSE(machine.doubts());
    }
}

TEST_CASE("small steps back count together over restarts, as they do within a run") {
    Machine machine(0ms);
    machine.pass(1h);
    machine.restart(-2min);
    CHECK_FALSE(machine.doubts());
    machine.pass(10min);
    machine.restart(-2min);
    CHECK_FALSE(machine.doubts());
    machine.pass(10min);
    machine.restart(-2min);
    CHECK(machine.doubts());
}

TEST_CASE("a doubt ends by itself when the clock agrees again with what the steady clock has counted") {
    for (const Millis by : {Millis(std::chrono::days(400)), Millis(-std::chrono::days(3))}) {
        Machine machine(0ms);
        machine.pass(1h);
        machine.set(by);
        machine.pass(1h);
        REQUIRE(machine.doubts());
        machine.set(-by + 2s);
        CHECK_FALSE(machine.doubts());
        CHECK(machine.time() == nine + 2h + 2s);
    }
}

TEST_CASE("a clock that leaps about while it is in doubt does not move the hall's time") {
    Machine machine(0ms);
    machine.set(std::chrono::days(400));
    machine.pass(1min);
    machine.set(-std::chrono::days(800));
    machine.pass(1min);
    CHECK(machine.doubts());
    CHECK(machine.time() == nine + 2min);
}

TEST_CASE("a clock that somebody accepts is believed, and is what all later ones are compared with") {
    Machine machine(-std::chrono::days(3));
    REQUIRE(machine.doubts());
    machine.watch.accept({machine.utc, machine.steady});
    CHECK_FALSE(machine.doubts());
    CHECK(machine.time() == nine);
    machine.pass(1h);
    CHECK(machine.time() == nine + 1h);
    machine.set(std::chrono::days(3));
    CHECK_FALSE(machine.doubts());
    machine.set(-std::chrono::days(3));
    CHECK(machine.doubts());
}

TEST_CASE("readings that differ by a millisecond are of the same clock: time does not go back within a batch") {
    Machine machine(0ms);
    auto last = machine.time();
    for (int i = 0; i < 1000; ++i) {
        machine.steady += 100us;
        if (i % 10 == 0) machine.utc += 1ms;
        machine.watch.look({machine.utc, machine.steady});
        CHECK(machine.time() >= last);
        last = machine.time();
    }
}

TEST_CASE("a look is wanted for what matters: a doubt that begins or ends, a second") {
    Machine machine(0ms);
    const auto wants = [&](Millis by) { return machine.watch.would_change({machine.utc + by, machine.steady}); };
    CHECK_FALSE(wants(0ms));
    CHECK_FALSE(wants(999ms));
    CHECK(wants(1s));
    CHECK(wants(-1s));
    machine.set(std::chrono::days(8));
    CHECK_FALSE(wants(0ms));
    CHECK_FALSE(wants(1h));
    CHECK(wants(-std::chrono::days(8)));
}
