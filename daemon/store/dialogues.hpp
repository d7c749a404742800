#pragma once
// Where each subscriber stands in the menu of each hall number.
// For the clerk's thread, inside its transaction. Every function throws StoreError.

#include "daemon/store/database.hpp"
#include "daemon/store/rows.hpp"

namespace hall::store {

class Dialogues {
public:
    explicit Dialogues(Database& database);

    /// The stored place, expired or not.
    std::optional<DialogueRow> find(std::string_view subscriber, std::string_view hall_number);

    void record(std::string_view subscriber, std::string_view hall_number, const DialogueRow& row,
                std::int64_t changed_at);

private:
    Statement select_;
    Statement upsert_;
};

}  // namespace hall::store
