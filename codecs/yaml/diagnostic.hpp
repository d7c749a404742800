#pragma once
// What is wrong with an operator's file, where, and what would be right. All of it at once.

#include <string>
#include <string_view>
#include <vector>

namespace hall::codecs {

/// A place in a file; lines and columns count from 1, columns count characters, not bytes.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    bool operator==(const Place&) const = default;
};

struct Diagnostic {
    Place place;
    std::string what;    // "port is 99999"
    std::string remedy;  // "use a whole number from 1 to 65535"
};

/// "conf/smshalld.yaml:7:9: port is 99999; use a whole number from 1 to 65535"
std::string to_string(const Diagnostic& diagnostic);

/// Collects what loaders find. Order of report is order of place, not of discovery.
class Diagnostics {
public:
    void add(const Place& place, std::string what, std::string remedy);
    bool empty() const { return all_.empty(); }

    /// Sorted by file (in order of first mention), line, column.
    std::vector<Diagnostic> sorted() const;

    /// One line each, sorted, each closed by a newline.
    std::string to_text() const;

private:
    std::vector<Diagnostic> all_;
};

/// Of `known`, the word most like `word` (at most a third of its letters wrong), or empty.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace hall::codecs
