#include "daemon/smpp/session.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace hall::daemon {

using codecs::CommandId;
using codecs::CommandStatus;

namespace {

constexpr std::uint32_t last_sequence = 0x7FFFFFFF;  // [SMPP v3.4, 5.1.4]
// Submits whose time is over and that are still known should an answer come.
constexpr std::size_t most_late = 1000;
// Places given back at once, for each place of the window, to an SMSC that leaves many submits unanswered: that is no reason
// to submit without end. One that answers most may lose as many as come of it.
constexpr std::size_t most_given_back = 20;
// Of an enquire_link for the sake of answers. With what it takes to be due and answered it stays below the time after which
// an answer is in doubt (setting redelivery: patience); the next submit waits the longer for it.
constexpr Millis longest_wait_for_place = std::chrono::seconds(1);

// So long an SMSC that unbinds waits for the answers to its texts. A commit takes milliseconds; what waits longer is refused, so
// that the SMSC hears of each text, and comes again.
constexpr Millis longest_leave = std::chrono::seconds(3);

// data_sm carries no more than submit_sm does, only under other names; the hall treats both alike.
codecs::ShortMessage as_short_message(codecs::DataSm& data) {
    codecs::ShortMessage message;
    message.service_type = std::move(data.service_type);
    message.source = std::move(data.source);
    message.destination = std::move(data.destination);
    message.esm_class = data.esm_class;
    message.registered_delivery = data.registered_delivery;
    message.data_coding = data.data_coding;
    message.tlvs = std::move(data.tlvs);
    return message;
}

}  // namespace

Session::Session(SessionSettings settings)
    : settings_(std::move(settings)), proof_(settings_.doubt), rate_(settings_.rate) {}

void Session::connected(Instant now) {
    state_ = State::binding;
    last_heard_ = now;
    codecs::Bind bind;
    bind.role = settings_.role;
    bind.system_id = settings_.system_id;
    bind.password = settings_.password;
    bind.system_type = settings_.system_type;
    bind.interface_version = settings_.interface_version;
    request(std::move(bind), Waiting::bind, 0, now);
}

// Whatever answers a request of ours was written after it.
Instant Session::sign_of_life(const codecs::Header& header, Instant since) const {
    const auto* request = codecs::is_response(header.command_id) ? answered_by(header) : nullptr;
    return request == nullptr ? since : std::max(since, request->sent);
}

void Session::received(const codecs::Frame& frame, Instant now, Instant since) {
    if (state_ == State::closed || state_ == State::idle) return;
    last_heard_ = now;
    trace(AnswerFate::safe, proof_.safe_at(sign_of_life(frame.header, since)));
    auto pdu = codecs::decode_pdu(frame.header, frame.body);
    if (codecs::is_response(frame.header.command_id)) {
        if (!pdu) outputs_.push_back(Remark{"odd_response", pdu.error().what});
        handle_response(frame.header, pdu ? &*pdu : nullptr, now);
        return;
    }
    if (!pdu) {
        refuse(frame, pdu.error());
        return;
    }
    if (!pdu->remark.empty())
        outputs_.push_back(Remark{"odd_pdu", fmt::format("{} sequence {}: {}", codecs::to_string(frame.header.command_id),
                                                         frame.header.sequence_number, pdu->remark)});
    handle_request(frame.header, *pdu, now);
}

void Session::refuse(const codecs::Frame& frame, codecs::DecodeError error) {
    outputs_.push_back(Remark{"refused_pdu", fmt::format("{}: {}", codecs::to_string(frame.header.command_id), error.what)});
    auto refusal = codecs::encode_refusal(frame.header, error.answer);
    if (!refusal.empty()) outputs_.push_back(SendFrame{std::move(refusal)});
    // A subscriber may stand behind it: whoever asks what became of his text finds it.
    if (frame.header.command_id != CommandId::deliver_sm && frame.header.command_id != CommandId::data_sm) return;
    auto pdu = codecs::encode_header(frame.header);
    pdu.insert(pdu.end(), frame.body.begin(), frame.body.end());
    outputs_.push_back(TextRefused{frame.header, error.answer, std::move(error.what), std::move(pdu)});
}

void Session::handle_request(const codecs::Header& header, codecs::Pdu& pdu, Instant now) {
    if (auto* deliver = std::get_if<codecs::DeliverSm>(&pdu.body)) {
        handle_text(CommandId::deliver_sm, header.sequence_number, std::move(*deliver));
    } else if (auto* data = std::get_if<codecs::DataSm>(&pdu.body)) {
        handle_text(CommandId::data_sm, header.sequence_number, as_short_message(*data));
    } else if (std::holds_alternative<codecs::EnquireLink>(pdu.body)) {
        send(CommandStatus::ok, header.sequence_number, codecs::EnquireLinkResp{});
    } else if (std::holds_alternative<codecs::Unbind>(pdu.body)) {
        trace(AnswerFate::safe, proof_.safe_by_leave());
        leave_ = Leave{header.sequence_number, now + longest_leave};
        if (unanswered_texts_.empty()) take_leave();
    } else if (std::holds_alternative<codecs::AlertNotification>(pdu.body) ||
               std::holds_alternative<codecs::Outbind>(pdu.body)) {
        outputs_.push_back(Remark{"ignored_pdu", codecs::to_string(header.command_id)});
    } else {
        // A bind or a submit_sm makes no sense towards an ESME.
        outputs_.push_back(Remark{"refused_pdu", codecs::to_string(header.command_id)});
        auto refusal = codecs::encode_refusal(header, CommandStatus::invalid_bind_status);
        if (!refusal.empty()) outputs_.push_back(SendFrame{std::move(refusal)});
    }
}

void Session::handle_text(CommandId command, std::uint32_t sequence_number, codecs::ShortMessage message) {
    if (settings_.role == codecs::BindRole::transmitter) {
        respond(command, sequence_number, CommandStatus::invalid_bind_status);
    } else if (refusing_texts_ || state_ != State::bound || leave_) {
        // Before the answer to our bind, too: the bind may still be refused.
        respond(command, sequence_number, settings_.when_unable);
    } else {
        worked_ = true;
        for (auto* field : {&message.service_type, &message.source.digits, &message.destination.digits})
            *field = codecs::readable(*field);
        unanswered_texts_.push_back({command, sequence_number});
        outputs_.push_back(TextDelivered{command, sequence_number, std::move(message)});
    }
}

void Session::framing_lost(const codecs::Header& header) {
    if (state_ == State::closed) return;
    send(CommandStatus::invalid_command_length, 0, codecs::GenericNack{});
    close("protocol_error", fmt::format("command_length {} is not to be believed", header.command_length));
}

void Session::disconnected() {
    if (state_ != State::closed) state_ = State::closed;
    // Sorted, so that what is sent again keeps its order.
    std::vector<std::int64_t> tags;
    for (const auto& [sequence, done] : waiting_)
        if (done.kind == Waiting::submit) tags.push_back(done.tag);
    std::sort(tags.begin(), tags.end());
    for (const auto tag : tags) outputs_.push_back(SubmitUnanswered{tag, false, 0});
    waiting_.clear();
    deadlines_.clear();
    submits_in_flight_ = 0;
    given_back_ = 0;
    trace(AnswerFate::doubtful, proof_.doubtful());
}

void Session::timer(Instant now) {
    while (!deadlines_.empty() && (deadlines_.front().first <= now || !waiting_.contains(deadlines_.front().second))) {
        const auto sequence = deadlines_.front().second;
        const auto late = waiting_.find(sequence);
        deadlines_.pop_front();
        if (late == waiting_.end()) continue;
        const auto request = late->second;
        waiting_.erase(late);
        switch (request.kind) {
            case Waiting::submit:
                leave_window(request);
                late_.emplace(sequence, request);
                late_order_.push_back(sequence);
                if (late_order_.size() > most_late) {
                    late_.erase(late_order_.front());
                    late_order_.pop_front();
                }
                outputs_.push_back(SubmitUnanswered{request.tag, true, request.destination});
                break;
            case Waiting::bind: close("timeout", "the bind was not answered"); return;
            case Waiting::enquire_link: close("timeout", "enquire_link was not answered: the link is dead"); return;
            case Waiting::unbind: close("unbound", "by the hall; the SMSC did not answer the unbind"); return;
        }
    }
    if (leave_ && now >= leave_->until) {
        refuse_unanswered();
        take_leave();
        return;
    }
    give_places_back(now);
    leave_if_idle(now);
    rate_.allows(now);  // counts in what has grown since it was asked last: a link that only receives asks nowhere else
    const auto ask_at = this->ask_at();
    if (state_ == State::bound && !enquiring_ && !leave_ &&
        (now - last_heard_ >= settings_.enquire_link || (ask_at && now >= *ask_at))) {
        enquiring_ = true;
        request(codecs::EnquireLink{}, Waiting::enquire_link, 0, now);
        rate_.count();  // to the SMSC it is a PDU like any other
    }
}

void Session::give_places_back(Instant now) {
    const auto missing = [this](auto sequence) { return waits(sequence); };
    while (may_give_back()) {
        auto overdue = watch_.take_overdue(now, missing);
        if (!overdue && may_be_stuck()) overdue = watch_.take_stuck(now, missing);
        if (!overdue) return;
        auto& request = waiting_.at(*overdue);
        request.given_back = true;
        --submits_in_flight_;
        ++given_back_;
        outputs_.push_back(PlaceGivenBack{request.tag});
    }
}

bool Session::may_give_back() const {
    return given_back_ < settings_.window * most_given_back || watch_.few_lost();
}

// As many places as the window has without a single answer, and no more: an SMSC that stands still is not sent all that there is.
bool Session::may_be_stuck() const {
    return may_give_back() && submits_in_flight_ >= settings_.window && watch_.stuck_run() < settings_.window;
}

void Session::leave_window(const Request& request) { --(request.given_back ? given_back_ : submits_in_flight_); }

// For the sake of answers, and where the rate has a place for it. Where it has none submits go out, and their answers
// say the same; but while they are late or held back a text must not come into doubt.
std::optional<Instant> Session::ask_at() const {
    const auto at = proof_.ask_at(last_heard_);
    if (!at) return std::nullopt;
    return std::clamp(rate_.next(), *at, *at + longest_wait_for_place);
}

std::optional<Instant> Session::next_deadline() const {
    if (state_ == State::closed || state_ == State::idle) return std::nullopt;
    std::optional<Instant> next;
    if (!deadlines_.empty()) next = deadlines_.front().first;
    for (const auto& overdue : {may_give_back() ? watch_.next() : std::nullopt,
                                may_be_stuck() ? watch_.next_stuck() : std::nullopt})
        if (overdue) next = next ? std::min(*next, *overdue) : *overdue;
    if (leave_) next = next ? std::min(*next, leave_->until) : leave_->until;
    if (state_ == State::bound && !enquiring_ && !leave_) {
        auto enquire = last_heard_ + settings_.enquire_link;
        if (const auto ask_at = this->ask_at()) enquire = std::min(enquire, *ask_at);
        if (!next || enquire < *next) next = enquire;
    }
    return next;
}

bool Session::can_submit(Instant now) {
    return has_room() && rate_.allows(now);
}

Instant Session::next_submit_at() const { return rate_.next(); }

std::uint32_t Session::submit(const codecs::SubmitSm& pdu, std::int64_t tag, Instant now) {
    const auto sequence_number = request(pdu, Waiting::submit, tag, now);
    if (sequence_number == 0) return 0;
    waiting_.at(sequence_number).destination = std::hash<std::string>{}(pdu.destination.digits);
    watch_.sent(sequence_number, requests_, now);
    ++submits_in_flight_;
    rate_.count();
    return sequence_number;
}

void Session::answer(CommandId command, std::uint32_t sequence_number, CommandStatus status,
                     std::int64_t inbound_id, Instant now) {
    if (refused_unanswered_) return;
    respond(command, sequence_number, status);
    if (inbound_id != 0) proof_.given(inbound_id, requests_, now);
    // In the order in which they came, but for those that are refused at once.
    const auto text = std::find_if(unanswered_texts_.begin(), unanswered_texts_.end(), [&](const Text& one) {
        return one.sequence_number == sequence_number && one.command == command;
    });
    if (text != unanswered_texts_.end()) unanswered_texts_.erase(text);
    if (leave_ && unanswered_texts_.empty()) take_leave();
    leave_if_idle(now);
}

void Session::respond(CommandId command, std::uint32_t sequence_number, CommandStatus status) {
    if (command == CommandId::data_sm) {
        send(status, sequence_number, codecs::DataSmResp{});
    } else {
        send(status, sequence_number, codecs::DeliverSmResp{});
    }
}

// What the clerk commits of them all the same is in doubt, and recognised when the SMSC delivers it again.
void Session::refuse_unanswered() {
    refused_unanswered_ = true;
    if (unanswered_texts_.empty()) return;
    outputs_.push_back(Remark{"texts_refused_at_unbind", fmt::format("{} texts had no answer yet", unanswered_texts_.size())});
    for (const auto& text : unanswered_texts_) respond(text.command, text.sequence_number, settings_.when_unable);
    unanswered_texts_.clear();
}

void Session::take_leave() {
    if (state_ == State::closed) return;
    send(CommandStatus::ok, leave_->sequence_number, codecs::UnbindResp{});
    close("unbound", "by the SMSC");
}

void Session::give_up(const std::string& why, Instant now) {
    if (leaving_ || state_ != State::bound) return;
    leaving_ = true;
    outputs_.push_back(Remark{"session_fault", why});
    leave_if_idle(now);
}

void Session::leave_if_idle(Instant now) {
    if (leaving_ && submits_in_flight_ == 0 && unanswered_texts_.empty() && state_ == State::bound && !leave_) unbind(now);
}

void Session::unbind(Instant now) {
    if (state_ == State::bound) {
        refuse_unanswered();
        state_ = State::unbinding;
        request(codecs::Unbind{}, Waiting::unbind, 0, now);
    } else if (state_ != State::closed && state_ != State::unbinding) {
        close("unbound", "before the bind was accepted");
    }
}

void Session::trace(AnswerFate fate, std::vector<GivenAnswer> answers) {
    if (!answers.empty()) outputs_.push_back(AnswerNews{fate, std::move(answers)});
}

std::vector<SessionOutput> Session::take_outputs() {
    std::vector<SessionOutput> outputs;
    outputs.swap(outputs_);
    return outputs;
}

void Session::send(CommandStatus status, std::uint32_t sequence_number, codecs::PduBody body) {
    auto frame = codecs::encode_pdu({status, sequence_number, std::move(body)});
    if (frame) {
        outputs_.push_back(SendFrame{std::move(*frame)});
    } else {
        outputs_.push_back(Remark{"unsendable_pdu", frame.error().what});
    }
}

std::uint32_t Session::request(codecs::PduBody body, Waiting kind, std::int64_t tag, Instant now) {
    // One counter for every kind of request; a number still waiting for its answer is passed over.
    auto sequence = last_sequence_;
    do {
        sequence = sequence >= last_sequence ? 1 : sequence + 1;
    } while (waiting_.contains(sequence) || late_.contains(sequence));
    auto frame = codecs::encode_pdu({CommandStatus::ok, sequence, std::move(body)});
    if (!frame) {
        outputs_.push_back(Remark{"unsendable_pdu", frame.error().what});
        return 0;
    }
    last_sequence_ = sequence;
    waiting_.emplace(sequence, Request{kind, tag, ++requests_, now});
    deadlines_.emplace_back(now + settings_.response_timeout, sequence);
    outputs_.push_back(SendFrame{std::move(*frame)});
    return sequence;
}

void Session::close(std::string event, std::string detail, CloseLink::Return come_back) {
    if (state_ == State::closed) return;
    state_ = State::closed;
    outputs_.push_back(CloseLink{std::move(event), std::move(detail), come_back});
}

}  // namespace hall::daemon
