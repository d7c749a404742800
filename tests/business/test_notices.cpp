// Charging never waits for an outbox; a notice does, and what must be told before a charge holds that charge back.

#include "daemon/business/audit.hpp"
#include "tests/business/business_fixture.hpp"

#include "daemon/store/database.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using daemon::Settlement;

namespace {

const std::string payer = "13800138000";

/// Settles what is open at the SMSC, without anything that happens because of it.
daemon::BatchResult settle(test::BusinessFixture& hall, const std::vector<daemon::OutboundPart>& parts, Settlement how) {
    std::vector<daemon::Event> events;
    for (const auto& part : parts) {
        daemon::SubmitSettled settled;
        settled.outbound_id = part.id;
        settled.smsc = part.smsc;
        settled.how = how;
        settled.answered_at = hall.now;
        events.emplace_back(settled);
    }
    return hall.clerk->handle(std::move(events), hall.now);
}

/// The SMSC takes everything that waits.
void take_all(test::BusinessFixture& hall) {
    std::vector<daemon::OutboundPart> parts;
    for (const auto id : hall.store->replies.waiting()) {
        const auto row = hall.store->replies.find_waiting(id).value();
        parts.emplace_back();
        parts.back().id = row.part.id;
        parts.back().smsc = row.smsc;
    }
    settle(hall, parts, Settlement::accepted);
}

void order_ll10(test::BusinessFixture& hall, const std::string& whose = payer) {
    hall.subscriber(whose, 10000);
    hall.answer(whose, "KTLL10");
    hall.answer(whose, "是");
    take_all(hall);
}

void go_to(test::BusinessFixture& hall, const char* day) {
    hall.now = campaigns::begin_of(*campaigns::parse_date(day), hall.settings.business.zone) + 10h;
}

/// Everything that the clerk has to do by itself now; the parts that leave.
std::vector<daemon::OutboundPart> run(test::BusinessFixture& hall) {
    std::vector<daemon::OutboundPart> parts;
    for (int i = 0; i < 10000; ++i) {
        auto result = hall.clerk->handle({}, hall.now);
        for (auto& part : result.outbox) parts.push_back(std::move(part));
        const auto next = hall.clerk->next_wakeup(hall.now);
        if (!next || *next > hall.now) return parts;
    }
    FAIL("the clerk does not come to rest");
    return parts;
}

std::vector<std::string> differences(test::BusinessFixture& hall) {
    store::AuditReader book(hall.path);
    return daemon::differences(book, hall.settings.catalogue.get());
}

/// Ordered on 22 November: three months at 8.00, and from 22 February on 10.00, which is announced on 19 February.
std::vector<daemon::OutboundPart> announcement(test::BusinessFixture& hall) {
    order_ll10(hall);
    hall.wait_until(*campaigns::parse_date("2027-02-18"));
    CHECK(hall.query("SELECT count(*) FROM charges") == "3;");
    go_to(hall, "2027-02-19");
    return run(hall);
}

}  // namespace

TEST_CASE("everybody is charged on his day although the outbox takes no notice: those wait in their table") {
    const auto how = GENERATE(Settlement::held, Settlement::accepted);
    test::BusinessFixture hall;
    hall.settings.outbox_limit = 8;
    hall.settings.business.test_clock = false;
    hall.restart_without_clock();
    order_ll10(hall);
    hall.pay(payer, -hall.balance(payer));
    order_ll10(hall, "13903591234");
    // Four parts that can move: no room for a notice.
    std::vector<daemon::OutboundPart> parts;
    for (int i = 0; i < 4 && parts.size() < 4; ++i) {
        const auto more = hall.clerk->handle({hall.event_of("13900139000", "102")}, hall.now).outbox;
        parts.insert(parts.end(), more.begin(), more.end());
    }
    go_to(hall, "2026-12-22");
    CHECK(run(hall).empty());
    CHECK(hall.query("SELECT count(*) FROM charges") == "3;");  // the one who can pay has paid
    CHECK(hall.query("SELECT subject || ' ' || kind FROM notices") == "subscription-1 notice_charge_failed;");
    CHECK(hall.clerk->health().notices_waiting == 1);
    CHECK_FALSE(hall.clerk->health().due_since);
    hall.restart();
    CHECK(hall.query("SELECT count(*) FROM notices") == "1;");
    auto sent = settle(hall, parts, how).outbox;
    for (auto& part : run(hall)) sent.push_back(std::move(part));
    REQUIRE_FALSE(sent.empty());
    CHECK(sent.front().subscriber == "86" + payer);
    CHECK(sent.front().kind == daemon::ReplyKind::notice);
    CHECK(hall.query("SELECT count(*) FROM notices") == "0;");
    CHECK(hall.clerk->health().notices_waiting == 0);
}

TEST_CASE("of notices about one thing that wait only the newest is sent, and all of them in order") {
    test::BusinessFixture hall;
    order_ll10(hall);
    hall.pay(payer, -hall.balance(payer));
    hall.settings.outbox_limit = 1;
    hall.restart();
    for (const auto* day : {"2026-12-22", "2026-12-23", "2026-12-25", "2026-12-29"}) {
        go_to(hall, day);
        CHECK(run(hall).empty());
    }
    CHECK(hall.query("SELECT kind FROM notices ORDER BY id") == "notice_charge_failed;notice_suspended;");
    hall.settings.outbox_limit = 50000;
    hall.restart();
    run(hall);
    CHECK(hall.query("SELECT notice FROM replies WHERE kind = 'notice' ORDER BY id") ==
          "notice_charge_failed;notice_suspended;");
}

TEST_CASE("the full price is not charged before its announcement was taken; then the months missed are") {
    test::BusinessFixture hall;
    const auto parts = announcement(hall);
    REQUIRE_FALSE(parts.empty());
    CHECK(hall.query("SELECT holds FROM notices WHERE reply_id IS NOT NULL") == "1;");
    go_to(hall, "2027-04-23");
    run(hall);
    CHECK(hall.query("SELECT count(*) FROM charges") == "3;");
    CHECK(differences(hall).empty());
    CHECK(hall.clerk->health().notices_holding == 1);
    CHECK(hall.clerk->health().oldest_held_subscription == 1);
    CHECK_FALSE(hall.clerk->health().due_since);
    hall.restart();
    CHECK(hall.clerk->health().oldest_held_subscription == 1);
    settle(hall, parts, Settlement::accepted);
    run(hall);
    CHECK(hall.query("SELECT amount FROM charges ORDER BY month") == "800;800;800;1000;1000;1000;");
    CHECK(hall.query("SELECT count(*) FROM notices") == "0;");
    CHECK(hall.clerk->health().notices_holding == 0);
    CHECK(differences(hall).empty());
}

TEST_CASE("who orders another tier while his charge is held back is not charged before he was told either") {
    test::BusinessFixture hall(R"(
packages:
  - {id: LL10, name: 流量10元包, price: 10.00, family: LL, codes: {order: KTLL10, cancel: QXLL10}}
  - {id: LL20, name: 流量20元包, price: 20.00, family: LL, codes: {order: KTLL20, cancel: QXLL20}, starts: next_month}
  - {id: CL, name: 彩铃, price: 5.00, codes: {order: KTCL, cancel: QXCL}}
offers:
  - {id: half, name: 半价, packages: [LL10], steps: [{months: 1, percent: 50}]}
)");
    order_ll10(hall);
    go_to(hall, "2026-12-19");
    const auto parts = run(hall);
    REQUIRE_FALSE(parts.empty());
    go_to(hall, "2026-12-23");
    run(hall);
    hall.answer(payer, "KTLL20");
    hall.answer(payer, "是");
    REQUIRE(hall.query("SELECT state FROM subscriptions WHERE package = 'LL10'") == "ending;");
    const bool aside = GENERATE(false, true);
    if (aside) {
        store::Database database(hall.path, store::Database::Mode::read_write, 1s);
        database.execute("INSERT INTO set_aside (kind, row_id, number, since, last_at, why, holds, needed) SELECT 'notice', text_id, "
                         "subscriber, 0, 0, 'a test', holds, kind || char(10) || subject || char(10) || body FROM notices "
                         "WHERE holds IS NOT NULL; DELETE FROM notices");
    }
    go_to(hall, "2026-12-25");
    run(hall);
    CHECK(hall.query("SELECT amount FROM charges ORDER BY month") == "500;");
    CHECK(differences(hall).size() == (aside ? 1 : 0));  // that something is set aside
    if (aside) return;
    settle(hall, parts, Settlement::accepted);
    run(hall);
    CHECK(hall.query("SELECT amount FROM charges ORDER BY month") == "500;1000;");
    CHECK(differences(hall).empty());
}

TEST_CASE("an announcement that its SMSC did not take is sent again later, and the charge goes on waiting") {
    const auto how = GENERATE(Settlement::refused, Settlement::too_old, Settlement::unanswered, Settlement::emptied);
    test::BusinessFixture hall;
    const auto parts = announcement(hall);
    settle(hall, parts, how);
    CHECK(run(hall).empty());
    CHECK(hall.query("SELECT tries FROM notices") == "1;");
    hall.now += 1h;
    const auto again = run(hall);
    REQUIRE(again.size() == parts.size());
    settle(hall, again, how);
    hall.now += 1h;
    CHECK(run(hall).empty());
    hall.now += 1h;
    const auto third = run(hall);
    REQUIRE(third.size() == parts.size());
    go_to(hall, "2027-02-22");
    run(hall);
    CHECK(hall.query("SELECT count(*) FROM charges") == "3;");
    settle(hall, third, Settlement::accepted);
    run(hall);
    CHECK(hall.query("SELECT count(*) FROM charges") == "4;");
}

TEST_CASE("an announcement in which one part of several was not taken was not taken") {
    test::BusinessFixture hall;
    auto parts = announcement(hall);
    REQUIRE(parts.size() >= 2);
    settle(hall, {parts.front()}, Settlement::refused);
    parts.erase(parts.begin());
    settle(hall, parts, Settlement::accepted);
    CHECK(hall.query("SELECT tries FROM notices WHERE reply_id IS NULL") == "1;");
}

TEST_CASE("an announcement that is held for a person counts as not taken, also over a restart") {
    test::BusinessFixture hall;
    hall.settings.smscs["main"].unanswered = daemon::Unanswered::hold;
    hall.restart();
    const auto parts = announcement(hall);
    settle(hall, parts, Settlement::held);
    hall.restart();
    go_to(hall, "2027-02-25");
    CHECK(run(hall).empty());
    CHECK(hall.query("SELECT count(*) FROM charges") == "3;");
    // hallctl held give-up, while the hall is stopped
    hall.clerk.reset();
    for (const auto& part : parts) hall.store->replies.record_settled({part.id, "expired", "given_up", 1, false, {}, 0, {}, ""});
    hall.restart();
    CHECK(hall.query("SELECT tries FROM notices WHERE reply_id IS NULL") == "1;");
    hall.now += 1h;
    settle(hall, run(hall), Settlement::accepted);
    run(hall);
    CHECK(hall.query("SELECT count(*) FROM charges") == "4;");
}

TEST_CASE("who cancels while his charge is held back is charged nothing, and nobody is called any more") {
    test::BusinessFixture hall;
    const auto parts = announcement(hall);
    go_to(hall, "2027-03-10");
    run(hall);
    hall.answer(payer, "QXLL10");
    hall.answer(payer, "是");
    CHECK(hall.query("SELECT count(*) FROM notices") == "0;");
    settle(hall, parts, Settlement::accepted);
    go_to(hall, "2027-06-10");
    run(hall);
    CHECK(hall.query("SELECT count(*) FROM charges") == "3;");
    CHECK(hall.query("SELECT state FROM subscriptions") == "ended;");
    CHECK(differences(hall).empty());
}

TEST_CASE("a number that was given up is not told, and its held charge ends with it") {
    test::BusinessFixture hall;
    const auto parts = announcement(hall);
    hall.subscriber(payer, 0, {{"status", "cancelled"}});
    settle(hall, parts, Settlement::refused);
    CHECK(hall.query("SELECT count(*) FROM notices") == "0;");
    CHECK(hall.query("SELECT state FROM subscriptions") == "ended;");
}

TEST_CASE("notices for an SMSC that is away wait by themselves, and those of another go on") {
    test::BusinessFixture hall;
    hall.settings.outbox_limit = 20;
    hall.settings.smscs["away"] = {};
    hall.restart();
    std::vector<std::string> phones;
    for (int i = 0; i < 40; ++i) phones.push_back(std::to_string(13800138000 + i));
    for (const auto& one : phones) {
        hall.subscriber(one, 2000);
        for (const auto* body : {"KTLL10", "是"}) {
            auto event = hall.event_of(one, body);
            event.smsc = "away";
            settle(hall, hall.clerk->handle({event}, hall.now).outbox, Settlement::accepted);
        }
        hall.pay(one, -hall.balance(one));
    }
    order_ll10(hall, "13903591234");
    hall.pay("13903591234", -hall.balance("13903591234"));
    settle(hall, run(hall), Settlement::accepted);
    go_to(hall, "2026-12-22");
    const auto sent = run(hall);
    std::size_t away = 0;
    for (const auto& part : sent) away += part.smsc == "away" ? 1 : 0;
    CHECK(away <= 12);
    CHECK(sent.size() > away);  // main's own
    CHECK(hall.query("SELECT count(*) FROM subscriptions WHERE retries = 1") == "41;");
    CHECK(hall.clerk->health().notices_waiting >= 34);
    auto text = hall.event_of(phones.front(), "102");
    text.smsc = "away";
    CHECK(hall.clerk->handle({text}, hall.now).answers.at(0).status == codecs::CommandStatus::ok);
    // It is back: they leave in order, with room for answers all the time.
    auto open = sent;
    std::size_t most = 0;
    while (!open.empty()) {
        std::vector<daemon::OutboundPart> next;
        for (std::size_t i = 1; i < open.size(); ++i) next.push_back(open[i]);
        for (auto& part : settle(hall, {open.front()}, Settlement::accepted).outbox) next.push_back(part);
        for (auto& part : run(hall)) next.push_back(part);
        most = std::max(most, next.size());
        open = std::move(next);
    }
    CHECK(most < 20);
    CHECK(hall.query("SELECT count(*) FROM notices") == "0;");
    CHECK(hall.query("SELECT count(DISTINCT subscriber) FROM replies WHERE notice = 'notice_charge_failed'") == "41;");
}

TEST_CASE("notices for an SMSC that the settings no longer name go out over another") {
    test::BusinessFixture hall;
    order_ll10(hall);
    hall.pay(payer, -hall.balance(payer));
    hall.settings.outbox_limit = 1;
    hall.restart();
    go_to(hall, "2026-12-22");
    run(hall);
    CHECK(hall.query("SELECT smsc FROM notices") == "main;");
    hall.settings.smscs.clear();
    hall.settings.smscs["other"] = {};
    hall.settings.outbox_limit = 100;
    hall.restart();
    const auto sent = run(hall);
    REQUIRE_FALSE(sent.empty());
    CHECK(sent.front().smsc == "other");
}

TEST_CASE("a hall that was down when the full price should have been announced announces it late, and charges then") {
    test::BusinessFixture hall;
    hall.settings.business.test_clock = false;
    hall.restart_without_clock();
    order_ll10(hall);
    for (const auto* day : {"2026-12-22", "2027-01-22"}) {
        go_to(hall, day);
        settle(hall, run(hall), Settlement::accepted);
    }
    go_to(hall, "2027-02-25");
    const auto parts = run(hall);
    REQUIRE_FALSE(parts.empty());
    CHECK(hall.query("SELECT count(*) FROM charges") == "3;");
    settle(hall, parts, Settlement::accepted);
    run(hall);
    CHECK(hall.query("SELECT amount FROM charges ORDER BY month") == "800;800;800;1000;");
}
