#pragma once
// Whole conversations with the business, as files that people read and tests replay.
//
//   # a comment
//   = catalogue short   sells by tests/business/catalogues/short.yaml instead of the shipped one; the first line
//   = subscriber 13800138000 100.00 city=保定     a subscriber with a balance; later: as a line of an import says
//   = staff 1234 13700001234 王芳
//   = pay 13800138000 -92.00
//   + 3 days            the clock goes on: minutes, hours, days, months; what the hall sends by itself follows
//   13800138000 > KTLL10
//   13800138000 < 【中国移动】...          as it is shown, further lines below it as they are
//   = balance 13800138000 92.00            is what he has now
//
// HALL_UPDATE=1 writes what the hall says into the files; read the difference before you keep it.

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace hall::test {

struct Replayed {
    std::string transcript;          // as the hall speaks it now: equal to the file's text when nothing has changed
    std::set<std::string> outcomes;  // what its texts came to, as the hall wrote it down
    std::set<std::string> notices;   // names of the notices that it sent
};

/// Every transcript there is, in the order of their names.
std::vector<std::filesystem::path> all_transcripts();

/// Throws where a line is not understood, or where a text is not fit to be sent: too long, or put together badly.
Replayed replay_transcript(const std::filesystem::path& path);

std::string read_transcript(const std::filesystem::path& path);

}  // namespace hall::test
