#include "daemon/store/questions.hpp"

namespace hall::store {

Questions::Questions(Database& database)
    : select_(database, R"(
SELECT kind, action, node, package, terms, staff, text_id, expires_at FROM questions WHERE number = ? AND hall_number = ?)"),
      upsert_(database, R"(
INSERT OR REPLACE INTO questions (number, hall_number, kind, action, node, package, terms, staff, text_id, expires_at)
VALUES (?,?,?,?,?,?,?,?,?,?))"),
      delete_(database, "DELETE FROM questions WHERE number = ? AND hall_number = ?") {}

std::optional<QuestionRow> Questions::find(std::string_view number, std::string_view hall_number) {
    std::optional<QuestionRow> row;
    select_.begin(number, hall_number);
    if (select_.step())
        row = QuestionRow{select_.text(0), select_.text(1), select_.text(2),    select_.text(3),
                          select_.text(4), select_.text(5), select_.integer(6), select_.integer(7)};
    select_.reset();
    return row;
}

void Questions::record(std::string_view number, std::string_view hall_number, const QuestionRow& row) {
    upsert_.run(number, hall_number, row.kind, row.action, row.node, row.package, row.terms, row.staff, row.text_id,
                row.expires_at);
}

void Questions::forget(std::string_view number, std::string_view hall_number) { delete_.run(number, hall_number); }

}  // namespace hall::store
