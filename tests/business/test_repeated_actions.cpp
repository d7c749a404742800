// A text that acted comes again while its first answer is in doubt: it acts once, and he is told so. What was only asked or
// told comes again.

#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

const std::string caller = "13800138000";

struct RepeatHall : test::BusinessFixture {
    RepeatHall() { subscriber(caller, 10'000); }

    /// He texts; the SMSC takes the reply, and may not have read our answer to the text.
    std::string in_doubt(const std::string& body) {
        last = event_of(caller, body);
        return deliver(last);
    }
    /// The same text over another connection.
    std::string again() {
        now += 5s;
        last.session.session += 1;
        last.received_at = now;
        return deliver(last);
    }
    std::string deliver(const daemon::TextArrived& event) {
        std::vector<daemon::Event> events{event};
        auto result = clerk->handle(std::move(events), now);
        std::vector<daemon::Event> taken;
        for (const auto& part : result.outbox) {
            daemon::SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = part.smsc;
            settled.answered_at = now;
            taken.emplace_back(settled);
        }
        clerk->handle(std::move(taken), now);
        const auto all = shown(result);
        return all.empty() ? std::string() : all.back().text;
    }
    daemon::TextArrived last;
};

}  // namespace

TEST_CASE("a yes that comes again orders once, and he is told that it is dealt with") {
    RepeatHall hall;
    hall.text(caller, "KTCL");
    CHECK(hall.in_doubt("是").find("您已开通彩铃") != std::string::npos);
    const auto balance = hall.balance(caller);
    CHECK(hall.again().find("没有重复办理") != std::string::npos);
    CHECK(hall.balance(caller) == balance);
    CHECK(hall.query("SELECT count(*) FROM orders") == "1;");
}

TEST_CASE("an old yes that comes again confirms no other question that was asked since") {
    RepeatHall hall;
    hall.text(caller, "KTCL");
    hall.in_doubt("是");
    const auto yes = hall.last;
    hall.text(caller, "KTLL10");
    hall.last = yes;
    hall.again();
    CHECK(hall.query("SELECT count(*) FROM orders") == "1;");
    // Nor does one that meant nothing when it came.
    hall.text(caller, "否");
    hall.in_doubt("是");
    const auto nothing = hall.last;
    hall.text(caller, "KTLL10");
    hall.last = nothing;
    hall.again();
    CHECK(hall.query("SELECT count(*) FROM orders") == "1;");
    CHECK(hall.answer(caller, "Y").find("您已开通") != std::string::npos);
}

TEST_CASE("a balance that is asked for again is today's, and a question is asked again as long as it is open") {
    RepeatHall hall;
    const auto before = hall.in_doubt("YE");
    CHECK(before.find("100.00") != std::string::npos);
    hall.pay(caller, 5'000);
    CHECK(hall.again().find("150.00") != std::string::npos);
    const auto asked = hall.in_doubt("KTCL");
    CHECK(hall.again() == asked);
    CHECK(hall.answer(caller, "是").find("您已开通彩铃") != std::string::npos);
    CHECK(hall.query("SELECT count(*) FROM orders") == "1;");
}

TEST_CASE("a recommendation that comes again is made once, and the friend reads of it once") {
    RepeatHall hall;
    hall.subscriber("13903591234", 10'000);
    hall.in_doubt("TJ13903591234#CL");
    CHECK(hall.again().find("没有重复办理") != std::string::npos);
    CHECK(hall.query("SELECT count(*) FROM referrals") == "1;");
    CHECK(hall.query("SELECT count(*) FROM replies WHERE notice = 'notice_invited'") == "1;");
}
