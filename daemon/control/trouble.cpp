#include "daemon/control/trouble.hpp"

#include "daemon/control/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hall::daemon {

namespace {

using Troubles = std::vector<Trouble>;

// A batch takes milliseconds, on a slow disk tenths of a second.
constexpr Millis longest_batch = std::chrono::seconds(10);

// So long an announcement may try to reach its reader before a person must look.
constexpr Millis longest_untold = std::chrono::hours(24);
// A day's run takes a minute; hours without it are a day without income.
constexpr Millis longest_due = std::chrono::minutes(5);
constexpr Millis longest_unpaid = std::chrono::hours(2);

// A hall whose SMSC has other links up for whatever this one carries still answers. A receiver alone hears texts, and
// answers none.
bool is_replaced(const HallStatus& status, const LinkStatus& link) {
    const auto bound = [&](bool LinkStatus::*direction) {
        return std::any_of(status.links.begin(), status.links.end(), [&](const auto& other) {
            return other.smsc == link.smsc && other.bound && other.*direction;
        });
    };
    return (!link.sends || bound(&LinkStatus::sends)) && (!link.receives || bound(&LinkStatus::receives));
}

void tell_links(const HallStatus& status, Troubles& out) {
    for (const auto& link : status.links) {
        if (link.bound) continue;
        const bool another = is_replaced(status, link);
        out.push_back({another ? Severity::warning : Severity::critical, "link_down", link.name,
                       fmt::format("link {} is not bound{}{}", link.name, link.event.empty() ? "" : ": " + link.event,
                                   link.detail.empty() ? "" : ", " + link.detail),
                       link.event.empty() ? std::nullopt : std::optional(link.since)});
    }
}

// A few refusals in a row are chance, and over in a moment.
constexpr Millis refused_by_chance = std::chrono::seconds(10);
constexpr Millis longest_refused = std::chrono::minutes(10);

// An SMSC that takes nobody's replies.
void tell_refusals(const HallStatus& status, Troubles& out) {
    for (const auto& outbox : status.outboxes) {
        if (outbox.stopped_since) {
            out.push_back({Severity::critical, "submits_stopped", outbox.smsc,
                           fmt::format("{} refuses one subscriber's reply after the other for a reason that concerns every "
                                       "message: check the settings of this SMSC; {} parts of replies wait",
                                       outbox.smsc, outbox.waiting),
                           outbox.stopped_since});
            continue;
        }
        const auto since = outbox.nobody_accepted_since;
        if (!since || outbox.waiting == 0 || status.at - *since < refused_by_chance) continue;
        out.push_back({status.at - *since >= longest_refused ? Severity::critical : Severity::warning, "nobody_accepted",
                       outbox.smsc,
                       fmt::format("{} refuses the replies of several subscribers for now and accepts none: ask its operator; "
                                   "{} parts of replies wait",
                                   outbox.smsc, outbox.waiting),
                       since});
    }
}

// Replies that nothing keeps but those before them: more is asked for than the SMSC takes.
constexpr Millis longest_turn = std::chrono::seconds(10);
constexpr Millis far_too_long_a_turn = std::chrono::minutes(1);

void tell_late(const HallStatus& status, Troubles& out) {
    for (const auto& outbox : status.outboxes) {
        const auto since = outbox.oldest_ready_since;
        const bool may_leave = std::any_of(status.links.begin(), status.links.end(), [&](const auto& link) {
            return link.smsc == outbox.smsc && link.bound && link.sends;
        });
        if (!since || !may_leave || status.at - *since < longest_turn) continue;
        out.push_back({status.at - *since >= far_too_long_a_turn ? Severity::critical : Severity::warning, "replies_late", outbox.smsc,
                       fmt::format("{} takes replies more slowly than they are asked for: one that could leave has waited for its "
                                   "turn for {} s; {} parts of replies wait",
                                   outbox.smsc, std::chrono::duration_cast<std::chrono::seconds>(status.at - *since).count(),
                                   outbox.waiting),
                       since});
    }
}

// A link whose SMSC takes nothing for good says so by its share where much is sent, and by nothing else where little is.
void tell_refused(const HallStatus& status, const LinkStatus& link, Troubles& out) {
    const auto& lately = link.submits;
    if (lately.many_refused()) {
        out.push_back({lately.refused_share() >= 0.5 ? Severity::critical : Severity::warning, "submits_refused", link.name,
                       fmt::format("link {}: the SMSC refused {:.0f}% of the submits of the last minute for good ({} of {}): these "
                                   "subscribers get no answer; reply_refused in the log says with which status",
                                   link.name, 100 * lately.refused_share(), lately.refused, lately.answered),
                       std::nullopt});
        return;
    }
    const auto since = link.nothing_taken_since;
    if (!since || status.at - *since < refused_by_chance) return;
    out.push_back({status.at - *since >= longest_refused ? Severity::critical : Severity::warning, "nothing_taken", link.name,
                   fmt::format("link {}: the SMSC has taken no submit; it refuses those of one subscriber after the other for good, or "
                               "never answers them; reply_refused and submits_unanswered in the log say which",
                               link.name),
                   since});
}

// What an SMSC does to replies although its link is up.
void tell_submits(const HallStatus& status, Troubles& out) {
    for (const auto& link : status.links) {
        const auto& lately = link.submits;
        tell_refused(status, link, out);
        if (lately.many_unanswered(link.window))
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

// Who is not charged for a day because of it costs money.
constexpr auto charges_held_back_at_most = std::chrono::hours(24);

void tell_rows(const HallStatus& status, Troubles& out) {
    const auto& clerk = status.clerk;
    if (clerk.damaged_since)
        out.push_back({Severity::critical, "database_damaged", "",
                       fmt::format("a page of the database file is damaged ({}): what stands on it fails, all else goes on; "
                                   "restore the last backup, or write the file anew with sqlite3 .recover while the hall is stopped",
                                   clerk.damage),
                       clerk.damaged_since});
    if (clerk.rows_aside == 0) return;
    const bool late = clerk.charges_aside_since && status.at - *clerk.charges_aside_since > charges_held_back_at_most;
    out.push_back({late ? Severity::critical : Severity::warning, "rows_set_aside", "",
                   fmt::format("{} row{} could not be dealt with and wait{} for you{}; hallctl aside says which and why",
                               clerk.rows_aside, clerk.rows_aside == 1 ? "" : "s", clerk.rows_aside == 1 ? "s" : "",
                               clerk.charges_aside_since ? ", subscriptions that are not charged among them" : ""),
                   clerk.aside_since});
}

void tell_clerk(const HallStatus& status, Troubles& out) {
    const auto& clerk = status.clerk;
    if (clerk.store_failing_since)
        out.push_back(
            {Severity::critical, "store_failing", "",
             fmt::format("the database takes nothing ({}): every text is answered \"try later\"; look at the disk",
                         clerk.store_failing_why),
             clerk.store_failing_since});
    if (status.clerk_busy_since && status.at - *status.clerk_busy_since > longest_batch)
        out.push_back(
            {Severity::critical, "clerk_stuck", "",
             "the clerk has not finished what it began: no text is answered meanwhile; the disk of the database "
             "does not answer, as a rule",
             status.clerk_busy_since});
}

// Of few the subscribers ask again; many are a fault that does not pass.
constexpr std::size_t many_failed = 10;
constexpr std::uint64_t many_refused_texts = 20;

void tell_texts(const HallStatus& status, Troubles& out) {
    if (const auto failed = texts_failed_lately(status); failed > 0)
        out.push_back({failed >= many_failed ? Severity::critical : Severity::warning, "texts_failed", "",
                       fmt::format("{} text{}{} could not be dealt with in the last ten minutes, and heard \"system busy\" ({}); "
                                   "event_failed in the log says why, status failed in table inbound which",
                                   failed, failed == 1 ? "" : "s", failed >= many_failed ? " or more" : "", status.clerk.text_failed_why),
                       *(status.clerk.texts_failed_at.end() - static_cast<std::ptrdiff_t>(failed))});
    for (const auto& refused : status.texts_refused)
        if (refused.last_minute > 0)
            out.push_back({refused.last_minute >= many_refused_texts ? Severity::critical : Severity::warning, "texts_refused", refused.smsc,
                           fmt::format("{} text{} that came over {} {} refused in the last minute (try later, or queue full): the inbox or "
                                       "an outbox was full, or the database took nothing",
                                       refused.last_minute, refused.last_minute == 1 ? "" : "s", refused.smsc,
                                       refused.last_minute == 1 ? "was" : "were"),
                           std::nullopt});
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

// Of the disk, what is not yet in the way and will be.
void tell_disk(const HallStatus& status, Troubles& out) {
    const auto& wal = status.wal;
    constexpr std::uint64_t mib = 1024 * 1024;
    if (wal.held_since)
        out.push_back(
            {wal.share() >= status.wal_share ? Severity::critical : Severity::warning, "wal_held", "",
             fmt::format("somebody reads the database in a transaction that does not end; its write-ahead log has "
                         "{} MiB, {}% of the free disk, and grows: end that program (fuser -v on the database)",
                         wal.octets / mib, wal.share()),
             wal.held_since ? std::optional(from_millis(*wal.held_since)) : std::nullopt});
    constexpr std::uint64_t hardly_any = 100 * mib;
    if (wal.free_octets > 0 && wal.free_octets < hardly_any)
        out.push_back({Severity::critical, "disk_nearly_full", "",
                       fmt::format("the disk of the database has {} MiB left: make room before texts are refused",
                                   wal.free_octets / mib)});
}

void tell_queues(const HallStatus& status, Troubles& out) {
    if (status.inbox_limit > 0 && status.inbox >= status.inbox_limit)
        out.push_back(
            {Severity::critical, "inbox_full", "",
             fmt::format("{} texts wait for the clerk, as many as clerk.inbox lets in: further ones are refused",
                         status.inbox)});
    if (status.clerk.orphans > 0)
        out.push_back(
            {Severity::warning, "outbox_orphaned", "",
             fmt::format("{} parts of replies wait for SMSCs that the settings no longer name: put those back and "
                         "restart, or they expire a day after they were written",
                         status.clerk.orphans),
             status.clerk.orphans_since});
    for (const auto& smsc : status.clerk.outboxes_full)
        out.push_back({Severity::critical, "outbox_full", smsc,
                       fmt::format("as many parts of replies wait for {} as clerk.outbox lets in, or four times as many with "
                                   "those that rest or wait for a person: its texts are refused; hallctl lanes, hallctl held",
                                   smsc)});
}

void tell_business(const HallStatus& status, Troubles& out) {
    const auto& clerk = status.clerk;
    if (clerk.oldest_holding_since && status.at - *clerk.oldest_holding_since >= longest_untold)
        out.push_back({Severity::critical, "notices_not_taken", "",
                       fmt::format("{} notices must be taken by their SMSC before what they announce is charged; the oldest is "
                                   "notice {} of subscription {}, which is not charged: hallctl notices",
                                   clerk.notices_holding, clerk.oldest_holding, clerk.oldest_held_subscription),
                       clerk.oldest_holding_since});
    if (clerk.due_since && status.at - *clerk.due_since >= longest_due)
        out.push_back({status.at - *clerk.due_since >= longest_unpaid ? Severity::critical : Severity::warning, "due_late", "",
                       "charges and what else happens by itself have not been done; the log says why", clerk.due_since});
}

void tell_files(const HallStatus& status, Troubles& out) {
    if (status.reading_since)
        out.push_back(
            {Severity::warning, "files_not_read", "",
             "the hall's files are being read and have not come yet; they may lie on a file system that does not "
             "answer",
             status.reading_since});
    if (status.disk.faults > 0)
        out.push_back({Severity::warning, "files_faulty", "",
                       fmt::format("the files on disk have {} faults: a reload would be refused; the first: {}",
                                   status.disk.faults, status.disk.first_fault)});
    if (status.lost)
        out.push_back(
            {Severity::warning, "rollback_lost", "",
             fmt::format("version {}, which {} rolled back to, could not be loaded at the start: the files that had "
                         "been taken back are in force",
                         status.lost->version, status.lost->who),
             status.started_at});
    if (last_change_failed(status))
        out.push_back(
            {Severity::warning, "last_change_failed", "",
             fmt::format("the last {} came to nothing: {}", status.last_change->command, status.last_change->first),
             status.last_change->at});
}

// A few are travellers, whom nobody needs to hear of.
constexpr std::size_t many_abroad = 10;

void tell_senders(const HallStatus& status, Troubles& out) {
    const auto& clerk = status.clerk;
    if (clerk.silenced > 0)
        out.push_back({Severity::warning, "numbers_silenced", "",
                       fmt::format("{} number{} text{} or would be sent the same over and over, as robots do, and {} not answered for "
                                   "now; view v_silenced has them, clerk.brake the figures",
                                   clerk.silenced, clerk.silenced == 1 ? "" : "s", clerk.silenced == 1 ? "s" : "",
                                   clerk.silenced == 1 ? "is" : "are"),
                       clerk.silenced_since});
    for (const auto& [smsc, senders] : clerk.read_abroad)
        if (senders >= many_abroad)
            out.push_back({Severity::warning, "senders_read_abroad", smsc,
                           fmt::format("{}: {} senders announce numbers of another country that would be subscribers' if read "
                                       "nationally; if it announces its own subscribers so, set source_numbers: home_first for it",
                                       smsc, senders),
                           std::nullopt});
}

// One function a family; what a family tells goes in the order in which it is told.
constexpr std::array families{tell_clock, tell_clerk,   tell_rows, tell_texts,  tell_links,   tell_refusals, tell_late,
                              tell_submits, tell_disk, tell_queues, tell_senders, tell_business, tell_files};

}  // namespace

std::vector<Trouble> troubles_of(const HallStatus& status) {
    Troubles all;
    for (const auto tell : families) tell(status, all);
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
