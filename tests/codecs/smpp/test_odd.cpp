// The odd and hostile PDUs in odd/*.hex at codec level: each is framed and decoded, and what a bound link
// would answer must be what the file says. The session tests replay the same folder against a live link.

#include "codecs/smpp/library_fence.hpp"
#include "codecs/smpp/pdu_codec.hpp"
#include "tests/support/hex_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace hall::codecs;
using hall::Bytes;
using hall::ByteView;

namespace {

constexpr std::size_t max_frame = std::size_t{72} * 1024;  // 64 KiB of message_payload and some more

struct Outcome {
    Bytes answer;  // empty: none
    bool link_alive = true;
};

Bytes encoded(CommandStatus status, std::uint32_t sequence_number, PduBody body) {
    const auto bytes = encode_pdu({.status = status, .sequence_number = sequence_number, .body = std::move(body)});
    return bytes ? *bytes : Bytes{};
}

/// What a bound ESME that takes every text does with one frame.
Outcome answer_to(const Header& header, ByteView body) {
    const auto pdu = decode_pdu(header, body);
    CHECK(library_log_length() < library_log_limit);
    if (!pdu) {
        CAPTURE(pdu.error().what);
        CHECK(pdu.error().what.find("libsmpp34") == std::string::npos);
        return {encode_refusal(header, pdu.error().answer), true};
    }
    const std::uint32_t sequence = pdu->sequence_number;
    CHECK(sequence == header.sequence_number);
    CHECK(pdu->status == header.command_status);
    if (std::holds_alternative<DeliverSm>(pdu->body)) {
        return {encoded(CommandStatus::ok, sequence, DeliverSmResp{}), true};
    }
    if (std::holds_alternative<DataSm>(pdu->body)) {
        return {encoded(CommandStatus::ok, sequence, DataSmResp{}), true};
    }
    if (std::holds_alternative<EnquireLink>(pdu->body)) {
        return {encoded(CommandStatus::ok, sequence, EnquireLinkResp{}), true};
    }
    if (std::holds_alternative<Unbind>(pdu->body)) {
        return {encoded(CommandStatus::ok, sequence, UnbindResp{}), false};
    }
    CHECK((is_response(header.command_id) || header.command_id == CommandId::alert_notification));
    return {{}, true};
}

Outcome replay(const Bytes& bytes) {
    FrameBuffer buffer(max_frame);
    std::ranges::copy(bytes, buffer.prepare(bytes.size()).begin());
    buffer.commit(bytes.size());
    const auto next = buffer.next();
    if (std::holds_alternative<FramingLost>(next)) {
        return {encoded(CommandStatus::invalid_command_length, 0, GenericNack{}), false};
    }
    REQUIRE(std::holds_alternative<Frame>(next));
    CHECK(buffer.pending() == 0);
    const Frame frame = std::get<Frame>(next);
    // A copy of exactly this size lets the sanitizer see a read behind the end.
    const Bytes body(frame.body.begin(), frame.body.end());
    return answer_to(frame.header, body);
}

}  // namespace

TEST_CASE("each odd or hostile PDU is answered as its file says", "[smpp]") {
    const auto files = hall::test::load_hex_folder(HALL_SOURCE_DIR "/tests/codecs/smpp/odd");
    REQUIRE(files.size() >= 48);
    for (const auto& file : files) {
        INFO(file.name << ": " << file.title);
        REQUIRE(file.says_answer);
        const Outcome outcome = replay(file.bytes);
        CHECK(outcome.link_alive == file.link_alive);
        CHECK(outcome.answer.empty() == !file.answer);
        if (file.answer) {
            INFO("expected " << file.answer->command << ' ' << file.answer->status);
            CHECK(hall::test::is_answer(outcome.answer, *file.answer));
            if (outcome.answer.size() >= header_size && file.link_alive) {
                CHECK(read_header(outcome.answer).sequence_number == read_header(file.bytes).sequence_number);
                CHECK(read_header(outcome.answer).command_length == outcome.answer.size());
            }
        }
    }
}

TEST_CASE("each odd PDU cut off at any octet is still decoded or refused, never worse", "[smpp]") {
    for (const auto& file : hall::test::load_hex_folder(HALL_SOURCE_DIR "/tests/codecs/smpp/odd")) {
        INFO(file.name);
        const std::size_t longest = std::min<std::size_t>(file.bytes.size(), 400);
        for (std::size_t size = header_size; size < longest; ++size) {
            const Bytes body(file.bytes.begin() + header_size, file.bytes.begin() + static_cast<std::ptrdiff_t>(size));
            const auto pdu = decode_pdu(read_header(file.bytes), body);
            if (!pdu && pdu.error().what.find("libsmpp34") != std::string::npos) {
                FAIL("at " << size << " octets: " << pdu.error().what);
            }
            if (library_log_length() >= library_log_limit) {
                FAIL("at " << size << " octets the library's log is nearly full");
            }
        }
    }
}
