#include "daemon/store/book_reader.hpp"

#include "daemon/store/subscriptions.hpp"

namespace hall::store {

BookReader::BookReader(const std::filesystem::path& path)
    : database_(path, Database::Mode::read_only, std::chrono::seconds(5)) {
    check_schema(database_, path);
    database_.limit_reading(longest_reading);
}

std::vector<SubscriptionRow> BookReader::subscriptions_of(std::string_view number) {
    return Subscriptions(database_).of(number);
}

std::vector<ChargeRow> BookReader::charges_of(std::int64_t subscription_id) {
    Statement statement(database_, "SELECT month, day, amount, movement_id FROM charges WHERE subscription_id = ? ORDER BY month");
    std::vector<ChargeRow> rows;
    statement.begin(subscription_id);
    while (statement.step())
        rows.push_back({subscription_id, static_cast<int>(statement.integer(0)), statement.integer(1),
                        statement.integer(2), statement.optional_integer(3)});
    return rows;
}

std::vector<EarningsRow> BookReader::earnings(std::int64_t from_day, std::int64_t until_day, std::string_view city) {
    Statement statement(database_, R"(
SELECT s.id, s.name, s.phone, s.city, sum(c.amount > 0), sum(c.amount < 0), sum(c.amount)
FROM staff_credits c JOIN staff s ON s.id = c.staff
WHERE c.day >= ?1 AND c.day < ?2 AND (?3 = '' OR s.city = ?3)
GROUP BY s.id ORDER BY sum(c.amount > 0) - sum(c.amount < 0) DESC, sum(c.amount) DESC, s.id)");
    std::vector<EarningsRow> rows;
    statement.begin(from_day, until_day, city);
    while (statement.step())
        rows.push_back({statement.integer(0), statement.text(1), statement.text(2), statement.text(3),
                        statement.integer(4), statement.integer(5), statement.integer(6)});
    return rows;
}

std::int64_t BookReader::credited(std::int64_t from_day, std::int64_t until_day) {
    Statement statement(database_, "SELECT coalesce(sum(amount), 0) FROM staff_credits WHERE day >= ? AND day < ?");
    statement.begin(from_day, until_day);
    return statement.step() ? statement.integer(0) : 0;
}

}  // namespace hall::store
