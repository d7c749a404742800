#pragma once
// A golden conversation: a file that says what subscribers text, when, and what the hall must answer, word for word.
//
//   # a remark
//   clock: 2026-12-01 10:00         the head: when it begins, by the hall's clock
//   subscriber: 13800138000         somebody with attributes of his own; the first one texts
//   brand: 动感地带                  columns of an import file (docs/operating.md)
//   has: LL10, CL                   packages that he has already
//   to: 1008608                     the number that is texted to; left out: the hall's
//
//   > 42                            a text
//   < 【中国移动】...                the answer; its further lines follow as they are, until an empty line
//   < [13903591234] 【中国移动】...  what arrives on another phone
//   @ +20m                          the clock goes on; also @ 2026-12-02 09:00
//   from: 13903591234               from here on he texts
//
// A line of an answer that is empty, or begins like one of the above, is written with \ before it. Pure but for its
// name: reading and writing files is replay's.

#include "codecs/time.hpp"
#include "codecs/yaml/diagnostic.hpp"
#include "tools/hallctl/rehearsal/subscribers.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hall::tools {

/// Something that is expected to arrive on a phone.
struct Expected {
    std::string text;  // as it is shown: "[13903591234] ..." on another phone than the one that texts
    int line = 0;
};

/// One thing that happens, and what must arrive because of it.
struct GoldenStep {
    enum class Kind { text, clock, from, to };
    Kind kind = Kind::text;
    std::string value;  // the text, "+20m", the number
    codecs::Place place;
    std::vector<Expected> expected;
};

/// A subscriber of the head, and where he stands in the file.
struct GoldenSubscriber {
    SubscriberSheet sheet;
    codecs::Place place;
};

struct Golden {
    std::string file;
    std::string clock;  // "2026-12-01 10:00"; empty: the file says nothing
    codecs::Place clock_place;
    std::vector<GoldenSubscriber> subscribers;
    std::string to;  // empty: the hall's number
    std::vector<GoldenStep> steps;
    std::vector<std::string> lines;  // of the file, for golden_text()
};

/// What can be read is returned also when there are faults.
Golden parse_golden(std::string_view text, const std::string& file, codecs::Diagnostics& diagnostics);

/// The file again, with `arrived` (for each step, as it is shown) in place of what was expected. Steps whose answers
/// are the expected ones, remarks and empty lines stay as they are.
std::string golden_text(const Golden& golden, const std::vector<std::vector<std::string>>& arrived);

}  // namespace hall::tools
