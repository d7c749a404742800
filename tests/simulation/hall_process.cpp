#include "tests/simulation/hall_process.hpp"

#include "tests/support/small_menu.hpp"

#include <algorithm>

namespace hall::simulation {

using namespace std::chrono_literals;

daemon::SmscSettings HallProcess::smsc_settings(std::size_t index) const {
    const auto& plan = around_.plan;
    daemon::SmscSettings smsc;
    smsc.name = index == 0 ? "main" : fmt::format("main{}", index + 1);
    smsc.system_id = "hall";
    smsc.long_messages = plan.long_messages;
    smsc.window = plan.window;
    smsc.rate = plan.rate;
    smsc.enquire_link = plan.enquire_link;
    smsc.response_timeout = plan.response_timeout;
    smsc.reconnect_to = plan.reconnect_to;
    smsc.receipts = plan.receipts ? daemon::ReceiptWish::all : daemon::ReceiptWish::none;
    return smsc;
}

daemon::ClerkSettings HallProcess::clerk_settings() const {
    static const auto menu = test::small_menu();
    daemon::Settings settings;
    settings.long_text_limit = around_.plan.long_text_limit;
    for (std::size_t i = 0; i < around_.plan.links; ++i) settings.smscs.push_back(smsc_settings(i));
    return daemon::clerk_settings(settings, menu);
}

HallProcess::HallProcess(Surroundings around)
    : around_(std::move(around)), store_(around_.path, 0ms), clerk_(store_, clerk_settings()) {}

HallLinkListener HallProcess::listener_for(const std::string& smsc) {
    auto* pump = pumps_[smsc].get();
    HallLinkListener listener;
    listener.text = [this](daemon::TextArrived text) { return inbox_->offer(std::move(text)); };
    listener.answers_written = [this](std::vector<std::int64_t> ids) {
        inbox_->post(daemon::AnswersWritten{std::move(ids), around_.world.clock.utc()});
    };
    listener.submit_answered = [pump](const daemon::SubmitAnswered& answer) { pump->answered(answer); };
    listener.submit_unanswered = [pump](const daemon::SubmitUnanswered& submit) { pump->unanswered(submit); };
    listener.may_submit = [pump] { pump->pump(); };
    listener.changed = [this](daemon::LinkChanged change) { inbox_->post(std::move(change)); };
    return listener;
}

void HallProcess::start() {
    auto& world = around_.world;
    inbox_ = std::make_shared<HallInbox>(
        world, around_.plan, clerk_,
        HallInbox::Outside{[this] { return around_.disk.dying(); }, [this] { around_.died(); },
                           [this](daemon::BatchResult result) { deliver(std::move(result)); }});
    for (std::size_t i = 0; i < around_.plan.links; ++i) {
        const auto smsc = smsc_settings(i);
        pumps_[smsc.name] = std::make_shared<HallPump>(world, [this](daemon::Event event) { inbox_->post(std::move(event)); });
        const auto dial = [this]() -> std::shared_ptr<Connection> {
            auto connection = std::make_shared<Connection>(around_.world, around_.plan, ++around_.world.connections);
            if (!around_.smsc.accept(connection)) return nullptr;
            return connection;
        };
        links_.push_back(std::make_shared<HallLink>(world, around_.plan, around_.witness, i, smsc, smsc.name, dial,
                                                    listener_for(smsc.name)));
        pumps_[smsc.name]->use(links_.back());
    }
    auto recovered = clerk_.start();
    if (!recovered.outbox.empty()) world.say("the hall found {} parts of replies to be sent", recovered.outbox.size());
    for (auto& part : recovered.outbox) pumps_.at(part.smsc)->add(std::move(part));
    inbox_->start();
    for (const auto& link : links_) link->start();
}

void HallProcess::deliver(daemon::BatchResult result) {
    for (auto& part : result.outbox) {
        const auto pump = pumps_.find(part.smsc);
        if (pump != pumps_.end()) pump->second->add(std::move(part));
    }
    for (const auto& answer : result.answers) links_[answer.session.link]->answer(answer);
    for (const auto& [smsc, pump] : pumps_) pump->pump();
    for (const auto& link : links_) link->flush();
}

void HallProcess::die(bool machine_gone) {
    for (const auto& link : links_) link->die(machine_gone);
}

bool HallProcess::idle() const {
    return inbox_ && inbox_->idle() &&
           std::all_of(pumps_.begin(), pumps_.end(), [](const auto& entry) { return entry.second->empty(); }) &&
           std::all_of(links_.begin(), links_.end(), [](const auto& link) { return link->bound(); });
}

}  // namespace hall::simulation
