#pragma once
// Points, by the grant that each comes from, and every move of them. For the clerk's thread, inside its transaction.
// Every function throws StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

namespace hall::store {

struct PointsGrantRow {
    std::int64_t at = 0;
    std::int64_t day = 0;
    std::string number;
    std::int64_t points = 0;
    std::int64_t expires_day = 0;
    std::optional<std::int64_t> referral_id;  // each is granted for once: throws StoreError (row at fault) otherwise
    std::optional<std::int64_t> text_id;
};

struct PointsMoveRow {
    std::int64_t at = 0;
    std::int64_t day = 0;
    std::int64_t lot = 0;
    std::int64_t points = 0;  // that leave it
    std::string kind;         // "granted", "spent", "returned", "expired"
    std::optional<std::int64_t> text_id;
    std::string item;
};

class Points {
public:
    explicit Points(Database& database);

    void grant(const PointsGrantRow& row);

    /// Takes points out of a lot. Throws StoreError (row at fault) when it has fewer.
    void take(const PointsMoveRow& row);

    /// What was spent by a text, and has not come back yet, goes back into its lots.
    void give_back(std::int64_t text_id, std::int64_t at, std::int64_t day);

    /// His last moves, newest first; `points` are negative where they came in.
    std::vector<PointsMoveRow> moves(std::string_view number, std::int64_t most);

    /// Lots of a number that are not empty, those that expire first at the front.
    std::vector<LotRow> lots(std::string_view number);

    /// Lots that are not empty and expire on `day` or earlier, without those that are set aside.
    std::vector<LotRow> expired(std::int64_t day, std::int64_t most);
    std::optional<std::int64_t> next_day();

private:
    static std::vector<LotRow> read_all(Statement& statement);

    Database& database_;
    Statement insert_lot_;
    Statement insert_move_;
    Statement update_lot_;
    Statement select_spent_;
    Statement select_moves_;
    Statement select_lots_;
    Statement select_expired_;
    Statement select_next_;
};

}  // namespace hall::store
