#include "daemon/control/status.hpp"

#include "codecs/text/visible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace hall::daemon {

namespace {

constexpr int most_fault_lines = 20;

std::string disk_line(const HallStatus& status) {
    const auto changed = fmt::format("{}", fmt::join(status.disk.changed, ", "));
    switch (status.disk.kind) {
        case DiskState::Kind::same: return "the same";
        case DiskState::Kind::set_aside:
            return fmt::format("those that were rolled back ({}): left alone, by a start too, until menu, catalogue or an "
                               "include changes; a reload takes them", changed);
        case DiskState::Kind::changed:
            return fmt::format("changed since: {}", changed);
        case DiskState::Kind::unknown: break;
    }
    if (status.reading_since)
        return "not known, reading since " + campaigns::format_time(*status.reading_since, status.zone);
    return "not known";
}

std::string outcome_of(const LastChange& change) {
    switch (change.code) {
        case ControlCode::done: return "done";
        case ControlCode::refused:
            return change.faults > 0 ? fmt::format("REFUSED, {} faults, first: {}", change.faults, change.first)
                                     : "REFUSED: " + change.first;
        default: return "FAILED: " + change.first;
    }
}

void add_faults(std::string& text, const std::string& lines) {
    std::istringstream in(lines);
    int count = 0;
    for (std::string line; std::getline(in, line); ++count)
        if (count < most_fault_lines) text += "              " + line + "\n";
    if (count > most_fault_lines)
        text += fmt::format("              ... and {} lines more; hallctl check tells all\n", count - most_fault_lines);
}

void add_warnings(std::string& text, const HallStatus& status) {
    if (const auto& lost = status.lost) {
        text += fmt::format("  LOST        version {}, to which {} had rolled back at {}, could not be loaded at the start; the "
                            "files on disk, which had been taken back, are in force\n",
                            lost->version, lost->who, campaigns::format_time(lost->at, status.zone));
        add_faults(text, lost->faults);
    }
    if (status.disk.faults > 0) {
        text += fmt::format("  FAULTY      the files on disk have {} faults: a reload would be refused, and a start would {}\n",
                            status.disk.faults,
                            status.disk.settings_sound ? fmt::format("go on with version {}", status.version.id)
                                                       : "fail, because the settings are faulty");
        add_faults(text, status.disk.all_faults);
    }
}

// What is worth saying of a link's submits: nothing where all are answered and none is throttled.
std::string submits_line(const LinkStatus& link) {
    const auto& lately = link.submits;
    std::vector<std::string> parts;
    if (link.reduced_to) parts.push_back(fmt::format("slowed down by the SMSC to {:.1f} submits a second", *link.reduced_to));
    if (lately.throttled > 0)
        parts.push_back(fmt::format("{} of {} throttled", lately.throttled, lately.answered));
    if (lately.refused > 0) parts.push_back(fmt::format("{} of {} refused for good", lately.refused, lately.answered));
    if (lately.unanswered > 0)
        parts.push_back(fmt::format("{} of {} not answered in time", lately.unanswered, lately.answered + lately.unanswered));
    if (link.overdue > 0) parts.push_back(fmt::format("{} answers overdue", link.overdue));
    if (parts.empty()) return "";
    return fmt::format("              in the last minute: {}\n", fmt::join(parts, "; "));
}

}  // namespace

bool last_change_failed(const HallStatus& status) {
    const auto& change = status.last_change;
    if (!change || change->code == ControlCode::done) return false;
    const bool undone = change->command == "reload" && change->code == ControlCode::refused &&
                        status.disk.kind == DiskState::Kind::same;
    return !undone;
}

std::size_t texts_failed_lately(const HallStatus& status) {
    constexpr auto lately = std::chrono::minutes(10);
    const auto& all = status.clerk.texts_failed_at;
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](UtcTime at) { return status.at - at <= lately; }));
}

std::string to_text(const HallStatus& status) {
    const auto& version = status.version;
    const auto shown = [&status](UtcTime time) { return campaigns::format_time(time, status.zone); };
    auto text = fmt::format("smshalld {}, up since {}\n", status.program_version, shown(status.started_at));
    const auto troubles = troubles_of(status);
    text += fmt::format("state         {}\n", to_string(worst(troubles)));
    for (const auto& trouble : troubles)
        text += fmt::format("  {:<10}{}: {}{}\n", to_string(trouble.severity), trouble.slug, codecs::visible(trouble.sentence),
                            trouble.since ? ", since " + shown(*trouble.since) : "");
    text += "\n";
    text += fmt::format("version       {}{}\n", version.id,
                        version.of_version ? fmt::format(" (the files of version {})", *version.of_version) : "");
    text += fmt::format("  in force    since {}, by {} of {}\n", shown(from_millis(version.in_force_from)), version.how,
                        version.who);
    text += fmt::format("  fingerprint {}\n", version.hash.empty() ? "none" : version.hash);
    text += fmt::format("  on disk     {}\n", disk_line(status));
    add_warnings(text, status);
    if (!status.waits_for_restart.empty())
        text += fmt::format("  restart     needed for {}\n", fmt::join(status.waits_for_restart, ", "));
    if (const auto& change = status.last_change)
        text += fmt::format("last change   {} by {} at {}: {}{}\n", change->command, change->who, shown(change->at),
                            outcome_of(*change),
                            change->code != ControlCode::done && !last_change_failed(status)
                                ? "; the files on disk are those in force again"
                                : "");
    text += "\nlinks\n";
    for (const auto& link : status.links) {
        text += fmt::format("  {:<12}{}{}{}{}\n", link.name, link.bound ? "bound" : "NOT BOUND",
                            link.event.empty() ? "" : fmt::format(", {} since {}", link.event, shown(link.since)),
                            link.detail.empty() ? "" : ": ", codecs::visible(link.detail));
        text += submits_line(link);
    }
    text += fmt::format("\ninbox         {} of {} texts\n", status.inbox, status.inbox_limit);
    for (const auto& outbox : status.outboxes)
        text += fmt::format("outbox {:<7}{} of {} parts of replies{}\n", outbox.smsc, outbox.waiting, status.outbox_limit,
                            outbox.resting == 0 ? "" : fmt::format(", {} of them rest (hallctl lanes)", outbox.resting));
    if (status.clerk.due_since) text += fmt::format("due           since {}\n", shown(*status.clerk.due_since));
    if (status.clerk.notices_waiting + status.clerk.notices_holding > 0)
        text += fmt::format("notices       {} wait for room, {} hold charges back (hallctl notices)\n",
                            status.clerk.notices_waiting, status.clerk.notices_holding);
    if (status.clerk.texts_silenced > 0)
        text += fmt::format("silenced      {} numbers for now, {} texts since the start (v_silenced)\n", status.clerk.silenced,
                            status.clerk.texts_silenced);
    for (const auto& [smsc, senders] : status.clerk.read_abroad)
        text += fmt::format("abroad {:<7}{} senders announced as another country's, subscribers' if read nationally "
                            "(source_numbers: as_announced)\n",
                            smsc, senders);
    constexpr std::uint64_t mib = 1024 * 1024;
    if (status.wal.free_octets > 0)
        text += fmt::format("disk          {} MiB free, write-ahead log {} MiB\n", status.wal.free_octets / mib,
                            status.wal.octets / mib);
    text += fmt::format("texts         {} in the last minute, {:.1f} a second\n", status.texts_last_minute,
                        static_cast<double>(status.texts_last_minute) / 60.0);
    text += fmt::format("since start   {} texts, {} refused, {} parts of replies\n", status.texts, status.refused,
                        status.reply_parts);
    if (status.pdus_refused + status.never_answered > 0)
        text += fmt::format("              {} PDUs that made no sense, {} texts of senders that are never answered\n",
                            status.pdus_refused, status.never_answered);
    return text;
}

}  // namespace hall::daemon
