#include "tests/simulation/sim_smsc.hpp"

#include <algorithm>

namespace hall::simulation {

using codecs::CommandStatus;
using namespace std::chrono_literals;

SimSmsc::SimSmsc(World& world, const Plan& plan, Witness& witness, WaitJudge& waits)
    : world_(world), plan_(plan), witness_(witness), waits_(waits), desk_(world, plan) {
    waits_.ask({[this](std::size_t smsc) {
                    return static_cast<std::size_t>(
                        std::count_if(sessions_.begin(), sessions_.end(),
                                      [smsc](const auto& s) { return s->smsc() == smsc && s->takes_submits(); }));
                },
                [this](std::uint64_t connection) { return in_order(connection); }});
}

bool SimSmsc::in_order(std::uint64_t connection) const {
    return std::any_of(sessions_.begin(), sessions_.end(),
                       [connection](const auto& s) { return s->id() == connection && s->in_order(); });
}

bool SimSmsc::accept(std::size_t smsc, std::shared_ptr<Connection> connection) {
    if (world_.clock.now() < away_until_[smsc]) return false;
    sessions_.push_back(std::make_shared<SmscSession>(world_, plan_, *this, smsc, std::move(connection)));
    sessions_.back()->start();
    return true;
}

CommandStatus SimSmsc::answer_to_bind(const SmscSession& session) {
    const auto bound = std::count_if(sessions_.begin(), sessions_.end(),
                                     [&session](const auto& s) { return s->bound() && s->smsc() == session.smsc(); });
    if (plan_.one_session_a_link && static_cast<std::size_t>(bound) >= plan_.links * (plan_.pairs ? 2 : 1))
        return CommandStatus::already_bound;
    if (world_.random.chance(plan_.refuse_bind))
        return world_.random.one_of(
            {CommandStatus::already_bound, CommandStatus::bind_failed, CommandStatus::system_error});
    return CommandStatus::ok;
}

Parcel& SimSmsc::new_parcel(std::size_t smsc, std::size_t text, codecs::ShortMessage message) {
    Parcel parcel;
    parcel.smsc = smsc;
    parcel.number = parcels_.size();
    parcel.text = text;
    parcel.message = std::move(message);
    // A header in front of the content cannot travel in a data_sm's payload the same way; keep those as they are.
    parcel.as_data_sm = parcel.message.esm_class == 0 && world_.random.chance(plan_.data_sm);
    parcels_.push_back(std::move(parcel));
    ++open_parcels_;
    return parcels_.back();
}

void SimSmsc::send(Text text, std::vector<codecs::ShortMessage> parts) {
    text.number = texts_.size();
    world_.counts.add(Count::texts);
    if (parts.size() > 1) world_.counts.add(Count::long_texts);
    if (text.repeat == Text::Repeat::honest) world_.counts.add(Count::honest_repeats);
    if (text.repeat == Text::Repeat::ambiguous) world_.counts.add(Count::ambiguous_repeats);
    for (auto& part : parts) text.parcels.push_back(new_parcel(plan_.smsc_of(text.subscriber), text.number, std::move(part)).number);
    world_.say("subscriber {} texts '{}' to {}{}{}: text {}", text.subscriber, text.body, text.destination,
               parts.size() > 1 ? fmt::format(" in {} parts", parts.size()) : "",
               text.repeat == Text::Repeat::honest      ? ", the same again and meant so"
               : text.repeat == Text::Repeat::prompt    ? ", the same again and at once"
               : text.repeat == Text::Repeat::ambiguous ? ", the same again, too soon to tell"
                                                        : "",
               text.number);
    texts_.push_back(std::move(text));
    for (const auto number : texts_.back().parcels) later(parcels_[number], world_.random.between(0ms, 300ms));
}

void SimSmsc::later(Parcel& parcel, Millis wait) {
    parcel.state = Parcel::State::waiting;
    parcel.due = world_.clock.now() + wait;
    world_.clock.at(parcel.due, [this, number = parcel.number, due = parcel.due] {
        auto& waiting = parcels_[number];
        if (waiting.state != Parcel::State::waiting || waiting.due != due) return;
        ready_[waiting.smsc].push_back(number);
        pump();
    });
}

void SimSmsc::pump() {
    for (std::size_t smsc = 0; smsc < plan_.smscs; ++smsc) {
        auto& ready = ready_[smsc];
        const auto able = [smsc](const auto& s) { return s->smsc() == smsc && s->can_deliver(); };
        while (!ready.empty()) {
            auto& parcel = parcels_[ready.front()];
            const bool waits = parcel.state == Parcel::State::waiting;
            if (waits && std::none_of(sessions_.begin(), sessions_.end(), able)) break;
            ready.pop_front();
            if (waits) deliver(parcel);
        }
    }
}

void SimSmsc::deliver(Parcel& parcel) {
    std::vector<SmscSession*> able;
    for (const auto& session : sessions_)
        if (session->smsc() == parcel.smsc && session->can_deliver()) able.push_back(session.get());
    const auto first = world_.random.below(able.size());
    able[first]->deliver(parcel);
    if (able.size() > 1 && world_.random.chance(plan_.twin)) {
        world_.counts.add(Count::twin_deliveries);
        able[(first + 1) % able.size()]->deliver(parcel);
    }
}

void SimSmsc::acknowledged(SmscSession& session, Parcel& parcel, std::uint32_t sequence, Millis took) {
    witness_.acknowledged(parcel, {session.id(), sequence});
    if (parcel.state == Parcel::State::acknowledged) return;
    parcel.state = Parcel::State::acknowledged;
    parcel.acknowledged_at = world_.clock.now();
    parcel.answered_after = took;
    parcel.acknowledged_on = session.id();
    parcel.met_freeze = world_.hall_frozen_until + 200ms > parcel.first_sent;
    --open_parcels_;
    decide_prompt_repeat(parcel);
}

void SimSmsc::refused(Parcel& parcel, CommandStatus status) {
    world_.counts.add(Count::refused_texts);
    if (status != CommandStatus::try_again_later && status != CommandStatus::message_queue_full)
        world_.breach("a text is taken or the SMSC hears 'try later'",
                      fmt::format("{} was answered {}", name_of(parcel), codecs::to_string(status)));
    not_answered(parcel);
}

void SimSmsc::not_answered(Parcel& parcel) {
    if (parcel.state == Parcel::State::acknowledged || parcel.in_flight > 0) return;
    const auto wait = redelivery_wait(parcel);
    world_.say("the SMSC will deliver {} again in {} ms", name_of(parcel), wait.count());
    later(parcel, wait);
}

Millis SimSmsc::redelivery_wait(const Parcel& parcel) {
    auto& random = world_.random;
    const auto longest = plan_.longest_redelivery_wait;
    const auto kind = random.below(4);
    auto wait = kind == 0   ? random.between(0ms, 50ms)
                : kind == 1 ? random.between(Millis{0}, std::min<Millis>(longest, 1s))
                : kind == 2 ? random.between(Millis{0}, std::min<Millis>(longest, 1min))
                            : random.between(Millis{0}, longest);
    // An SMSC gives a text up after a day; well before that the hall must have known it again.
    const auto age = std::chrono::duration_cast<Millis>(world_.clock.now() - parcel.first_sent);
    if (age + wait > 23h) wait = random.between(Millis{0}, Millis(10s));
    // Not before a copy still on its way over a lost connection has come in; see draw_limits().
    return std::max(wait, plan_.slowest_delay);
}

void SimSmsc::submitted(SmscSession& session, std::uint32_t sequence, const codecs::SubmitSm& pdu) {
    const RequestId id{session.id(), sequence};
    world_.counts.add(Count::submits);
    witness_.submit_read(id, pdu);
    const auto fate = desk_.decide(pdu);
    world_.say("connection {}: hall -> SMSC submit_sm seq {} from {} to {}: {}{}", session.id(), sequence,
               pdu.source.digits, pdu.destination.digits,
               fate.taken ? "taken as " + fate.message_id : codecs::to_string(fate.status),
               fate.answered ? fmt::format(", answered after {} ms", fate.answer_after.count()) : ", never answered");
    if (fate.status == CommandStatus::throttled) {
        world_.counts.add(Count::throttles);
    } else if (fate.status != CommandStatus::ok) {
        world_.counts.add(Count::submits_refused);
    }
    if (fate.taken) {
        world_.counts.add(Count::taken);
        witness_.submit_taken(id, pdu);
    }
    if (!fate.answered) {
        world_.counts.add(Count::lost_answers);
    } else {
        world_.clock.after(fate.answer_after, [this, weak = session.weak_from_this(), id, fate] {
            const auto alive = weak.lock();
            if (!alive || !alive->bound()) return;
            witness_.submit_answered(id);
            alive->answer_submit(id.sequence, fate.status, fate.message_id);
        });
    }
    for (auto& receipt : desk_.receipts_for(pdu, fate)) {
        world_.counts.add(Count::receipts);
        auto& parcel = new_parcel(session.smsc(), Parcel::no_text, std::move(receipt.message));
        parcel.message_id = std::move(receipt.message_id);
        parcel.final_state = std::move(receipt.final_state);
        later(parcel, receipt.after);
    }
}

void SimSmsc::delivered(const SmscSession& session, const Parcel& parcel, std::uint32_t sequence) {
    if (parcel.text != Parcel::no_text && session.in_order())
        waits_.text_delivered({session.id(), sequence}, session.smsc(), texts_[parcel.text]);
}

void SimSmsc::answered(const SmscSession& session, std::uint32_t sequence, CommandStatus status) {
    waits_.text_answered({session.id(), sequence}, status);
}

void SimSmsc::changed(const SmscSession& session) { waits_.link_changed(session.smsc(), session.stalled_until()); }

void SimSmsc::ended(SmscSession& session) {
    changed(session);
    witness_.connection_over(session.id());
    std::erase_if(sessions_, [&session](const auto& s) { return s.get() == &session; });
}

void SimSmsc::taken_leave(const SmscSession& session) {
    for (auto& parcel : parcels_)
        if (parcel.acknowledged_on == session.id()) parcel.never_forgotten = true;
}

void SimSmsc::die(std::size_t smsc) {
    world_.counts.add(Count::smsc_deaths);
    const auto now = world_.clock.now();
    const bool machine_gone = world_.random.chance(0.5);  // then nobody resets the connections
    world_.say("the SMSC {}dies{}", plan_.smscs > 1 ? fmt::format("{} ", smsc_names[smsc]) : "",
               machine_gone ? ", and no connection is closed" : "");
    for (auto& parcel : parcels_) {
        if (parcel.smsc != smsc || parcel.state != Parcel::State::acknowledged || parcel.never_forgotten) continue;
        if (now - parcel.acknowledged_at > plan_.forgets) continue;
        world_.say("the SMSC has forgotten that {} was acknowledged", name_of(parcel));
        parcel.state = Parcel::State::under_way;
        ++open_parcels_;
        not_answered(parcel);
    }
    for (const auto& session : std::vector(sessions_)) {
        if (session->smsc() != smsc) continue;
        session->cut(!machine_gone, false);
        session->vanish();
    }
    // A machine that lost its power is not back before the hall's doubt is over: docs/decisions/0007.
    away_until_[smsc] = std::max(away_until_[smsc], now + world_.random.between(machine_gone ? 8s : Millis{0}, Millis(20s)));
}

void SimSmsc::go_away() {
    const auto lasts = plan_.second_away.lasts;
    world_.say("the SMSC second is away for {} s", lasts.count() / 1000);
    for (const auto& session : std::vector(sessions_))
        if (session->smsc() == 1) session->close("away");
    away_until_[1] = world_.clock.now() + lasts;
}

std::map<std::string, std::string> SimSmsc::ends_told() const {
    std::map<std::string, std::string> ends;
    for (const auto& parcel : parcels_)
        if (!parcel.final_state.empty() && parcel.state == Parcel::State::acknowledged)
            ends[parcel.message_id] = parcel.final_state;
    return ends;
}

SmscSession* SimSmsc::any_session() {
    if (sessions_.empty()) return nullptr;
    return sessions_[world_.random.below(sessions_.size())].get();
}

bool SimSmsc::beyond_doubt(const Text& text) const {
    const auto now = world_.clock.now();
    const auto margin = 60s + (plan_.slow_commit > 0 ? 2 * plan_.slowest_commit : 0ms);
    return std::all_of(text.parcels.begin(), text.parcels.end(), [&](std::size_t number) {
        const auto& parcel = parcels_[number];
        if (parcel.state != Parcel::State::acknowledged || parcel.deliveries != 1) return false;
        if (parcel.answered_after > 2s || now - parcel.acknowledged_at < margin || parcel.met_freeze) return false;
        return in_order(parcel.acknowledged_on);
    });
}

bool SimSmsc::answered_in_order(const Text& text) const {
    if (plan_.slow_packet > 0 || plan_.slow_commit > 0 || text.parcels.size() > 1) return false;
    const auto now = world_.clock.now();
    const auto& parcel = parcels_[text.parcels.front()];
    if (parcel.state != Parcel::State::acknowledged || parcel.deliveries != 1) return false;
    if (parcel.answered_after > 2s || now - parcel.acknowledged_at < 2s) return false;
    if (world_.troubled_until + 2s > parcel.acknowledged_at) return false;
    return in_order(parcel.acknowledged_on);
}

// Answered at once and only once, over a connection in order, while the first one's is in order still.
void SimSmsc::decide_prompt_repeat(const Parcel& parcel) {
    if (parcel.text == Parcel::no_text || texts_[parcel.text].repeat != Text::Repeat::prompt) return;
    auto& text = texts_[parcel.text];
    const auto& first = parcels_[texts_[text.repeats].parcels.front()];
    const bool sure = parcel.deliveries == 1 && parcel.answered_after < 2s && first.deliveries == 1 &&
                      world_.troubled_until < first.acknowledged_at && in_order(parcel.acknowledged_on) &&
                      in_order(first.acknowledged_on);
    text.repeat = sure ? Text::Repeat::honest : Text::Repeat::ambiguous;
    world_.counts.add(sure ? Count::honest_repeats : Count::ambiguous_repeats);
}

bool SimSmsc::settled() const { return open_parcels_ == 0; }

std::string SimSmsc::name_of(const Parcel& parcel) const {
    if (parcel.text == Parcel::no_text) return fmt::format("receipt for {} (parcel {})", parcel.message_id, parcel.number);
    const auto& text = texts_[parcel.text];
    if (text.parcels.size() == 1) return fmt::format("text {}", parcel.text);
    const auto part = std::find(text.parcels.begin(), text.parcels.end(), parcel.number) - text.parcels.begin() + 1;
    return fmt::format("text {} part {}", parcel.text, part);
}

}  // namespace hall::simulation
