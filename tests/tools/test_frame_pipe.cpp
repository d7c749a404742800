// A connection that misbehaves on request: pieces, silence, an end in the middle of a frame.

#include "codecs/smpp/pdu_codec.hpp"
#include "tests/tools/loopback.hpp"
#include "tools/hall_smsc/frame_pipe.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

struct Listener : FrameUser {
    void take(const codecs::Frame& frame) override { sequences.push_back(frame.header.sequence_number); }
    void framing_lost() override { ++lost; }
    void ended(End how) override { end = how; }

    std::vector<std::uint32_t> sequences;
    int lost = 0;
    std::optional<End> end;
};

struct Fixture {
    Fixture() {
        auto [client, server] = test::connected_pair(io);
        peer.emplace(std::move(client));
        pipe = std::make_shared<FramePipe>(std::move(server), 70000, listener);
        pipe->start();
        for (std::uint32_t i = 1; i <= 3; ++i) {
            codecs::SubmitSmResp body{"a message id that is not short", {}};
            frames.push_back(*codecs::encode_pdu({codecs::CommandStatus::ok, i, body}));
        }
    }

    /// What arrives until the connection ends.
    Bytes read_all() {
        Bytes bytes;
        asio::async_read(*peer, asio::dynamic_buffer(bytes), [](const boost::system::error_code&, std::size_t) {});
        io.run();
        return bytes;
    }

    asio::io_context io{1};
    Listener listener;
    std::optional<asio::ip::tcp::socket> peer;
    std::shared_ptr<FramePipe> pipe;
    std::vector<Bytes> frames;
};

}  // namespace

TEST_CASE("frames written in pieces arrive whole and in order") {
    Fixture f;
    std::size_t pieces = 0;
    f.pipe->write_in_pieces([&pieces] { return 1 + pieces++ % 3; });
    Bytes expected;
    for (const Bytes& frame : f.frames) {
        CHECK(f.pipe->send(frame));
        expected.insert(expected.end(), frame.begin(), frame.end());
    }
    f.pipe->end_after_flush();
    CHECK(f.read_all() == expected);
    CHECK(pieces >= expected.size() / 3);
    CHECK(f.listener.end == FrameUser::End::after_flush);
}

TEST_CASE("a link that ends in the middle of a frame sends its beginning and nothing after it") {
    for (const double share : {0.0, 0.5, 1.0}) {
        Fixture f;
        CHECK(f.pipe->send(f.frames[0]));
        f.pipe->cut_next_frame(share);
        CHECK_FALSE(f.pipe->send(f.frames[1]));
        CHECK_FALSE(f.pipe->send(f.frames[2]));
        const Bytes arrived = f.read_all();
        Bytes both = f.frames[0];
        both.insert(both.end(), f.frames[1].begin(), f.frames[1].end());
        CHECK(arrived.size() > f.frames[0].size());
        CHECK(arrived.size() < both.size());
        CHECK(std::equal(arrived.begin(), arrived.end(), both.begin()));
        CHECK(f.listener.end == FrameUser::End::cut);
    }
}

TEST_CASE("a silent link neither reads nor writes until it wakes") {
    Fixture f;
    f.pipe->fall_silent(1h);
    CHECK(f.pipe->send(f.frames[0]));
    asio::write(*f.peer, asio::buffer(f.frames[1]));
    f.io.poll();
    CHECK(f.peer->available() == 0);
    CHECK(f.listener.sequences.empty());
    f.pipe->wake();
    f.pipe->end_after_flush();
    CHECK(f.read_all() == f.frames[0]);
    CHECK(f.listener.sequences == std::vector<std::uint32_t>{2});
}

TEST_CASE("a link that wakes while its peer has gone learns of it then") {
    Fixture f;
    f.pipe->fall_silent(1h);
    f.peer->close();
    f.io.poll();
    CHECK_FALSE(f.listener.end);
    f.pipe->wake();
    f.io.run();
    CHECK(f.listener.end == FrameUser::End::by_peer);
}
