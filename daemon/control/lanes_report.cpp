#include "daemon/control/lanes_report.hpp"

#include "codecs/text/visible.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::daemon {

namespace {

std::string waits_for(const LaneStatus& status, campaigns::Zone zone) {
    std::string why;
    if (status.rests_until) why = "rests until " + campaigns::format_time(*status.rests_until, zone);
    if (status.lane.last_status)
        why += (why.empty() ? "last refused with " : ", refused with ") + codecs::to_string(*status.lane.last_status);
    if (status.lane.held > 0) why += fmt::format("{}{} held (hallctl held)", why.empty() ? "" : ", ", status.lane.held);
    return why.empty() ? "goes on" : why;
}

}  // namespace

std::string lanes_report(std::vector<LaneStatus> lanes, campaigns::Zone zone) {
    std::stable_sort(lanes.begin(), lanes.end(),
                     [](const auto& one, const auto& other) { return one.lane.parts > other.lane.parts; });
    if (lanes.size() > most_lanes) lanes.resize(most_lanes);
    if (lanes.empty()) return "no reply waits\n";
    auto text = fmt::format("{:<16} {:<10} {:>7} {:>6}  {:<26} {}\n", "number", "SMSC", "replies", "parts", "oldest", "");
    for (const auto& one : lanes)
        text += fmt::format("{:<16} {:<10} {:>7} {:>6}  {:<26} {}\n", codecs::visible(one.lane.subscriber), one.smsc, one.lane.replies,
                            one.lane.parts, campaigns::format_time(one.lane.oldest, zone), waits_for(one, zone));
    return text;
}

}  // namespace hall::daemon
