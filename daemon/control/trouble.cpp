#include "daemon/control/trouble.hpp"

#include "daemon/control/status.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::daemon {

namespace {

using Troubles = std::vector<Trouble>;

// A hall whose SMSC has another link up still answers.
void tell_links(const HallStatus& status, Troubles& out) {
    for (const auto& link : status.links) {
        if (link.bound) continue;
        const bool another = std::any_of(status.links.begin(), status.links.end(), [&](const auto& other) {
            return other.smsc == link.smsc && other.bound;
        });
        out.push_back({another ? Severity::warning : Severity::critical, "link_down", link.name,
                       fmt::format("link {} is not bound{}{}", link.name, link.event.empty() ? "" : ": " + link.event,
                                   link.detail.empty() ? "" : ", " + link.detail),
                       link.event.empty() ? std::nullopt : std::optional(link.since)});
    }
}

void tell_store(const HallStatus& status, Troubles& out) {
    const auto& clerk = status.clerk;
    if (!clerk.store_failing_since) return;
    out.push_back({Severity::critical, "store_failing", "",
                   fmt::format("the database takes nothing ({}): every text is answered \"try later\"; look at the disk",
                               clerk.store_failing_why),
                   clerk.store_failing_since});
}

void tell_clock(const HallStatus& status, Troubles& out) {
    const auto& doubt = status.clerk.clock_doubt;
    if (!doubt) return;
    const auto shown = [&status](UtcTime time) { return campaigns::format_time(time, status.zone); };
    out.push_back({Severity::critical, "clock_in_doubt", "",
                   fmt::format("the clock is in doubt: it says {}, by the last sign of life it was {} when the doubt began (the clock "
                               "said {}); nothing is charged, ordered, expired or sent unasked; set it right, or if it is right: "
                               "hallctl clock accept",
                               shown(status.at), shown(doubt->expected), shown(doubt->said)),
                   doubt->since});
}

}  // namespace

std::vector<Trouble> troubles_of(const HallStatus& status) {
    Troubles all;
    tell_clock(status, all);
    tell_store(status, all);
    tell_links(status, all);
    std::stable_sort(all.begin(), all.end(),
                     [](const Trouble& one, const Trouble& other) { return one.severity > other.severity; });
    return all;
}

Severity worst(const std::vector<Trouble>& troubles) {
    auto worst = Severity::good;
    for (const auto& trouble : troubles) worst = std::max(worst, trouble.severity);
    return worst;
}

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::good: return "OK";
        case Severity::warning: return "WARNING";
        case Severity::critical: break;
    }
    return "CRITICAL";
}

}  // namespace hall::daemon
