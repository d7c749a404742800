#pragma once
// What happened to links, which PDUs were refused, and when the hall ran, for the people who run the hall.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/database.hpp"
#include "daemon/store/rows.hpp"

namespace hall::store {

class History {
public:
    explicit History(Database& database);

    /// Writes down that a run of the daemon begins at `at`.
    RunRow begin_run(std::int64_t at, std::string_view program_version);

    /// The run `id` ends in order.
    void end_run(std::int64_t id, std::int64_t at);

    void record_link_event(const LinkEventRow& row);

    void record_refused(const RefusedRow& row);

private:
    Database& database_;
    Statement insert_run_;
    Statement update_run_;
    Statement select_last_run_;
    Statement insert_link_event_;
    Statement insert_refused_;
};

}  // namespace hall::store
