// A number that is cancelled and given to somebody else, and all that was under way for the one who had it.

#include "daemon/business/audit.hpp"
#include "daemon/store/owners.hpp"
#include "tests/business/business_fixture.hpp"
#include "tests/business/remote_back_end.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

const std::string his = "13800138000";
const std::string theirs = "13903591234";

struct Owned {
    test::BusinessFixture hall;

    Owned() {
        hall.subscriber(his, 10000, {{"joined", "2020-05-01"}});
        hall.subscriber(theirs, 10000);
    }
    void order(const std::string& phone, const std::string& code) {
        hall.text(phone, code);
        hall.text(phone, "是");
    }
    void cancelled() { hall.subscriber(his, 0, {{"status", "cancelled"}, {"joined", "2020-05-01"}}); }
    void new_owner() { hall.subscriber(his, 2000, {{"joined", "2026-11-22"}}); }
    std::vector<std::string> differences() {
        store::AuditReader book(hall.path);
        return daemon::differences(book, hall.settings.catalogue.get());
    }
};

bool told(const std::vector<test::Shown>& all, const std::string& phone, const char* words) {
    return std::any_of(all.begin(), all.end(), [&](const test::Shown& one) {
        return one.phone == phone && one.text.find(words) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("between two owners nobody is charged, and the next one is charged for nothing of the last one's") {
    Owned owned;
    owned.order(his, "KTLL10");
    owned.order(his, "KTCL");
    owned.cancelled();
    CHECK(owned.hall.wait(60 * 24h).empty());
    CHECK(owned.hall.balance(his) == 8800);
    owned.new_owner();
    CHECK(owned.hall.wait(60 * 24h).empty());
    CHECK(owned.hall.balance(his) == 2000);
    CHECK(owned.hall.query("SELECT number || ' ' || balance FROM subscribers WHERE number LIKE '86138%' ORDER BY 1") ==
          "8613800138000 2000;8613800138000~1 8800;");
    CHECK(owned.hall.query("SELECT DISTINCT state || ' ' || number FROM subscriptions") == "ended 8613800138000~1;");
    CHECK(owned.differences().empty());
}

TEST_CASE("whoever recommended something to a number that is cancelled is told, and gets no points") {
    Owned owned;
    owned.hall.text(theirs, his + "CL");
    owned.order(his, "KTCL");
    owned.cancelled();
    const bool another = GENERATE(false, true);  // somebody else has it already, and orders the same
    if (another) owned.new_owner();
    const auto shown = another ? owned.hall.text(his, "KTCL") : owned.hall.wait(1min);
    if (another) owned.hall.text(his, "是");
    CHECK(told(shown, theirs, "138****8000"));
    CHECK(told(shown, theirs, "未能发放"));
    CHECK(owned.hall.wait(40 * 24h).empty());
    CHECK(owned.hall.query("SELECT state FROM referrals") == "reversed;");
    CHECK(owned.hall.query("SELECT count(*) FROM points_lots") == "0;");
    CHECK(owned.differences().empty());
}

TEST_CASE("what an earlier owner recommended brings the next one nothing") {
    Owned owned;
    owned.hall.text(his, theirs + "CL");
    const bool ordered_before = GENERATE(true, false);
    if (ordered_before) owned.order(theirs, "KTCL");
    owned.cancelled();
    owned.new_owner();
    if (!ordered_before) owned.order(theirs, "KTCL");
    for (const auto& one : owned.hall.wait(40 * 24h)) CHECK(one.phone == theirs);
    CHECK(owned.hall.query("SELECT state FROM referrals") == (ordered_before ? "reversed;" : "lapsed;"));
    CHECK(owned.hall.query("SELECT count(*) FROM points_lots") == "0;");
    CHECK(owned.differences().empty());
}

TEST_CASE("points, exchanged or not, are the earlier owner's") {
    Owned owned;
    owned.hall.text(his, theirs + "CL");
    owned.order(theirs, "KTCL");
    owned.hall.wait(31 * 24h);
    REQUIRE(owned.hall.query("SELECT points_left FROM points_lots") == "500;");
    owned.cancelled();
    CHECK(owned.hall.query("SELECT points_left FROM points_lots") == "0;");
    owned.new_owner();
    CHECK(told(owned.hall.text(his, "JF"), his, "可用积分：0分"));
    CHECK(told(owned.hall.text(his, "DHLL"), his, "积分"));
    CHECK(owned.hall.query("SELECT outcome FROM texts ORDER BY id DESC LIMIT 1") == "points_short;");
    CHECK(owned.differences().empty());
}

TEST_CASE("an order that has not begun gives back its place when the number is cancelled") {
    Owned owned;
    owned.order(his, "KTLL10");
    owned.order(his, "KTLL20");
    owned.cancelled();
    CHECK(owned.hall.query("SELECT never_began FROM orders ORDER BY id") == "0;1;");
    CHECK(owned.hall.query("SELECT taken FROM offer_counts") == "1;");
    CHECK(owned.differences().empty());
}

TEST_CASE("a question to the earlier owner is not answered by the next one") {
    Owned owned;
    owned.hall.text(his, "KTLL10");
    owned.cancelled();
    owned.new_owner();
    CHECK(told(owned.hall.text(his, "是"), his, "没有等待您确认的业务"));
    CHECK(owned.hall.balance(his) == 2000);
}

TEST_CASE("a reply that waits for the earlier owner is recalled, by the running hall and by one that starts") {
    Owned owned;
    owned.hall.text(his, "102");
    owned.hall.text(theirs, "102");
    owned.cancelled();
    owned.new_owner();
    SECTION("the running hall tells its links once") {
        const auto result = owned.hall.clerk->handle({}, owned.hall.now);
        REQUIRE(result.recalled.size() == 1);
        CHECK(result.recalled.front().smsc == "main");
        CHECK(owned.hall.clerk->handle({}, owned.hall.now).recalled.empty());
        daemon::SubmitSettled settled;
        settled.outbound_id = result.recalled.front().outbound_id;
        settled.smsc = "main";
        settled.how = daemon::Settlement::recalled;
        settled.answered_at = owned.hall.now;
        owned.hall.handle(settled);
    }
    SECTION("one that starts settles it itself") { owned.hall.restart(); }
    SECTION("also when it was killed before its links did") {
        REQUIRE(owned.hall.clerk->handle({}, owned.hall.now).recalled.size() == 1);
        owned.hall.restart();
    }
    CHECK(owned.hall.query("SELECT r.subscriber || ' ' || o.status || ' ' || coalesce(o.reason, '') FROM outbound o "
                           "JOIN replies r ON r.id = o.reply_id ORDER BY o.id") ==
          "8613800138000~1 expired number_cancelled;8613903591234 waiting ;");
}

TEST_CASE("an employee whose phone number has a new owner is not that owner, and keeps what he earned") {
    Owned owned;
    owned.hall.staff(1234, his, "王芳");
    owned.hall.text(his, theirs + " KTCL");
    CHECK(owned.hall.query("SELECT outcome FROM texts ORDER BY id DESC LIMIT 1") == "referred_by_staff;");
    owned.cancelled();
    owned.new_owner();
    owned.order(theirs, "KTCL");  // upon the employee's recommendation, which is not the number's
    CHECK(owned.hall.query("SELECT staff || ' ' || amount FROM staff_credits") == "1234 100;");
    owned.hall.text(his, theirs + " KTLL10");
    CHECK(owned.hall.query("SELECT count(*) FROM referrals WHERE staff IS NOT NULL") == "1;");
    owned.order(his, "KTCL#1234");  // through the employee, not by him
    CHECK(owned.hall.query("SELECT count(*) FROM orders WHERE staff = 1234") == "1;");
    CHECK(owned.differences().empty());
}

TEST_CASE("a reward for an order is taken back when its number is cancelled within thirty days, and not later") {
    Owned owned;
    owned.hall.staff(1234, theirs, "王芳");
    owned.order(his, "KTCL#1234");
    const bool early = GENERATE(true, false);
    owned.hall.wait((early ? 29 : 30) * 24h);
    owned.cancelled();
    CHECK(owned.hall.query("SELECT sum(amount) FROM staff_credits") == (early ? "0;" : "100;"));
    CHECK(owned.differences().empty());
}

TEST_CASE("nobody becomes an earlier owner by calling himself so") {
    Owned owned;
    owned.order(his, "KTLL10");
    owned.cancelled();
    owned.new_owner();
    auto event = owned.hall.event_of(his, "R");
    event.message.source = {GENERATE(std::uint8_t{0}, std::uint8_t{5}), 0, "8613800138000~1"};
    owned.hall.handle(event);
    INFO(owned.hall.query("SELECT id || ' ' || subscriber || ' ' || status || ' ' || kind FROM inbound"));
    INFO(owned.hall.query("SELECT id || ' ' || subscriber || ' ' || meaning FROM texts"));
    CHECK(owned.hall.query("SELECT DISTINCT subscriber FROM inbound WHERE source = '8613800138000~1'") == "~8613800138000~1;");
    CHECK(owned.hall.query("SELECT count(*) FROM opt_outs WHERE number = '8613800138000~1'") == "0;");
}

TEST_CASE("what a back end still carries out for a cancelled number is closed, and its answer changes nothing") {
    test::RemoteBackEnd back_end;
    test::BusinessFixture hall("", &back_end);
    back_end.subscriber("86" + his, 10000);
    const auto answer_one = [&] {
        const auto request = hall.asked.front();
        hall.asked.erase(hall.asked.begin());
        return hall.handle(back_end.answer(request));
    };
    hall.text(his, "KTLL10");
    answer_one();
    hall.text(his, "是");
    answer_one();
    REQUIRE(hall.query("SELECT state FROM subscriptions") == "pending;");
    store::Database database(hall.path, store::Database::Mode::read_write, 1s);
    store::Owners owners(database);
    store::Transaction transaction(database);
    owners.hand_over("86" + his, to_millis(hall.now), hall.today().time_since_epoch().count());
    transaction.commit();
    CHECK(answer_one().empty());
    CHECK(hall.query("SELECT number || ' ' || state FROM subscriptions") == "8613800138000~1 refused;");
    CHECK(hall.query("SELECT count(*) FROM orders") == "0;");
    CHECK(hall.query("SELECT taken FROM offer_counts") == "0;");
    CHECK(hall.query("SELECT outcome FROM cases") == "ask;number_cancelled;");
    CHECK(hall.wait(24h).empty());
}
