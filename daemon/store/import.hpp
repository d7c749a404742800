#pragma once
// Subscribers and staff as another system's files tell of them.
// For the thread that owns the connection, inside its transaction. Every function throws StoreError.

#include "daemon/store/accounts.hpp"

#include <utility>

namespace hall::store {

/// What became of one line.
enum class Imported { added, changed, unchanged };

/// An employee or agent, at work or gone.
struct StaffImportRow {
    std::int64_t id = 0;  // the number on the badge
    std::string name;
    std::string phone;  // canonical
    std::string city;
    bool active = true;
    bool operator==(const StaffImportRow&) const = default;
};

class Import {
public:
    explicit Import(Database& database);

    /// The subscriber as he stands, for lines that tell of some of his columns only.
    std::optional<SubscriberRow> find_subscriber(std::string_view number) { return accounts_.find(number); }

    /// A new number is inserted, and its balance becomes one movement of kind 'opening' (none for 0). Of a known number
    /// the attributes are updated where they differ; its balance is not, because its movements are the truth. `usage` is by unit, for `month` (202611); units not named there stay
    /// as they are.
    Imported import_subscriber(const SubscriberRow& row, const std::vector<std::pair<std::string, std::int64_t>>& usage,
                               std::int64_t month, std::int64_t at, std::int64_t day);

    /// The employee with this number, also one who is gone.
    std::optional<StaffImportRow> find_staff(std::int64_t id);

    Imported import_staff(const StaffImportRow& row);

private:
    bool import_usage(std::string_view number, const std::vector<std::pair<std::string, std::int64_t>>& usage,
                      std::int64_t month);

    Accounts accounts_;
    Statement insert_subscriber_;
    Statement update_subscriber_;
    Statement upsert_usage_;
    Statement select_staff_;
    Statement upsert_staff_;
};

}  // namespace hall::store
