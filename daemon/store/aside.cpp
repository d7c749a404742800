#include "daemon/store/aside.hpp"

namespace hall::store {

namespace {

constexpr std::string_view aside_columns =
    "SELECT id, kind, row_id, number, since, last_at, tries, why, due, needed FROM set_aside ";

std::string select_aside(std::string_view rest) { return std::string(aside_columns).append(rest); }

}  // namespace

Aside::Aside(Database& database)
    : upsert_(database, R"(
INSERT INTO set_aside (id, kind, row_id, number, since, last_at, tries, why, due, needed) VALUES (?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (kind, row_id) WHERE kind <> 'notice' DO UPDATE SET last_at = excluded.last_at, tries = tries + 1,
  why = excluded.why, due = coalesce(excluded.due, due)
ON CONFLICT (id) DO UPDATE SET last_at = excluded.last_at, tries = excluded.tries, why = excluded.why)"),
      select_one_(database, select_aside("WHERE id = ?").c_str()),
      select_row_(database, select_aside("WHERE kind = ? AND row_id = ? AND kind <> 'notice'").c_str()),
      select_list_(database, select_aside("WHERE id > ? ORDER BY id LIMIT ?").c_str()),
      delete_(database, "DELETE FROM set_aside WHERE id = ?"),
      select_totals_(database, R"(
SELECT count(*), min(since), min(CASE kind WHEN 'subscription' THEN since END) FROM set_aside)") {}

void Aside::record(const AsideRow& row) {
    const auto id = row.id == 0 ? std::nullopt : std::optional(row.id);
    upsert_.run(id, row.kind, row.row_id, row.number, row.since, row.last_at, row.tries, row.why, row.due, row.needed);
}

AsideRow Aside::read(Statement& s) {
    AsideRow row;
    row.id = s.integer(0);
    row.kind = s.text(1);
    row.row_id = s.integer(2);
    row.number = s.text(3);
    row.since = s.integer(4);
    row.last_at = s.integer(5);
    row.tries = s.integer(6);
    row.why = s.text(7);
    row.due = s.optional_integer(8);
    row.needed = s.text(9);
    return row;
}

std::optional<AsideRow> Aside::find(std::int64_t id) {
    std::optional<AsideRow> row;
    select_one_.begin(id);
    if (select_one_.step()) row = read(select_one_);
    select_one_.reset();
    return row;
}

std::optional<AsideRow> Aside::find_row(std::string_view kind, std::int64_t row_id) {
    std::optional<AsideRow> row;
    select_row_.begin(kind, row_id);
    if (select_row_.step()) row = read(select_row_);
    select_row_.reset();
    return row;
}

void Aside::forget(std::int64_t id) { delete_.run(id); }

std::vector<AsideRow> Aside::list(std::int64_t after_id, std::int64_t most) {
    std::vector<AsideRow> rows;
    select_list_.begin(after_id, most);
    while (select_list_.step()) rows.push_back(read(select_list_));
    select_list_.reset();
    return rows;
}

AsideTotals Aside::totals() {
    AsideTotals totals;
    select_totals_.begin();
    if (select_totals_.step())
        totals = {select_totals_.integer(0), select_totals_.optional_integer(1), select_totals_.optional_integer(2)};
    select_totals_.reset();
    return totals;
}

}  // namespace hall::store
