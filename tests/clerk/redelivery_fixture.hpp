#pragma once
// A clerk whose SMSC delivers texts again.

#include "daemon/clerk/redelivery.hpp"
#include "tests/clerk/clerk_fixture.hpp"

#include <catch2/catch.hpp>

namespace hall::test {

struct RedeliveryFixture : ClerkFixture {
    /// What is heard of the answers of `result`: given and read at once, as far as `fate`.
    void heard(const daemon::BatchResult& result, daemon::AnswerFate fate) {
        daemon::AnswersTraced event;
        event.fate = fate;
        for (const auto& answer : result.answers) event.answers.push_back({answer.inbound_id, now + 5ms, now + 10ms});
        handle(daemon::Event(std::move(event)));
    }
    void safe(const daemon::BatchResult& result) {
        heard(result, daemon::AnswerFate::read);
        heard(result, daemon::AnswerFate::safe);
    }

    /// `event` as the SMSC sends it once more: another sequence number, now, over this connection.
    daemon::TextArrived again(daemon::TextArrived event, daemon::SessionId session) {
        event.sequence_number = ++sequence;
        event.received_at = now;
        event.waiting_since.reset();
        event.session = session;
        return event;
    }

    std::string texts() const { return query("SELECT count(*) FROM texts"); }
};

inline Millis after() { return GENERATE(1000ms, 60'000ms, 82'800'000ms); }  // 1 s, 1 min, 23 h

}  // namespace hall::test
