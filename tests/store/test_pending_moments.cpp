// What waits when somebody accepts a clock that is behind is as old after it as before: every column, one by one.

#include "tests/store/store_fixture.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace hall;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t wrong = 1'800'000'000'000;    // the hall's time until then, three days ahead
constexpr std::int64_t right = wrong - 3 * day;

std::int64_t one(store::Database& database, const std::string& sql) {
    store::Statement statement(database, sql.c_str());
    statement.begin();
    REQUIRE(statement.step());
    return statement.integer(0);
}

// One row that waits, its moment in the place of {}, and the same that waits no more.
struct Example {
    const char* row;
    const char* over;  // empty: a row that is there waits
};

constexpr const char* notice = "INSERT INTO notices (subject, kind, subscriber, text_id, smsc, hall_number, body, since, not_before) "
                               "VALUES ('s', 'k', '1', 1, 'main', '10086', 'b', {0}, {0})";
constexpr const char* inbound =
    "INSERT INTO inbound (id, smsc, link, received_at, recorded_at, command, sequence_number, service_type, source, source_ton, "
    "source_npi, destination, destination_ton, destination_npi, esm_class, protocol_id, priority_flag, data_coding, "
    "short_message, tlvs, subscriber, kind, status) VALUES (1, 'main', 'main', {0}, 1, 'deliver_sm', 1, '', '1', 1, 1, '10086', 0, 1, "
    "64, 0, 0, 0, x'', x'', '1', 'part', 'waiting')";

const std::map<std::string, Example> examples = {
    {"notices.since", {notice, ""}},
    {"notices.not_before", {notice, "UPDATE notices SET not_before = 0"}},
    {"cases.next_at",
     {"INSERT INTO cases (text_id, number, hall_number, node, action, arguments, agreed, phase, opened_at, next_at) "
      "VALUES (1, '1', '10086', 'n', 'order', '', '', 'facts', 1, {0})",
      "UPDATE cases SET outcome = 'done'"}},
    {"dialogues.expires_at",
     {"INSERT INTO dialogues (subscriber, hall_number, node, expires_at, changed_at) VALUES ('1', '10086', 'n', {0}, 1)", ""}},
    {"questions.expires_at",
     {"INSERT INTO questions (number, hall_number, kind, action, node, package, terms, text_id, expires_at) "
      "VALUES ('1', '10086', 'confirm', 'order', 'n', 'p', '', 1, {0})", ""}},
    {"replies.useful_until",
     {"INSERT INTO replies (text_id, smsc, subscriber, source, source_ton, source_npi, destination, destination_ton, "
      "destination_npi, body, alphabet, data_coding, parts, open_parts, registered_delivery, created_at, useful_until) "
      "VALUES (1, 'main', '1', '10086', 0, 1, '1', 1, 1, 'b', 'gsm7', 0, 1, 1, 0, 1, {0})",
      "UPDATE replies SET status = 'accepted'"}},
    {"receipts.received_at",
     {"INSERT INTO receipts (inbound_id, smsc, subscriber, message_id, state, received_at, status) "
      "VALUES (1, 'main', '1', 'm', 'delivered', {0}, 'parked')",
      "UPDATE receipts SET status = 'unmatched'"}},
    {"inbound.received_at", {inbound, "UPDATE inbound SET status = 'read'"}},
};

// Moments that nothing waits for: when something happened, or a day of the calendar. Whoever adds a column decides
// whether it stands here or in pending_moments.
const std::set<std::string> stay = {
    "inbound.recorded_at", "inbound.answered_at",
    "inbound.waiting_since",  // moved by Redelivery::move_doubts, both ways
    "texts.received_at", "texts.decided_at", "replies.created_at", "replies.settled_at", "outbound.submitted_at",
    "outbound.answered_at", "outbound.announced_at", "outbound.receipt_at", "dialogues.changed_at", "link_events.at",
    "settings.in_force_from", "runs.started_at", "runs.ended_at", "versions.in_force_from", "control_log.at", "opt_outs.at",
    "movements.at", "orders.at", "cases.opened_at", "staff_credits.at", "referrals.at", "points_moves.at",
    "set_aside.since", "set_aside.last_at",
    "set_aside.due",  // a day, or the next_at of a case, which is asked about at once when it is retried
    "life.seen_at", "clock_leaps.leapt_to",
    "subscriptions.next_day", "subscriptions.until", "subscriptions.failing_since", "phases.until_day", "phases.from_day",
    "referrals.window_until", "referrals.next_day", "points_lots.expires_day",
};

bool may_be_a_moment(const std::string& name) {
    if (name == "at" || name == "until" || name == "since" || name == "due" || name == "leapt_to") return true;
    for (const auto* part : {"_at", "_until", "until_", "since", "next_", "expires", "not_before", "_from", "from_", "due_", "_due"})
        if (name.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("every moment that something waits for goes back with the clock, and is found again") {
    std::set<std::string> listed;
    for (const auto& moment : store::pending_moments) listed.insert(fmt::format("{}.{}", moment.table, moment.column));
    for (const auto& [name, example] : examples) {
        CAPTURE(name);
        CHECK(listed.erase(name) == 1);
        test::StoreFixture fixture;
        store::Store(fixture.path, std::chrono::seconds(1));  // makes the tables
        store::Database database(fixture.path, store::Database::Mode::read_write, std::chrono::seconds(1));
        database.execute("PRAGMA foreign_keys=OFF");
        database.execute(fmt::format(fmt::runtime(example.row), wrong + hour).c_str());
        const auto dot = name.find('.');
        const auto moment = "SELECT " + name.substr(dot + 1) + " FROM " + name.substr(0, dot);
        store::ClockLeaps leaps(database);
        leaps.record(wrong, right);
        leaps.keep();
        CHECK(one(database, moment) == right + hour);
        if (*example.over == '\0') continue;
        database.execute(example.over);
        const auto before = one(database, moment);
        leaps.record(wrong, right);
        CHECK(one(database, moment) == before);
    }
    CHECK(listed.empty());
}

TEST_CASE("a clock that was accepted far ahead and then set back leaves a part as old as it was") {
    test::StoreFixture fixture;
    store::Store(fixture.path, std::chrono::seconds(1));
    store::Database database(fixture.path, store::Database::Mode::read_write, std::chrono::seconds(1));
    database.execute("PRAGMA foreign_keys=OFF");
    store::ClockLeaps leaps(database);
    const auto accept = [&](std::int64_t from, std::int64_t to) {
        leaps.record(from, to);
        leaps.keep();
    };
    database.execute(fmt::format(fmt::runtime(inbound), right - hour).c_str());
    accept(right, right + 400 * day);
    CHECK(leaps.present(right - hour) == right + 400 * day - hour);
    accept(right + 400 * day + hour, right + hour);
    CHECK(leaps.present(one(database, "SELECT received_at FROM inbound")) == right - hour);
    // And beside a leap that remains.
    accept(right + hour, right + 10 * day);
    accept(right + 11 * day, right + 10 * day + hour);
    CHECK(leaps.present(one(database, "SELECT received_at FROM inbound")) == right + 10 * day + hour - (day + 2 * hour));
}

TEST_CASE("each column that holds a moment goes back with the clock, or it is said that it stays") {
    test::StoreFixture fixture;
    store::Store(fixture.path, std::chrono::seconds(1));
    store::Database database(fixture.path, store::Database::Mode::read_write, std::chrono::seconds(1));
    store::Statement columns(database, "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'");
    columns.begin();
    std::size_t found = 0;
    while (columns.step()) {
        const auto column = columns.text(1);
        if (!may_be_a_moment(column)) continue;
        ++found;
        const auto name = columns.text(0) + "." + column;
        const bool moves = examples.contains(name);
        const bool stays = stay.contains(name);
        INFO(name << ": is something due at it, or is its age judged? Then pending_moments.hpp, else the list in this test");
        CHECK(moves != stays);
    }
    CHECK(found == examples.size() + stay.size());
}
