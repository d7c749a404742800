#pragma once
// A whole file into the database, beside a running daemon.

#include "daemon/store/second_writer.hpp"
#include "tools/hallctl/import/csv_reader.hpp"
#include "tools/hallctl/import/faults.hpp"
#include "tools/hallctl/import/rows.hpp"

#include <functional>
#include <stdexcept>

namespace hall::tools {

/// Lines behind the header, by what became of them.
struct ImportCounts {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t faulty = 0;
    // Of those:
    std::int64_t cancelled = 0;
    std::int64_t new_owners = 0;
    std::int64_t joined_corrected = 0;
    std::int64_t read() const { return added + changed + unchanged + faulty; }
};

/// The header is not what it should be, so nothing was imported. The message says why, a line each.
class HeaderError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// "1000000 read: 999990 added, 0 changed, 0 unchanged, 10 faulty"
std::string to_string(const ImportCounts& counts);

/// What else there is to tell, a sentence each: numbers that were cancelled, that have a new owner, whose day of joining
/// was corrected.
std::vector<std::string> notes_of(const ImportCounts& counts);

/// Reads the file to its end. `counts` are right at every call of `progress` and when it throws: what they tell is on
/// disk, except for the lines since the last call. Throws HeaderError, store::StoreError, std::system_error.
void import_file(CsvReader& file, Rows& rows, store::SecondWriter& writer, Faults& faults, ImportCounts& counts,
                 const std::function<void()>& progress);

}  // namespace hall::tools
