// The simulated network keeps TCP's promises, whatever else it does to bytes.

#include "tests/simulation/sim_network.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace hall;
using namespace hall::simulation;
using namespace std::chrono_literals;

namespace {

struct Line {
    explicit Line(std::uint64_t seed) : world(seed, false) {
        plan.latency_to = 50ms;
        plan.slow_packet = 0.3;
        plan.slowest_packet = 500ms;
        plan.split = 0.5;
        connection = std::make_shared<Connection>(world, plan, 1);
        connection->attach(Side::smsc, {[this](ByteView bytes) { heard.insert(heard.end(), bytes.begin(), bytes.end()); },
                                        [this] { closed = true; }});
    }

    /// The hall writes 0, 1, 2 ... in ten writes, one every 20 ms.
    void write_all() {
        for (int i = 0; i < 10; ++i)
            world.clock.after(i * 20ms, [this, i] {
                Bytes bytes(20);
                std::iota(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(i * 20));
                connection->write(Side::hall, bytes);
            });
    }

    /// What was heard is the beginning of what was written.
    bool in_order() const {
        for (std::size_t i = 0; i < heard.size(); ++i)
            if (heard[i] != static_cast<std::uint8_t>(i)) return false;
        return heard.size() <= 200;
    }

    World world;
    Plan plan;
    std::shared_ptr<Connection> connection;
    Bytes heard;
    bool closed = false;
};

void run(World& world) {
    while (world.clock.step()) {
    }
}

}  // namespace

TEST_CASE("bytes arrive all and in order, however they are split, delayed and stalled") {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Line line(seed);
        line.write_all();
        line.world.clock.after(70ms, [&] { line.connection->stall(line.world.clock.now() + 100ms); });
        line.world.clock.after(150ms, [&] { line.connection->stall(line.world.clock.now() + 300ms); });
        run(line.world);
        CHECK(line.heard.size() == 200);
        CHECK(line.in_order());
        CHECK_FALSE(line.connection->undisturbed());
    }
}

TEST_CASE("a line that breaks loses the end of what was under way, and nothing from the middle") {
    std::size_t whole = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Line line(seed);
        line.write_all();
        line.world.clock.after(100ms, [&] { line.connection->cut(true, true); });
        run(line.world);
        CHECK(line.in_order());
        CHECK(line.closed);
        if (line.heard.size() == 200) ++whole;
    }
    CHECK(whole < 50);
}

TEST_CASE("an end that does not hear of the broken line hears nothing at all") {
    Line line(1);
    line.write_all();
    line.world.clock.after(0ms, [&] { line.connection->cut(true, false); });
    run(line.world);
    CHECK_FALSE(line.closed);
    CHECK(line.heard.size() < 200);
}

TEST_CASE("an orderly close is heard after everything that was written before it") {
    int whole = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Line line(seed);
        line.write_all();
        line.world.clock.after(300ms, [&] { line.connection->close(Side::hall); });
        run(line.world);
        CHECK(line.in_order());
        CHECK(line.closed);
        if (line.heard.size() == 200) ++whole;
    }
    CHECK(whole > 25);  // one close in five is a reset, which overtakes
}
