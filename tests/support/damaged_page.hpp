#pragma once
// Spoils the first leaf of a table in a database file that nobody has open, as a bad sector would.

#include "daemon/store/database.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace hall::test {

inline void damage_first_leaf(const std::filesystem::path& path, const std::string& table) {
    std::int64_t page = 0;
    std::int64_t size = 0;
    {
        store::Database database(path, store::Database::Mode::read_only, std::chrono::seconds(1));
        store::Statement statement(database, "SELECT min(pageno), (SELECT page_size FROM pragma_page_size) FROM dbstat "
                                             "WHERE name = ? AND pagetype = 'leaf'");
        statement.begin(table);
        if (statement.step()) {
            page = statement.integer(0);
            size = statement.integer(1);
        }
    }
    // The first octet says what kind of page it is.
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp((page - 1) * size);
    file.put('\xFF');
}

}  // namespace hall::test
