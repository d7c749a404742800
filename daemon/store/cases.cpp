#include "daemon/store/cases.hpp"

namespace hall::store {

namespace {

constexpr std::string_view columns = R"(
SELECT id, text_id, number, hall_number, node, action, arguments, agreed, phase, package, subscription_id, opened_at,
  tries, next_at
FROM cases WHERE outcome IS NULL )";

std::string select(std::string_view rest) { return std::string(columns).append(rest); }

}  // namespace

Cases::Cases(Database& database)
    : database_(database),
      insert_(database, R"(
INSERT INTO cases (text_id, number, hall_number, node, action, arguments, agreed, phase, package, subscription_id,
  opened_at, tries, next_at)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?))"),
      update_(database,
              "UPDATE cases SET phase = ?, package = ?, subscription_id = ?, tries = ?, next_at = ? WHERE id = ?"),
      close_(database, "UPDATE cases SET outcome = ?, next_at = NULL WHERE id = ?"),
      select_one_(database, select("AND id = ?").c_str()),
      select_carried_(database, R"(
SELECT package FROM cases WHERE outcome IS NULL AND number = ? AND phase = 'carry_out' ORDER BY id)"),
      select_due_(database, R"(
SELECT id FROM cases INDEXED BY cases_open WHERE outcome IS NULL AND next_at <= ?
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'case' AND a.row_id = cases.id)
ORDER BY next_at, id LIMIT ?)"),
      select_next_(database, R"(
SELECT next_at FROM cases INDEXED BY cases_open WHERE outcome IS NULL AND next_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'case' AND a.row_id = cases.id)
ORDER BY next_at LIMIT 1)"),
      update_next_(database, "UPDATE cases SET next_at = ? WHERE id = ? AND outcome IS NULL") {}

std::int64_t Cases::record(const CaseRow& row) {
    insert_.run(row.text_id, row.number, row.hall_number, row.node, row.action, row.arguments, row.agreed, row.phase,
                row.package, row.subscription_id, row.opened_at, row.tries, row.next_at);
    return database_.last_insert_id();
}

void Cases::update(const CaseRow& row) {
    update_.run(row.phase, row.package, row.subscription_id, row.tries, row.next_at, row.id);
}

void Cases::close(std::int64_t id, std::string_view outcome) { close_.run(outcome, id); }

CaseRow Cases::read(Statement& s) {
    CaseRow row;
    row.id = s.integer(0);
    row.text_id = s.integer(1);
    row.number = s.text(2);
    row.hall_number = s.text(3);
    row.node = s.text(4);
    row.action = s.text(5);
    row.arguments = s.text(6);
    row.agreed = s.text(7);
    row.phase = s.text(8);
    row.package = s.text(9);
    row.subscription_id = s.optional_integer(10);
    row.opened_at = s.integer(11);
    row.tries = static_cast<int>(s.integer(12));
    row.next_at = s.optional_integer(13);
    return row;
}

std::optional<CaseRow> Cases::find(std::int64_t id) {
    std::optional<CaseRow> row;
    select_one_.begin(id);
    if (select_one_.step()) row = read(select_one_);
    select_one_.reset();
    return row;
}

std::vector<std::string> Cases::carried_out(std::string_view number) {
    std::vector<std::string> packages;
    select_carried_.begin(number);
    while (select_carried_.step()) packages.push_back(select_carried_.text(0));
    select_carried_.reset();
    return packages;
}

std::vector<std::int64_t> Cases::due(std::int64_t at, std::int64_t most) {
    std::vector<std::int64_t> ids;
    select_due_.begin(at, most);
    while (select_due_.step()) ids.push_back(select_due_.integer(0));
    select_due_.reset();
    return ids;
}

void Cases::set_next_at(std::int64_t id, std::optional<std::int64_t> at) { update_next_.run(at, id); }

std::optional<std::int64_t> Cases::next_at() {
    select_next_.begin();
    const auto at = select_next_.step() ? select_next_.optional_integer(0) : std::nullopt;
    select_next_.reset();
    return at;
}

}  // namespace hall::store
