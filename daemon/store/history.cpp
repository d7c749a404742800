#include "daemon/store/history.hpp"

namespace hall::store {

History::History(Database& database)
    : database_(database),
      insert_run_(database, "INSERT INTO runs (started_at, program_version) VALUES (?,?)"),
      update_run_(database, "UPDATE runs SET ended_at = ? WHERE id = ?"),
      select_last_run_(database, "SELECT ended_at IS NULL FROM runs ORDER BY id DESC LIMIT 1"),
      insert_link_event_(database, "INSERT INTO link_events (at, smsc, link, event, detail) VALUES (?,?,?,?,?)"),
      insert_refused_(database, "INSERT INTO refused_pdus (at, smsc, link, command, sequence_number, command_status, why, pdu) "
                                "VALUES (?,?,?,?,?,?,?,?)") {}

RunRow History::begin_run(std::int64_t at, std::string_view program_version) {
    RunRow run;
    select_last_run_.begin();
    run.after_crash = select_last_run_.step() && select_last_run_.integer(0) != 0;
    select_last_run_.reset();
    insert_run_.run(at, program_version);
    run.id = database_.last_insert_id();
    return run;
}

void History::end_run(std::int64_t id, std::int64_t at) { update_run_.run(at, id); }

void History::record_link_event(const LinkEventRow& row) {
    insert_link_event_.run(row.at, row.smsc, row.link, row.event, row.detail);
}

void History::record_refused(const RefusedRow& row) {
    insert_refused_.run(row.at, row.smsc, row.link, row.command, row.sequence_number, row.command_status, row.why, row.pdu);
}

}  // namespace hall::store
