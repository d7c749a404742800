#pragma once
// Equal lines of the log become one and a count: on a full disk every text fails alike, hundreds of times a second, and
// the one line that says something else would be lost among them. Pure: lines and moments in, lines out.
//   error event=store_failed why="disk is full"                   at once
//   error event=store_failed why="disk is full" repeated=4821     ten seconds later, and so on
// Lines of one event that say many different things (of each part of a reply, of each row) share a count beyond the first few:
//   warn event=reply_refused outbound_id=912 others=377

#include "codecs/time.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace hall::daemon {

class LogFold {
public:
    static constexpr Millis window = std::chrono::seconds(10);
    static constexpr std::size_t most_of_event = 32;  // kinds of lines of one event that are told apart
    static constexpr std::size_t most_kinds = 256;    // of all events; beyond, each event has one more for all its lines

    /// What is to be written when `line` comes at `now`. Lines with the same `key` are equal; the event is its first line. Longer lines than `key`s
    /// are kept only as the last of their kind.
    std::vector<std::string> take(const std::string& key, std::string line, Instant now);

    /// What is to be written without any new line: counts whose window is over.
    std::vector<std::string> due(Instant now);

    /// All counts, for the end.
    std::vector<std::string> all();

private:
    bool has_place(const std::string& event) const;
    struct Kind {
        Instant until;
        bool shared = false;  // by lines of one event that differ
        std::uint64_t count = 0;  // behind the line that was written
        std::string last;
    };
    std::map<std::string, Kind, std::less<>> kinds_;
};

}  // namespace hall::daemon
