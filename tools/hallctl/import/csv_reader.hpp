#pragma once
// A CSV file line by line: fields separated by commas, quoted where they hold one [RFC 4180]. The one door to libcsv.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hall::tools {

/// One line that is not blank. With a fault it has no fields.
struct CsvLine {
    std::int64_t number = 0;  // as an editor counts, from 1
    std::vector<std::string> fields;
    std::string fault;  // what is wrong and what would be right; empty: nothing
};

/// UTF-8, with or without BOM; lines end with LF or CRLF. Blanks around a field that is not quoted do not count. A line
/// break within quotes, which RFC 4180 allows, is a fault here: no column of ours holds one, and the one quotation mark
/// that somebody forgot to close must not swallow the rest of the file.
class CsvReader {
public:
    /// Throws std::system_error when the file cannot be opened.
    explicit CsvReader(const std::filesystem::path& path);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// The next line; nothing at the file's end. Throws std::system_error when it cannot be read on.
    std::optional<CsvLine> next();

    std::uint64_t bytes_read() const { return bytes_read_; }
    std::uint64_t bytes_in_all() const { return bytes_in_all_; }  // 0: not known

private:
    class Parser;

    // The next line's bytes without its end, in line_; false at the file's end.
    bool read_line();

    std::ifstream file_;
    std::vector<char> buffer_;
    std::string line_;
    bool line_too_long_ = false;
    std::int64_t line_number_ = 0;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t bytes_in_all_ = 0;
    std::unique_ptr<Parser> parser_;
};

}  // namespace hall::tools
