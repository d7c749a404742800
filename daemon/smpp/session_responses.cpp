// What the SMSC's answers to the session's own requests mean: the other half of session.cpp.

#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/smpp/status_class.hpp"
#include "codecs/text/unicode.hpp"
#include "daemon/smpp/session.hpp"

#include <fmt/format.h>

namespace hall::daemon {

using codecs::CommandId;
using codecs::CommandStatus;

namespace {

// What a refused bind says about the next attempt. Most codes mean that a person has to mend something; some
// pass by themselves, and "already bound" passes when the SMSC has noticed that our old session is gone.
CloseLink::Return next_attempt(CommandStatus refusal) {
    switch (refusal) {
        case CommandStatus::already_bound: return CloseLink::Return::patient;
        case CommandStatus::system_error:
        case CommandStatus::message_queue_full:
        case CommandStatus::throttled:
        case CommandStatus::try_again_later: return CloseLink::Return::soon;
        default: return CloseLink::Return::slow;
    }
}

}  // namespace

// The request that a response answers: that of its number, if it is of its kind. Numbers alone say too little: each side
// counts by itself, and a deliver_sm_resp of a peer that confuses the two must not settle a submit. Any bind response answers a
// bind, because some peers answer bind_receiver under another bind's id. [SMPP v3.4, 3.2]
const Session::Request* Session::answered_by(const codecs::Header& header) const {
    auto request = waiting_.find(header.sequence_number);
    if (request == waiting_.end()) {
        request = late_.find(header.sequence_number);
        if (request == late_.end()) return nullptr;
    }
    return is_answer(header.command_id, request->second.kind) ? &request->second : nullptr;
}

bool Session::is_answer(CommandId response, Waiting kind) {
    if (response == CommandId::generic_nack) return true;
    switch (kind) {
        case Waiting::bind:
            return response == CommandId::bind_transceiver_resp || response == CommandId::bind_transmitter_resp ||
                   response == CommandId::bind_receiver_resp;
        case Waiting::submit: return response == CommandId::submit_sm_resp;
        case Waiting::enquire_link: return response == CommandId::enquire_link_resp;
        case Waiting::unbind: return response == CommandId::unbind_resp;
    }
    return false;
}

void Session::handle_response(const codecs::Header& header, codecs::Pdu* pdu, Instant now) {
    const auto found = waiting_.find(header.sequence_number);
    if (found == waiting_.end() || !is_answer(header.command_id, found->second.kind)) {
        handle_late_response(header, pdu, now);
        return;
    }
    const auto done = found->second;
    waiting_.erase(found);
    while (!deadlines_.empty() && !waiting_.contains(deadlines_.front().second)) deadlines_.pop_front();
    prove(done, now);
    auto status = header.command_status;
    if (header.command_id == CommandId::generic_nack && status == CommandStatus::ok)
        status = CommandStatus::unknown_error;  // a nack is never a yes
    switch (done.kind) {
        case Waiting::bind: handle_bind_response(status, pdu, now); break;
        case Waiting::enquire_link:
            enquiring_ = false;
            worked_ = true;
            break;
        case Waiting::unbind:
            trace(AnswerFate::safe, proof_.safe_by_leave());
            close("unbound", "by the hall");
            break;
        case Waiting::submit:
            leave_window(done);
            watch_.answered(done.number, std::chrono::duration_cast<Millis>(now - done.sent), now,
                            [this](auto sequence) { return waits(sequence); });
            give_places_back(now);
            handle_submit_response(done, status, pdu, now);
            leave_if_idle(now);
            break;
    }
}

void Session::handle_submit_response(const Request& request, CommandStatus status, codecs::Pdu* pdu, Instant now) {
    worked_ = worked_ || codecs::classify(status) != codecs::StatusClass::rebind;
    SubmitAnswered answered{request.tag, status, {}, request.destination, request.sent};
    if (pdu != nullptr) {
        if (auto* response = std::get_if<codecs::SubmitSmResp>(&pdu->body)) {
            answered.message_id = codecs::readable(response->message_id);
            if (const auto state = response->tlvs.number(codecs::Tag::congestion_state)) rate_.congested(*state, now);
        }
    }
    outputs_.push_back(std::move(answered));
}

void Session::handle_late_response(const codecs::Header& header, codecs::Pdu* pdu, Instant now) {
    const auto late = late_.find(header.sequence_number);
    if (late != late_.end() && is_answer(header.command_id, late->second.kind)) {
        const auto request = late->second;
        late_.erase(late);
        prove(request, now);
        // A late "no" changes nothing: the part goes again, or was given up, already.
        if (header.command_status == CommandStatus::ok && header.command_id != CommandId::generic_nack) {
            handle_submit_response(request, header.command_status, pdu, now);
            return;
        }
    }
    outputs_.push_back(Remark{"unexpected_response",
                              fmt::format("{} {}", codecs::to_string(header.command_id), codecs::to_string(header.command_status)),
                              header.sequence_number});
}

void Session::prove(const Request& request, Instant now) {
    trace(AnswerFate::read, proof_.proven_by(request.number, now));
}

void Session::handle_bind_response(CommandStatus status, const codecs::Pdu* pdu, Instant now) {
    if (status != CommandStatus::ok) {
        close(status == CommandStatus::already_bound ? "already_bound" : "bind_refused", codecs::to_string(status),
              next_attempt(status));
        return;
    }
    SessionBound bound;
    if (pdu != nullptr) {
        if (const auto* response = std::get_if<codecs::BindResp>(&pdu->body)) {
            bound.peer = codecs::readable(response->system_id);
            bound.peer_version = response->tlvs.number(codecs::Tag::sc_interface_version);
        }
    }
    state_ = State::bound;
    last_heard_ = now;
    outputs_.push_back(std::move(bound));
}

}  // namespace hall::daemon
