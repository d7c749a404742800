#include "daemon/control/status.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

// [Prometheus text exposition format: label values escape backslash, quote and line feed]
std::string label(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

class Metrics {
public:
    void family(std::string_view name, std::string_view type, std::string_view help) {
        text += fmt::format("# HELP smshall_{} {}\n# TYPE smshall_{} {}\n", name, help, name, type);
    }
    template <class Number>
    void sample(std::string_view name, const std::string& labels, Number value) {
        text += fmt::format("smshall_{}{} {}\n", name, labels.empty() ? "" : "{" + labels + "}", value);
    }
    template <class Number>
    void one(std::string_view name, std::string_view type, std::string_view help, Number value) {
        family(name, type, help);
        sample(name, "", value);
    }
    std::string text;
};

double seconds(std::int64_t millis) { return static_cast<double>(millis) / 1000.0; }

}  // namespace

std::string to_metrics(const HallStatus& status) {
    Metrics out;
    out.family("info", "gauge", "The program and the version of the files in force.");
    out.sample("info",
               fmt::format("program_version=\"{}\",hash=\"{}\"", label(status.program_version), label(status.version.hash)),
               1);
    out.one("start_time_seconds", "gauge", "When the daemon was started.", seconds(to_millis(status.started_at)));
    out.one("version", "gauge", "Number of the version of the files in force.", status.version.id);
    out.one("version_since_seconds", "gauge", "From when on it is in force.", seconds(status.version.in_force_from));
    out.one("files_changed", "gauge", "1: the files on disk are others than those in force, and not rolled back.",
            status.disk.kind == DiskState::Kind::changed ? 1 : 0);
    out.one("files_rolled_back", "gauge", "1: the files on disk are those that were rolled back.",
            status.disk.kind == DiskState::Kind::set_aside ? 1 : 0);
    out.one("files_faulty", "gauge", "1: the files on disk are faulty now; a reload would be refused.",
            status.disk.faults > 0 ? 1 : 0);
    out.one("rollback_lost", "gauge", "1: at the start the version that was rolled back to could not be loaded any more.",
            status.lost ? 1 : 0);
    out.one("restart_needed", "gauge", "1: settings were changed that count only after a restart.",
            status.waits_for_restart.empty() ? 0 : 1);
    out.one("last_change_failed", "gauge", "1: the last reload or rollback came to nothing, and the files on disk are not those in force.",
            last_change_failed(status) ? 1 : 0);
    if (status.last_change)
        out.one("last_change_seconds", "gauge", "When the last reload or rollback ended.",
                seconds(to_millis(status.last_change->at)));
    out.one("changes_refused_total", "counter", "Reloads and rollbacks that came to nothing.", status.changes_refused);
    out.one("files_reading_seconds", "gauge", "How long the files have been read without an end; 0: they are not.",
            status.reading_since ? seconds((status.at - *status.reading_since).count()) : 0.0);
    out.one("clerk_busy_seconds", "gauge", "How long the batch under way has taken so far; 0: none is.",
            status.clerk_busy_since ? seconds((status.at - *status.clerk_busy_since).count()) : 0.0);
    out.family("link_bound", "gauge", "1: the link is bound.");
    for (const auto& link : status.links)
        out.sample("link_bound", fmt::format("smsc=\"{}\",link=\"{}\"", label(link.smsc), label(link.name)),
                   link.bound ? 1 : 0);
    const auto by_link = [&](std::string_view name, std::string_view help, auto value) {
        out.family(name, "gauge", help);
        for (const auto& link : status.links)
            out.sample(name, fmt::format("smsc=\"{}\",link=\"{}\"", label(link.smsc), label(link.name)), value(link));
    };
    by_link("link_throttled_share", "Of the submits answered in the last minute, those that were throttled: 0 to 1.",
            [](const LinkStatus& link) { return link.submits.throttled_share(); });
    by_link("link_refused_share", "Of the submits answered in the last minute, those that were refused for good: 0 to 1.",
            [](const LinkStatus& link) { return link.submits.refused_share(); });
    by_link("link_unanswered_share", "Of the submits of the last minute, those that were not answered in time: 0 to 1.",
            [](const LinkStatus& link) { return link.submits.unanswered_share(); });
    by_link("link_overdue_submits", "Submits that gave their place in the window back and wait for their answers.",
            [](const LinkStatus& link) { return link.overdue; });
    by_link("link_reduced_rate", "Submits a second to which the SMSC has brought the link down; 0: it has not.",
            [](const LinkStatus& link) { return link.reduced_to.value_or(0); });
    out.one("inbox_texts", "gauge", "Texts that wait for the clerk.", status.inbox);
    out.one("inbox_limit_texts", "gauge", "Beyond it texts are refused.", status.inbox_limit);
    out.family("outbox_parts", "gauge", "Parts of replies that are not settled.");
    for (const auto& outbox : status.outboxes)
        out.sample("outbox_parts", fmt::format("smsc=\"{}\"", label(outbox.smsc)), outbox.waiting);
    out.family("outbox_resting_parts", "gauge", "Of these: held, or for destinations that take nothing for now.");
    for (const auto& outbox : status.outboxes)
        out.sample("outbox_resting_parts", fmt::format("smsc=\"{}\"", label(outbox.smsc)), outbox.resting);
    out.family("outbox_late_seconds", "gauge", "How long the next reply in turn has waited that nothing else holds back.");
    for (const auto& outbox : status.outboxes)
        out.sample("outbox_late_seconds", fmt::format("smsc=\"{}\"", label(outbox.smsc)),
                   outbox.oldest_ready_since ? seconds((status.at - *outbox.oldest_ready_since).count()) : 0.0);
    out.one("due_late_seconds", "gauge", "For how long the oldest that is due in the business has not been done; 0: nothing is.",
            status.clerk.due_since ? seconds((status.at - *status.clerk.due_since).count()) : 0.0);
    out.one("notices_waiting", "gauge", "Notices that wait for room in the outbox of their SMSC.", status.clerk.notices_waiting);
    out.one("notices_holding", "gauge", "Notices that must be taken before what they announce is charged.",
            status.clerk.notices_holding);
    out.one("notices_holding_seconds", "gauge", "How old the oldest of these is.",
            status.clerk.oldest_holding_since ? seconds((status.at - *status.clerk.oldest_holding_since).count()) : 0.0);
    out.one("outbox_limit_parts", "gauge", "Beyond it, for one SMSC, texts are refused.", status.outbox_limit);
    out.one("outbox_orphaned_parts", "gauge", "Parts of replies for SMSCs that the settings no longer name.",
            status.clerk.orphans);
    out.one("wal_bytes", "gauge", "Size of the database's write-ahead log.", status.wal.octets);
    out.one("wal_held_seconds", "gauge", "How long a reader has kept the log from being cut off; 0: none does.",
            status.wal.held_since ? seconds(to_millis(status.at) - *status.wal.held_since) : 0.0);
    out.one("disk_free_bytes", "gauge", "Free on the disk of the database; 0: not known yet.", status.wal.free_octets);
    out.one("texts_total", "counter", "Texts that were taken and committed.", status.texts);
    out.one("texts_refused_total", "counter", "Texts that were answered try later or queue full.", status.refused);
    out.one("pdus_refused_total", "counter", "Texts that made no sense and were refused; view v_refused has them.",
            status.pdus_refused);
    out.one("texts_never_answered_total", "counter", "Texts of senders that are never answered; view v_never_answered has them.",
            status.never_answered);
    out.family("texts_refused_last_minute", "gauge", "Of the last minute, without those refused for what waits for their senders.");
    for (const auto& refused : status.texts_refused)
        out.sample("texts_refused_last_minute", fmt::format("smsc=\"{}\"", label(refused.smsc)), refused.last_minute);
    out.one("texts_failed_lately", "gauge", "Of the last ten minutes: texts that could not be dealt with, ten at most.",
            texts_failed_lately(status));
    out.one("reply_parts_total", "counter", "Parts of replies that were committed.", status.reply_parts);
    out.one("rows_set_aside", "gauge", "Rows that could not be dealt with and wait for a person.", status.clerk.rows_aside);
    out.one("silenced_numbers", "gauge", "Numbers that are not answered for now, because they text or are sent the same over and over.",
            status.clerk.silenced);
    out.one("texts_silenced_total", "counter", "Texts that were not answered for that.", status.clerk.texts_silenced);
    out.family("senders_read_abroad", "gauge",
               "Senders announced as another country's that would be subscribers' if read nationally (source_numbers), lately.");
    for (const auto& [smsc, senders] : status.clerk.read_abroad)
        out.sample("senders_read_abroad", fmt::format("smsc=\"{}\"", label(smsc)), senders);
    out.one("clock_in_doubt", "gauge", "1: the machine's clock is in doubt, and nothing is charged, ordered or expired.",
            status.clerk.clock_doubt ? 1 : 0);
    const auto troubles = troubles_of(status);
    out.one("state", "gauge", "0: all is well; 1: warning; 2: critical.", static_cast<int>(worst(troubles)));
    out.family("trouble", "gauge", "1 warning, 2 critical, for each thing that is wrong now; hallctl status says what.");
    for (const auto& trouble : troubles)
        out.sample("trouble", fmt::format("slug=\"{}\",subject=\"{}\"", label(trouble.slug), label(trouble.subject)),
                   static_cast<int>(trouble.severity));
    return out.text;
}

}  // namespace hall::daemon
