// The byte stream cut into frames, however the network cut it before.

#include "codecs/smpp/frame.hpp"
#include "tests/support/hex_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace hall::codecs;
using hall::Bytes;
using hall::ByteView;

namespace {

void feed(FrameBuffer& buffer, ByteView bytes) {
    const auto room = buffer.prepare(bytes.size());
    std::ranges::copy(bytes, room.begin());
    buffer.commit(bytes.size());
}

const Bytes enquire_link{0, 0, 0, 16, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 9};

Bytes with_length(std::uint32_t length) {
    Bytes bytes = enquire_link;
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[i] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
    }
    return bytes;
}

}  // namespace

TEST_CASE("a header is four big-endian words", "[smpp]") {
    const Bytes bytes{0, 0, 1, 2, 0x80, 0, 0, 4, 0, 0, 4, 0x10, 0x7f, 0, 0, 1};
    CHECK(read_header(bytes) ==
          Header{0x102, CommandId::submit_sm_resp, static_cast<CommandStatus>(0x410), 0x7f000001});
}

TEST_CASE("frames come out whole however the stream is cut", "[smpp]") {
    Bytes stream;
    std::size_t expected = 0;
    for (const auto& file : hall::test::load_hex_folder(HALL_SOURCE_DIR "/tests/codecs/smpp/golden")) {
        stream.insert(stream.end(), file.bytes.begin(), file.bytes.end());
        ++expected;
    }
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{16}, std::size_t{17}, stream.size()}) {
        CAPTURE(step);
        FrameBuffer buffer(1024);
        Bytes again;
        std::size_t frames = 0;
        for (std::size_t at = 0; at < stream.size(); at += step) {
            feed(buffer, ByteView(stream).subspan(at, std::min(step, stream.size() - at)));
            for (auto next = buffer.next(); !std::holds_alternative<NeedMoreBytes>(next); next = buffer.next()) {
                REQUIRE(std::holds_alternative<Frame>(next));
                const Frame& frame = std::get<Frame>(next);
                REQUIRE(frame.body.size() + header_size == frame.header.command_length);
                // The header lies just before the body in the same buffer.
                again.insert(again.end(), frame.body.data() - header_size, frame.body.data() + frame.body.size());
                ++frames;
            }
        }
        CHECK(frames == expected);
        CHECK(again == stream);
        CHECK(buffer.pending() == 0);
    }
}

TEST_CASE("half a frame is waited for and counted as pending", "[smpp]") {
    FrameBuffer buffer(1024);
    CHECK(std::holds_alternative<NeedMoreBytes>(buffer.next()));
    feed(buffer, ByteView(enquire_link).first(15));
    CHECK(std::holds_alternative<NeedMoreBytes>(buffer.next()));
    CHECK(buffer.pending() == 15);
    feed(buffer, ByteView(enquire_link).last(1));
    CHECK(std::holds_alternative<Frame>(buffer.next()));
    CHECK(buffer.pending() == 0);
}

TEST_CASE("a length below a header or above the limit loses the framing for ever", "[smpp]") {
    for (const std::uint32_t length : {0U, 1U, 15U, 1025U, 0x7fffffffU, 0xffffffffU}) {
        CAPTURE(length);
        FrameBuffer buffer(1024);
        feed(buffer, enquire_link);
        feed(buffer, with_length(length));
        REQUIRE(std::holds_alternative<Frame>(buffer.next()));
        const auto lost = buffer.next();
        REQUIRE(std::holds_alternative<FramingLost>(lost));
        CHECK(std::get<FramingLost>(lost).header.command_length == length);
        CHECK(std::get<FramingLost>(lost).header.sequence_number == 9);
        feed(buffer, enquire_link);
        const auto still = buffer.next();
        REQUIRE(std::holds_alternative<FramingLost>(still));
        CHECK(std::get<FramingLost>(still).header.command_length == length);
    }
}

TEST_CASE("the limit itself is a good length", "[smpp]") {
    FrameBuffer buffer(1024);
    feed(buffer, with_length(1024));
    CHECK(std::holds_alternative<NeedMoreBytes>(buffer.next()));
    feed(buffer, Bytes(1024 - 16));
    const auto next = buffer.next();
    REQUIRE(std::holds_alternative<Frame>(next));
    CHECK(std::get<Frame>(next).body.size() == 1008);
}

TEST_CASE("a hostile length is seen before the rest of its header is there", "[smpp]") {
    FrameBuffer buffer(1024);
    feed(buffer, ByteView(with_length(0xffffffff)).first(4));
    const auto lost = buffer.next();
    REQUIRE(std::holds_alternative<FramingLost>(lost));
    CHECK(std::get<FramingLost>(lost).header.sequence_number == 0);
}

TEST_CASE("a lost stream takes no more memory, whatever still arrives", "[smpp]") {
    FrameBuffer buffer(1024);
    feed(buffer, with_length(0));
    REQUIRE(std::holds_alternative<FramingLost>(buffer.next()));
    for (int i = 0; i < 1000; ++i) {
        feed(buffer, Bytes(1000));
    }
    CHECK(buffer.pending() == 16);
}
