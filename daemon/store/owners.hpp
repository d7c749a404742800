#pragma once
// Numbers come back: a cancelled one is given to somebody else after some months. What an earlier owner did and had
// stays, under a key of its own ("8613800138000~1", then ~2 ...), in every table that names a subscriber; so no query
// by number can ever mix two people up, and nothing else needs to know that there are owners. No text can come from
// such a key, and none is sent to it.
// For the thread that owns the connection, inside its transaction. Every function throws StoreError. Why it is so:
// docs/decisions/0048.

#include "daemon/store/database.hpp"
#include "daemon/store/orders.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hall::store {

/// The number in a key: "8613800138000" of "8613800138000~1", and of itself.
inline std::string_view number_of_key(std::string_view key) { return key.substr(0, key.find('~')); }

/// Whether a key is an earlier owner's.
inline bool is_earlier_owner(std::string_view key) { return key.find('~') != std::string_view::npos; }

/// Each column that names a subscriber and follows him to his key, "table.column"; for the test that none is forgotten.
std::vector<std::string> columns_of_owners();

/// What close() and hand_over() run; for the test that none of it reads a whole table.
std::vector<std::string> statements_of_owners();

class Owners {
public:
    explicit Owners(Database& database);

    /// The number is given up: its packages and trials end, what the back end still carries out is closed, orders that
    /// have not begun give back their places, recommendations that are open lapse, points expire, what waits to be sent
    /// is recalled, rewards that employees must wait for are taken back. Nobody is told, but those who recommended
    /// something to it. The balance stays. A second time it finds nothing.
    void close(std::string_view number, std::int64_t at, std::int64_t day);

    /// The number has a new owner: closes it, and moves all that is known of the earlier one to the key that is
    /// returned. Afterwards the number is nobody's.
    std::string hand_over(std::string_view number, std::int64_t at, std::int64_t day);

private:
    void end_subscriptions(std::string_view number, std::int64_t day);

    Orders orders_;
    Statement select_subscriptions_;
    Statement update_subscription_;
    std::vector<Statement> endings_;
    Statement select_last_key_;
    std::vector<Statement> moves_;
};

}  // namespace hall::store
