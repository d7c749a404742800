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

// What an SMSC does to replies although its link is up.
void tell_submits(const HallStatus& status, Troubles& out) {
    for (const auto& link : status.links) {
        const auto& lately = link.submits;
        if (lately.many_unanswered())
            out.push_back({Severity::warning, "submits_unanswered", link.name,
                           fmt::format("link {}: {:.1f}% of the submits of the last minute were never answered ({} of {}): the "
                                       "SMSC loses answers, or is slower than response_timeout",
                                       link.name, 100 * lately.unanswered_share(), lately.unanswered,
                                       lately.answered + lately.unanswered),
                           std::nullopt});
        if (lately.many_throttled())
            out.push_back({Severity::warning, "submits_throttled", link.name,
                           fmt::format("link {}: the SMSC throttled {:.0f}% of the submits of the last minute ({} of {}){}",
                                       link.name, 100 * lately.throttled_share(), lately.throttled, lately.answered,
                                       link.reduced_to ? "" : "; slowing down does not help, ask its operator"),
                           std::nullopt});
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

}  // namespace

std::vector<Trouble> troubles_of(const HallStatus& status) {
    Troubles all;
    tell_store(status, all);
    tell_links(status, all);
    tell_submits(status, all);
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
