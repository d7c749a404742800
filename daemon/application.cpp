#include "daemon/application.hpp"

#include "daemon/clerk/read_clocks.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/observe/log_fold.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace hall::daemon {

namespace asio = boost::asio;

namespace {

constexpr Millis drain_step = 20ms;
constexpr Millis unbind_limit = 5s;
constexpr Millis clerk_at_once = 1s;  // after a second signal

void log_wal(const store::WalState& wal) {
    constexpr std::uint64_t mib = 1024 * 1024;
    if (wal.held_since) {
        log(LogLevel::warn, "wal_held",
            {{"mib", wal.octets / mib},
             {"percent_of_free", wal.share()},
             {"what", "somebody reads the database in a transaction that does not end; its write-ahead log grows"}});
    } else {
        log(LogLevel::info, "wal_free", {{"mib", wal.octets / mib}, {"most_mib", wal.most_octets / mib}});
    }
}

/// Counts of lines that were folded are told however the run ends: also by an exception, as of a disk that is full.
struct TellRepeatedAtEnd {
    TellRepeatedAtEnd() = default;
    TellRepeatedAtEnd(const TellRepeatedAtEnd&) = delete;
    TellRepeatedAtEnd& operator=(const TellRepeatedAtEnd&) = delete;
    ~TellRepeatedAtEnd() {
        try {
            tell_repeated(Repeated::all);
        } catch (...) {  // NOLINT(bugprone-empty-catch): the exception that ends the run matters more
        }
    }
};

auto millis(std::chrono::nanoseconds time) { return std::chrono::duration_cast<Millis>(time).count(); }

}  // namespace

Application::Application(Opening opening)
    : opening_(std::move(opening)),
      signals_(io_, SIGTERM, SIGINT, SIGHUP),
      drain_timer_(io_),
      log_timer_(io_),
      network_(io_, trusted_),
      store_(configuration_.settings.store_path, configuration_.settings.store_busy_timeout),
      clerk_(store_, clerk_settings(configuration_.settings, configuration_.menu, configuration_.catalogue), nullptr,
             &trusted_) {
    open_control();
    build_links();
    recover_outbox();
}

void Application::open_control() {
    const auto files = to_rows(configuration_);
    const auto version = clerk_.begin_version(first_version(opening_, store_.versions), files, read_clocks());
    log_opening(opening_, version);
    ControlRoom::Hall hall;
    hall.to_clerk = [this](Event event) { clerk_thread_->post(std::move(event)); };
    hall.inbox = [this] { return clerk_thread_->texts_waiting(); };
    hall.links = [this] { return link_states(); };
    hall.outboxes = [this] {
        std::vector<OutboxStatus> all;
        for (const auto& [smsc, pump] : pumps_)
            all.push_back({smsc, pump->waiting(), pump->resting(), pump->stopped_since(), pump->nobody_accepted_since(),
                           pump->oldest_ready()});
        return all;
    };
    hall.wal = [this] { return wal_keeper_ ? wal_keeper_->state() : store::WalState{}; };
    hall.clerk_busy_since = [this] { return clerk_thread_->busy_since(); };
    hall.lanes = [this] {
        std::vector<LaneStatus> all;
        for (const auto& [smsc, pump] : pumps_)
            for (auto& lane : pump->longest_lanes(most_lanes)) all.push_back(std::move(lane));
        return all;
    };
    hall.empty_lane = [this](const std::string& number) {
        std::size_t parts = 0;
        for (const auto& [smsc, pump] : pumps_) parts += pump->empty_lane(number);
        return parts;
    };
    control_ = std::make_unique<ControlRoom>(io_, opening_, version, std::move(hall));
}

std::vector<LinkStatus> Application::link_states() const {
    std::vector<LinkStatus> all;
    for (const auto& link : links_) {
        LinkStatus status;
        status.name = link->name();
        status.smsc = link->smsc();
        status.bound = link->bound();
        status.reduced_to = link->reduced_to();
        status.submits = link->lately();
        status.nothing_taken_since = link->nothing_taken_since();
        status.window = link->window();
        status.overdue = link->overdue_submits();
        status.sends = link->sends();
        status.receives = link->receives();
        if (const auto news = link_news_.find(status.name); news != link_news_.end()) {
            status.event = news->second.event;
            status.detail = news->second.detail;
            status.since = news->second.at;
        }
        if (const auto& closing = link->closing()) {  // told when it is closed; its peer may not take what is written to it
            status.event = closing->event;
            status.detail = closing->detail;
        }
        all.push_back(std::move(status));
    }
    return all;
}

void Application::sabotage(bool acknowledge_before_commit, bool skip_repeats, bool swap_before_commit) {
    Sabotage sabotage;
    sabotage.skip_repeats = skip_repeats;
    sabotage.swap_before_commit = swap_before_commit;
    if (acknowledge_before_commit)
        sabotage.acknowledge_before_commit = [this](std::vector<TextAnswer> answers) {
            asio::post(io_, [this, early = std::move(answers)] {
                BatchResult result;
                result.answers = early;
                deliver(std::move(result));
            });
            // As a hall that writes later what it has taken; a kill hits a commit of a millisecond too seldom, and on a
            // machine that is busy with other things also one of 50 ms.
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        };
    clerk_.sabotage(std::move(sabotage));
}

void Application::build_links() {
    for (const auto& smsc : configuration_.settings.smscs) {
        pumps_[smsc.name] =
            std::make_unique<OutboxPump>(network_, smsc.name, OutboxSettings{smsc.unanswered, smsc.statuses, configuration_.settings.open_replies},
                                         [this](Event event) { clerk_thread_->post(std::move(event)); });
        for (std::size_t i = 0; i < smsc.links; ++i) {
            const auto name = smsc.links == 1 ? smsc.name : fmt::format("{}/{}", smsc.name, i + 1);
            if (smsc.bind == BindMode::transceiver) {
                add_link(smsc, codecs::BindRole::transceiver, name, i);
            } else {
                add_link(smsc, codecs::BindRole::transmitter, name + "/tx", i);
                add_link(smsc, codecs::BindRole::receiver, name + "/rx", i);
            }
        }
    }
}

void Application::add_link(const SmscSettings& smsc, codecs::BindRole role, std::string name, std::size_t host) {
    const auto index = links_.size();
    Link::Identity identity{index, std::move(name), host % smsc.hosts.size()};
    auto listener = listener_for(smsc.name, identity.name, index);
    auto link = std::make_shared<Link>(network_, std::move(identity), smsc, role,
                                       configuration_.settings.redelivery.doubt, std::move(listener));
    if (link->sends()) pumps_[smsc.name]->use(link);
    links_.push_back(std::move(link));
}

LinkListener Application::listener_for(const std::string& smsc, const std::string& name, std::size_t index) {
    auto* pump = pumps_[smsc].get();
    LinkListener listener;
    listener.refused = [this](PduRefused refused) { clerk_thread_->offer(std::move(refused)); };
    listener.text = [this, smsc](TextArrived text) {
        const bool taken = clerk_thread_->offer(std::move(text));
        if (!taken) control_->note_refused(smsc);
        return taken;
    };
    listener.answers_traced = [this](AnswersTraced traced) { clerk_thread_->post(std::move(traced)); };
    listener.submit_answered = [this, pump, index](const SubmitAnswered& answer) {
        pump->answered(*links_[index], answer);
    };
    listener.submit_unanswered = [pump](const SubmitUnanswered& submit) { pump->unanswered(submit); };
    listener.submitted = [name](std::int64_t outbound_id, std::uint32_t sequence_number) {
        if (!logs(LogLevel::debug)) return;
        // What ties a row of the outbox to a PDU in a capture.
        log(LogLevel::debug, "submitted",
            {{"link", name}, {"outbound_id", outbound_id}, {"sequence", sequence_number}});
    };
    listener.may_submit = [pump] { pump->pump(); };
    listener.changed = [this](LinkChanged change) {
        link_news_[change.link] = change;
        clerk_thread_->post(std::move(change));
    };
    return listener;
}

void Application::recover_outbox() {
    auto recovered = clerk_.start(read_clocks());
    if (recovered.after_crash)
        log(LogLevel::warn, "after_crash", {{"texts_in_doubt", recovered.in_doubt}});
    if (recovered.held > 0) log(LogLevel::warn, "replies_held", {{"parts", recovered.held}});
    if (!recovered.outbox.empty()) log(LogLevel::info, "outbox_recovered", {{"parts", recovered.outbox.size()}});
    if (recovered.orphans > 0)
        log(LogLevel::error, "outbox_orphaned",
            {{"parts", recovered.orphans}, {"what", "they wait for an SMSC that the settings no longer name"}});
    stand_still(clerk_.health());
    for (auto& part : recovered.outbox) pumps_.at(part.smsc)->add(std::move(part));
}

void Application::stand_still(const ClerkHealth& health) {
    for (const auto& [smsc, pump] : pumps_) pump->stand_still(health.clock_doubt.has_value());
    control_->note(health);
}

void Application::run() {
    const TellRepeatedAtEnd tell_counts;
    clerk_thread_ = std::make_unique<ClerkThread>(
        clerk_, configuration_.settings.inbox_limit, configuration_.settings.batch_limit, [this](BatchResult result) {
            asio::post(io_, [this, committed = std::move(result)]() mutable { deliver(std::move(committed)); });
        });
    times_at_start_ = clerk_.store_times();
    clerk_thread_->start();
    wal_keeper_ =
        std::make_unique<store::WalKeeper>(configuration_.settings.store_path, store::WalKeeper::Options{}, log_wal);
    await_signals();
    network_.start();
    for (const auto& link : links_) link->start();
    control_->start();
    tell_repeated_later();
    log(LogLevel::info, "ready", {{"version", HALL_VERSION}, {"links", links_.size()}});
    io_.run();
    await_clerk();
    clerk_thread_.reset();
    control_.reset();
    // With a session still open the next run must take it for a crash.
    if (std::all_of(links_.begin(), links_.end(), [](const auto& link) { return link->closed(); }))
        clerk_.finish(read_clocks());
    // Behind what must be written: its end may have to wait for the disk.
    wal_keeper_.reset();
    log_totals();
    store_.checkpoint();
}

void Application::tell_repeated_later() {
    log_timer_.expires_after(LogFold::window);
    log_timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        tell_repeated(Repeated::due);
        tell_repeated_later();
    });
}

// Commits what waits. A disk that hangs holds the clerk for ever, and must not hold a second signal as well.
void Application::await_clerk() {
    auto last = at_once_ ? now() + clerk_at_once : Instant::max();
    while (!clerk_thread_->ends_within(drain_step)) {
        if (now() > last) {
            log(LogLevel::error, "clerk_left_behind",
                {{"what", "the database's disk has not answered; what was under way counts as after a crash"}});
            tell_repeated(Repeated::all);
            std::_Exit(exit_clerk_left_behind);
        }
        const bool before = at_once_;
        io_.restart();
        io_.poll();
        if (at_once_ && !before) last = now() + clerk_at_once;
    }
}

void Application::deliver(BatchResult result) {
    if (result.health) stand_still(*result.health);
    // Everything in here is on disk. First the SMSC's answers, then the replies, in one write for each link.
    for (auto& part : result.outbox) {
        const auto pump = pumps_.find(part.smsc);
        if (pump != pumps_.end()) pump->second->add(std::move(part));
    }
    for (const auto& part : result.released) pumps_.at(part.smsc)->released(part.outbound_id);
    for (const auto& part : result.recalled) pumps_.at(part.smsc)->recall(part.outbound_id);
    for (const auto& answer : result.answers) {
        auto& link = *links_[answer.session.link];
        link.answer(answer);
        if (answer.status != codecs::CommandStatus::ok) control_->note_refused(link.smsc(), answer.his_own);
    }
    for (const auto& [smsc, pump] : pumps_) pump->pump();
    for (const auto& link : links_) link->flush();
    control_->note(result);
}

void Application::await_signals() {
    signals_.async_wait([this](boost::system::error_code error, int signal) {
        if (error) return;
        if (signal == SIGHUP) {
            control_->reload("SIGHUP");
            await_signals();
            return;
        }
        if (draining_) {
            log(LogLevel::warn, "stopped_at_once", {{"signal", signal}});
            stop_at_once();
            return;
        }
        log(LogLevel::info, "stopping", {{"signal", signal}});
        drain();
        await_signals();
    });
}

void Application::stop_at_once() {
    at_once_ = true;
    io_.stop();
}

void Application::stop() {
    asio::post(io_, [this] {
        if (draining_) {
            stop_at_once();
        } else {
            drain();
        }
    });
}

void Application::keep_reader_busy(std::function<void()> work) {
    asio::post(io_, [this, work = std::move(work)] { control_->keep_reader_busy(work); });
}

void Application::drain() {
    draining_ = true;
    clerk_thread_->begin_nothing();
    control_->stop();
    drain_deadline_ = now() + configuration_.settings.drain;
    for (const auto& link : links_) link->refuse_texts();
    check_drained(false);
}

// Waits until the clerk has nothing to do and nothing more can leave. Seen idle twice in a row, because a
// result may be on its way from the clerk's thread to this one at the first look.
void Application::check_drained(bool idle_before) {
    bool idle = clerk_thread_->idle();
    for (const auto& [smsc, pump] : pumps_) idle = idle && !pump->working();
    if ((idle && idle_before) || now() >= drain_deadline_) {
        unbind_all();
        return;
    }
    drain_timer_.expires_after(drain_step);
    drain_timer_.async_wait([this, idle](boost::system::error_code error) {
        if (!error) check_drained(idle);
    });
}

void Application::unbind_all() {
    drain_deadline_ = now() + unbind_limit;
    for (const auto& link : links_) link->stop();
    check_closed();
}

void Application::check_closed() {
    bool closed = true;
    for (const auto& link : links_) closed = closed && link->closed();
    if (closed || now() >= drain_deadline_) {
        io_.stop();
        return;
    }
    drain_timer_.expires_after(drain_step);
    drain_timer_.async_wait([this](boost::system::error_code error) {
        if (!error) check_closed();
    });
}

void Application::log_totals() {
    const auto& totals = clerk_.totals();
    auto times = clerk_.store_times();
    times.statements -= times_at_start_.statements;
    times.commits -= times_at_start_.commits;
    times.commit_count -= times_at_start_.commit_count;
    log(LogLevel::info, "clerk_totals",
        {{"batches", totals.batches},
         {"texts", totals.texts},
         {"refused", totals.refused},
         {"busy_ms", millis(totals.busy)},
         {"sqlite_ms", millis(times.statements + times.commits)},
         {"commit_ms", millis(times.commits)},
         {"commits", times.commit_count}});
}

}  // namespace hall::daemon
