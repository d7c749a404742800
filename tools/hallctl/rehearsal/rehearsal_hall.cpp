#include "tools/hallctl/rehearsal/rehearsal_hall.hpp"

#include "codecs/text/message_content.hpp"
#include "codecs/text/unicode.hpp"
#include "daemon/business/subscriber_view.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/store/reader.hpp"

#include <algorithm>

namespace hall::tools {

namespace {

using namespace std::chrono_literals;

daemon::ClerkSettings settings_of(const daemon::Configuration& configuration) {
    auto settings = daemon::clerk_settings(configuration.settings, configuration.menu, configuration.catalogue);
    settings.business.test_clock = false;  // the rehearsal's clock is set already
    settings.business.clock.ahead = std::chrono::years(10000);  // and may pass years without a hall
    settings.brake = {1'000'000, 1s};  // it stands still between texts, and everything would come at once
    return settings;
}

std::size_t units_of(ByteView content, codecs::Alphabet alphabet) {
    return alphabet == codecs::Alphabet::ucs2 ? content.size() / 2 : content.size();
}

}  // namespace

RehearsalHall::RehearsalHall(const daemon::Configuration& configuration, UtcTime begin)
    : configuration_(configuration), now_(begin), path_(folder_.path() / "hall.db"),
      smsc_(configuration.settings.smscs.front().name) {
    daemon::set_log_level(daemon::LogLevel::error);
    store_ = std::make_unique<store::Store>(path_, 5s);
}

daemon::Clerk& RehearsalHall::clerk() {
    if (!clerk_) {
        clerk_ = std::make_unique<daemon::Clerk>(*store_, settings_of(configuration_));
        clerk_->start(now_);
    }
    return *clerk_;
}

// What changes the book from outside changes what comes due, which the clerk looks up when it begins.
SubscriberBook RehearsalHall::book() {
    clerk_.reset();
    return {path_, configuration_.settings.number_plan, moment_of(now_, zone()), configuration_.catalogue.get()};
}

void RehearsalHall::add_subscribers(const std::filesystem::path& csv) { book().import_subscribers(csv); }
void RehearsalHall::add_staff(const std::filesystem::path& csv) { book().import_staff(csv); }

std::vector<std::string> RehearsalHall::add_subscriber(const SubscriberSheet& sheet) {
    return book().add(sheet, *store_);
}

bool RehearsalHall::is_subscriber(const std::string& phone) const {
    return store::Reader(path_).subscriber(canonical(phone)).has_value();
}

std::string RehearsalHall::canonical(const std::string& phone) const {
    return codecs::canonical_subscriber(phone, 0, configuration_.settings.number_plan);
}

std::string RehearsalHall::at_home(const std::string& phone) const {
    const auto& plan = configuration_.settings.number_plan;
    const auto digits = canonical(phone);
    const auto number = codecs::parse_msisdn("+" + digits, plan);
    return number && number->home ? plan.trunk_prefix + digits.substr(plan.country_code.size()) : digits;
}

daemon::TextArrived RehearsalHall::event_of(const std::string& phone, const std::string& to, const std::string& body) {
    daemon::TextArrived event;
    event.session = {0, 1};
    event.smsc = event.link = smsc_;
    event.sequence_number = ++sequence_;
    event.message.source = {0, 1, phone};
    event.message.destination = {0, 1, to};
    event.message.data_coding = 8;
    event.message.short_message = codecs::encode_utf16be(codecs::decode_utf8(body));
    event.received_at = now_;
    return event;
}

std::vector<Arrived> RehearsalHall::shown(const daemon::BatchResult& result) const {
    const auto& smsc = configuration_.settings.smscs.front();
    std::vector<Arrived> all;
    std::int64_t reply = 0;
    for (const auto& part : result.outbox) {
        const auto alphabet = codecs::alphabet_of(part.pdu.data_coding, smsc.default_alphabet);
        if (part.reply_id != reply) {
            all.emplace_back();
            all.back().phone = at_home(part.subscriber);
            all.back().alphabet = alphabet;
            reply = part.reply_id;
        }
        const auto content = codecs::take_content(part.pdu).content;
        all.back().parts.push_back(codecs::decode_text(content, alphabet).value_or("?"));
        all.back().text += all.back().parts.back();
        all.back().part_lengths.push_back(units_of(content, alphabet));
    }
    for (auto& one : all) {
        const auto octets = codecs::part_capacity(one.alphabet, smsc.long_messages, one.parts.size() > 1);
        one.part_capacity = one.alphabet == codecs::Alphabet::ucs2 ? octets / 2 : octets;
    }
    return all;
}

std::vector<Arrived> RehearsalHall::handle(std::vector<daemon::Event> events) {
    std::vector<Arrived> all;
    do {
        const auto result = clerk().handle(std::move(events), now_);
        events.clear();
        for (auto& one : shown(result)) all.push_back(std::move(one));
        // An outbox that fills up would make the business wait.
        for (const auto& part : result.outbox) {
            daemon::SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = part.smsc;
            settled.submitted_at = now_;
            settled.answered_at = now_;
            events.emplace_back(std::move(settled));
        }
        // The SMSC has read the answer: whoever texts the same again means it.
        daemon::AnswersTraced traced;
        traced.fate = daemon::AnswerFate::safe;
        for (const auto& answer : result.answers) traced.answers.push_back({answer.inbound_id, now_, now_});
        if (!traced.answers.empty()) events.emplace_back(std::move(traced));
    } while (!events.empty());
    return all;
}

Understood RehearsalHall::forethought(const std::string& subscriber, const std::string& to, const std::string& body) {
    const auto& settings = configuration_.settings;
    menus::Situation situation;
    const auto number = codecs::canonical_hall_number(to, settings.hall_number, settings.number_plan);
    if (const auto row = store_->dialogues.find(subscriber, number))
        situation.dialogue = {row->node, from_millis(row->expires_at), menus::parse_shown(row->shown), row->page};
    situation.subscriber = daemon::subscriber_view(*store_, subscriber);
    situation.extension = codecs::hall_extension(to, settings.hall_number, settings.number_plan).value_or("");
    situation.now = now_;
    situation.has = [&](std::string_view package) {
        const auto all = store_->subscriptions.of(subscriber);
        return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.package == package; });
    };
    Understood understood;
    understood.why = menus::explain(*configuration_.menu, situation, body, settings.number_plan);
    understood.who = situation.subscriber;
    understood.when = now_;
    return understood;
}

std::vector<Arrived> RehearsalHall::text(const std::string& phone, const std::string& to, const std::string& body) {
    auto all = wait_until(now_);
    last_[canonical(phone)] = forethought(canonical(phone), to, body);
    std::vector<daemon::Event> events;
    events.emplace_back(event_of(phone, to, body));
    auto arrived = handle(std::move(events));
    // The answer is written last, after what the business had to tell others.
    const auto he = at_home(phone);
    const auto own =
        std::find_if(arrived.rbegin(), arrived.rend(), [&](const Arrived& one) { return one.phone == he; });
    if (own != arrived.rend()) {
        own->answer = true;
        std::rotate(arrived.begin(), own.base() - 1, own.base());
    }
    arrived.insert(arrived.end(), std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
    return arrived;
}

std::vector<Arrived> RehearsalHall::wait_until(UtcTime moment) {
    // Something that is due and cannot be done must not keep the clock from going on.
    constexpr Millis at_least = 1min;
    std::vector<Arrived> all;
    bool idle = false;
    for (auto next = clerk().next_wakeup(now_); next && *next <= moment; next = clerk().next_wakeup(now_)) {
        if (idle && *next <= now_ && now_ + at_least > moment) break;
        now_ = std::max(*next, idle && *next <= now_ ? now_ + at_least : now_);
        auto arrived = handle({});
        idle = arrived.empty();
        for (auto& one : arrived) all.push_back(std::move(one));
    }
    now_ = std::max(now_, moment);
    return all;
}

std::optional<Understood> RehearsalHall::understood(const std::string& phone) const {
    for (const auto& row : store::Reader(path_).messages_of(canonical(phone), 100)) {
        if (!row.inbound || !row.meaning || row.meaning == "before") continue;
        const auto last = last_.find(canonical(phone));
        auto understood = last == last_.end() ? Understood{} : last->second;
        understood.meaning = *row.meaning;
        understood.node = row.node.value_or("");
        understood.action = row.action.value_or("");
        understood.outcome = row.outcome.value_or("");
        // What answers a question never comes to the menu.
        if (understood.meaning == "answer" || understood.meaning == "unclear_answer") understood.why.reset();
        return understood;
    }
    return std::nullopt;
}

}  // namespace hall::tools
