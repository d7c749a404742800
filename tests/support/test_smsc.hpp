#pragma once
// An SMSC for straight-line tests: blocking sockets, one call a step, every wait with a limit. It says and
// hears PDUs; what a real SMSC would do by itself, the test does.

#include "codecs/smpp/frame.hpp"
#include "codecs/smpp/pdu.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace hall::test {

using namespace std::chrono_literals;

/// One accepted connection.
class SmscConnection {
public:
    explicit SmscConnection(int descriptor) : descriptor_(descriptor) {}
    ~SmscConnection();
    SmscConnection(SmscConnection&& other) noexcept;
    SmscConnection& operator=(SmscConnection&&) = delete;

    void send_bytes(ByteView bytes);
    void send(const codecs::Pdu& pdu);

    /// The next PDU, whatever it is; nothing when none came within `limit` or the peer closed.
    std::optional<codecs::Pdu> receive(std::chrono::milliseconds limit = 5s);

    /// The next PDU whose body is a Body. enquire_links on the way are answered; anything else is a failure
    /// (std::runtime_error), and so is silence.
    template <class Body>
    codecs::Pdu expect(std::chrono::milliseconds limit = 5s) {
        while (auto pdu = receive(limit)) {
            if (std::holds_alternative<Body>(pdu->body)) return std::move(*pdu);
            if (std::holds_alternative<codecs::EnquireLink>(pdu->body)) {
                send({codecs::CommandStatus::ok, pdu->sequence_number, codecs::EnquireLinkResp{}});
                continue;
            }
            throw std::runtime_error("unexpected " + codecs::to_string(codecs::command_id_of(pdu->body)));
        }
        throw std::runtime_error(closed_ ? "the hall closed the connection" : "the hall sent nothing");
    }

    /// Waits for the bind and accepts it.
    codecs::Bind accept_bind();

    /// Delivers a text (short_message as given) and returns its sequence number.
    std::uint32_t deliver(const std::string& from, ByteView content, std::uint8_t data_coding = 0,
                          std::uint8_t esm_class = 0);
    std::uint32_t deliver(const std::string& from, std::string_view ascii);

    /// Answers a submit_sm with ROK and a message id.
    void accept_submit(const codecs::Pdu& submit);

    bool closed() const { return closed_; }

private:
    bool fill(std::chrono::milliseconds limit);

    int descriptor_;
    codecs::FrameBuffer frames_{1000000};
    std::uint32_t sequence_ = 0;
    int messages_ = 0;
    bool closed_ = false;
};

class TestSmsc {
public:
    /// Listens on `port` of the loopback; 0: a free one.
    explicit TestSmsc(std::uint16_t port = 0);
    ~TestSmsc();
    TestSmsc(const TestSmsc&) = delete;
    TestSmsc& operator=(const TestSmsc&) = delete;

    std::uint16_t port() const { return port_; }

    /// The next connection. Throws std::runtime_error when none comes within `limit`.
    SmscConnection accept(std::chrono::milliseconds limit = 10s);

private:
    int descriptor_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace hall::test
