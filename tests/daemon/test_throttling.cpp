// What a link does with an SMSC that answers ESME_RTHROTTLED, and why it does: outbox and rate together, without a
// socket, against SMSCs of every kind. Each row of the table says what must be reached.

#include "daemon/smpp/outbox.hpp"
#include "daemon/smpp/send_rate.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <functional>
#include <map>
#include <random>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using codecs::CommandStatus;

namespace {

/// At most so many in any second; or a bucket that fills at that rate and holds `burst`.
struct Cap {
    double per_second = 0;
    double burst = 0;  // 0: counts the last second
    std::deque<Instant> taken{};
    double tokens = -1;
    Instant last{};

    bool takes(Instant now) {
        if (per_second <= 0) return true;
        if (burst > 0) {
            if (tokens < 0) tokens = burst;
            if (last != Instant{}) tokens = std::min(burst, tokens + per_second * std::chrono::duration<double>(now - last).count());
            last = now;
            if (tokens < 1) return false;
            tokens -= 1;
            return true;
        }
        while (!taken.empty() && taken.front() + 1s <= now) taken.pop_front();
        if (static_cast<double>(taken.size()) >= per_second) return false;
        taken.push_back(now);
        return true;
    }
};

struct Outcome {
    int accepted = 0;
    int throttled = 0;
    Millis longest_wait{};  // of those that are accepted in the end, from when they were asked for
    double share() const { return throttled + accepted == 0 ? 0 : 100.0 * throttled / (throttled + accepted); }
};

/// Subscribers ask for replies; one link submits them.
struct Throttling {
    Cap cap;
    double at_random = 0;                                        // share that is throttled whatever the rate
    std::function<bool(int)> always = [](int) { return false; };  // destinations that are throttled whatever the rate
    double wanted = 400;                                         // replies a second
    int subscribers = 2400;
    std::size_t window = 10;
    Millis round_trip = 3ms;

    Instant now = Instant{} + 1h;
    UtcTime utc = from_millis(1'800'000'000'000);
    Outbox outbox{OutboxSettings{}};
    SendRate rate{0};
    std::mt19937 random{1};
    std::int64_t last = 0;
    double due = 0;
    std::map<std::int64_t, std::pair<int, Instant>> asked;  // by part: who, when
    struct Answer {
        std::int64_t id;
        int subscriber;
        Instant sent;
        CommandStatus status;
    };
    std::multimap<Instant, Answer> answers;
    Outcome seen;

    bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(random) < share; }

    void ask() {
        const int who = static_cast<int>(random() % static_cast<unsigned>(subscribers));
        OutboundPart part;
        part.id = part.reply_id = ++last;
        part.smsc = "main";
        part.subscriber = std::to_string(who);
        part.created_at = utc;
        asked[part.id] = {who, now};
        outbox.add(part);
    }

    void submit() {
        while (answers.size() < window && rate.allows(now)) {
            const auto next = outbox.take_next(now, utc);
            if (!next) return;
            rate.count();
            const int who = asked[next->id].first;
            const bool taken = !always(who) && !chance(at_random) && cap.takes(now);
            answers.emplace(now + round_trip,
                            Answer{next->id, who, now, taken ? CommandStatus::ok : CommandStatus::throttled});
        }
    }

    Outcome run(Millis time) {
        seen = {};
        for (const auto end = now + time; now < end; now += 1ms, utc += 1ms) {
            for (due += wanted / 1000; due >= 1; due -= 1) ask();
            while (!answers.empty() && answers.begin()->first <= now) {
                const auto answer = answers.begin()->second;
                answers.erase(answers.begin());
                const auto verdict = outbox.answered(answer.id, answer.status, "", now, utc);
                rate.answered(verdict.throttled, static_cast<std::size_t>(answer.subscriber), answer.sent, now);
                if (verdict.throttled) {
                    ++seen.throttled;
                } else {
                    ++seen.accepted;
                    seen.longest_wait = std::max(seen.longest_wait, std::chrono::duration_cast<Millis>(now - asked[answer.id].second));
                    asked.erase(answer.id);
                }
            }
            outbox.take_settled();
            submit();
        }
        return seen;
    }
};

}  // namespace

namespace {

struct Kind {
    const char* smsc;
    Throttling hall;
    double least_accepted;    // a second, after the first five
    double most_throttled;    // per cent, after the first five
};

Throttling capped(double per_second, double burst = 0) {
    Throttling hall;
    hall.cap.per_second = per_second;
    hall.cap.burst = burst;
    return hall;
}

Throttling random_share(double share, double cap = 0) {
    Throttling hall;
    hall.at_random = share;
    hall.cap.per_second = cap;
    return hall;
}

Throttling asked_for(Throttling hall, double wanted, Millis round_trip = 3ms) {
    hall.wanted = wanted;
    hall.round_trip = round_trip;
    return hall;
}

Throttling always(Throttling hall, std::function<bool(int)> who) {
    hall.always = std::move(who);
    return hall;
}

}  // namespace

TEST_CASE("a link finds the rate that an SMSC bears, and is not slowed down by refusals that have nothing to do with it") {
    const auto row = GENERATE_COPY(values<Kind>({
        {"takes 30 a second", asked_for(capped(30), 60), 26, 0.2},
        {"takes 30 a second, a flood is asked for", capped(30), 25, 0.2},
        {"takes 5 a second", asked_for(capped(5), 20), 3.5, 2},
        {"takes 200 a second", capped(200), 180, 0.2},
        {"takes 150 a second and answers in 50 ms", asked_for(capped(150), 400, 50ms), 130, 0.2},
        {"fills a bucket of 30", capped(30, 30), 28, 3},
        {"fills a bucket of 200", capped(30, 200), 28, 5},
        {"refuses 0.1% at random", random_share(0.001), 398, 0.2},
        {"refuses 1% at random", random_share(0.01), 395, 1.5},
        {"refuses 10% at random", random_share(0.1), 390, 12},
        {"refuses half at random", random_share(0.5), 350, 55},
        {"takes 200 a second and refuses 1% at random", random_share(0.01, 200), 170, 2.5},
        {"takes 200 a second and refuses 10% at random", random_share(0.1, 200), 150, 17},
        {"refuses one destination always", always(Throttling{}, [](int who) { return who == 0; }), 398, 0.1},
        {"refuses every twentieth destination always", always(Throttling{}, [](int who) { return who % 20 == 0; }), 378, 4},
    }));
    INFO(row.smsc);
    auto hall = row.hall;
    hall.run(5s);
    const auto seen = hall.run(60s);
    CHECK(seen.accepted / 60.0 >= row.least_accepted);
    CHECK(seen.share() <= row.most_throttled);
}

// Found on five seeds each, and worse by chance: of 384 such histories (16 seeds, 5 to 97%, 50 to 400 a second) one had a wait of 16 s
// at 20%, and where 97% are throttled the longest was 7 s.
TEST_CASE("nobody waits for destinations that are always throttled, however many they are") {
    const auto share = GENERATE(0.04, 10, 20, 30, 50, 90);
    const auto wanted = GENERATE(50.0, 100.0, 400.0);
    const auto subscribers = GENERATE(2400, 200000);  // who come again and again, and who come once
    Throttling hall;
    hall.wanted = wanted;
    hall.subscribers = subscribers;
    hall.always = [share](int who) { return who % 2400 < 24 * share; };
    INFO(share << "% of destinations, " << wanted << " replies a second, " << subscribers << " subscribers");
    CHECK(hall.run(30s).longest_wait < 5s);
}

TEST_CASE("of what is throttled at random nobody waits for another, only for himself") {
    Throttling hall;
    hall.at_random = 0.01;
    const auto seen = hall.run(60s);
    CHECK(seen.longest_wait < 5s);  // who is refused twice waits a second, then two
}

TEST_CASE("a cap that falls or rises is found again") {
    auto hall = capped(100);
    hall.run(20s);
    hall.cap.per_second = 20;
    hall.run(10s);
    const auto low = hall.run(30s);
    CHECK(low.accepted / 30.0 > 16);
    CHECK(low.share() < 5);
    hall.cap.per_second = 300;
    hall.run(60s);
    CHECK(hall.run(20s).accepted / 20.0 > 240);
    hall.cap.per_second = 0;
    hall.run(30s);
    CHECK(hall.run(5s).accepted / 5.0 >= 400);
}

TEST_CASE("a link that was slowed down by mistake is back within seconds") {
    // Everything is refused for three seconds, whatever the rate.
    Throttling hall;
    hall.run(5s);
    hall.at_random = 1;
    hall.run(3s);
    hall.at_random = 0;
    hall.run(5s);
    CHECK(hall.run(5s).accepted / 5.0 >= 395);
}

TEST_CASE("an SMSC that is capped is not kept at its limit of refusals by a thousand lanes that wake at once") {
    auto hall = asked_for(capped(100), 70);
    hall.always = [](int who) { return who < 1000; };
    hall.run(10s);
    hall.always = [](int) { return false; };
    hall.run(60s);
    const auto seen = hall.run(20s);
    CHECK(seen.accepted / 20.0 >= 69);
    CHECK(seen.longest_wait < 5s);
}
