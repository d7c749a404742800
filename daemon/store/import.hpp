#pragma once
// Subscribers and staff as another system's files tell of them.
// For the thread that owns the connection, inside its transaction. Every function throws StoreError.

#include "daemon/store/accounts.hpp"
#include "daemon/store/owners.hpp"

#include <utility>

namespace hall::store {

/// What became of one line.
enum class Imported { added, changed, unchanged };

/// What else a line about a subscriber came to.
struct ImportNotes {
    bool cancelled = false;         // what the number had has ended
    bool new_owner = false;         // it begins anew; what the earlier owner had stands under a key of its own
    bool joined_corrected = false;  // of the same owner; it touches nothing else
};

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

    /// Whether a line with this status, and with `joined` (nothing: it names none), is about another person than
    /// `known`. So it is when the number was cancelled and is no longer, and joined on another day. A line without that
    /// day means the same person, until a later line names a later day.
    static bool has_new_owner(const SubscriberRow& known, std::string_view status,
                              const std::optional<std::int64_t>& joined);

    /// A new number is inserted, and its balance becomes one movement of kind 'opening' (none for 0); so is that of a new
    /// owner, about whom `row` must say everything. Of a known number the attributes are updated where they differ; its
    /// balance is not, because its movements are the truth. One that was cancelled keeps the day on which it joined,
    /// whatever is said of it, so that the next owner is known by his. A line that cancels ends what the number had.
    /// `usage` is by unit, for `month` (202611); units not named there stay as they are.
    Imported import_subscriber(const SubscriberRow& row, const std::vector<std::pair<std::string, std::int64_t>>& usage,
                               std::int64_t month, std::int64_t at, std::int64_t day);

    /// Of the last line.
    const ImportNotes& notes() const { return notes_; }

    /// The employee with this number, also one who is gone.
    std::optional<StaffImportRow> find_staff(std::int64_t id);

    /// Of an employee whose phone has another owner now the same phone is not taken over again, unless he was gone in
    /// between: the file does not know yet.
    Imported import_staff(StaffImportRow row);

private:
    bool import_usage(std::string_view number, const std::vector<std::pair<std::string, std::int64_t>>& usage,
                      std::int64_t month);

    Accounts accounts_;
    Owners owners_;
    ImportNotes notes_;
    Statement update_cancelled_;
    Statement insert_subscriber_;
    Statement update_subscriber_;
    Statement upsert_usage_;
    Statement select_staff_;
    Statement upsert_staff_;
};

}  // namespace hall::store
