// What may happen between a question to a back end that takes its time and its answer.

#include "daemon/business/audit.hpp"
#include "tests/business/business_fixture.hpp"
#include "tests/business/slow_back_end.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace hall;
using namespace std::chrono_literals;

namespace {

constexpr const char* catalogue = R"(
packages:
  - {id: L1, name: 甲包, price: 10.00, family: L, confirm: no}
  - {id: L2, name: 乙包, price: 20.00, family: L, confirm: no, trial_days: 7}
  - {id: T1, name: 戊包, price: 6.00, confirm: no, excludes: [X1]}
  - {id: X1, name: 己包, price: 4.00, confirm: no}
points:
  items:
    - {id: LL300, name: 流量, points: 500, gives: {data_mb: 300}}
)";

struct SlowHall {
    test::SlowBackEnd back_end;
    test::BusinessFixture hall{catalogue, &back_end};

    /// The back end answers everything that it was asked so far, in order. What the phones show.
    std::vector<test::Shown> answers(bool refuses = false) {
        std::vector<test::Shown> all;
        for (const auto& request : std::exchange(hall.asked, {}))
            for (auto& one : hall.handle(back_end.answer(request, refuses))) all.push_back(std::move(one));
        return all;
    }

    std::vector<std::string> differences() {
        store::AuditReader book(hall.path);
        return daemon::differences(book, hall.settings.catalogue.get());
    }
};

}  // namespace

TEST_CASE("points spent twice for one text, because the back end never heard of it, come back as often as they went") {
    SlowHall slow;
    auto& hall = slow.hall;
    hall.text("13800138000", "JF");
    {
        auto transaction = hall.store->begin();
        hall.store->points.grant({0, 20779, "8613800138000", 500, 30000, std::nullopt, std::nullopt});
        transaction.commit();
    }
    hall.text("13800138000", "DHLL");
    slow.answers();         // the facts
    hall.asked.clear();     // the gift is lost on its way
    hall.wait(31s);
    slow.answers();         // "which gift?"; the points come back, and it is decided anew
    slow.answers();         // the facts
    CHECK(hall.query("SELECT points_left FROM points_lots") == "0;");
    slow.answers(true);     // refused
    CHECK(hall.query("SELECT points_left FROM points_lots") == "500;");
    CHECK(slow.differences().empty());
}

TEST_CASE("while one tier is being ordered another one, or what excludes it, must wait for the answer") {
    SlowHall slow;
    auto& hall = slow.hall;
    const auto pending = [&](const char* first, const char* second, const char* package) {
        hall.text("13800138000", first);
        slow.answers();  // the facts
        hall.text("13800138000", second);
        const auto carried_out = std::exchange(hall.asked, {});
        CHECK(carried_out.size() == 1);
        CHECK(hall.query("SELECT outcome FROM texts ORDER BY id DESC LIMIT 1") == "order_pending;");
        CHECK(hall.query("SELECT body FROM replies ORDER BY id DESC LIMIT 1").find(package) != std::string::npos);
        hall.asked = carried_out;
        slow.answers();
        CHECK(hall.query("SELECT state FROM subscriptions") == "active;");
        CHECK(slow.differences().empty());
    };
    SECTION("another tier") { pending("KTL1", "KTL2", "甲包"); }
    SECTION("what excludes it") { pending("KTX1", "KTT1", "己包"); }
    SECTION("what it excludes") { pending("KTT1", "KTX1", "戊包"); }
}

TEST_CASE("a trial ends when what was ordered in its place began, also when the answer comes days later") {
    SlowHall slow;
    auto& hall = slow.hall;
    hall.text("13800138000", "TYL2");
    slow.answers();  // the facts
    slow.answers();  // done
    hall.text("13800138000", "KTL2");
    slow.answers();  // the facts
    const auto order = std::exchange(hall.asked, {});
    REQUIRE(order.size() == 1);
    hall.wait(GENERATE(3, 10) * 24h);  // the trial runs on, or is over by itself
    hall.asked = order;
    slow.answers();
    CHECK(hall.query("SELECT state || ' ' || coalesce(until - starts, '') FROM subscriptions ORDER BY id") ==
          "ended 0;active ;");
    CHECK(slow.differences().empty());
}

TEST_CASE("a case of which a word is unknown is set aside, whatever answer comes: nothing of it is taken for something else") {
    SlowHall slow;
    auto& hall = slow.hall;
    hall.text("13800138000", "KTL1");
    slow.answers();  // the facts
    REQUIRE(hall.query("SELECT phase || ' ' || state FROM cases JOIN subscriptions s") == "carry_out pending;");
    const auto* const spoilt = GENERATE("UPDATE cases SET phase = 'no such thing'", "UPDATE cases SET action = 'no such thing'",
                                        "UPDATE orders SET kind = 'no such thing'");
    // An order that was never carried out goes back, whatever its kind says.
    const bool never_heard = !std::string(spoilt).starts_with("UPDATE orders") && GENERATE(false, true);
    CAPTURE(spoilt, never_heard);
    {
        store::Database database(hall.path, store::Database::Mode::read_write, 1s);
        database.execute("PRAGMA ignore_check_constraints=ON");
        database.execute(spoilt);
    }
    if (never_heard) {
        hall.asked.clear();
        hall.wait(31s);
    }
    slow.answers();
    CHECK(hall.query("SELECT kind || ' ' || row_id FROM v_aside") == "case 1;");
    CHECK(hall.query("SELECT state FROM subscriptions") == "pending;");
    CHECK(hall.query("SELECT count(*) FROM cases WHERE outcome IS NULL") == "1;");
}
