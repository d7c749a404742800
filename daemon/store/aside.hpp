#pragma once
// Rows that could not be dealt with and wait for a person. For the clerk's thread, inside its transaction. Every function
// throws StoreError.

#include "daemon/store/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::store {

struct AsideRow {
    std::int64_t id = 0;     // given by the store
    std::string kind;        // "subscription", "referral", "lot", "case", "notice", "outbound", "part", "receipt"
    std::int64_t row_id = 0;
    std::string number = {};  // whose it is, canonical; empty: not known
    std::int64_t since = 0;
    std::int64_t last_at = 0;
    std::int64_t tries = 1;
    std::string why = {};
    std::optional<std::int64_t> due = {};
    std::string needed = {};
};

/// How many there are, and since when.
struct AsideTotals {
    std::int64_t rows = 0;
    std::optional<std::int64_t> since = {};
    std::optional<std::int64_t> charges_since = {};  // the oldest of subscriptions: somebody is not charged
    bool operator==(const AsideTotals&) const = default;
};

class Aside {
public:
    explicit Aside(Database& database);

    /// Sets it aside, under its id where it had one before. If it is already, it was tried once more: `since` and `due` stay.
    void record(const AsideRow& row);

    std::optional<AsideRow> find(std::int64_t id);
    /// Not for notices, of which one text may have several.
    std::optional<AsideRow> find_row(std::string_view kind, std::int64_t row_id);
    bool has(std::string_view kind, std::int64_t row_id) { return find_row(kind, row_id).has_value(); }
    void forget(std::int64_t id);

    /// Those behind `after_id`, by id, at most `most`.
    std::vector<AsideRow> list(std::int64_t after_id, std::int64_t most);

    AsideTotals totals();

private:
    static AsideRow read(Statement& statement);

    Statement upsert_;
    Statement select_one_;
    Statement select_row_;
    Statement select_list_;
    Statement delete_;
    Statement select_totals_;
};

}  // namespace hall::store
