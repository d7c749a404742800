#include "daemon/store/owners.hpp"

#include "daemon/store/staff.hpp"

#include <fmt/format.h>

#include <array>

namespace hall::store {

namespace {

struct Ending {
    int values;  // how many of the number, the moment, the day, and the day after which a reward is taken back
    const char* sql;
};

// Employees' recommendations are theirs, not the number's: they go on. What was recommended to the number and ordered
// is looked at by the business at once, which tells whoever recommended it.
constexpr std::array endings = {
    Ending{1, "UPDATE cases SET outcome = 'number_cancelled', next_at = NULL WHERE number = ?1 AND outcome IS NULL"},
    Ending{1, "DELETE FROM questions WHERE number = ?1"},
    Ending{1, "DELETE FROM dialogues WHERE subscriber = ?1"},
    Ending{1, "DELETE FROM notices WHERE subscriber = ?1"},
    Ending{1, "DELETE FROM set_aside WHERE number = ?1"},
    Ending{3, "UPDATE referrals SET state = 'lapsed', next_day = NULL, window_until = min(window_until, ?3) "
              "WHERE referrer = ?1 AND state = 'open' AND staff IS NULL"},
    Ending{3, "UPDATE referrals SET state = 'lapsed', next_day = NULL, window_until = min(window_until, ?3) "
              "WHERE friend = ?1 AND state = 'open'"},
    Ending{1, "UPDATE referrals SET state = 'reversed', next_day = NULL "
              "WHERE referrer = ?1 AND state = 'ordered' AND staff IS NULL"},
    Ending{3, "UPDATE referrals SET next_day = min(next_day, ?3) WHERE friend = ?1 AND state = 'ordered'"},
    Ending{3, "INSERT INTO points_moves (at, day, lot_id, points, kind) "
              "SELECT ?2, ?3, id, -points_left, 'expired' FROM points_lots WHERE number = ?1 AND points_left > 0"},
    Ending{1, "UPDATE points_lots SET points_left = 0 WHERE number = ?1 AND points_left > 0"},
    Ending{4, "INSERT INTO staff_credits (at, day, staff, order_id, amount) "
              "SELECT ?2, ?3, c.staff, c.order_id, -sum(c.amount) FROM orders o JOIN staff_credits c ON c.order_id = o.id "
              "WHERE o.number = ?1 GROUP BY c.staff, c.order_id HAVING sum(c.amount) > 0 AND min(c.day) > ?4"},
    Ending{1, "INSERT OR IGNORE INTO recalls (outbound_id) "
              "SELECT o.id FROM texts t JOIN replies r ON r.text_id = t.id JOIN outbound o ON o.reply_id = r.id "
              "WHERE t.subscriber = ?1 AND r.subscriber = ?1 AND o.status = 'waiting' "
              "UNION SELECT o.id FROM replies r INDEXED BY notices_of_subscriber JOIN outbound o ON o.reply_id = r.id "
              "WHERE r.subscriber = ?1 AND r.kind = 'notice' AND o.status = 'waiting'"},
};

/// A column that names a subscriber, and by what its rows are found.
struct Column {
    const char* table;
    const char* column;
    const char* where = nullptr;  // nullptr: the column is ?1
};

// Texts come after what is found by them.
constexpr std::array named_columns = {
    Column{"subscribers", "number"},
    Column{"movements", "number"},
    Column{"subscriptions", "number"},
    Column{"orders", "number"},
    Column{"referrals", "referrer"},
    Column{"referrals", "friend"},
    Column{"points_lots", "number"},
    Column{"usage", "number"},
    Column{"gifts", "number"},
    Column{"opt_outs", "number"},
    Column{"questions", "number"},
    Column{"dialogues", "subscriber"},
    Column{"cases", "number"},
    Column{"notices", "subscriber"},
    Column{"set_aside", "number"},
    // An employee whose phone it was: until a file names another one, or this one anew, he has none.
    Column{"staff", "phone"},
    Column{"inbound", "subscriber",
           "repeat_of IN (SELECT i.id FROM texts t JOIN inbound i ON i.text_id = t.id WHERE t.subscriber = ?1)"},
    Column{"inbound", "subscriber", "text_id IN (SELECT id FROM texts WHERE subscriber = ?1)"},
    Column{"receipts", "subscriber", "subscriber = ?1 AND status = 'parked'"},
    Column{"replies", "subscriber",
           "id IN (SELECT r.id FROM texts t JOIN replies r ON r.text_id = t.id WHERE t.subscriber = ?1 AND r.subscriber = ?1 "
           "UNION SELECT id FROM replies WHERE subscriber = ?1 AND kind = 'notice')"},
    Column{"texts", "subscriber"},
};

std::string move_of(const Column& one) {
    return fmt::format("UPDATE {} SET {} = ?2 WHERE {}", one.table, one.column,
                       one.where != nullptr ? std::string(one.where) : fmt::format("{} = ?1", one.column));
}

// The last number behind a ~ that any table knows: a key that only one of them has left over is somebody's all the same.
std::string last_key() {
    std::string all;
    for (const auto& one : named_columns)
        if (one.where == nullptr)
            all += fmt::format("{}SELECT max(CAST(substr({}, length(?1) + 2) AS INTEGER)) AS last FROM {} "
                               "WHERE {} > ?1 || '~' AND {} < ?1 || '~:' AND length({}) < length(?1) + 12",
                               all.empty() ? "" : " UNION ALL ", one.column, one.table, one.column, one.column, one.column);
    return "SELECT max(last) FROM (" + all + ")";
}

}  // namespace

std::vector<std::string> statements_of_owners() {
    std::vector<std::string> all;
    for (const auto& one : endings) all.emplace_back(one.sql);
    for (const auto& one : named_columns) all.push_back(move_of(one));
    all.push_back(last_key());
    return all;
}

std::vector<std::string> columns_of_owners() {
    std::vector<std::string> all;
    for (const auto& one : named_columns) all.push_back(fmt::format("{}.{}", one.table, one.column));
    return all;
}

Owners::Owners(Database& database)
    : orders_(database),
      select_subscriptions_(database, R"(
SELECT id, state, starts > ?2 AND months_charged = 0 FROM subscriptions
WHERE number = ?1 AND state NOT IN ('ended', 'refused'))"),
      update_subscription_(database, R"(
UPDATE subscriptions SET state = ?2, next_day = NULL,
  until = CASE ?2 WHEN 'ended' THEN min(coalesce(until, ?3), ?3) ELSE until END
WHERE id = ?1)"),
      select_last_key_(database, last_key().c_str()) {
    for (const auto& one : endings) endings_.emplace_back(database, one.sql);
    for (const auto& one : named_columns) moves_.emplace_back(database, move_of(one).c_str());
}

void Owners::end_subscriptions(std::string_view number, std::int64_t day) {
    struct Found {
        std::int64_t id;
        bool pending, never_began;
    };
    std::vector<Found> found;
    auto& s = select_subscriptions_;
    s.begin(number, day);
    while (s.step()) found.push_back({s.integer(0), s.text(1) == "pending", s.integer(2) != 0});
    s.reset();
    for (const auto& one : found) {
        update_subscription_.run(one.id, one.pending ? "refused" : "ended", day);
        if (one.pending) {
            orders_.take_back(one.id);
        } else if (one.never_began) {
            orders_.give_back(one.id);
        }
    }
}

void Owners::close(std::string_view number, std::int64_t at, std::int64_t day) {
    end_subscriptions(number, day);
    for (std::size_t i = 0; i < endings_.size(); ++i) {
        auto& ending = endings_[i];
        switch (endings[i].values) {
            case 1: ending.run(number); break;
            case 3: ending.run(number, at, day); break;
            default: ending.run(number, at, day, day - reward_hold_days); break;
        }
    }
}

std::string Owners::hand_over(std::string_view number, std::int64_t at, std::int64_t day) {
    close(number, at, day);
    select_last_key_.begin(number);
    const auto last = select_last_key_.step() ? select_last_key_.optional_integer(0).value_or(0) : 0;
    select_last_key_.reset();
    auto key = fmt::format("{}~{}", number, last + 1);
    for (auto& move : moves_) move.run(number, key);
    return key;
}

}  // namespace hall::store
