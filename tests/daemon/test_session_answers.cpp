// What a session learns about answers: its own to texts, and the SMSC's to submits when their time is over.

#include "tests/daemon/session_fixture.hpp"

#include <catch2/catch.hpp>

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
