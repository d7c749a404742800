#include "tests/simulation/hall_process.hpp"

#include "tests/simulation/book_hall.hpp"
#include "tests/support/small_menu.hpp"

#include <algorithm>

namespace hall::simulation {

using namespace std::chrono_literals;
using codecs::BindRole;

namespace {

// As in Application.
constexpr Millis drain_step = 20ms;
constexpr Millis unbind_limit = 5s;
constexpr std::uint16_t first_port = 2775;  // of the SMSCs, one each

std::string_view word_of(daemon::Settlement how) {
    using daemon::Settlement;
    switch (how) {
        case Settlement::accepted: return "accepted";
        case Settlement::refused: return "refused";
        case Settlement::too_old: return "too old";
        case Settlement::unanswered: return "unanswered";
        case Settlement::dialogue_over: return "of no use: its dialogue is over";
        case Settlement::replaced: return "replaced by a later one";
        case Settlement::emptied: return "let go by an operator";
        case Settlement::recalled:
            return "recalled: its number was cancelled";
        case Settlement::held:
            return "held for a person";
    }
    return "";
}

daemon::ClerkSettings clerk_settings_for(const Plan& plan, const daemon::Settings& settings) {
    static const auto menu = test::small_menu();
    return plan.book ? daemon::clerk_settings(settings, book_menu(), book_catalogue())
                     : daemon::clerk_settings(settings, menu);
}

}  // namespace

daemon::Settings HallProcess::settings_for(const Plan& plan) {
    daemon::SmscSettings smsc;
    smsc.links = plan.links;
    smsc.bind = plan.pairs ? daemon::BindMode::pair : daemon::BindMode::transceiver;
    smsc.system_id = "hall";
    smsc.long_messages = plan.long_messages;
    smsc.window = plan.window;
    smsc.rate = plan.rate;
    smsc.enquire_link = plan.enquire_link;
    smsc.response_timeout = plan.response_timeout;
    smsc.reconnect_to = plan.reconnect_to;
    smsc.receipts = plan.receipts ? daemon::ReceiptWish::all : daemon::ReceiptWish::none;
    smsc.unanswered = plan.unanswered;
    daemon::Settings settings;
    settings.long_text_limit = plan.long_text_limit;
    settings.outbox_limit = plan.outbox_limit;
    for (std::size_t i = 0; i < plan.smscs; ++i) {
        smsc.name = smsc_names[i];
        smsc.hosts = {{"smsc.example", static_cast<std::uint16_t>(first_port + i)}};
        settings.smscs.push_back(smsc);
    }
    return settings;
}

daemon::Settings HallProcess::settings() const {
    auto settings = settings_for(around_.plan);
    if (around_.sabotage.no_cap) settings.open_replies = 1'000'000;
    return settings;
}

HallProcess::HallProcess(Surroundings around)
    : around_(std::move(around)),
      store_(around_.path, 0ms),
      clerk_(store_, clerk_settings_for(around_.plan, settings())),
      network_(around_.world, around_.plan, [this](std::uint16_t port) -> std::shared_ptr<Connection> {
          auto connection = std::make_shared<Connection>(around_.world, around_.plan, ++around_.world.connections);
          if (!around_.smsc.accept(port - first_port, connection)) return nullptr;
          return connection;
      }, [this] { return clerk_.time(around_.world.clock.now()); }) {}

void HallProcess::start() {
    auto& world = around_.world;
    inbox_ = std::make_shared<HallInbox>(
        world, around_.plan, clerk_,
        HallInbox::Outside{[this] { return around_.disk.dying(); }, [this] { around_.died(); },
                           [this](daemon::BatchResult result) { deliver(std::move(result)); },
                           [this] { around_.committed(); }});
    for (const auto& smsc : settings().smscs) {
        pumps_[smsc.name] = std::make_unique<daemon::OutboxPump>(
            network_, smsc.name, daemon::OutboxSettings{smsc.unanswered, smsc.statuses, settings().open_replies},
            [this](daemon::Event event) {
                watch(event);
                inbox_->post(std::move(event));
            });
        for (std::size_t i = 0; i < smsc.links; ++i) {
            const auto name = smsc.links == 1 ? smsc.name : fmt::format("{}/{}", smsc.name, i + 1);
            if (smsc.bind == daemon::BindMode::transceiver) {
                add_link(smsc, BindRole::transceiver, name);
            } else {
                add_link(smsc, BindRole::transmitter, name + "/tx");
                add_link(smsc, BindRole::receiver, name + "/rx");
            }
        }
    }
    auto recovered = clerk_.start({world.clock.utc(), world.clock.now()});
    world.say("the hall found {} texts in doubt and {} parts of replies to be sent", recovered.in_doubt,
              recovered.outbox.size());
    around_.waits.hall_up();
    for (auto& part : recovered.outbox) add(std::move(part));
    sabotage();
    inbox_->start();
    for (const auto& link : links_) link->start();
}

void HallProcess::sabotage() {
    daemon::Sabotage sabotage;
    sabotage.skip_repeats = around_.sabotage.skip_repeats;
    if (around_.sabotage.acknowledge_before_commit)
        sabotage.acknowledge_before_commit = [this](std::vector<daemon::TextAnswer> answers) {
            if (around_.disk.dying()) return;
            daemon::BatchResult early;
            early.answers = std::move(answers);
            deliver(std::move(early));
        };
    clerk_.sabotage(std::move(sabotage));
}

void HallProcess::add_link(const daemon::SmscSettings& smsc, BindRole role, std::string name) {
    const auto index = links_.size();
    auto listener = listener_for(smsc.name, name, index);
    auto link = std::make_shared<daemon::Link>(network_, daemon::Link::Identity{index, std::move(name), 0}, smsc, role,
                                               settings().redelivery.doubt, std::move(listener));
    if (link->sends()) pumps_[smsc.name]->use(link);
    links_.push_back(std::move(link));
}

daemon::LinkListener HallProcess::listener_for(const std::string& smsc, const std::string& name, std::size_t index) {
    auto* pump = pumps_[smsc].get();
    daemon::LinkListener listener;
    listener.text = [this](daemon::TextArrived text) { return inbox_->offer(std::move(text)); };
    listener.answers_traced = [this, name](daemon::AnswersTraced traced) {
        const auto* const what = traced.fate == daemon::AnswerFate::read   ? "read by the SMSC"
                                 : traced.fate == daemon::AnswerFate::safe ? "safe"
                                                                           : "in doubt";
        for (const auto& answer : traced.answers)
            around_.world.say("hall link {}: {}: the answer to inbound {}", name, what, answer.inbound_id);
        inbox_->post(std::move(traced));
    };
    listener.submit_answered = [this, pump, index](const daemon::SubmitAnswered& answer) {
        around_.waits.part_answered(answer.tag, index, answer.status);
        if (around_.sabotage.throttle_stops_all && answer.status == codecs::CommandStatus::throttled)
            links_[index]->pause_submits(10s);
        pump->answered(*links_[index], answer);
    };
    listener.submit_unanswered = [this, pump, name, index](const daemon::SubmitUnanswered& submit) {
        around_.waits.part_unanswered(submit.tag, index);
        around_.world.say("hall link {}: no answer came for outbound {}", name, submit.tag);
        pump->unanswered(submit);
    };
    listener.submitted = [this, name, index](std::int64_t outbound_id, std::uint32_t sequence_number) {
        around_.world.say("hall link {} submits outbound {}", name, outbound_id);
        around_.waits.part_submitted(outbound_id, index);
        around_.witness.submit_written({network_.connection_of(index), sequence_number}, outbound_id);
    };
    listener.may_submit = [pump] { pump->pump(); };
    listener.changed = [this](daemon::LinkChanged change) {
        around_.world.say("hall link {}: {} {}", change.link, change.event, change.detail);
        inbox_->post(std::move(change));
    };
    return listener;
}

void HallProcess::watch(const daemon::Event& event) {
    const auto* settled = std::get_if<daemon::SubmitSettled>(&event);
    if (settled == nullptr) return;
    around_.waits.part_over(settled->outbound_id);
    around_.world.say("outbound {} is {}{}", settled->outbound_id, word_of(settled->how),
                      settled->maybe_repeated ? ", maybe repeated" : "");
    if (settled->how == daemon::Settlement::unanswered || settled->how == daemon::Settlement::held)
        around_.witness.given_up(settled->outbound_id);
}

void HallProcess::add(daemon::OutboundPart part) {
    around_.waits.part_waits(part);
    pumps_.at(part.smsc)->add(std::move(part));
}

void HallProcess::deliver(daemon::BatchResult result) {
    for (auto& part : result.outbox) {
        if (pumps_.contains(part.smsc)) add(std::move(part));
    }
    for (const auto& outcome : result.clock_accepted)
        if (outcome.failed.empty()) around_.world.clock_word_taken = true;
    for (const auto& part : result.released) pumps_.at(part.smsc)->released(part.outbound_id);
    for (const auto& part : result.recalled) pumps_.at(part.smsc)->recall(part.outbound_id);
    for (const auto& answer : result.answers) links_[answer.session.link]->answer(answer);
    for (const auto& [smsc, pump] : pumps_) pump->pump();
    for (const auto& link : links_) link->flush();
}

void HallProcess::accept_clock() { inbox_->post(daemon::ClockAccepted{"hallctl", around_.world.clock.utc(), 1}); }

void HallProcess::clock_was_set() { inbox_->clock_was_set(); }

void HallProcess::stop() {
    if (draining_) return;
    draining_ = true;
    around_.waits.hall_leaves();
    drain_deadline_ = around_.world.clock.now() + settings().drain;
    for (const auto& link : links_) link->refuse_texts();
    check_drained(false);
}

void HallProcess::check_drained(bool idle_before) {
    bool idle = inbox_->empty();
    for (const auto& [smsc, pump] : pumps_) idle = idle && !pump->working();
    auto& clock = around_.world.clock;
    if ((idle && idle_before) || clock.now() >= drain_deadline_) {
        drain_deadline_ = clock.now() + unbind_limit;
        for (const auto& link : links_) link->stop();
        check_closed();
        return;
    }
    around_.world.hall_after(drain_step, [weak = weak_from_this(), idle] {
        if (const auto self = weak.lock()) self->check_drained(idle);
    });
}

void HallProcess::check_closed() {
    const bool closed = std::all_of(links_.begin(), links_.end(), [](const auto& link) { return link->closed(); });
    auto& clock = around_.world.clock;
    if (closed || clock.now() >= drain_deadline_) {
        // io_context::run() has returned: results on their way are lost, events in the inbox are dealt with.
        network_.die(false);
        inbox_->finish();
        try {
            if (!around_.disk.dying()) {
                if (closed) clerk_.finish({clock.utc(), clock.now()});
                store_.checkpoint();
            }
        } catch (const store::StoreError& error) {
            around_.world.say("the hall cannot write its end down: {}", error.what());
        }
        around_.stopped();
        return;
    }
    around_.world.hall_after(drain_step, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->check_closed();
    });
}

void HallProcess::die(bool machine_gone) {
    network_.die(machine_gone);
}

bool HallProcess::idle() const {
    return inbox_ && inbox_->idle() &&
           std::all_of(pumps_.begin(), pumps_.end(), [](const auto& entry) { return entry.second->empty(); }) &&
           std::all_of(links_.begin(), links_.end(), [](const auto& link) { return link->bound(); });
}

}  // namespace hall::simulation
