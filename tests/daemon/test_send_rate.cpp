// An SMSC with a cap, and a link that has to find it out.

#include "daemon/smpp/send_rate.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <random>

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
    std::size_t destination = 0;  // each submit another

    Seen run(SendRate& rate, Millis time) {
        Seen seen;
        const auto end = now + time;
        while (now < end) {
            if (!rate.allows(now)) {
                now = std::max(rate.next(), now + 1ms);
                continue;
            }
            rate.count();
            const auto sent = now;
            now += round_trip;
            while (!taken.empty() && taken.front() + 1s <= now) taken.pop_front();
            if (static_cast<int>(taken.size()) < cap) {
                taken.push_back(now);
                rate.answered(false, ++destination, sent, now);
                ++seen.taken;
            } else {
                rate.answered(true, ++destination, sent, now);
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
    CHECK(later.taken > smsc.cap * 115 * 3 / 4);
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
    CappedSmsc smsc{100, 1ms};
    SendRate rate(0);
    smsc.run(rate, 60s);
    REQUIRE(rate.reduced_to());
    const auto before = *rate.reduced_to();
    REQUIRE(before > 80);
    const auto sent = smsc.now;
    smsc.now += 5ms;
    int complaints = 0;
    for (std::size_t i = 0; i < 10; ++i)
        complaints += rate.answered(true, 1'000'000 + i, sent, smsc.now) == SendRate::Judgement::slower ? 1 : 0;
    CHECK(complaints <= 1);
    CHECK(*rate.reduced_to() > before * 0.8);
}

TEST_CASE("too few answers, too few destinations or too short a time say nothing of the link") {
    SendRate rate(0);
    Instant now = Instant{} + 1h;
    SECTION("nineteen of nineteen") {
        for (std::size_t i = 0; i < 19; ++i, now += 1s) rate.answered(true, i, now, now);
    }
    SECTION("two destinations") {
        for (std::size_t i = 0; i < 1000; ++i, now += 10ms) {
            rate.answered(true, i % 2, now, now);
            rate.answered(false, i + 10, now, now);
        }
    }
    SECTION("half of a thousand, within a second") {
        for (std::size_t i = 0; i < 1000; ++i, now += 900us) rate.answered(i % 2 == 0, i, now, now);
    }
    CHECK_FALSE(rate.reduced_to());
}

TEST_CASE("congestion_state above 90 slows down, 80 to 90 stays, below grows") {
    SendRate rate(0);
    Instant now = Instant{} + 1h;
    for (std::size_t i = 0; i < 100; ++i) rate.answered(false, i, now, now);
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
    CHECK(rate.reduced_to().value_or(1e9) > 100);
}

TEST_CASE("an SMSC that always says that it is congested gets a quarter of the rate, not one submit a second") {
    CappedSmsc smsc{100'000, 5ms};
    SendRate rate(0);
    const auto state = GENERATE(91U, 100U);
    for (int i = 0; i < 120; ++i) {
        smsc.run(rate, 1s);
        rate.congested(state, smsc.now);
    }
    CHECK(rate.reduced_to().value_or(0) >= 40);
    CHECK(rate.reduced_to().value_or(1000) <= 200);
}

TEST_CASE("a congestion_state above 100 is reserved and means nothing") {
    SendRate rate(0);
    const Instant now = Instant{} + 1h;
    for (std::size_t i = 0; i < 100; ++i) rate.answered(false, i, now, now);
    rate.congested(255, now);
    CHECK_FALSE(rate.reduced_to());
}

TEST_CASE("a slow stream of which every fifth submit is throttled at random does not bring the link down") {
    SendRate rate(0);
    const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 10U);
    std::mt19937 random(seed);
    Instant now = Instant{} + 1h;
    Millis slow{};
    double lowest = 1e9;
    for (std::size_t i = 0; i < 5 * 3600; ++i, now += 200ms) {
        if (rate.allows(now)) {
            rate.count();
            rate.answered(random() % 5 == 0, i, now, now + 1ms);
        }
        lowest = std::min(lowest, rate.reduced_to().value_or(1e9));
        if (rate.reduced_to().value_or(1e9) < 3) slow += 200ms;
    }
    INFO("seed " << seed << ", lowest " << lowest);
    CHECK(slow < 6min);
}
