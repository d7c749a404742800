// Several links, several hosts, links that are not what they seem: the whole daemon over real sockets.

#include "tests/daemon/hall_fixture.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace hall;
using namespace std::chrono_literals;
using codecs::CommandStatus;
using codecs::DeliverSmResp;
using codecs::SubmitSm;
using test::HallFixture;

namespace {

std::string subscriber(int number) { return "1380013" + std::to_string(8000 + number); }

std::string destination_of(const codecs::Pdu& submit) { return std::get<SubmitSm>(submit.body).destination.digits; }

}  // namespace

TEST_CASE("two links of one SMSC share the replies, and what one had under way moves to the other when it is lost") {
    HallFixture hall;
    hall.link().links = 2;
    hall.link().window = 2;
    hall.start();
    auto first = std::make_unique<test::SmscConnection>(hall.smsc.accept());
    first->accept_bind();
    auto second = hall.smsc.accept();
    second.accept_bind();
    REQUIRE(hall.becomes("SELECT count(*) FROM v_links WHERE event = 'bound' AND link IN ('main/1', 'main/2')", "2;"));
    for (int i = 0; i < 4; ++i) first->deliver(subscriber(i), "42");
    std::set<std::string> on_first;
    for (int seen = 0; seen < 6; ++seen) {  // four answers and the window's two replies, in any order
        const auto pdu = first->receive();
        REQUIRE(pdu);
        if (std::holds_alternative<SubmitSm>(pdu->body)) on_first.insert(destination_of(*pdu));
    }
    const auto one = second.expect<SubmitSm>();
    const auto two = second.expect<SubmitSm>();
    CHECK(on_first.size() == 2);
    first.reset();
    second.accept_submit(one);
    second.accept_submit(two);
    std::set<std::string> moved;
    for (int i = 0; i < 2; ++i) {
        const auto submit = second.expect<SubmitSm>();
        moved.insert(destination_of(submit));
        second.accept_submit(submit);
    }
    CHECK(moved == on_first);
    CHECK(hall.becomes("SELECT count(*) || ' ' || sum(maybe_repeated) FROM outbound WHERE status = 'accepted'", "4 2;"));
}

TEST_CASE("a text whose answer was lost with one link and that comes again over the other acts once") {
    HallFixture hall;
    hall.link().links = 2;
    hall.start();
    auto first = std::make_unique<test::SmscConnection>(hall.smsc.accept());
    first->accept_bind();
    auto second = hall.smsc.accept();
    second.accept_bind();
    REQUIRE(hall.becomes("SELECT count(*) FROM v_links WHERE event = 'bound'", "2;"));
    first->deliver("13800138000", "42");
    // The SMSC dies before it reads anything more: as far as it is concerned nothing was answered.
    REQUIRE(hall.becomes("SELECT count(*) FROM texts", "1;"));
    first.reset();
    second.deliver("13800138000", "42");
    int answers = 0;
    int replies = 0;
    while (answers < 1 || replies < 1) {
        const auto pdu = second.receive();
        REQUIRE(pdu);
        if (std::holds_alternative<DeliverSmResp>(pdu->body)) ++answers;
        if (std::holds_alternative<SubmitSm>(pdu->body)) {
            ++replies;
            second.accept_submit(*pdu);
        }
    }
    CHECK(replies == 1);
    CHECK(hall.becomes("SELECT status FROM inbound ORDER BY id", "read;repeated;"));
    CHECK(hall.query("SELECT count(*) FROM texts") == "1;");
    CHECK(hall.becomes("SELECT status FROM replies", "accepted;"));
}

TEST_CASE("once the SMSC has answered anything later and lived on, an answer is in doubt no more") {
    HallFixture hall;
    hall.configuration.settings.redelivery.doubt = 100ms;
    auto smsc = hall.bound();
    smsc.deliver("13800138000", "42");
    smsc.expect<DeliverSmResp>();
    const auto submit = smsc.expect<SubmitSm>();
    CHECK(hall.query("SELECT in_doubt FROM inbound") == "1;");
    smsc.accept_submit(submit);
    const auto enquiry = smsc.receive();
    REQUIRE(enquiry);
    smsc.send({CommandStatus::ok, enquiry->sequence_number, codecs::EnquireLinkResp{}});
    CHECK(hall.becomes("SELECT in_doubt FROM inbound", "0;"));
}

TEST_CASE("when a host does not answer the next one is tried at once") {
    HallFixture hall;
    std::uint16_t closed_port = 0;
    {
        const test::TestSmsc closed_again;
        closed_port = closed_again.port();
    }
    hall.link().hosts.insert(hall.link().hosts.begin(), {"127.0.0.1", closed_port});
    hall.link().reconnect_from = 1h;
    hall.link().reconnect_to = 1h;
    auto smsc = hall.bound();
    CHECK(hall.becomes("SELECT event FROM link_events ORDER BY id", "connect_failed;bound;"));
}

TEST_CASE("an SMSC that still holds the last session is asked again until it lets go") {
    HallFixture hall;
    hall.start();
    for (int i = 0; i < 3; ++i) {
        auto connection = hall.smsc.accept();
        const auto bind = connection.expect<codecs::Bind>();
        connection.send({CommandStatus::already_bound, bind.sequence_number, codecs::BindResp{}});
        CHECK_FALSE(connection.receive());
    }
    auto connection = hall.smsc.accept();
    connection.accept_bind();
    CHECK(hall.becomes("SELECT event FROM link_events ORDER BY id", "already_bound;bound;"));
}

TEST_CASE("a link that is silent in both directions is found within enquire_link and response_timeout") {
    HallFixture hall;
    hall.link().enquire_link = 100ms;
    hall.link().response_timeout = 200ms;
    auto smsc = hall.bound();  // and from now on it reads nothing and says nothing
    CHECK(hall.becomes("SELECT detail FROM link_events WHERE event = 'timeout'",
                       "enquire_link was not answered: the link is dead;"));
    auto again = hall.smsc.accept();
    again.accept_bind();
}

TEST_CASE("a connection that ends in the middle of a PDU says so in the history") {
    HallFixture hall;
    {
        auto smsc = hall.bound();
        smsc.send_bytes(Bytes{0, 0, 0, 100, 0, 0});
    }
    CHECK(hall.becomes("SELECT detail FROM link_events WHERE event = 'lost'",
                       "closed by the SMSC, in the middle of a PDU;"));
}

TEST_CASE("peers of every interface version are served, with the answers that their version has") {
    HallFixture hall;
    const auto version = GENERATE(std::uint8_t{0x33}, std::uint8_t{0x34}, std::uint8_t{0x50});
    hall.link().interface_version = version;
    hall.start();
    auto smsc = hall.smsc.accept();
    const auto bind = smsc.expect<codecs::Bind>();
    CHECK(std::get<codecs::Bind>(bind.body).interface_version == version);
    codecs::BindResp response;
    response.system_id = "smsc";
    if (version != 0x33) response.tlvs.add_u8(codecs::Tag::sc_interface_version, version);
    smsc.send({CommandStatus::ok, bind.sequence_number, response});
    smsc.deliver("13800138000", "42");
    smsc.expect<DeliverSmResp>();
    auto submit = smsc.expect<SubmitSm>();
    if (version == 0x50) {
        // ESME_RSERTYPUNAVAIL, of 5.0 alone: passing; then a response with 5.0's congestion_state
        smsc.send({CommandStatus{0x102}, submit.sequence_number, codecs::SubmitSmResp{}});
        submit = smsc.expect<SubmitSm>();
        codecs::SubmitSmResp taken{"id1", {}};
        taken.tlvs.add_u8(codecs::Tag::congestion_state, 85);
        smsc.send({CommandStatus::ok, submit.sequence_number, taken});
    } else {
        smsc.accept_submit(submit);
    }
    CHECK(hall.becomes("SELECT status FROM replies", "accepted;"));
}

TEST_CASE("replies to one subscriber keep their order over two links, throttling and failures in passing") {
    HallFixture hall;
    hall.link().links = 2;
    hall.start();
    auto first = hall.smsc.accept();
    first.accept_bind();
    auto second = hall.smsc.accept();
    second.accept_bind();
    REQUIRE(hall.becomes("SELECT count(*) FROM v_links WHERE event = 'bound'", "2;"));
    // Three texts whose replies can be told apart: 42, YE, and one that is no code.
    first.deliver("13800138000", "42");
    first.deliver("13800138000", "YE");
    first.deliver("13800138000", "NOSUCH");
    std::vector<std::string> taken;
    const std::vector<CommandStatus> refusals{CommandStatus::throttled, CommandStatus::system_error,
                                              CommandStatus::message_queue_full};
    std::size_t refused = 0;
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (taken.size() < 3 && std::chrono::steady_clock::now() < deadline) {
        for (auto* link : {&first, &second}) {
            const auto pdu = link->receive(20ms);
            if (!pdu || !std::holds_alternative<SubmitSm>(pdu->body)) continue;
            if (refused < refusals.size()) {
                link->send({refusals[refused++], pdu->sequence_number, codecs::SubmitSmResp{}});
            } else {
                taken.push_back(HallFixture::text_of(*pdu));
                link->accept_submit(*pdu);
            }
        }
    }
    CHECK(taken == std::vector<std::string>{"八折优惠三个月", "余额尚未开通", "没有这个代码"});
}

TEST_CASE("an SMSC that refuses everybody's replies is left alone, and a person is called") {
    HallFixture hall;
    auto smsc = hall.bound();
    for (int i = 0; i < 3; ++i) smsc.deliver(subscriber(i), "42");
    int refused = 0;
    while (refused < 3) {
        const auto pdu = smsc.receive();
        REQUIRE(pdu);
        if (!std::holds_alternative<SubmitSm>(pdu->body)) continue;
        smsc.send({CommandStatus::invalid_source_address, pdu->sequence_number, codecs::SubmitSmResp{}});
        ++refused;
    }
    CHECK(hall.becomes("SELECT count(*) FROM link_events WHERE event = 'submits_stopped'", "1;"));
    CHECK(hall.query("SELECT DISTINCT status FROM replies") == "waiting;");
}

TEST_CASE("unanswered: fail writes down that a part is about to leave, before it leaves") {
    HallFixture hall;
    hall.link().unanswered = daemon::Unanswered::fail;
    {
        auto smsc = hall.bound();
        smsc.deliver("13800138000", "42");
        smsc.expect<DeliverSmResp>();
        smsc.expect<SubmitSm>();
        CHECK(hall.query("SELECT announced_at IS NOT NULL FROM outbound") == "1;");
    }
    CHECK(hall.becomes("SELECT status || ' ' || reason FROM outbound", "expired unanswered;"));
    auto again = hall.smsc.accept();
    again.accept_bind();
    CHECK_FALSE(again.receive(300ms));
}

TEST_CASE("a bound link says in its history how fast it may go: no default limits it in secret") {
    HallFixture hall;
    const auto limited = GENERATE(false, true);
    if (limited) hall.link().rate = 25;
    auto smsc = hall.bound();
    const auto* const expected = limited ? "window 10, 25 PDUs/s;" : "window 10, no rate limit;";
    CHECK(hall.becomes("SELECT substr(detail, instr(detail, 'window')) FROM link_events", expected));
}

TEST_CASE("a host that accepts the bind and drops it at once is not asked again without a wait") {
    HallFixture hall;
    test::TestSmsc other;
    hall.link().hosts.push_back({"127.0.0.1", other.port()});
    hall.link().reconnect_from = 1h;
    hall.link().reconnect_to = 1h;
    hall.bound();  // and closed again
    {
        test::SmscConnection second = other.accept();
        second.accept_bind();
    }
    CHECK_THROWS(hall.smsc.accept(300ms));
    CHECK_THROWS(other.accept(300ms));
}

TEST_CASE("a link whose window is full does not keep the other from being used again after its pause") {
    HallFixture hall;
    hall.link().links = 2;
    hall.link().window = 1;
    hall.start();
    auto first = hall.smsc.accept();
    first.accept_bind();
    auto second = hall.smsc.accept();
    second.accept_bind();
    REQUIRE(hall.becomes("SELECT count(*) FROM v_links WHERE event = 'bound'", "2;"));
    for (int i = 0; i < 3; ++i) first.deliver(subscriber(i), "42");
    const auto submit_on = [](test::SmscConnection& link) {
        while (true) {
            auto pdu = link.receive();
            if (!pdu) throw std::runtime_error("no submit came");
            if (std::holds_alternative<SubmitSm>(pdu->body)) return *pdu;
        }
    };
    submit_on(first);  // and never answered: its window stays full
    const auto throttled = submit_on(second);
    second.send({CommandStatus::throttled, throttled.sequence_number, codecs::SubmitSmResp{}});
    second.accept_submit(submit_on(second));  // after the pause, although nothing else happens
}

TEST_CASE("a session that the SMSC will not have any more is left when its window is empty, not before") {
    HallFixture hall;
    auto smsc = hall.bound();
    for (int i = 0; i < 2; ++i) smsc.deliver(subscriber(i), "42");
    std::vector<codecs::Pdu> submits;
    while (submits.size() < 2) {
        auto pdu = smsc.receive();
        REQUIRE(pdu);
        if (std::holds_alternative<SubmitSm>(pdu->body)) submits.push_back(*pdu);
    }
    smsc.send({CommandStatus::invalid_bind_status, submits[0].sequence_number, codecs::SubmitSmResp{}});
    smsc.accept_submit(submits[1]);
    const auto unbind = smsc.expect<codecs::Unbind>();
    smsc.send({CommandStatus::ok, unbind.sequence_number, codecs::UnbindResp{}});
    auto again = hall.smsc.accept();
    again.accept_bind();
    again.accept_submit(again.expect<SubmitSm>());
    CHECK(hall.becomes("SELECT count(*) || ' ' || sum(maybe_repeated) FROM outbound WHERE status = 'accepted'", "2 0;"));
}

TEST_CASE("a link that carried a text and is lost comes back after the shortest wait, however short it lived") {
    HallFixture hall;
    hall.link().reconnect_from = 50ms;
    hall.link().reconnect_to = 1h;
    hall.start();
    for (int i = 0; i < 8; ++i) {
        auto smsc = hall.smsc.accept(1s);  // doubling, the eighth wait would be more than three seconds
        smsc.accept_bind();
        smsc.deliver(subscriber(i), "42");
        for (bool answered = false; !answered;) {  // replies left over come as well
            const auto pdu = smsc.receive();
            REQUIRE(pdu);
            answered = std::holds_alternative<DeliverSmResp>(pdu->body);
        }
    }
}
