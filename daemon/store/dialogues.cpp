#include "daemon/store/dialogues.hpp"

namespace hall::store {

Dialogues::Dialogues(Database& database)
    : select_(database, "SELECT node, expires_at, shown, page FROM dialogues WHERE subscriber = ? AND hall_number = ?"),
      upsert_(database, R"(
INSERT INTO dialogues (subscriber, hall_number, node, expires_at, shown, page, changed_at) VALUES (?,?,?,?,?,?,?)
ON CONFLICT (subscriber, hall_number) DO UPDATE SET node = excluded.node, expires_at = excluded.expires_at,
  shown = excluded.shown, page = excluded.page, changed_at = excluded.changed_at)") {}

std::optional<DialogueRow> Dialogues::find(std::string_view subscriber, std::string_view hall_number) {
    std::optional<DialogueRow> row;
    select_.begin(subscriber, hall_number);
    if (select_.step()) row = DialogueRow{select_.text(0), select_.integer(1), select_.text(2), static_cast<int>(select_.integer(3))};
    select_.reset();
    return row;
}

void Dialogues::record(std::string_view subscriber, std::string_view hall_number, const DialogueRow& row,
                       std::int64_t changed_at) {
    upsert_.run(subscriber, hall_number, row.node, row.expires_at, row.shown, row.page, changed_at);
}

}  // namespace hall::store
