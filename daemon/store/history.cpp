#include "daemon/store/history.hpp"

namespace hall::store {

History::History(Database& database)
    : insert_link_event_(database, "INSERT INTO link_events (at, smsc, link, event, detail) VALUES (?,?,?,?,?)"),
      insert_settings_(database, R"(
INSERT INTO settings (in_force_from, program_version, path, body)
SELECT ?1, ?2, ?3, ?4
WHERE NOT EXISTS (SELECT 1 FROM settings s WHERE s.id = (SELECT max(id) FROM settings WHERE path = ?3)
                  AND s.body = ?4 AND s.program_version = ?2))") {}

void History::record_link_event(const LinkEventRow& row) {
    insert_link_event_.run(row.at, row.smsc, row.link, row.event, row.detail);
}

void History::record_settings(std::int64_t at, std::string_view program_version, std::string_view path,
                              std::string_view body) {
    insert_settings_.run(at, program_version, path, body);
}

}  // namespace hall::store
