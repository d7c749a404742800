#include "daemon/control/status.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <sstream>

namespace hall::daemon {

namespace {

std::string shown(UtcTime time) {
    return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(static_cast<std::time_t>(to_millis(time) / 1000)));
}

std::string disk_line(const HallStatus& status) {
    switch (status.disk.state) {
        case DiskStatus::State::same: return "the same";
        case DiskStatus::State::rolled_back: return "still those that were rolled back";
        case DiskStatus::State::changed: return fmt::format("changed since: {}", fmt::join(status.disk.changed, ", "));
        case DiskStatus::State::unknown: break;
    }
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

void add_lines(std::string& text, const std::string& lines, const char* before) {
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) text += before + line + "\n";
}

}  // namespace

DiskStatus compare_with_disk(const store::VersionRow& version, const VersionFiles& files,
                             const std::filesystem::path& settings_path, const Settings& settings) {
    DiskStatus status;
    if (files.empty()) return status;
    const auto on_disk = as_on_disk(files, settings_path, settings);
    const auto hash = fingerprint_of(on_disk);
    if (hash == version.hash) {
        status.state = DiskStatus::State::same;
        return status;
    }
    status.state = version.overrules == hash ? DiskStatus::State::rolled_back : DiskStatus::State::changed;
    for (const auto& file : files) {
        const auto same = [&file](const auto& other) { return other.path == file.path && other.body == file.body; };
        if (std::none_of(on_disk.begin(), on_disk.end(), same)) status.changed.push_back(file.path);
    }
    return status;
}

std::string to_text(const HallStatus& status) {
    const auto& version = status.version;
    auto text = fmt::format("smshalld {}, up since {}\n\n", status.program_version, shown(status.started_at));
    text += fmt::format("version       {}{}\n", version.id,
                        version.of_version ? fmt::format(" (the files of version {})", *version.of_version) : "");
    text += fmt::format("  in force    since {}, by {} of {}\n", shown(from_millis(version.in_force_from)), version.how,
                        version.who);
    text += fmt::format("  fingerprint {}\n", version.hash.empty() ? "none" : version.hash);
    text += fmt::format("  on disk     {}\n", disk_line(status));
    if (!status.faulty_files.empty()) {
        text += fmt::format("  FAULTY      the files on disk are faulty; running version {}\n", version.id);
        add_lines(text, status.faulty_files, "              ");
    }
    if (!status.waits_for_restart.empty())
        text += fmt::format("  restart     needed for {}\n", fmt::join(status.waits_for_restart, ", "));
    if (const auto& change = status.last_change)
        text += fmt::format("last change   {} by {} at {}: {}\n", change->command, change->who, shown(change->at),
                            outcome_of(*change));
    text += "\nlinks\n";
    for (const auto& link : status.links)
        text += fmt::format("  {:<12}{}{}{}{}\n", link.name, link.bound ? "bound" : "NOT BOUND",
                            link.event.empty() ? "" : fmt::format(", {} since {}", link.event, shown(link.since)),
                            link.detail.empty() ? "" : ": ", link.detail);
    text += fmt::format("\ninbox         {} of {} texts\n", status.inbox, status.inbox_limit);
    for (const auto& outbox : status.outboxes)
        text += fmt::format("outbox {:<7}{} of {} parts of replies\n", outbox.smsc, outbox.waiting, status.outbox_limit);
    text += fmt::format("texts         {} in the last minute, {:.1f} a second\n", status.texts_last_minute,
                        static_cast<double>(status.texts_last_minute) / 60.0);
    text += fmt::format("since start   {} texts, {} refused, {} parts of replies\n", status.texts, status.refused,
                        status.reply_parts);
    return text;
}

}  // namespace hall::daemon
