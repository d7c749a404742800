#pragma once
// Reading the database beside a running daemon: for hallctl and reports. Opens its own read-only connection
// and never holds a lock for longer than one query.

#include "daemon/store/account_rows.hpp"
#include "daemon/store/aside.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/rows.hpp"
#include "daemon/store/versions.hpp"

namespace hall::store {

/// Of one query beside a running hall, the audit and backups excepted; see Database::limit_reading.
inline constexpr std::chrono::milliseconds longest_reading = std::chrono::seconds(5);

/// Throws StoreError when the database is of another schema than this program's.
void check_schema(Database& database, const std::filesystem::path& path);

class Reader {
public:
    /// Throws StoreError when there is no database, or one of another schema.
    explicit Reader(const std::filesystem::path& path);

    /// What this subscriber (canonical number) sent and got, newest first, at most `limit`.
    std::vector<MessageRow> messages_of(std::string_view subscriber, std::int64_t limit);

    /// Parts that wait for a person, oldest first.
    std::vector<HeldRow> held();

    /// Rows that are set aside, by id, behind `after_id`, at most `most`.
    std::vector<AsideRow> set_aside(std::int64_t after_id, std::int64_t most) { return Aside(database_).list(after_id, most); }

    /// The subscriber with this canonical number.
    std::optional<SubscriberRow> subscriber(std::string_view number);

    /// The last movements of his money, newest first, at most `limit`.
    std::vector<MovementRow> movements_of(std::string_view number, std::int64_t limit);

    /// The versions of the hall's files: only what reads of it, see Versions.
    Versions versions() { return Versions(database_); }

private:
    Database database_;
};

}  // namespace hall::store
