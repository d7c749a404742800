#pragma once
// What the hall asked a subscriber and waits for: one question at a time on each number of the hall.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/book_rows.hpp"
#include "daemon/store/database.hpp"

namespace hall::store {

class Questions {
public:
    explicit Questions(Database& database);

    /// The question, answered in time or not; nothing when none was asked or it was dealt with.
    std::optional<QuestionRow> find(std::string_view number, std::string_view hall_number);

    /// Asks; an earlier question is forgotten.
    void record(std::string_view number, std::string_view hall_number, const QuestionRow& row);

    void forget(std::string_view number, std::string_view hall_number);

private:
    Statement select_;
    Statement upsert_;
    Statement delete_;
};

}  // namespace hall::store
