#pragma once
// Drives a Session without a socket: PDUs in, what it wants done out, time set by hand.

#include "codecs/smpp/pdu_codec.hpp"
#include "daemon/smpp/session.hpp"

#include <stdexcept>

namespace hall::test {

using namespace std::chrono_literals;

struct SessionFixture {
    daemon::SessionSettings settings{codecs::BindRole::transceiver, "hall", "secret", "", 30s, 10s, 2, 0};
    Instant now = Instant{} + 1h;
    std::optional<Instant> since;  // of what is fed; nothing: now
    std::optional<daemon::Session> session;
    std::vector<daemon::SessionOutput> outputs;

    /// A session whose bind has gone out.
    void connect() {
        session.emplace(settings);
        session->connected(now);
        collect();
    }

    /// A session that is bound; nothing is left in `outputs`.
    void bind() {
        connect();
        const auto sent = take_pdu<codecs::Bind>();
        codecs::BindResp response;
        response.role = settings.role;
        response.system_id = "smsc";
        feed({codecs::CommandStatus::ok, sent.sequence_number, response});
        outputs.clear();
    }

    void collect() {
        for (auto& output : session->take_outputs()) outputs.push_back(std::move(output));
    }

    void feed_bytes(const Bytes& frame) {
        const codecs::Header header = codecs::read_header(frame);
        session->received({header, ByteView(frame).subspan(codecs::header_size)}, now, since.value_or(now));
        collect();
    }

    void feed(const codecs::Pdu& pdu) {
        const auto frame = codecs::encode_pdu(pdu);
        if (!frame) throw std::runtime_error(frame.error().what);
        feed_bytes(*frame);
    }

    void wait(Millis time) {
        now += time;
        session->timer(now);
        collect();
    }

    /// The first output of this kind, taken out; throws when there is none.
    template <class Output>
    Output take() {
        for (auto it = outputs.begin(); it != outputs.end(); ++it) {
            if (auto* found = std::get_if<Output>(&*it)) {
                Output output = std::move(*found);
                outputs.erase(it);
                return output;
            }
        }
        throw std::runtime_error("the session did not do that");
    }

    template <class Output>
    bool has() const {
        for (const auto& output : outputs)
            if (std::holds_alternative<Output>(output)) return true;
        return false;
    }

    /// The first frame to be sent, decoded; throws when it is no Body.
    template <class Body>
    codecs::Pdu take_pdu() {
        const auto sent = take<daemon::SendFrame>();
        const auto pdu = codecs::decode_pdu(codecs::read_header(sent.frame),
                                            ByteView(sent.frame).subspan(codecs::header_size));
        if (!pdu) throw std::runtime_error(pdu.error().what);
        if (!std::holds_alternative<Body>(pdu->body))
            throw std::runtime_error("sent a " + codecs::to_string(codecs::command_id_of(pdu->body)));
        return *pdu;
    }

    /// Answers the enquire_link that the session has just sent.
    void prove() {
        const auto enquiry = take_pdu<codecs::EnquireLink>();
        feed({codecs::CommandStatus::ok, enquiry.sequence_number, codecs::EnquireLinkResp{}});
    }

    /// Answers a text under inbound id 70, which the SMSC is known to have read half a second later.
    void give_an_answer_that_is_read() {
        session->answer(codecs::CommandId::deliver_sm, 7, codecs::CommandStatus::ok, 70, now);
        wait(std::chrono::milliseconds(500));
        take_pdu<codecs::DeliverSmResp>();
        prove();
        take<daemon::AnswerNews>();
    }

    codecs::DeliverSm text() const {
        codecs::DeliverSm deliver;
        deliver.source = {1, 1, "8613800138000"};
        deliver.destination = {0, 1, "10086"};
        deliver.short_message = {'4', '2'};
        return deliver;
    }

    codecs::SubmitSm reply() const {
        codecs::SubmitSm submit;
        submit.source = {0, 1, "10086"};
        submit.destination = {1, 1, "8613800138000"};
        submit.short_message = {'o', 'k'};
        return submit;
    }
};

}  // namespace hall::test
