// An SMSC with a cap, and a link that has to find it out.

#include "daemon/smpp/send_rate.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

namespace {

struct Seen {
    int taken = 0;
    int throttled = 0;
};

/// Submits whatever the rate allows for `time` against an SMSC that takes `cap` in any second.
struct CappedSmsc {
    int cap;
    Millis round_trip = 5ms;
    Instant now = Instant{} + 1h;
    std::deque<Instant> taken{};

    Seen run(SendRate& rate, Millis time) {
        Seen seen;
        const auto end = now + time;
        while (now < end) {
            if (!rate.allows(now)) {
                now = std::max(rate.next(), now + 1ms);
                continue;
            }
            rate.count();
            now += round_trip;
            while (!taken.empty() && taken.front() + 1s <= now) taken.pop_front();
            if (static_cast<int>(taken.size()) < cap) {
                taken.push_back(now);
                rate.accepted(now);
                ++seen.taken;
            } else {
                rate.throttled(now);
                ++seen.throttled;
            }
        }
        return seen;
    }
};

}  // namespace

TEST_CASE("after five seconds fewer than one submit in a hundred is throttled, and the cap is made use of") {
    CappedSmsc smsc{GENERATE(5, 30, 150, 180)};
    SendRate rate(0);
    smsc.run(rate, 5s);
    const auto later = smsc.run(rate, 115s);
    CHECK(later.throttled * 100 < later.taken + later.throttled);
    CHECK(later.taken > smsc.cap * 115 * 8 / 10);
}

TEST_CASE("an SMSC that can do more again gets more again") {
    CappedSmsc smsc{5, 1ms};
    SendRate rate(0);
    smsc.run(rate, 10s);
    REQUIRE(rate.reduced_to());
    CHECK(*rate.reduced_to() < 8);
    smsc.cap = 100'000;
    smsc.run(rate, 120s);
    CHECK(rate.reduced_to().value_or(1e9) > 200);
}

TEST_CASE("the configured rate is never exceeded, and reached again after throttling") {
    CappedSmsc smsc{30};
    SendRate rate(40);
    smsc.run(rate, 10s);
    CHECK(rate.reduced_to().value_or(99) < 40);
    smsc.cap = 1000;
    smsc.run(rate, 200s);
    CHECK_FALSE(rate.reduced_to());
    const auto seen = smsc.run(rate, 10s);
    CHECK(seen.taken <= 405);
    CHECK(seen.taken >= 380);
}

TEST_CASE("a window that comes back throttled is one complaint, not ten") {
    SendRate rate(0);
    Instant now = Instant{} + 1h;
    for (int i = 0; i < 100; ++i) rate.accepted(now);
    CHECK(rate.throttled(now));
    for (int i = 0; i < 9; ++i) CHECK_FALSE(rate.throttled(now));
    CHECK_FALSE(rate.allows(now));
    CHECK(rate.reduced_to() == Approx(90));
    CHECK(rate.next() == now + 1s);
}

TEST_CASE("congestion_state above 90 slows down, 80 to 90 stays, below grows") {
    SendRate rate(0);
    Instant now = Instant{} + 1h;
    for (int i = 0; i < 100; ++i) rate.accepted(now);
    rate.congested(85, now);
    CHECK_FALSE(rate.reduced_to());
    rate.congested(95, now);
    CHECK(rate.reduced_to() == Approx(90));
    for (int i = 0; i < 20; ++i) {
        now += 500ms;
        rate.congested(85, now);
        rate.allows(now);
    }
    CHECK(rate.reduced_to().value() < 95);
    for (int i = 0; i < 100; ++i) {
        now += 500ms;
        rate.congested(20, now);
        rate.allows(now);
    }
    CHECK(rate.reduced_to().value() > 100);
}

TEST_CASE("a complaint about a link with nothing to do does not hold it back for long") {
    SendRate rate(0);
    Instant now = Instant{} + 1h;
    rate.accepted(now);
    now += 2s;
    REQUIRE(rate.throttled(now));
    CappedSmsc smsc{100'000};
    smsc.now = now;
    smsc.run(rate, 20s);
    CHECK(rate.reduced_to().value_or(1e9) > 30);
}

TEST_CASE("answers to submits from before a pause are part of the same complaint, however late they come") {
    SendRate rate(0);
    Instant now = Instant{} + 1h;
    for (int i = 0; i < 100; ++i) rate.accepted(now);
    REQUIRE(rate.throttled(now));
    CHECK_FALSE(rate.throttled(now + 3s));
    CHECK(rate.reduced_to() == Approx(90));
}

TEST_CASE("a congestion_state above 100 is reserved and means nothing") {
    SendRate rate(0);
    const Instant now = Instant{} + 1h;
    for (int i = 0; i < 100; ++i) rate.accepted(now);
    rate.congested(255, now);
    CHECK_FALSE(rate.reduced_to());
}
