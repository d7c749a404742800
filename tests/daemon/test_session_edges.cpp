// The edges of a session: what comes before it is bound and when it ends, and whose answer is whose.

#include "tests/daemon/session_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using codecs::CommandId;
using codecs::CommandStatus;

namespace {

/// The commands and sequence numbers of all that is to be sent, in order.
std::vector<std::pair<CommandId, std::uint32_t>> sent_by(test::SessionFixture& link) {
    link.collect();
    std::vector<std::pair<CommandId, std::uint32_t>> sent;
    for (const auto& output : link.outputs)
        if (const auto* frame = std::get_if<SendFrame>(&output)) {
            const auto header = codecs::read_header(frame->frame);
            sent.emplace_back(header.command_id, header.sequence_number);
        }
    return sent;
}

}  // namespace

TEST_CASE("texts just before an unbind are answered before the unbind_resp") {
    test::SessionFixture link;
    link.bind();
    for (const std::uint32_t sequence : {101U, 102U, 103U}) link.feed({CommandStatus::ok, sequence, link.text()});
    link.feed({CommandStatus::ok, 104, codecs::Unbind{}});
    CHECK(sent_by(link).empty());
    CHECK_FALSE(link.has<CloseLink>());
    link.session->answer(CommandId::deliver_sm, 101, CommandStatus::ok, 11, link.now);
    link.session->answer(CommandId::deliver_sm, 103, CommandStatus::ok, 13, link.now);
    CHECK_FALSE(link.session->can_submit(link.now));
    SECTION("the last by the clerk") { link.session->answer(CommandId::deliver_sm, 102, CommandStatus::ok, 12, link.now); }
    SECTION("the last refused, because nobody answers it in time") {
        CHECK(link.session->next_deadline() == link.now + 3s);
        link.wait(3s);
    }
    const auto sent = sent_by(link);
    REQUIRE(sent.size() == 4);
    CHECK(sent[2] == std::pair(CommandId::deliver_sm_resp, 102U));
    CHECK(sent[3] == std::pair(CommandId::unbind_resp, 104U));
    CHECK(link.take<CloseLink>().event == "unbound");
}

TEST_CASE("what an unbind has had refused is not answered a second time") {
    test::SessionFixture link;
    link.settings.when_unable = CommandStatus::submit_failed;
    link.bind();
    link.feed({CommandStatus::ok, 101, link.text()});
    link.outputs.clear();
    link.session->unbind(link.now);
    link.collect();
    CHECK(link.take_pdu<codecs::DeliverSmResp>().status == CommandStatus::submit_failed);
    link.take_pdu<codecs::Unbind>();
    link.session->answer(CommandId::deliver_sm, 101, CommandStatus::ok, 11, link.now);
    CHECK(sent_by(link).empty());
}

TEST_CASE("a text behind the unbind is refused, and comes again") {
    test::SessionFixture link;
    link.bind();
    link.feed({CommandStatus::ok, 101, link.text()});
    link.feed({CommandStatus::ok, 102, codecs::Unbind{}});
    link.outputs.clear();
    link.feed({CommandStatus::ok, 103, link.text()});
    CHECK(link.take_pdu<codecs::DeliverSmResp>().status == CommandStatus::message_queue_full);
    CHECK_FALSE(link.has<TextDelivered>());
}

TEST_CASE("a text before the answer to the bind is refused as passing, with the status that its SMSC repeats after") {
    test::SessionFixture link;
    link.settings.when_unable = GENERATE(CommandStatus::message_queue_full, CommandStatus::throttled, CommandStatus{0xFE});
    link.connect();
    link.take_pdu<codecs::Bind>();
    link.feed({CommandStatus::ok, 7, link.text()});
    const auto response = link.take_pdu<codecs::DeliverSmResp>();
    CHECK(response.status == link.settings.when_unable);
    CHECK(response.sequence_number == 7);
    CHECK_FALSE(link.has<TextDelivered>());
}

TEST_CASE("a response of another kind settles nothing, whatever its number") {
    test::SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    const auto submit = link.take_pdu<codecs::SubmitSm>();
    SECTION("deliver_sm_resp") { link.feed({CommandStatus::ok, submit.sequence_number, codecs::DeliverSmResp{}}); }
    SECTION("data_sm_resp") { link.feed({CommandStatus::ok, submit.sequence_number, codecs::DataSmResp{}}); }
    SECTION("enquire_link_resp") { link.feed({CommandStatus::ok, submit.sequence_number, codecs::EnquireLinkResp{}}); }
    SECTION("unbind_resp") { link.feed({CommandStatus::ok, submit.sequence_number, codecs::UnbindResp{}}); }
    SECTION("bind_transceiver_resp") { link.feed({CommandStatus::ok, submit.sequence_number, codecs::BindResp{}}); }
    SECTION("query_sm_resp, refusing") {
        link.feed({CommandStatus::invalid_message_id, submit.sequence_number, codecs::QuerySmResp{}});
    }
    CHECK_FALSE(link.has<SubmitAnswered>());
    CHECK(link.take<Remark>().event == "unexpected_response");
    CHECK(link.session->unanswered_submits() == 1);
    CHECK_FALSE(link.has<CloseLink>());
    codecs::SubmitSmResp response;
    response.message_id = "m1";
    link.feed({CommandStatus::ok, submit.sequence_number, response});
    CHECK(link.take<SubmitAnswered>().message_id == "m1");
}

TEST_CASE("a submit_sm_resp under the number of an enquire_link, an unbind or a bind answers none of them") {
    test::SessionFixture link;
    SECTION("a bind") {
        link.connect();
        const auto bind = link.take_pdu<codecs::Bind>();
        link.feed({CommandStatus::ok, bind.sequence_number, codecs::SubmitSmResp{}});
        CHECK(link.session->state() == Session::State::binding);
        CHECK_FALSE(link.has<SessionBound>());
    }
    SECTION("an enquire_link") {
        link.bind();
        link.wait(30s);
        const auto enquiry = link.take_pdu<codecs::EnquireLink>();
        link.feed({CommandStatus::ok, enquiry.sequence_number, codecs::SubmitSmResp{}});
        link.wait(10s);
        CHECK(link.take<CloseLink>().event == "timeout");
    }
    SECTION("an unbind") {
        link.bind();
        link.session->unbind(link.now);
        link.collect();
        const auto unbind = link.take_pdu<codecs::Unbind>();
        link.feed({CommandStatus::ok, unbind.sequence_number, codecs::SubmitSmResp{}});
        CHECK_FALSE(link.has<CloseLink>());
    }
}

TEST_CASE("a late answer of another kind does not say that a part was taken") {
    test::SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    const auto submit = link.take_pdu<codecs::SubmitSm>();
    link.wait(10s);
    link.take<SubmitUnanswered>();
    link.feed({CommandStatus::ok, submit.sequence_number, codecs::DeliverSmResp{}});
    CHECK_FALSE(link.has<SubmitAnswered>());
    link.feed({CommandStatus::ok, submit.sequence_number, codecs::SubmitSmResp{}});
    CHECK(link.has<SubmitAnswered>());
}

TEST_CASE("octets of the wire that are no UTF-8 leave the session as text that can be read") {
    test::SessionFixture link;
    link.connect();
    codecs::BindResp bound;
    bound.system_id = "sm\xFFsc";
    link.feed({CommandStatus::ok, link.take_pdu<codecs::Bind>().sequence_number, bound});
    CHECK(link.take<SessionBound>().peer == "sm\\xFFsc");

    auto text = link.text();
    text.service_type = "\x80";
    text.source.digits = "Caf\xE9";
    text.destination.digits = "100\xC0\xAF" "86";
    link.feed({CommandStatus::ok, 9, text});
    const auto delivered = link.take<TextDelivered>();
    CHECK(delivered.message.service_type == "\\x80");
    CHECK(delivered.message.source.digits == "Caf\\xE9");
    CHECK(delivered.message.destination.digits == "100\\xC0\\xAF86");

    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    codecs::SubmitSmResp response;
    response.message_id = "id\xED\xA0\x80";
    link.feed({CommandStatus::ok, link.take_pdu<codecs::SubmitSm>().sequence_number, response});
    CHECK(link.take<SubmitAnswered>().message_id == "id\\xED\\xA0\\x80");
}
