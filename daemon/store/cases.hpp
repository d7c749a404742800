#pragma once
// What a back end that takes its time was asked, until the subscriber has been told what came of it. For the clerk's
// thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

namespace hall::store {

class Cases {
public:
    explicit Cases(Database& database);

    /// Opens a case and returns its id.
    std::int64_t record(const CaseRow& row);

    /// Writes phase, package, subscription_id, tries and next_at.
    void update(const CaseRow& row);

    void close(std::int64_t id, std::string_view outcome);

    /// Open ones only.
    std::optional<CaseRow> find(std::int64_t id);

    /// The packages of a number's open ones that may already be carried out.
    std::vector<std::string> carried_out(std::string_view number);

    /// The ids of open ones whose time has come, earliest first, without those that are set aside.
    std::vector<std::int64_t> due(std::int64_t at, std::int64_t most);

    /// When the back end is asked again; nothing: not before somebody says.
    void set_next_at(std::int64_t id, std::optional<std::int64_t> at);
    std::optional<std::int64_t> next_at();

private:
    static CaseRow read(Statement& statement);

    Database& database_;
    Statement insert_;
    Statement update_;
    Statement close_;
    Statement select_one_;
    Statement select_carried_;
    Statement select_due_;
    Statement select_next_;
    Statement update_next_;
};

}  // namespace hall::store
