// The audit is clean over what the hall wrote, and sees each row that somebody has changed by hand.

#include "daemon/business/audit.hpp"
#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

/// A book with something of everything: subscription 1 was recommended (referral 1, lot 1), 2 came through an employee
/// and was cancelled, 3 was a trial, 4 runs; referral 2 is open.
test::BusinessFixture& full_hall() {
    static test::BusinessFixture hall;
    static const bool filled = [] {
        hall.subscriber("13800138000", 10000);
        hall.subscriber("13903591234", 5000);
        hall.subscriber("13700137000", 5000);
        hall.staff(7, "13600136000", "王芳");
        hall.text("13800138000", "13903591234CL");
        for (const char* text : {"KTCL", "Y"}) hall.text("13903591234", text);
        for (const char* text : {"KTLL10#7", "Y", "TYLDTX"}) hall.text("13800138000", text);
        hall.wait(31 * 24h);
        for (const char* text : {"DHLL", "13700137000CL", "QXLL10", "Y", "KTYX5", "Y"}) hall.text("13800138000", text);
        return true;
    }();
    static_cast<void>(filled);
    return hall;
}

std::vector<std::string> audited(const std::filesystem::path& path, const campaigns::Catalogue* catalogue) {
    store::AuditReader book(path);
    return daemon::differences(book, catalogue);
}

/// What the audit says of the full hall after `sql`.
std::vector<std::string> after(const std::string& sql, const campaigns::Catalogue& catalogue) {
    test::TempDirectory directory;
    {
        store::Database from(full_hall().path, store::Database::Mode::read_only, 1s);
        from.execute(("VACUUM INTO '" + (directory / "hall.db").string() + "'").c_str());
        store::Database database(directory / "hall.db", store::Database::Mode::read_write, 1s);
        database.execute("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
        database.execute(sql.c_str());
    }
    return audited(directory / "hall.db", &catalogue);
}

struct Broken {
    const char* sql;
    const char* sentence;  // among those that the audit says
};

void check_each(const std::vector<Broken>& all) {
    const auto& catalogue = *full_hall().settings.catalogue;
    for (const auto& broken : all) {
        INFO(broken.sql);
        const auto found = after(broken.sql, catalogue);
        CAPTURE(found);
        CHECK(std::find(found.begin(), found.end(), broken.sentence) != found.end());
    }
}

constexpr const char* open_case = R"(INSERT INTO cases (text_id, number, hall_number, node, action, arguments, agreed,
  phase, package, subscription_id, opened_at, next_at, outcome)
VALUES (1, '8613800138000', '10086', '', 'order', '', '', 'carry_out', '', )";

}  // namespace

TEST_CASE("what the hall wrote is clean, also for whoever has no catalogue") {
    auto& hall = full_hall();
    CHECK(audited(hall.path, hall.settings.catalogue.get()).empty());
    CHECK(audited(hall.path, nullptr).empty());
    store::AuditReader book(hall.path);
    const auto counts = book.counts();
    CHECK(counts.subscribers == 3);
    CHECK(counts.subscriptions == 4);
    CHECK(counts.movements == 8);
    CHECK(counts.referrals == 2);
    CHECK(counts.points_lots == 1);
}

TEST_CASE("the audit sees money that does not add up") {
    check_each({
        {"UPDATE subscribers SET balance = balance + 1 WHERE number = '8613700137000'",
         "subscriber 8613700137000: the balance is 5001, its movements come to 5000"},
        {"UPDATE movements SET number = '1' WHERE id = 3", "movement 3: 1 is no subscriber"},
        {"DELETE FROM charges WHERE subscription_id = 1 AND month = 1",
         "movement 6: a charge that belongs to 0 months"},
        {"UPDATE charges SET movement_id = NULL WHERE subscription_id = 1 AND month = 0",
         "subscription 1, month 0: charged 400 without a movement"},
        {"UPDATE movements SET amount = -1 WHERE id = 4",
         "subscription 1, month 0: charged 400, movement 4 says otherwise"},
        {"UPDATE movements SET kind = 'correction' WHERE id = 4",
         "subscription 1, month 0: charged 400, movement 4 says otherwise"},
        {"UPDATE movements SET number = '8613800138000' WHERE id = 4",
         "subscription 1, month 0: charged 400, movement 4 says otherwise"},
        {"DELETE FROM movements WHERE id = 4", "subscription 1, month 0: charged 400, movement 4 says otherwise"},
    });
}

TEST_CASE("the audit sees a month that was left out, charged too early, at another price or not at all") {
    check_each({
        {"UPDATE charges SET month = 2 WHERE subscription_id = 1 AND month = 1",
         "subscription 1: month 2 was charged after month 0"},
        {"UPDATE subscriptions SET months_charged = 1 WHERE id = 1",
         "subscription 1: 1 months count as charged, 2 were"},
        {"UPDATE charges SET amount = 500 WHERE subscription_id = 1 AND month = 1",
         "subscription 1, month 1: charged 500, its price is 400"},
        {"UPDATE charges SET day = day - 1 WHERE subscription_id = 1 AND month = 1",
         "subscription 1, month 1: charged on 2026-12-21, it begins on 2026-12-22"},
        {"UPDATE phases SET until_day = until_day - 1 WHERE subscription_id = 1 AND until_day IS NOT NULL",
         "subscription 1: its prices do not follow each other from its first month on"},
        {"UPDATE phases SET until_day = 99999 WHERE subscription_id = 1 AND until_day IS NULL",
         "subscription 1: its prices do not follow each other from its first month on"},
        {"INSERT INTO charges VALUES (3, 0, 99999, 0, NULL)", "subscription 3, month 0: charged 0, its price is 0"},
    });
}

TEST_CASE("the audit sees a subscription that nobody would look at, or on the wrong day") {
    check_each({
        {"UPDATE subscriptions SET next_day = NULL WHERE id = 1",
         "subscription 1: something is due on 2027-01-22, it is looked at on never"},
        {"UPDATE subscriptions SET next_day = next_day + 1 WHERE id = 2",
         "subscription 2: something is due on 2027-01-22, it is looked at on 2027-01-23"},
        {"UPDATE subscriptions SET next_day = 20000 WHERE id = 3",
         "subscription 3: ended, but something is due on day 20000"},
        {"UPDATE subscriptions SET until = NULL WHERE id = 2", "subscription 2: ending without a last day"},
        {"UPDATE subscriptions SET until = 21000 WHERE id = 1", "subscription 1: active with a last day"},
        {"UPDATE subscriptions SET state = 'trial' WHERE id = 2", "subscription 2: trial, and it has a price"},
        {"UPDATE subscriptions SET state = 'active' WHERE id = 3", "subscription 3: active, and it has no price"},
        {"UPDATE subscriptions SET state = 'pending', next_day = NULL WHERE id = 1",
         "subscription 1: pending, but no case is open about it"},
    });
}

TEST_CASE("the audit sees two of one package, or two tiers, on one day") {
    check_each({
        {"UPDATE subscriptions SET number = '8613800138000', package = 'YX5' WHERE id = 1",
         "subscriptions 1 and 4: he has both on 2026-12-23"},
        {"UPDATE subscriptions SET package = 'LL20' WHERE id = 4", "subscriptions 2 and 4: he has both on 2026-12-23"},
    });
}

TEST_CASE("the audit sees orders that were not counted, or counted twice") {
    check_each({
        {"DELETE FROM orders WHERE subscription_id = 3", "subscription 3: ended, and it has 0 orders"},
        {"UPDATE subscriptions SET state = 'refused' WHERE id = 3", "subscription 3: refused, and it has 1 orders"},
        {"UPDATE orders SET package = 'CL' WHERE id = 2", "order 2: it is not of its subscription 2"},
        {"UPDATE offer_counts SET taken = 4", "offer go: counted 4 times, ordered 3 times"},
        {"DELETE FROM offer_counts", "offer go: counted 0 times, ordered 3 times"},
        {"UPDATE package_counts SET taken = 2 WHERE package = 'CL'",
         "package CL on day 20779: counted 2 times, ordered 1 times"},
        {"UPDATE staff_credits SET amount = -amount", "order 2: employees were credited -100 for it"},
        {"INSERT INTO staff_credits (at, day, staff, order_id, amount) SELECT at, day, staff, order_id, -1 "
         "FROM staff_credits LIMIT 1",
         "order 2: employees were credited 99 for it"},
    });
}

TEST_CASE("the audit sees more orders of an offer than there are, and more invitations than are allowed") {
    auto catalogue = *full_hall().settings.catalogue;
    catalogue.offers[0].most = 2;
    CHECK(after("", catalogue) == std::vector<std::string>{"offer go: taken 3 times of 2"});
    catalogue.offers[0].most = 3;
    catalogue.offers[0].most_each = 1;
    CHECK(after("", catalogue).empty());
    CHECK(after("UPDATE orders SET package = 'CL' WHERE id IN (2, 5); UPDATE subscriptions SET package = 'CL' "
                "WHERE id IN (2, 4)", catalogue)
              .back() == "offer go: 8613800138000 took it 2 times of 1 for package CL");
    for (auto& terms : catalogue.referrals) terms.most_a_month = 0;
    CHECK(after("", catalogue).size() == 2);
    CHECK(after("", catalogue).front() == "referrals by 8613800138000: 1 in 2026-11, 0 are allowed");
    for (auto& terms : catalogue.referrals) terms.most_a_day = 0;
    CHECK(after("", catalogue).front() == "referrals by 8613800138000: 1 on day 20779, 0 are allowed");
}

TEST_CASE("the audit sees recommendations and points that contradict each other") {
    check_each({
        {"UPDATE referrals SET next_day = NULL WHERE id = 2", "referral 2: open, and nothing is due"},
        {"UPDATE referrals SET next_day = 30000 WHERE id = 1", "referral 1: granted, and something is due"},
        {"UPDATE referrals SET subscription_id = NULL WHERE id = 1",
         "referral 1: granted, and it leads to no subscription"},
        {"UPDATE referrals SET subscription_id = 2 WHERE id = 1",
         "referral 1: granted, and it leads to subscription 2"},
        {"UPDATE referrals SET state = 'reversed' WHERE id = 1",
         "referral 1: reversed, and its points were granted 1 times"},
        {"DELETE FROM points_lots", "referral 1: granted, and its points were granted 0 times"},
        {"UPDATE points_lots SET number = '1'", "lot 1: it is not what referral 1 promised"},
        {"UPDATE points_lots SET points_left = 1", "lot 1: 1 of 500 points are left, its moves come to 0"},
        {"INSERT INTO points_moves (at, day, lot_id, points, kind) VALUES (0, 0, 1, 1000, 'returned'); "
         "UPDATE points_lots SET points_left = 1000",
         "lot 1: 1000 of 500 points are left, its moves come to 1000"},
        {"INSERT INTO referrals (at, day, referrer, friend, package, points, hold_days, window_until, state, next_day, "
         "text_id) SELECT at, day + 1, '1', friend, package, points, hold_days, window_until, state, next_day, text_id "
         "FROM referrals WHERE id = 2",
         "referrals 2 and 3: both were open to one friend for one package"},
        {"INSERT INTO opt_outs VALUES ('8613700137000', 0, 1)", "referral 2: the friend had opted out before"},
    });
}

TEST_CASE("the audit sees cases that are neither open nor closed") {
    const std::string insert(open_case);
    check_each({
        {(insert + "NULL, 0, NULL, NULL)").c_str(), "case 1: open, and nothing will ask again"},
        {(insert + "NULL, 0, 1, 'ordered')").c_str(), "case 1: closed, and still asked again"},
        {(insert + "1, 0, 1, NULL)").c_str(), "case 1: it carries out order, and subscription 1 is active"},
    });
}

TEST_CASE("the audit sees words that no rule knows, in every table of the book") {
    check_each({
        {"UPDATE subscribers SET status = 'gone' WHERE number = '8613700137000'", "subscriber 8613700137000: its status is 'gone'"},
        {"UPDATE subscriptions SET state = 'gone' WHERE id = 1", "subscription 1: its state is 'gone'"},
        {"UPDATE orders SET kind = 'gone' WHERE id = 1", "order 1: its kind is 'gone'"},
        {"UPDATE movements SET kind = 'gone' WHERE id = 1", "movement 1: its kind is 'gone'"},
        {"UPDATE referrals SET state = 'gone' WHERE id = 2", "referral 2: its state is 'gone'"},
        {"UPDATE points_moves SET kind = 'gone' WHERE id = 1", "move of points 1: its kind is 'gone'"},
        {"INSERT INTO cases (text_id, number, hall_number, node, action, arguments, agreed, phase, opened_at, next_at) "
         "VALUES (1, '8613800138000', '10086', '', 'order', '', '', 'gone', 0, 0)", "case 1: its phase is 'gone'"},
        {"INSERT INTO questions (number, hall_number, kind, action, node, package, terms, text_id, expires_at) "
         "VALUES ('8613800138000', '1', 'gone', 'order', '', '', '', 1, 0)", "question to 8613800138000: its kind is 'gone'"},
        {"INSERT INTO usage (number, month, unit, used) VALUES ('8613700137000', 202611, 'gone', 1)",
         "usage of 8613700137000: its unit is 'gone'"},
        {"INSERT INTO gifts (number, month, unit, amount) VALUES ('8613700137000', 202611, 'gone', 1)",
         "gift to 8613700137000: its unit is 'gone'"},
    });
}
