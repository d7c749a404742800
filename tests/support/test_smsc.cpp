#include "tests/support/test_smsc.hpp"

#include "codecs/smpp/pdu_codec.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hall::test {

namespace {

bool readable(int descriptor, std::chrono::milliseconds limit) {
    pollfd poller{descriptor, POLLIN, 0};
    return ::poll(&poller, 1, static_cast<int>(limit.count())) > 0;
}

}  // namespace

SmscConnection::~SmscConnection() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

SmscConnection::SmscConnection(SmscConnection&& other) noexcept
    : descriptor_(other.descriptor_),
      frames_(std::move(other.frames_)),
      sequence_(other.sequence_),
      messages_(other.messages_),
      closed_(other.closed_) {
    other.descriptor_ = -1;
}

void SmscConnection::send_bytes(ByteView bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) throw std::runtime_error("cannot send to the hall");
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
}

void SmscConnection::send(const codecs::Pdu& pdu) {
    const auto frame = codecs::encode_pdu(pdu);
    if (!frame) throw std::runtime_error("the test made a PDU that cannot be encoded: " + frame.error().what);
    send_bytes(*frame);
}

bool SmscConnection::fill(std::chrono::milliseconds limit) {
    if (!readable(descriptor_, limit)) return false;
    const auto room = frames_.prepare(4096);
    const auto count = ::recv(descriptor_, room.data(), room.size(), 0);
    if (count <= 0) {
        closed_ = true;
        return false;
    }
    frames_.commit(static_cast<std::size_t>(count));
    return true;
}

std::optional<codecs::Pdu> SmscConnection::receive(std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (true) {
        const auto next = frames_.next();
        if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
            auto pdu = codecs::decode_pdu(frame->header, frame->body);
            if (!pdu) throw std::runtime_error("the hall sent a broken PDU: " + pdu.error().what);
            return std::move(*pdu);
        }
        if (std::holds_alternative<codecs::FramingLost>(next)) throw std::runtime_error("the hall sent no frame");
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline -
                                                                               std::chrono::steady_clock::now());
        if (left < 0ms || !fill(left)) return std::nullopt;
    }
}

codecs::Bind SmscConnection::accept_bind() {
    const auto bind = expect<codecs::Bind>();
    codecs::BindResp response;
    response.role = std::get<codecs::Bind>(bind.body).role;
    response.system_id = "testsmsc";
    response.tlvs.add_u8(codecs::Tag::sc_interface_version, 0x34);
    send({codecs::CommandStatus::ok, bind.sequence_number, response});
    return std::get<codecs::Bind>(bind.body);
}

std::uint32_t SmscConnection::deliver(const std::string& from, ByteView content, std::uint8_t data_coding,
                                      std::uint8_t esm_class) {
    codecs::DeliverSm deliver;
    deliver.source = {0, 1, from};
    deliver.destination = {0, 1, "10086"};
    deliver.data_coding = data_coding;
    deliver.esm_class = esm_class;
    deliver.short_message.assign(content.begin(), content.end());
    send({codecs::CommandStatus::ok, ++sequence_, deliver});
    return sequence_;
}

std::uint32_t SmscConnection::deliver(const std::string& from, std::string_view ascii) {
    const Bytes content(ascii.begin(), ascii.end());
    return deliver(from, ByteView(content));
}

void SmscConnection::accept_submit(const codecs::Pdu& submit) {
    codecs::SubmitSmResp response;
    response.message_id = "id" + std::to_string(++messages_);
    send({codecs::CommandStatus::ok, submit.sequence_number, response});
}

TestSmsc::TestSmsc(std::uint16_t port) {
    descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(descriptor_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_port = htons(port);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(descriptor_, 8) != 0)
        throw std::runtime_error("the test SMSC cannot listen");
    socklen_t size = sizeof address;
    ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
}

TestSmsc::~TestSmsc() { ::close(descriptor_); }

SmscConnection TestSmsc::accept(std::chrono::milliseconds limit) {
    if (!readable(descriptor_, limit)) throw std::runtime_error("the hall did not connect");
    const int connection = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) throw std::runtime_error("accept failed");
    const int on = 1;
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return SmscConnection(connection);
}

}  // namespace hall::test
