// Who waited for his own sake, and who for another's.

#include "tools/hall_smsc/play/waits.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;

TEST_CASE("a text to which something happened is not one of the others, nor is what stands behind it") {
    Waits waits(3);
    const Instant now = Instant{} + 1h;
    waits.begin(0, now);  // text 1
    waits.begin(1, now);  // text 2
    waits.hit(1);
    waits.begin(0, now + 1s);  // text 3, behind text 1
    waits.answered(2, now + 20ms);
    waits.answered(1, now + 3s);
    waits.answered(3, now + 4s);
    waits.begin(0, now + 5s);  // text 4: nothing is open any more
    waits.answered(4, now + 5s + 10ms);
    CHECK(waits.hits() == 2);
    CHECK(waits.others().max == Approx(20));
    CHECK(waits.hit_ones().max == Approx(3000));
}

TEST_CASE("a text that was never answered waited until the end") {
    Waits waits(1);
    const Instant now = Instant{} + 1h;
    waits.begin(0, now);
    waits.finish({1}, now + 60s);
    CHECK(waits.others().max == Approx(60000));
}
