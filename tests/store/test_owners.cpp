// A number that is cancelled, and given to somebody else: nothing of the earlier owner is left under it, in no table.

#include "daemon/store/import.hpp"
#include "tests/store/store_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace hall;
using namespace std::chrono_literals;

namespace {

const std::string number = "8613800138000";

std::vector<std::string> column(store::Database& database, const std::string& sql) {
    std::vector<std::string> all;
    store::Statement statement(database, sql.c_str());
    statement.begin();
    while (statement.step()) all.push_back(statement.text(0));
    return all;
}

store::SubscriberRow subscriber(const char* status, std::optional<std::int64_t> joined = std::nullopt) {
    store::SubscriberRow row;
    row.number = number;
    row.status = status;
    row.joined_day = joined;
    row.balance = 1000;
    return row;
}

struct Fixture : test::StoreFixture {
    store::Store store{path, 1s};
    store::Database database{path, store::Database::Mode::read_write, 1s};
    store::Import import{database};

    store::Imported take(const store::SubscriberRow& row, std::int64_t day = 20000) {
        store::Transaction transaction(database);
        const auto imported = import.import_subscriber(row, {}, 202611, day * 86'400'000, day);
        transaction.commit();
        return imported;
    }
    std::int64_t text() {
        auto transaction = store.begin();
        const auto id = store.texts.record_text(StoreFixture::text());
        auto inbound = StoreFixture::inbound();
        inbound.text_id = id;
        store.texts.record_inbound(inbound);
        transaction.commit();
        return id;
    }
    std::int64_t waiting_part(std::int64_t text_id, bool notice = false) {
        auto transaction = store.begin();
        auto row = reply(text_id, 1);
        if (notice) row.notice = "notice_suspended";
        const auto id = store.replies.record_part({0, store.replies.record_reply(row), 1, 0, {1}, {}});
        transaction.commit();
        return id;
    }
};

// Columns that hold a number, a sender or a recipient, and need not follow the earlier owner: what stood on the wire.
const std::set<std::string> stay = {"inbound.source", "inbound.destination", "replies.source", "replies.destination"};

}  // namespace

TEST_CASE("every column that names a subscriber follows an earlier owner to his key") {
    Fixture fixture;
    const auto owned = store::columns_of_owners();
    std::set<std::string> named;
    for (const auto& table : column(fixture.database, "SELECT name FROM sqlite_schema WHERE type = 'table'"))
        for (const auto& name : column(fixture.database, "SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'TEXT'")) {
            const bool names_somebody = name == "number" || name == "subscriber" || name == "referrer" || name == "friend" ||
                                        name == "phone" || name == "source" || name == "destination" || name == "msisdn";
            if (names_somebody) named.insert(table + "." + name);
        }
    CHECK(named.size() > 15);
    for (const auto& one : named) {
        INFO(one);
        CHECK((stay.contains(one) || std::find(owned.begin(), owned.end(), one) != owned.end()));
    }
}

TEST_CASE("no statement about an owner reads a whole table") {
    Fixture fixture;
    for (const auto& sql : store::statements_of_owners()) {
        INFO(sql);
        store::Statement plan(fixture.database, ("EXPLAIN QUERY PLAN " + sql).c_str());
        plan.begin();
        while (plan.step()) {
            INFO(plan.text(3));
            CHECK((!plan.text(3).starts_with("SCAN") || plan.text(3).starts_with("SCAN CONSTANT") ||
                   plan.text(3).starts_with("SCAN (")));
        }
    }
}

TEST_CASE("joined on another day after it was cancelled is another person; all else is the same one") {
    const auto known = [](const char* status, std::optional<std::int64_t> joined, std::optional<std::int64_t> cancelled) {
        auto row = subscriber(status, joined);
        row.cancelled_day = cancelled;
        return row;
    };
    const auto is_new = store::Import::has_new_owner;
    CHECK(is_new(known("cancelled", 100, 200), "active", 300));
    CHECK(is_new(known("cancelled", 100, 200), "suspended", 300));
    CHECK(is_new(known("cancelled", 100, 200), "active", 150));
    CHECK(is_new(known("cancelled", std::nullopt, 200), "active", 300));
    CHECK(is_new(known("cancelled", 100, std::nullopt), "active", 300));  // cancelled before schema 8
    CHECK_FALSE(is_new(known("cancelled", 100, 200), "active", 100));
    CHECK_FALSE(is_new(known("cancelled", 100, 200), "active", std::nullopt));
    CHECK_FALSE(is_new(known("cancelled", 100, 200), "cancelled", 300));  // not yet
    CHECK_FALSE(is_new(known("active", 100, std::nullopt), "active", 300));  // a correction
    CHECK_FALSE(is_new(known("active", std::nullopt, std::nullopt), "active", 300));
    // It came back by a line without the day, which a later line names.
    CHECK(is_new(known("active", 100, 200), "active", 300));
    CHECK(is_new(known("active", std::nullopt, 200), "active", 300));
    CHECK_FALSE(is_new(known("active", 100, 200), "active", 50));
    CHECK_FALSE(is_new(known("active", std::nullopt, 200), "active", 150));
}

TEST_CASE("a cancelled number keeps the day on which its last owner joined, until the next one is there") {
    Fixture fixture;
    fixture.take(subscriber("active", 100));
    fixture.take(subscriber("cancelled", 100));
    fixture.take(subscriber("cancelled", 300));
    CHECK(fixture.import.find_subscriber(number)->joined_day == 100);
    CHECK(fixture.take(subscriber("active", 300)) == store::Imported::added);
    CHECK(fixture.import.notes().new_owner);
    CHECK(fixture.import.find_subscriber(number)->joined_day == 300);
    CHECK_FALSE(fixture.import.find_subscriber(number)->cancelled_day);
    CHECK(column(fixture.database, "SELECT number || ' ' || balance FROM subscribers ORDER BY 1") ==
          std::vector<std::string>{number + " 1000", number + "~1 1000"});
    CHECK(column(fixture.database, "SELECT number || ' ' || amount FROM movements ORDER BY id") ==
          std::vector<std::string>{number + "~1 1000", number + " 1000"});
    fixture.take(subscriber("cancelled", 300));
    fixture.take(subscriber("active", 400));
    CHECK(fixture.import.find_subscriber(number + "~2")->joined_day == 300);
}

TEST_CASE("what is corrected on a number that was never cancelled is told, and touches nothing else") {
    Fixture fixture;
    fixture.take(subscriber("active"));
    fixture.text();
    CHECK(fixture.take(subscriber("active", 300)) == store::Imported::changed);
    CHECK(fixture.import.notes().joined_corrected);
    CHECK_FALSE(fixture.import.notes().new_owner);
    fixture.take(subscriber("suspended", 400));
    CHECK(fixture.import.notes().joined_corrected);
    CHECK(column(fixture.database, "SELECT count(*) FROM subscribers") == std::vector<std::string>{"1"});
    CHECK(column(fixture.database, "SELECT DISTINCT subscriber FROM texts") == std::vector<std::string>{number});
}

TEST_CASE("what somebody wrote and got stands under his key, and what waits for him is recalled") {
    Fixture fixture;
    fixture.take(subscriber("active", 100));
    const auto text = fixture.text();
    const auto reply = fixture.waiting_part(text);
    const auto notice = fixture.waiting_part(text, true);
    fixture.take(subscriber("cancelled", 100));
    CHECK(column(fixture.database, "SELECT outbound_id FROM recalls ORDER BY 1") ==
          std::vector<std::string>{std::to_string(reply), std::to_string(notice)});
    CHECK(fixture.store.others_wrote());
    fixture.store.note_others();
    CHECK_FALSE(fixture.store.others_wrote());
    fixture.take(subscriber("active", 300));
    for (const auto* sql : {"SELECT DISTINCT subscriber FROM texts", "SELECT DISTINCT subscriber FROM replies",
                            "SELECT DISTINCT subscriber FROM inbound", "SELECT DISTINCT subscriber FROM v_messages"}) {
        INFO(sql);
        CHECK(column(fixture.database, sql) == std::vector<std::string>{number + "~1"});
    }
}

TEST_CASE("an employee has no phone when its number has another owner, until a file names one anew") {
    Fixture fixture;
    fixture.take(subscriber("active", 100));
    const auto staff = [&](const char* phone, bool active = true) {
        store::Transaction transaction(fixture.database);
        const auto imported = fixture.import.import_staff({7, "王芳", phone, "", active});
        transaction.commit();
        return imported;
    };
    const auto at_the_number = [&] { return fixture.store.staff.by_phone(number).has_value(); };
    staff(number.c_str());
    fixture.take(subscriber("cancelled", 100));
    CHECK(at_the_number());
    fixture.take(subscriber("active", 300));
    CHECK_FALSE(at_the_number());
    CHECK(staff(number.c_str()) == store::Imported::unchanged);  // the file does not know yet
    CHECK_FALSE(at_the_number());
    CHECK(staff("8613700001234") == store::Imported::changed);
    CHECK(staff(number.c_str()) == store::Imported::changed);
    CHECK(at_the_number());
}
