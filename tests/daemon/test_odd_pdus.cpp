// Every odd PDU of the corpus, sent into a bound session: it must answer as the file says and stay alive unless
// the file says otherwise. The codec's own tests read the same files; here the whole session is at stake.

#include "tests/daemon/session_fixture.hpp"
#include "tests/support/hex_file.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using codecs::CommandStatus;

namespace {

// Cuts the bytes as the connection would, and gives what the session wants sent for them.
std::vector<Bytes> answers_to(test::SessionFixture& link, const Bytes& bytes) {
    codecs::FrameBuffer frames(70000);
    const auto room = frames.prepare(bytes.size());
    std::copy(bytes.begin(), bytes.end(), room.begin());
    frames.commit(bytes.size());
    while (true) {
        auto next = frames.next();
        if (const auto* frame = std::get_if<codecs::Frame>(&next)) {
            link.session->received(*frame, link.now, link.now);
        } else if (const auto* lost = std::get_if<codecs::FramingLost>(&next)) {
            link.session->framing_lost(lost->header);
            break;
        } else {
            break;
        }
    }
    link.collect();
    // The hall takes every text that the session hands over.
    for (const auto& output : std::vector<SessionOutput>(link.outputs)) {
        if (const auto* text = std::get_if<TextDelivered>(&output))
            link.session->answer(text->command, text->sequence_number, CommandStatus::ok, 1, link.now);
    }
    link.collect();
    std::vector<Bytes> sent;
    for (const auto& output : link.outputs)
        if (const auto* frame = std::get_if<SendFrame>(&output)) sent.push_back(frame->frame);
    return sent;
}

}  // namespace

TEST_CASE("every odd PDU gets the answer its file states, and the link lives or closes as it states") {
    const auto files = test::load_hex_folder(std::string(HALL_SOURCE_DIR) + "/tests/codecs/smpp/odd");
    REQUIRE(files.size() >= 40);
    for (const auto& file : files) {
        INFO(file.name << ": " << file.title);
        test::SessionFixture link;
        link.settings.enquire_link = std::chrono::hours(1);
        link.bind();
        const auto sent = answers_to(link, file.bytes);
        if (file.answer) {
            REQUIRE(sent.size() == 1);
            CHECK(test::is_answer(sent[0], *file.answer));
        } else {
            CHECK(sent.empty());
        }
        const bool closed = link.session->state() == Session::State::closed;
        CHECK(closed != file.link_alive);
        if (file.link_alive) {
            // Alive means that the next text is still taken.
            link.outputs.clear();
            link.feed({CommandStatus::ok, 12345, link.text()});
            CHECK(link.take<TextDelivered>().sequence_number == 12345);
        }
    }
}
