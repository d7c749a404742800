#include "daemon/store/points.hpp"

namespace hall::store {

Points::Points(Database& database)
    : database_(database),
      insert_lot_(database, R"(
INSERT INTO points_lots (number, granted_day, expires_day, points, points_left, referral_id) VALUES (?1,?2,?3,?4,?4,?5))"),
      insert_move_(database,
                   "INSERT INTO points_moves (at, day, lot_id, points, kind, text_id, item) VALUES (?,?,?,?,?,?,?)"),
      update_lot_(database, "UPDATE points_lots SET points_left = points_left - ? WHERE id = ?"),
      select_spent_(database, R"(
SELECT lot_id, -sum(points), item FROM points_moves WHERE text_id = ? AND kind IN ('spent', 'returned')
GROUP BY lot_id HAVING sum(points) < 0)"),
      select_moves_(database, R"(
SELECT m.at, m.day, m.lot_id, -m.points, m.kind, m.text_id, m.item
FROM points_lots l JOIN points_moves m ON m.lot_id = l.id WHERE l.number = ? ORDER BY m.id DESC LIMIT ?)"),
      select_lots_(database, R"(
SELECT id, points_left, expires_day FROM points_lots WHERE number = ? AND points_left > 0 ORDER BY expires_day, id)"),
      select_expired_(database, R"(
SELECT id, points_left, expires_day FROM points_lots WHERE expires_day <= ? AND points_left > 0
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'lot' AND a.row_id = points_lots.id)
ORDER BY expires_day, id LIMIT ?)"),
      select_next_(database, R"(
SELECT expires_day FROM points_lots WHERE points_left > 0
  AND NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.kind = 'lot' AND a.row_id = points_lots.id)
ORDER BY expires_day LIMIT 1)") {}

void Points::grant(const PointsGrantRow& row) {
    insert_lot_.run(row.number, row.day, row.expires_day, row.points, row.referral_id);
    insert_move_.run(row.at, row.day, database_.last_insert_id(), row.points, "granted", row.text_id, "");
}

void Points::take(const PointsMoveRow& row) {
    update_lot_.run(row.points, row.lot);
    insert_move_.run(row.at, row.day, row.lot, -row.points, row.kind, row.text_id, row.item);
}

void Points::give_back(std::int64_t text_id, std::int64_t at, std::int64_t day) {
    std::vector<PointsMoveRow> moves;
    select_spent_.begin(text_id);
    while (select_spent_.step())
        moves.push_back({at, day, select_spent_.integer(0), -select_spent_.integer(1), "returned", text_id,
                         select_spent_.text(2)});
    select_spent_.reset();
    for (const auto& move : moves) take(move);
}

std::vector<PointsMoveRow> Points::moves(std::string_view number, std::int64_t most) {
    std::vector<PointsMoveRow> rows;
    auto& s = select_moves_;
    s.begin(number, most);
    while (s.step())
        rows.push_back({s.integer(0), s.integer(1), s.integer(2), s.integer(3), s.text(4), s.optional_integer(5), s.text(6)});
    s.reset();
    return rows;
}

std::vector<LotRow> Points::read_all(Statement& statement) {
    std::vector<LotRow> rows;
    while (statement.step()) rows.push_back({statement.integer(0), statement.integer(1), statement.integer(2)});
    statement.reset();
    return rows;
}

std::vector<LotRow> Points::lots(std::string_view number) {
    select_lots_.begin(number);
    return read_all(select_lots_);
}

std::vector<LotRow> Points::expired(std::int64_t day, std::int64_t most) {
    select_expired_.begin(day, most);
    return read_all(select_expired_);
}

std::optional<std::int64_t> Points::next_day() {
    select_next_.begin();
    const auto day = select_next_.step() ? select_next_.optional_integer(0) : std::nullopt;
    select_next_.reset();
    return day;
}

}  // namespace hall::store
