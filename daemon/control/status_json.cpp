#include "daemon/control/status.hpp"

#include "codecs/text/unicode.hpp"
#include "codecs/text/visible.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : codecs::readable(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20) {
            out += fmt::format("\\u{:04x}", byte);
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string moment(std::optional<UtcTime> time) {
    return time ? std::to_string(to_millis(*time)) : "null";
}

std::string list(const std::vector<std::string>& words) {
    std::vector<std::string> all;
    for (const auto& word : words) all.push_back(json_text(word));
    return fmt::format("[{}]", fmt::join(all, ", "));
}

const char* name(DiskState::Kind kind) {
    switch (kind) {
        case DiskState::Kind::same: return "same";
        case DiskState::Kind::set_aside: return "rolled_back";
        case DiskState::Kind::changed: return "changed";
        case DiskState::Kind::unknown: break;
    }
    return "unknown";
}

std::string version_of(const HallStatus& status) {
    const auto& version = status.version;
    return fmt::format(R"({{"id": {}, "since": {}, "how": {}, "who": {}, "hash": {}, "of_version": {}}})", version.id,
                       version.in_force_from, json_text(version.how), json_text(version.who), json_text(version.hash),
                       version.of_version ? std::to_string(*version.of_version) : "null");
}

std::string last_change_of(const HallStatus& status) {
    const auto& change = status.last_change;
    if (!change) return "null";
    return fmt::format(R"({{"at": {}, "who": {}, "command": {}, "code": {}, "faults": {}, "first": {}}})",
                       to_millis(change->at), json_text(change->who), json_text(change->command),
                       static_cast<int>(change->code), change->faults, json_text(change->first));
}

}  // namespace

std::string to_json(const HallStatus& status) {
    std::vector<std::string> links;
    for (const auto& link : status.links)
        links.push_back(fmt::format(R"({{"smsc": {}, "link": {}, "bound": {}, "event": {}, "since": {}, "detail": {}, )"
                                    R"("reduced_to": {}, "answered": {}, "throttled": {}, "refused": {}, "unanswered": {}, "overdue": {}}})",
                                    json_text(link.smsc), json_text(link.name), link.bound, json_text(link.event),
                                    link.event.empty() ? "null" : std::to_string(to_millis(link.since)),
                                    json_text(link.detail),
                                    link.reduced_to ? fmt::format("{:.1f}", *link.reduced_to) : "null",
                                    link.submits.answered, link.submits.throttled, link.submits.refused, link.submits.unanswered, link.overdue));
    std::vector<std::string> outboxes;
    for (const auto& outbox : status.outboxes)
        outboxes.push_back(fmt::format(R"({{"smsc": {}, "waiting": {}, "resting": {}}})", json_text(outbox.smsc), outbox.waiting,
                                       outbox.resting));
    const auto troubles = troubles_of(status);
    std::vector<std::string> wrong;
    for (const auto& trouble : troubles)
        wrong.push_back(fmt::format(R"({{"severity": {}, "slug": {}, "subject": {}, "since": {}, "what": {}}})",
                                    json_text(to_string(trouble.severity)), json_text(trouble.slug),
                                    json_text(trouble.subject), moment(trouble.since), json_text(trouble.sentence)));
    std::string json = "{";
    json += fmt::format("\"state\": {}, \"troubles\": [{}],\n ", json_text(to_string(worst(troubles))), fmt::join(wrong, ", "));
    json += fmt::format("\"program_version\": {}, \"at\": {}, \"started_at\": {},\n ", json_text(status.program_version),
                        to_millis(status.at), to_millis(status.started_at));
    json += fmt::format("\"version\": {},\n ", version_of(status));
    json += fmt::format("\"files_on_disk\": {}, \"files_changed\": {}, \"faulty_files\": {},\n ",
                        json_text(name(status.disk.kind)), list(status.disk.changed), json_text(status.disk.all_faults));
    json += fmt::format("\"files_reading_since\": {}, \"clerk_busy_since\": {},\n ", moment(status.reading_since),
                        moment(status.clerk_busy_since));
    json += fmt::format("\"rollback_lost\": {}, \"last_change_failed\": {},\n ",
                        status.lost ? json_text(status.lost->faults) : "null", last_change_failed(status));
    json += fmt::format("\"waits_for_restart\": {}, \"last_change\": {}, \"changes_refused\": {},\n ",
                        list(status.waits_for_restart), last_change_of(status), status.changes_refused);
    json += fmt::format("\"links\": [{}],\n ", fmt::join(links, ", "));
    json += fmt::format("\"inbox\": {}, \"inbox_limit\": {}, \"outboxes\": [{}], \"outbox_limit\": {},\n ", status.inbox,
                        status.inbox_limit, fmt::join(outboxes, ", "), status.outbox_limit);
    const auto& clerk = status.clerk;
    json += fmt::format("\"due_since\": {}, \"notices_waiting\": {}, \"notices_holding\": {}, \"notices_holding_since\": {},\n ",
                        moment(clerk.due_since), clerk.notices_waiting, clerk.notices_holding,
                        moment(clerk.oldest_holding_since));
    json += fmt::format("\"outbox_orphaned\": {}, \"rows_set_aside\": {}, ", clerk.orphans, clerk.rows_aside);
    std::vector<std::string> abroad;
    for (const auto& [smsc, senders] : clerk.read_abroad) abroad.push_back(fmt::format("{}: {}", json_text(smsc), senders));
    json += fmt::format("\"numbers_silenced\": {}, \"texts_silenced\": {}, \"senders_read_abroad\": {{{}}},\n ", clerk.silenced,
                        clerk.texts_silenced, fmt::join(abroad, ", "));
    json +=
        fmt::format("\"wal_octets\": {}, \"wal_held_since\": {}, \"disk_free_octets\": {},\n ", status.wal.octets,
                    status.wal.held_since ? std::to_string(*status.wal.held_since) : "null", status.wal.free_octets);
    json += fmt::format("\"texts_last_minute\": {}, \"texts\": {}, \"refused\": {}, \"pdus_refused\": {}, "
                        "\"never_answered\": {}, \"reply_parts\": {}",
                        status.texts_last_minute, status.texts, status.refused, status.pdus_refused, status.never_answered,
                        status.reply_parts);
    return codecs::visible_json(json + "}\n");
}

}  // namespace hall::daemon
