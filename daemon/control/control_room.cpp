#include "daemon/control/control_room.hpp"

#include "daemon/observe/clock.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/versions/change_words.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fmt/format.h>

#include <sstream>

namespace hall::daemon {

namespace asio = boost::asio;

namespace {

// A reload of five thousand items takes a second or two.
constexpr auto patience_with_files = std::chrono::seconds(30);

ControlAnswer files_do_not_come(UtcTime since, campaigns::Zone zone, codecs::MessageLanguage language) {
    const auto told = codecs::filled(change_words::being_read, {campaigns::format_time(since, zone)});
    return {ControlCode::busy, told.in(language) + "\n"};
}

std::optional<LostRollback> lost_rollback(const Opening& opening) {
    if (opening.why != Opening::Why::rollback_lost || !opening.rollback) return std::nullopt;
    const auto& row = *opening.rollback;
    return LostRollback{row.id, row.who, from_millis(row.in_force_from), opening.faults};
}

}  // namespace

ControlRoom::ControlRoom(asio::io_context& io, const Opening& opening, store::VersionRow version, Hall hall)
    : io_(io),
      hall_(std::move(hall)),
      settings_path_(opening.configuration.path),
      settings_(opening.configuration.settings),
      lost_(lost_rollback(opening)),
      started_at_(utc_now()),
      reader_(std::make_unique<ReaderThread>([&io](std::function<void()> job) { asio::post(io, std::move(job)); })),
      disk_watch_(io, *reader_, [this] { return comparison(); }),
      changeover_(opening.configuration, std::move(version),
                  {[this](Changeover::Read read, Changeover::HaveRead done) {
                       reader_->ask<PreparedVersion>(std::move(read), std::move(done));
                   },
                   hall_.to_clerk}),
      aside_(hall_.to_clerk),
      commands_({
          [this](const Changeover::Asker& asker, ControlCommands::Answer answer) {
              if (!reader_answers(asker, answer)) return;
              changeover_.reload(asker, [this, told = in_time(asker, std::move(answer))](const ControlAnswer& done) {
                  if (done.code == ControlCode::done) lost_.reset();  // also when the disk was in force already
                  told(done);
              });
          },
          [this](std::optional<std::int64_t> wanted, const Changeover::Asker& asker, ControlCommands::Answer answer) {
              if (reader_answers(asker, answer)) changeover_.rollback(wanted, asker, in_time(asker, std::move(answer)));
          },
          [this](std::optional<std::int64_t> id, const Changeover::Asker& asker, ControlCommands::Answer answer) {
              aside_.retry(id, asker.who, std::move(answer));
          },
          [this](const Changeover::Asker& asker, ControlCommands::Answer answer) { accept_clock(asker, std::move(answer)); },
          [this](std::function<void(const HallStatus&)> told) { tell_status(std::move(told)); },
          [this](const ControlCommands::Answer& answer) {
              answer({ControlCode::done, lanes_report(hall_.lanes(), settings_.business.zone)});
          },
          [this](const std::string& number, const std::string& who, const ControlCommands::Answer& answer) {
              empty_lane(number, who, answer);
          },
          [this](std::optional<unsigned> user, std::function<void(std::string)> told) {
              tell_name(user, std::move(told));
          },
      }),
      server_(io, control_socket_of(settings_), [this](const ControlRequest& request, ControlServer::Answer answer) {
          if (stopped_) {
              answer({ControlCode::busy, "the hall is about to end\n"});
          } else {
              commands_.run(request, std::move(answer));
          }
      }) {}

// What has left already stays: nobody can call it back.
void ControlRoom::empty_lane(const std::string& number, const std::string& who, const ControlCommands::Answer& answer) {
    const auto parts = hall_.empty_lane(number);
    const auto outcome = parts > 0 ? "done" : "unchanged";
    hall_.to_clerk(ControlNoted{{to_millis(utc_now()), who, "lanes empty", outcome, fmt::format("{}: {} parts", number, parts)}});
    log(LogLevel::warn, "lane_emptied", {{"number", codecs::mask_number(number)}, {"parts", parts}, {"by", who}});
    if (parts > 0) {
        answer({ControlCode::done, fmt::format("{} parts of replies to {} will not be sent any more\n", parts, number)});
    } else {
        answer({ControlCode::refused, fmt::format("nothing waits for {} that has not left already\n", number)});
    }
}

void ControlRoom::stop() {
    stopped_ = true;
    server_.stop();
}

void ControlRoom::note(const BatchResult& result) {
    for (const auto& answer : result.answers) {
        if (answer.status != codecs::CommandStatus::ok) continue;
        ++texts_;
        last_minute_.note(now(), 1);
    }
    pdus_refused_ += result.pdus_refused;
    never_answered_ += result.never_answered;
    reply_parts_ += result.outbox.size();
    for (const auto& outcome : result.retried) aside_.retried(outcome);
    for (const auto& outcome : result.clock_accepted) clock_accepted(outcome);
    for (const auto& outcome : result.configured) {
        if (outcome.failed.empty()) lost_.reset();
        changeover_.configured(outcome);
    }
}

void ControlRoom::note_refused(const std::string& smsc, bool his_own) {
    ++refused_;
    if (!his_own) refused_lately_[smsc].note(now(), 1);
}

void ControlRoom::accept_clock(const Changeover::Asker& asker, ControlCommands::Answer answer) {
    clock_answers_[++clock_tickets_] = std::move(answer);
    hall_.to_clerk(ClockAccepted{asker.who, utc_now(), clock_tickets_});
}

void ControlRoom::clock_accepted(const ClockOutcome& outcome) {
    const auto waits = clock_answers_.find(outcome.ticket);
    if (waits == clock_answers_.end()) return;
    const auto shown = [this](UtcTime time) { return campaigns::format_time(time, settings_.business.zone); };
    if (!outcome.failed.empty()) {
        waits->second({ControlCode::failed, fmt::format("the clock stays in doubt: it cannot be written down that it is right ({})\n",
                                                        outcome.failed)});
    } else if (!outcome.was_doubted) {
        waits->second({ControlCode::done, fmt::format("the clock is not in doubt: it is {}\n", shown(outcome.now))});
    } else {
        waits->second({ControlCode::done,
                       fmt::format("the clock is believed again: it was {} for the hall, it is {} now; what came due meanwhile "
                                   "happens now\n",
                                   shown(outcome.before), shown(outcome.now))});
    }
    clock_answers_.erase(waits);
}

void ControlRoom::reload(const std::string& who) {
    if (stopped_) return;
    changeover_.reload({who}, [who](const ControlAnswer& answer) {
        // Nobody else will tell all that is wrong.
        std::istringstream lines(answer.code == ControlCode::done ? "" : answer.text);
        for (std::string line; std::getline(lines, line);) log(LogLevel::error, "reload", {{"by", who}, {"told", line}});
    });
}

void ControlRoom::keep_reader_busy(std::function<void()> work) {
    reader_->ask<bool>(
        [work = std::move(work)] {
            work();
            return true;
        },
        [](bool) {});
}

// Behind work that does not end nothing would ever be answered.
bool ControlRoom::reader_answers(const Changeover::Asker& asker, const ControlCommands::Answer& answer) const {
    const auto since = disk_watch_.reading_since();
    if (since) answer(files_do_not_come(*since, settings_.business.zone, asker.language));
    return !since;
}

// The first who meets a file system that does not answer is told so, too, before he has waited for ever.
ControlCommands::Answer ControlRoom::in_time(const Changeover::Asker& asker, ControlCommands::Answer answer) {
    const auto once = std::make_shared<ControlCommands::Answer>(std::move(answer));
    const auto limit = std::make_shared<asio::steady_timer>(io_, patience_with_files);
    limit->async_wait([this, once, language = asker.language](boost::system::error_code error) {
        const auto since = disk_watch_.reading_since();
        if (error || !since || !*once) return;  // what still waits waits for the clerk
        std::exchange(*once, nullptr)(files_do_not_come(*since, settings_.business.zone, language));
    });
    return [once, limit](const ControlAnswer& done) {
        limit->cancel();
        if (*once) std::exchange(*once, nullptr)(done);
    };
}

std::function<DiskState()> ControlRoom::comparison() const {
    return [version = changeover_.version(), files = changeover_.files(), path = settings_path_,
            zone = settings_.business.zone] {
        try {
            return compare_with_disk(version, *files, path, zone);
        } catch (const std::exception& error) {  // a monitor that asks must not end the hall
            DiskState disk;
            disk.faults = 1;
            disk.all_faults = disk.first_fault = error.what();
            return disk;
        }
    };
}

void ControlRoom::tell_status(std::function<void(const HallStatus&)> told) {
    disk_watch_.ask([this, told = std::move(told)](const DiskState& disk, std::optional<UtcTime> reading_since) {
        told(status(disk, reading_since));
    });
}

// getpwuid may ask a directory over the network; links and clerk do not wait for it, and nobody waits for a reader that
// does not come back.
void ControlRoom::tell_name(std::optional<unsigned> user, std::function<void(std::string)> told) {
    if (!user || disk_watch_.reading_since()) {
        told(user ? fmt::format("uid {}", *user) : "unknown");
        return;
    }
    reader_->ask<std::string>([user] { return user_name(*user); },
                              [this, told = std::move(told)](const std::string& name) {
                                  if (!stopped_) told(name);
                              });
}

HallStatus ControlRoom::status(DiskState disk, std::optional<UtcTime> reading_since) {
    HallStatus status;
    status.program_version = HALL_VERSION;
    status.at = utc_now();
    status.started_at = started_at_;
    status.zone = settings_.business.zone;
    status.lost = lost_;
    status.version = changeover_.version();
    status.disk = std::move(disk);
    status.reading_since = reading_since;
    status.waits_for_restart = changeover_.waits_for_restart();
    status.last_change = changeover_.last_change();
    status.links = hall_.links();
    status.inbox = hall_.inbox();
    status.inbox_limit = settings_.inbox_limit;
    status.outboxes = hall_.outboxes();
    status.outbox_limit = settings_.outbox_limit;
    status.texts_last_minute = last_minute_.last_minute(now());
    status.texts = texts_;
    status.refused = refused_;
    status.pdus_refused = pdus_refused_;
    status.never_answered = never_answered_;
    status.reply_parts = reply_parts_;
    for (auto& [smsc, meter] : refused_lately_) status.texts_refused.push_back({smsc, meter.last_minute(now())});
    status.changes_refused = changeover_.refused();
    status.clerk = clerk_;
    status.wal = hall_.wal();
    status.wal_share = settings_.wal_share;
    if (const auto since = hall_.clerk_busy_since())
        status.clerk_busy_since = status.at - std::chrono::duration_cast<Millis>(now() - *since);
    return status;
}

}  // namespace hall::daemon
