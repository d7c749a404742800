// What a session learns about answers: its own to texts, and the SMSC's to submits when their time is over.

#include "tests/daemon/session_fixture.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <utility>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using codecs::CommandStatus;
using test::SessionFixture;

TEST_CASE("an answer counts as read when the SMSC answers a later request of ours, whatever that was") {
    SessionFixture link;
    link.settings.doubt = 5s;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    const auto before = link.take_pdu<codecs::SubmitSm>();
    link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::ok, 70, link.now);
    REQUIRE(link.session->submit(link.reply(), 2, link.now));
    link.session->answer(codecs::CommandId::deliver_sm, 8, CommandStatus::ok, 80, link.now);
    link.collect();
    link.take_pdu<codecs::DeliverSmResp>();
    const auto after = link.take_pdu<codecs::SubmitSm>();
    link.outputs.clear();

    link.feed({CommandStatus::ok, before.sequence_number, codecs::SubmitSmResp{"a", {}}});
    CHECK_FALSE(link.has<AnswerNews>());  // that request left before the answers
    const auto answered = link.now;
    link.now += 300ms;
    link.feed({CommandStatus::throttled, after.sequence_number, codecs::SubmitSmResp{}});
    const auto news = link.take<AnswerNews>();
    CHECK(news.fate == AnswerFate::read);
    CHECK(news.answers == std::vector<GivenAnswer>{{70, answered, link.now}});
}

TEST_CASE("an answer that is not proven after half a second is asked about with an enquire_link") {
    SessionFixture link;
    link.settings.doubt = 5s;
    link.bind();
    link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::ok, 70, link.now);
    link.collect();
    link.outputs.clear();
    REQUIRE(link.session->next_deadline() == link.now + 500ms);
    link.wait(499ms);
    CHECK_FALSE(link.has<SendFrame>());
    link.wait(1ms);
    link.prove();
    CHECK(link.take<AnswerNews>().fate == AnswerFate::read);
}

TEST_CASE("a submit that is never answered does not keep the answers before it unproven") {
    SessionFixture link;
    link.bind();
    link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::ok, 70, link.now);
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    link.outputs.clear();
    link.wait(500ms);
    link.prove();
    CHECK(link.take<AnswerNews>().answers.size() == 1);
}

TEST_CASE("a read answer is safe with any sign of life after the doubt, which is asked for if none comes by itself") {
    SessionFixture link;
    link.settings.doubt = 5s;
    link.bind();
    link.give_an_answer_that_is_read();
    // From when it was read for all we know: an SMSC that dies forgets what it has read, whenever we had written it.
    const auto read = link.now;
    SECTION("a text comes too soon") {
        link.now = read + 4999ms;
        link.outputs.clear();
        link.feed({CommandStatus::ok, 9, link.text()});
        REQUIRE_FALSE(link.has<AnswerNews>());
        link.wait(1ms);
        REQUIRE_FALSE(link.has<SendFrame>());  // who was heard just now will be heard again
        link.wait(2999ms);
        link.prove();
    }
    SECTION("a text comes") {
        link.now = read + 5s;
        link.outputs.clear();
        link.feed({CommandStatus::ok, 9, link.text()});
    }
    SECTION("nothing comes") {
        REQUIRE(link.session->next_deadline() == read + 5s);
        link.wait(5s);
        link.prove();
    }
    const auto news = link.take<AnswerNews>();
    CHECK(news.fate == AnswerFate::safe);
    CHECK(news.answers.front().inbound_id == 70);
    link.session->disconnected();
    link.collect();
    CHECK_FALSE(link.has<AnswerNews>());
}

TEST_CASE("what lay unread in a hall that stood still is a sign of life from when it may have come, not from when it is read") {
    SessionFixture link;
    link.settings.doubt = 5s;
    link.bind();
    const auto answered = link.now;
    link.give_an_answer_that_is_read();
    link.now += 30s;
    link.outputs.clear();
    link.since = answered + 1s;
    SECTION("a text of that time") {
        link.feed({CommandStatus::ok, 9, link.text()});
        CHECK_FALSE(link.has<AnswerNews>());
        link.session->disconnected();
        link.collect();
        CHECK(link.take<AnswerNews>().fate == AnswerFate::doubtful);
    }
    SECTION("the answer to a question asked since") {
        link.wait(0ms);
        link.prove();
        CHECK(link.take<AnswerNews>().fate == AnswerFate::safe);
    }
}

TEST_CASE("a refused text leaves nothing to be proven") {
    SessionFixture link;
    link.bind();
    link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::try_again_later, 0, link.now);
    CHECK(link.session->next_deadline() == link.now + link.settings.enquire_link);
}

TEST_CASE("a link that ends leaves what was read but not safe in doubt, unless the peers took leave of each other") {
    SessionFixture link;
    link.settings.doubt = 5s;
    link.bind();
    link.give_an_answer_that_is_read();
    auto expected = AnswerFate::safe;
    SECTION("lost, however late we noticed") {
        link.now += 20min;
        link.session->disconnected();
        link.collect();
        expected = AnswerFate::doubtful;
    }
    SECTION("the hall unbinds and the SMSC agrees") {
        link.session->unbind(link.now);
        link.collect();
        const auto unbind = link.take_pdu<codecs::Unbind>();
        link.feed({CommandStatus::ok, unbind.sequence_number, codecs::UnbindResp{}});
    }
    SECTION("the SMSC unbinds") { link.feed({CommandStatus::ok, 99, codecs::Unbind{}}); }
    const auto news = link.take<AnswerNews>();
    CHECK(news.fate == expected);
    CHECK(news.answers.front().inbound_id == 70);
    link.session->disconnected();
    link.collect();
    CHECK_FALSE(link.has<AnswerNews>());
}

TEST_CASE("a submit_sm_resp that comes after its time still says that the part was taken; a late no says nothing") {
    SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    REQUIRE(link.session->submit(link.reply(), 2, link.now));
    link.collect();
    const auto first = link.take_pdu<codecs::SubmitSm>();
    const auto second = link.take_pdu<codecs::SubmitSm>();
    link.wait(link.settings.response_timeout);
    CHECK(link.take<SubmitUnanswered>().timed_out);
    CHECK(link.take<SubmitUnanswered>().timed_out);
    CHECK(link.session->unanswered_submits() == 0);
    link.feed({CommandStatus::ok, first.sequence_number, codecs::SubmitSmResp{"late", {}}});
    const auto answer = link.take<SubmitAnswered>();
    CHECK(answer.tag == 1);
    CHECK(answer.message_id == "late");
    CHECK(link.session->unanswered_submits() == 0);
    link.feed({CommandStatus::system_error, second.sequence_number, codecs::SubmitSmResp{}});
    CHECK_FALSE(link.has<SubmitAnswered>());
}

namespace {

/// A hall under load: each text is answered and replied to at once, and the SMSC answers `round_trip` later.
struct BusyLink {
    int rate = 0;  // texts a second
    codecs::BindRole role = codecs::BindRole::transceiver;
    Millis round_trip = 5ms;
    int texts = 0;
    int enquiries = 0;
    std::size_t safe = 0;
    Millis pause{};  // between two texts, where less than one comes in a second

    void run(Millis time) {
        SessionFixture link;
        link.settings.doubt = 1s;
        link.settings.window = 100;
        link.settings.role = role;
        link.bind();
        std::multimap<Instant, codecs::Pdu> answers;  // of the SMSC, by when they come
        const auto begin = link.now;
        // Nobody texts in step with a clock.
        const auto a_second = rate > 0 ? rate : 1000.0 / static_cast<double>(pause.count());
        const auto next_text = [&] { return begin + std::chrono::duration<double>((texts + texts * 37 % 97 / 97.0) / a_second); };
        for (; link.now < begin + time; link.now += 100us) {
            for (; !answers.empty() && answers.begin()->first <= link.now; answers.erase(answers.begin()))
                link.feed(answers.begin()->second);
            for (; next_text() <= link.now; ++texts) {
                link.feed({CommandStatus::ok, static_cast<std::uint32_t>(texts + 1), link.text()});
                link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::ok, texts + 1, link.now);
                if (link.session->can_submit(link.now)) link.session->submit(link.reply(), texts, link.now);
            }
            if (const auto deadline = link.session->next_deadline(); deadline && *deadline <= link.now)
                link.session->timer(link.now);
            link.collect();
            for (auto& output : std::exchange(link.outputs, {})) {
                if (const auto* news = std::get_if<AnswerNews>(&output)) {
                    if (news->fate == AnswerFate::safe) safe += news->answers.size();
                }
                const auto* sent = std::get_if<SendFrame>(&output);
                if (sent == nullptr) continue;
                const auto header = codecs::read_header(sent->frame);
                if (header.command_id == codecs::CommandId::enquire_link) {
                    ++enquiries;
                    answers.emplace(link.now + round_trip,
                                    codecs::Pdu{CommandStatus::ok, header.sequence_number, codecs::EnquireLinkResp{}});
                } else if (header.command_id == codecs::CommandId::submit_sm) {
                    answers.emplace(link.now + round_trip, codecs::Pdu{CommandStatus::ok, header.sequence_number,
                                                                       codecs::SubmitSmResp{"id", {}}});
                }
            }
        }
    }
};

}  // namespace

TEST_CASE("a link that is busy asks nobody for a sign of life, and its answers become safe all the same") {
    BusyLink link{GENERATE(20, 200, 2000)};
    link.run(10s);
    CHECK(link.enquiries <= 1);
    // All but those of the last second and a half: the doubt, and what is under way.
    CHECK(link.safe >= static_cast<std::size_t>(link.texts) * 85 / 100);
}

TEST_CASE("a link with a text a second asks nobody either, and one with a text in five seconds once for each") {
    BusyLink often{1};
    often.run(60s);
    CHECK(often.enquiries <= 1);
    CHECK(often.safe >= 56);
    BusyLink seldom;
    seldom.pause = 5s;
    seldom.run(60s);
    CHECK(seldom.enquiries <= 12);
    CHECK(seldom.safe >= 11);
}

TEST_CASE("a link that only receives proves its answers with two enquire_links a second, however many texts come") {
    BusyLink link{GENERATE(20, 200, 2000), codecs::BindRole::receiver};
    link.run(10s);
    CHECK(link.enquiries <= 20);
    CHECK(link.safe >= static_cast<std::size_t>(link.texts) * 80 / 100);
}

TEST_CASE("an SMSC that answers slowly is asked no oftener than it answers") {
    BusyLink link{200};
    link.round_trip = 800ms;
    link.run(10s);
    CHECK(link.enquiries <= 13);
    CHECK(link.safe >= static_cast<std::size_t>(link.texts) * 70 / 100);
}

TEST_CASE("an enquire_link takes its place in the rate, and one for the sake of answers waits for it") {
    SessionFixture link;
    link.settings.rate = 1;
    link.settings.doubt = 5s;
    link.bind();
    SECTION("a sign of life that is due goes at once, and the next submit waits") {
        link.wait(30s);
        link.take_pdu<codecs::EnquireLink>();
        CHECK_FALSE(link.session->can_submit(link.now));
        CHECK(link.session->can_submit(link.now + 1s));
    }
    SECTION("a submit has just gone: the question waits for the next place") {
        link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::ok, 70, link.now);
        link.wait(400ms);
        REQUIRE(link.session->can_submit(link.now));
        REQUIRE(link.session->submit(link.reply(), 1, link.now));
        link.collect();
        link.outputs.clear();
        link.wait(100ms);
        CHECK_FALSE(link.has<SendFrame>());
        REQUIRE(link.session->next_deadline() == link.now + 900ms);
        link.wait(900ms);
        link.take_pdu<codecs::EnquireLink>();
    }
}

TEST_CASE("a link that was long silent asks for the sake of an answer as soon as any other") {
    SessionFixture link;
    link.settings.role = codecs::BindRole::receiver;
    link.settings.rate = 5;
    link.settings.doubt = 5s;
    link.settings.enquire_link = 5s;
    link.bind();
    for (int i = 0; i < 40; ++i) {
        link.wait(5s);
        const auto asked = link.take_pdu<codecs::EnquireLink>();
        link.feed({CommandStatus::ok, asked.sequence_number, codecs::EnquireLinkResp{}});
        link.outputs.clear();
    }
    link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::ok, 70, link.now);
    link.collect();
    link.take_pdu<codecs::DeliverSmResp>();
    link.wait(500ms);
    CHECK(link.has<SendFrame>());
}

TEST_CASE("an enquire_link for the sake of answers waits no longer than a second for its place in the rate") {
    SessionFixture link;
    link.settings.rate = 10;
    link.settings.window = 1000;
    link.settings.doubt = 5s;
    link.bind();
    SECTION("while submits take every place, and the SMSC answers none of them") {
        for (int i = 0; i < 200; ++i, link.now += 1ms)
            if (link.session->can_submit(link.now)) REQUIRE(link.session->submit(link.reply(), 1, link.now));
    }
    SECTION("while submits are held back") { link.session->pause_submits(link.now + 10s); }
    link.session->answer(codecs::CommandId::deliver_sm, 7, CommandStatus::ok, 70, link.now);
    std::optional<Millis> asked_after;
    for (Millis waited{0}; waited < 3s && !asked_after; waited += 1ms) {
        link.now += 1ms;  // submits are always first
        if (link.session->can_submit(link.now)) REQUIRE(link.session->submit(link.reply(), 1, link.now));
        link.collect();
        link.outputs.clear();
        link.wait(0ms);
        for (const auto& output : link.outputs) {
            const auto* sent = std::get_if<SendFrame>(&output);
            if (sent != nullptr && codecs::read_header(sent->frame).command_id == codecs::CommandId::enquire_link)
                asked_after = waited;
        }
    }
    REQUIRE(asked_after);
    CHECK(*asked_after <= 1500ms);
}
