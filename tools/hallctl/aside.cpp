#include "tools/hallctl/aside.hpp"

#include "campaigns/calendar.hpp"
#include "daemon/store/reader.hpp"
#include "tools/hallctl/hall_client.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace hall::tools {

namespace {

constexpr std::int64_t at_once = 1000;

int list_aside(const Arguments& arguments) {
    const auto hall = find_hall(arguments);
    store::Reader reader(hall.database);
    std::int64_t last = 0;
    std::size_t count = 0;
    while (true) {
        const auto rows = reader.set_aside(last, at_once);
        for (const auto& row : rows) {
            say("{:>6}  {} {}{}  since {}, tried {} time{}\n        {}\n", row.id, row.kind, row.row_id,
                       row.number.empty() ? "" : " of " + row.number,
                       campaigns::format_time(from_millis(row.since), hall.zone), row.tries, row.tries == 1 ? "" : "s", row.why);
            last = row.id;
        }
        count += rows.size();
        if (rows.size() < static_cast<std::size_t>(at_once)) break;
    }
    if (count == 0) warn("hallctl: nothing is set aside\n");
    return count == 0 ? 1 : 0;
}

int aside(const Arguments& arguments) {
    const auto& words = arguments.words;
    if (words.empty()) return list_aside(arguments);
    if (words[0] != "retry") throw UsageError(fmt::format("'{}' is nothing that aside does; use retry", words[0]));
    if (words.size() == 1) throw UsageError("which one? all, or an id that hallctl aside shows");
    if (words.size() > 2) throw UsageError("one id at a time, or all");
    const auto& which = words[1];
    const bool number = !which.empty() && which.size() < 19 &&
                        std::all_of(which.begin(), which.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (which != "all" && !number) throw UsageError(fmt::format("'{}' is no id; hallctl aside shows them", which));
    try {
        return ask_and_print(arguments, "aside retry " + which);
    } catch (const HallAway& away) {
        throw HallAway(fmt::format("{}; the running hall alone tries rows again: start it first", away.what()), away.code);
    }
}

}  // namespace

Command aside_command() {
    return {"aside",
            "  hallctl aside                                   rows that the hall could not deal with, and why\n"
            "  hallctl aside retry all|ID                      has the running hall try them again\n",
            {{"--socket"}},
            aside};
}

}  // namespace hall::tools
