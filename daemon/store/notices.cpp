#include "daemon/store/notices.hpp"

#include <algorithm>

namespace hall::store {

namespace {

constexpr std::string_view notice_columns = R"(
SELECT n.id, n.subject, n.kind, n.subscriber, n.text_id, n.smsc, n.hall_number, n.body, n.since, n.not_before, n.tries,
  n.reply_id, n.holds)";

std::string notices_where(std::string_view rest) { return std::string(notice_columns).append(rest); }

}  // namespace

Notices::Notices(Database& database)
    : database_(database),
      upsert_(database, R"(
INSERT INTO notices (subject, kind, subscriber, text_id, smsc, hall_number, body, since, not_before, reply_id, holds)
VALUES (?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (subject, kind) DO UPDATE SET subscriber = excluded.subscriber, text_id = excluded.text_id,
  smsc = excluded.smsc, hall_number = excluded.hall_number, body = excluded.body,
  not_before = excluded.not_before, reply_id = excluded.reply_id, holds = excluded.holds)"),
      select_due_(database, notices_where(R"(
FROM notices n WHERE n.reply_id IS NULL AND n.smsc = ? AND n.not_before <= ? ORDER BY n.not_before, n.id LIMIT ?)").c_str()),
      select_next_(database, "SELECT min(not_before) FROM notices WHERE reply_id IS NULL AND smsc = ?"),
      update_sent_(database, "UPDATE notices SET reply_id = ? WHERE id = ?"),
      update_not_taken_(database, "UPDATE notices SET reply_id = NULL, tries = tries + 1, not_before = ? WHERE id = ?"),
      delete_(database, "DELETE FROM notices WHERE id = ?"),
      select_sent_as_(database, notices_where(" FROM notices n WHERE n.reply_id = ?").c_str()),
      select_ended_(database, notices_where(R"(, r.status = 'accepted'
FROM notices n JOIN replies r ON r.id = n.reply_id WHERE n.reply_id IS NOT NULL AND r.status <> 'waiting')").c_str()),
      select_holds_(database, "SELECT 1 FROM notices WHERE holds = ?"),
      select_totals_(database, R"(
SELECT (SELECT count(*) FROM notices WHERE reply_id IS NULL), (SELECT count(*) FROM notices WHERE holds IS NOT NULL))"),
      select_oldest_(database, R"(
SELECT since, id, holds FROM notices WHERE holds IS NOT NULL ORDER BY since, id LIMIT 1)") {}

NoticeRow Notices::read(Statement& s) {
    NoticeRow row;
    row.id = s.integer(0);
    row.subject = s.text(1);
    row.kind = s.text(2);
    row.subscriber = s.text(3);
    row.text_id = s.integer(4);
    row.smsc = s.text(5);
    row.hall_number = s.text(6);
    row.body = s.text(7);
    row.since = s.integer(8);
    row.not_before = s.integer(9);
    row.tries = static_cast<int>(s.integer(10));
    row.reply_id = s.optional_integer(11);
    row.holds = s.optional_integer(12);
    return row;
}

void Notices::record(const NoticeRow& row) {
    upsert_.run(row.subject, row.kind, row.subscriber, row.text_id, row.smsc, row.hall_number, row.body, row.since,
                row.not_before, row.reply_id, row.holds);
}

std::vector<NoticeRow> Notices::due(std::string_view smsc, std::int64_t now, std::int64_t most) {
    std::vector<NoticeRow> rows;
    select_due_.begin(smsc, now, most);
    while (select_due_.step()) rows.push_back(read(select_due_));
    select_due_.reset();
    return rows;
}

std::optional<std::int64_t> Notices::next_at(std::string_view smsc) {
    select_next_.begin(smsc);
    const auto at = select_next_.step() ? select_next_.optional_integer(0) : std::nullopt;
    select_next_.reset();
    return at;
}

void Notices::record_sent(std::int64_t id, std::int64_t reply_id) { update_sent_.run(reply_id, id); }

void Notices::record_not_taken(std::int64_t id, std::int64_t not_before) { update_not_taken_.run(not_before, id); }

void Notices::forget(std::int64_t id) { delete_.run(id); }

std::optional<NoticeRow> Notices::sent_as(std::int64_t reply_id) {
    std::optional<NoticeRow> row;
    select_sent_as_.begin(reply_id);
    if (select_sent_as_.step()) row = read(select_sent_as_);
    select_sent_as_.reset();
    return row;
}

std::vector<Notices::Ended> Notices::ended() {
    std::vector<Ended> all;
    select_ended_.begin();
    while (select_ended_.step()) all.push_back({read(select_ended_), select_ended_.integer(13) != 0});
    select_ended_.reset();
    return all;
}

bool Notices::holds(std::int64_t subscription_id) {
    select_holds_.begin(subscription_id);
    const bool held = select_holds_.step();
    select_holds_.reset();
    return held;
}

void Notices::reroute(const std::vector<std::string>& smscs) {
    if (smscs.empty()) return;
    Statement select(database_, "SELECT DISTINCT smsc FROM notices WHERE reply_id IS NULL");
    std::vector<std::string> gone;
    select.begin();
    while (select.step())
        if (std::find(smscs.begin(), smscs.end(), select.text(0)) == smscs.end()) gone.push_back(select.text(0));
    select.reset();
    Statement update(database_, "UPDATE notices SET smsc = ? WHERE reply_id IS NULL AND smsc = ?");
    for (const auto& smsc : gone) update.run(smscs.front(), smsc);
}

NoticeTotals Notices::totals() {
    NoticeTotals totals;
    select_totals_.begin();
    if (select_totals_.step()) {
        totals.waiting = select_totals_.integer(0);
        totals.holding = select_totals_.integer(1);
    }
    select_totals_.reset();
    if (totals.holding == 0) return totals;
    select_oldest_.begin();
    if (select_oldest_.step()) {
        totals.holding_since = select_oldest_.integer(0);
        totals.holding_id = select_oldest_.integer(1);
        totals.held_subscription = select_oldest_.integer(2);
    }
    select_oldest_.reset();
    return totals;
}

std::vector<NoticeRow> Notices::all(std::int64_t limit) {
    Statement statement(database_, notices_where(" FROM notices n ORDER BY n.holds IS NULL, n.since, n.id LIMIT ?").c_str());
    std::vector<NoticeRow> rows;
    statement.begin(limit);
    while (statement.step()) rows.push_back(read(statement));
    return rows;
}

bool Notices::hurry(std::int64_t id) {
    Statement update(database_, "UPDATE notices SET not_before = 0 WHERE id = ? AND reply_id IS NULL RETURNING id");
    update.begin(id);
    bool found = false;
    while (update.step()) found = true;
    return found;
}

}  // namespace hall::store
