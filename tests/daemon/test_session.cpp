#include "tests/daemon/session_fixture.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <utility>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using codecs::CommandStatus;
using test::SessionFixture;

TEST_CASE("a session begins with the bind of its role and is bound by its answer") {
    SessionFixture link;
    link.settings.role = GENERATE(codecs::BindRole::transceiver, codecs::BindRole::transmitter,
                                  codecs::BindRole::receiver);
    link.connect();
    const auto sent = link.take_pdu<codecs::Bind>();
    const auto& bind = std::get<codecs::Bind>(sent.body);
    CHECK(bind.role == link.settings.role);
    CHECK(bind.system_id == "hall");
    CHECK(bind.password == "secret");
    CHECK(bind.interface_version == 0x34);
    CHECK_FALSE(link.session->can_submit(link.now));
    codecs::BindResp response;
    response.role = codecs::BindRole::transmitter;  // osmo-msc answers every bind under this id
    response.system_id = "smsc";
    response.tlvs.add_u8(codecs::Tag::sc_interface_version, 0x34);
    link.feed({CommandStatus::ok, sent.sequence_number, response});
    const auto bound = link.take<SessionBound>();
    CHECK(bound.peer == "smsc");
    CHECK(bound.peer_version == 0x34);
    CHECK(link.session->can_submit(link.now) == (link.settings.role != codecs::BindRole::receiver));
}

TEST_CASE("a refused bind closes the link and says that the SMSC refused it") {
    SessionFixture link;
    link.connect();
    const auto sent = link.take_pdu<codecs::Bind>();
    link.feed({CommandStatus::bind_failed, sent.sequence_number, codecs::BindResp{}});
    const auto close = link.take<CloseLink>();
    CHECK(close.event == "bind_refused");
    CHECK(close.come_back == CloseLink::Return::slow);
    CHECK(close.detail == "ESME_RBINDFAIL (0xd)");
}

TEST_CASE("a bind that is refused with generic_nack, or never answered, ends the attempt") {
    SessionFixture link;
    link.connect();
    const auto sent = link.take_pdu<codecs::Bind>();
    SECTION("generic_nack") {
        link.feed({CommandStatus::invalid_command_id, sent.sequence_number, codecs::GenericNack{}});
        CHECK(link.take<CloseLink>().come_back == CloseLink::Return::slow);
    }
    SECTION("silence") {
        CHECK(link.session->next_deadline() == link.now + 10s);
        link.wait(10s);
        CHECK(link.take<CloseLink>().event == "timeout");
    }
}

TEST_CASE("a text is handed over, and answered only when told to") {
    SessionFixture link;
    link.bind();
    link.feed({CommandStatus::ok, 77, link.text()});
    const auto text = link.take<TextDelivered>();
    CHECK(text.sequence_number == 77);
    CHECK(text.message == link.text());
    CHECK_FALSE(link.has<SendFrame>());
    link.session->answer(text.command, text.sequence_number, CommandStatus::ok, 5, link.now);
    link.collect();
    const auto answer = link.take_pdu<codecs::DeliverSmResp>();
    CHECK(answer.sequence_number == 77);
    CHECK(answer.status == CommandStatus::ok);
}

TEST_CASE("a data_sm is handed over like a text and answered as data_sm") {
    SessionFixture link;
    link.bind();
    codecs::DataSm data;
    data.source = {1, 1, "8613800138000"};
    data.destination = {0, 1, "10086"};
    data.tlvs.add(codecs::Tag::message_payload, {'4', '2'});
    link.feed({CommandStatus::ok, 78, data});
    const auto text = link.take<TextDelivered>();
    CHECK(text.command == codecs::CommandId::data_sm);
    CHECK(text.message.source.digits == "8613800138000");
    CHECK(text.message.tlvs == data.tlvs);
    link.session->answer(text.command, text.sequence_number, CommandStatus::ok, 0, link.now);
    link.collect();
    CHECK(link.take_pdu<codecs::DataSmResp>().sequence_number == 78);
}

TEST_CASE("texts are refused as 'try later' when the hall is going to stop, and as 'not bound' on a transmitter") {
    SessionFixture link;
    SECTION("stopping") {
        link.bind();
        link.session->refuse_texts();
        link.feed({CommandStatus::ok, 79, link.text()});
        CHECK(link.take_pdu<codecs::DeliverSmResp>().status == CommandStatus::try_again_later);
    }
    SECTION("transmitter") {
        link.settings.role = codecs::BindRole::transmitter;
        link.bind();
        link.feed({CommandStatus::ok, 79, link.text()});
        CHECK(link.take_pdu<codecs::DeliverSmResp>().status == CommandStatus::invalid_bind_status);
    }
    CHECK_FALSE(link.has<TextDelivered>());
}

TEST_CASE("the window holds submits back until answers come, in whatever order") {
    SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    REQUIRE(link.session->submit(link.reply(), 2, link.now));
    CHECK_FALSE(link.session->can_submit(link.now));
    link.collect();
    const auto first = link.take_pdu<codecs::SubmitSm>();
    const auto second = link.take_pdu<codecs::SubmitSm>();
    CHECK(first.sequence_number != second.sequence_number);
    codecs::SubmitSmResp response;
    response.message_id = "m2";
    link.feed({CommandStatus::ok, second.sequence_number, response});
    const auto answered = link.take<SubmitAnswered>();
    CHECK(answered.tag == 2);
    CHECK(answered.message_id == "m2");
    CHECK(link.session->can_submit(link.now));
    CHECK(link.session->unanswered_submits() == 1);
}

TEST_CASE("an error answer to a submit keeps its status, vendor statuses included") {
    SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    const auto sent = link.take_pdu<codecs::SubmitSm>();
    const auto status = GENERATE(CommandStatus::throttled, static_cast<CommandStatus>(0x410));
    link.feed({status, sent.sequence_number, codecs::SubmitSmResp{}});
    CHECK(link.take<SubmitAnswered>().status == status);
}

TEST_CASE("a generic_nack answers the submit whose number it bears, and is never a yes") {
    SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    const auto sent = link.take_pdu<codecs::SubmitSm>();
    link.feed({CommandStatus::ok, sent.sequence_number, codecs::GenericNack{}});
    CHECK(link.take<SubmitAnswered>().status == CommandStatus::unknown_error);
}

TEST_CASE("a submit without an answer comes back as unanswered, and the link goes on") {
    SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 42, link.now));
    link.collect();
    link.outputs.clear();
    link.wait(9s);
    CHECK_FALSE(link.has<SubmitUnanswered>());
    link.wait(1s);
    CHECK(link.take<SubmitUnanswered>().tag == 42);
    CHECK(link.session->state() == Session::State::bound);
    CHECK(link.session->unanswered_submits() == 0);
}

TEST_CASE("a lost connection gives back every unanswered submit in order") {
    SessionFixture link;
    link.settings.window = 10;
    link.bind();
    for (int i = 1; i <= 5; ++i) REQUIRE(link.session->submit(link.reply(), i, link.now));
    link.collect();
    link.outputs.clear();
    link.session->disconnected();
    link.collect();
    for (int i = 1; i <= 5; ++i) CHECK(link.take<SubmitUnanswered>().tag == i);
}

TEST_CASE("a silent link is asked, and a dead one is closed within enquire_link plus the response time-out") {
    SessionFixture link;
    link.bind();
    CHECK(link.session->next_deadline() == link.now + 30s);
    link.wait(30s);
    const auto enquiry = link.take_pdu<codecs::EnquireLink>();
    SECTION("an answer keeps it") {
        link.feed({CommandStatus::ok, enquiry.sequence_number, codecs::EnquireLinkResp{}});
        link.wait(10s);
        CHECK_FALSE(link.has<CloseLink>());
        link.wait(20s);
        link.take_pdu<codecs::EnquireLink>();
    }
    SECTION("silence closes it") {
        link.wait(10s);
        CHECK(link.take<CloseLink>().event == "timeout");
    }
}

TEST_CASE("the SMSC's enquire_link and unbind are answered under their own numbers") {
    SessionFixture link;
    link.bind();
    link.feed({CommandStatus::ok, 900, codecs::EnquireLink{}});
    CHECK(link.take_pdu<codecs::EnquireLinkResp>().sequence_number == 900);
    link.feed({CommandStatus::ok, 901, codecs::Unbind{}});
    CHECK(link.take_pdu<codecs::UnbindResp>().sequence_number == 901);
    CHECK(link.take<CloseLink>().event == "unbound");
}

TEST_CASE("unbind waits for its answer, but not for ever") {
    SessionFixture link;
    link.bind();
    link.session->unbind(link.now);
    link.collect();
    const auto unbind = link.take_pdu<codecs::Unbind>();
    CHECK_FALSE(link.session->can_submit(link.now));
    CHECK_FALSE(link.has<CloseLink>());
    SECTION("answered") {
        link.feed({CommandStatus::ok, unbind.sequence_number, codecs::UnbindResp{}});
        CHECK(link.take<CloseLink>().event == "unbound");
    }
    SECTION("not answered") {
        link.wait(10s);
        CHECK(link.take<CloseLink>().event == "unbound");
    }
}

TEST_CASE("a link that is to stop while it takes its leave already waits for the answer to that") {
    SessionFixture link;
    link.bind();
    link.session->unbind(link.now);
    link.collect();
    const auto unbind = link.take_pdu<codecs::Unbind>();
    link.session->unbind(link.now);
    link.collect();
    CHECK_FALSE(link.has<CloseLink>());
    link.feed({CommandStatus::ok, unbind.sequence_number, codecs::UnbindResp{}});
    CHECK(link.take<CloseLink>().event == "unbound");
}

TEST_CASE("a stream that lost its framing is told so and closed") {
    SessionFixture link;
    link.bind();
    link.session->framing_lost({3, codecs::CommandId::deliver_sm, CommandStatus::ok, 5});
    link.collect();
    const auto nack = link.take_pdu<codecs::GenericNack>();
    CHECK(nack.status == CommandStatus::invalid_command_length);
    CHECK(nack.sequence_number == 0);
    CHECK(link.take<CloseLink>().event == "protocol_error");
}

TEST_CASE("a rate of ten a second lets ten through in a second, counted in PDUs") {
    SessionFixture link;
    link.settings.rate = 10;
    link.settings.window = 1000;
    link.bind();
    int sent = 0;
    const auto end = link.now + 10s;
    while (link.now < end) {
        while (link.session->can_submit(link.now)) {
            REQUIRE(link.session->submit(link.reply(), ++sent, link.now));
        }
        const auto next = link.session->next_submit_at();
        REQUIRE(next > link.now);
        link.now = next;
    }
    CHECK(sent >= 100);
    CHECK(sent <= 102);
}

TEST_CASE("a pause holds every submit back until it is over") {
    SessionFixture link;
    link.bind();
    link.session->pause_submits(link.now + 1s);
    CHECK_FALSE(link.session->can_submit(link.now));
    CHECK(link.session->next_submit_at() == link.now + 1s);
    CHECK(link.session->can_submit(link.now + 1s));
}

TEST_CASE("submits and enquire_links share one counter, so that no number is ever in use twice") {
    SessionFixture link;
    link.settings.window = 100;
    link.settings.enquire_link = 1s;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    link.collect();
    const auto submit = link.take_pdu<codecs::SubmitSm>();
    link.wait(1s);
    const auto enquiry = link.take_pdu<codecs::EnquireLink>();
    CHECK(enquiry.sequence_number == submit.sequence_number + 1);
}

TEST_CASE("what a refused bind says decides how soon the link comes back") {
    SessionFixture link;
    link.connect();
    const auto bind = link.take_pdu<codecs::Bind>();
    const auto refused_with = [&](CommandStatus status) {
        link.feed({status, bind.sequence_number, codecs::BindResp{}});
        return link.take<CloseLink>();
    };
    SECTION("already bound: the SMSC will forget the old session") {
        const auto close = refused_with(CommandStatus::already_bound);
        CHECK(close.event == "already_bound");
        CHECK(close.come_back == CloseLink::Return::patient);
    }
    SECTION("wrong password: a person must mend it") {
        CHECK(refused_with(CommandStatus::invalid_password).come_back == CloseLink::Return::slow);
    }
    SECTION("bind failed") { CHECK(refused_with(CommandStatus::bind_failed).come_back == CloseLink::Return::slow); }
    SECTION("system error: it may pass") {
        CHECK(refused_with(CommandStatus::system_error).come_back == CloseLink::Return::soon);
    }
}

TEST_CASE("the bind states the configured interface version") {
    SessionFixture link;
    link.settings.interface_version = GENERATE(std::uint8_t{0x33}, std::uint8_t{0x34}, std::uint8_t{0x50});
    link.connect();
    CHECK(std::get<codecs::Bind>(link.take_pdu<codecs::Bind>().body).interface_version ==
          link.settings.interface_version);
}

TEST_CASE("a session has shown that it works once it has carried something; a bind, a farewell or a refused session show nothing") {
    SessionFixture link;
    link.bind();
    CHECK_FALSE(link.session->worked());
    bool worked = true;
    SECTION("a text") { link.feed({CommandStatus::ok, 9, link.text()}); }
    SECTION("an enquire_link that is answered") {
        link.wait(30s);
        link.prove();
    }
    SECTION("the SMSC's own enquire_link: some send one before they let go") {
        link.feed({CommandStatus::ok, 9, codecs::EnquireLink{}});
        worked = false;
    }
    SECTION("an unbind") {
        link.feed({CommandStatus::ok, 9, codecs::Unbind{}});
        worked = false;
    }
    SECTION("a submit") {
        REQUIRE(link.session->submit(link.reply(), 1, link.now));
        link.collect();
        const auto submit = link.take_pdu<codecs::SubmitSm>();
        auto status = CommandStatus::ok;
        SECTION("taken") {}
        SECTION("throttled") { status = CommandStatus::throttled; }
        SECTION("refused because of the session") {
            status = CommandStatus::invalid_bind_status;
            worked = false;
        }
        link.feed({status, submit.sequence_number, codecs::SubmitSmResp{}});
    }
    CHECK(link.session->worked() == worked);
}

namespace {

/// Submits what the window lets go, `wanted` a second, to an SMSC that answers after `answers(number)`, or never.
struct Submitting {
    SessionFixture link;
    std::multimap<Instant, codecs::Pdu> answers;
    int sent = 0;
    int answered = 0;
    int unanswered = 0;
    std::size_t most_in_window = 0;
    std::size_t most_overdue = 0;

    explicit Submitting(std::size_t window, Millis response_timeout = 20s) {
        link.settings.window = window;
        link.settings.response_timeout = response_timeout;
        link.settings.doubt = 5s;
        link.bind();
    }

    void run(Millis time, int wanted, const std::function<std::optional<Millis>(int)>& after) {
        const auto begin = link.now;
        const int before = sent;
        for (; link.now < begin + time; link.now += 1ms) {
            for (; !answers.empty() && answers.begin()->first <= link.now; answers.erase(answers.begin()))
                link.feed(answers.begin()->second);
            if (const auto deadline = link.session->next_deadline(); deadline && *deadline <= link.now)
                link.session->timer(link.now);
            while (sent - before < wanted * (link.now - begin) / 1s && link.session->can_submit(link.now))
                link.session->submit(link.reply(), ++sent, link.now);
            most_in_window = std::max(most_in_window, link.session->unanswered_submits());
            most_overdue = std::max(most_overdue, link.session->overdue_submits());
            link.collect();
            for (auto& output : std::exchange(link.outputs, {})) {
                if (std::holds_alternative<SubmitAnswered>(output)) ++answered;
                if (std::holds_alternative<SubmitUnanswered>(output)) ++unanswered;
                const auto* frame = std::get_if<SendFrame>(&output);
                if (frame == nullptr) continue;
                const auto header = codecs::read_header(frame->frame);
                if (header.command_id == codecs::CommandId::enquire_link)
                    answers.emplace(link.now + 5ms, codecs::Pdu{CommandStatus::ok, header.sequence_number,
                                                                codecs::EnquireLinkResp{}});
                if (header.command_id != codecs::CommandId::submit_sm) continue;
                if (const auto wait = after(static_cast<int>(header.sequence_number)))
                    answers.emplace(link.now + *wait, codecs::Pdu{CommandStatus::ok, header.sequence_number,
                                                                  codecs::SubmitSmResp{"id", {}}});
            }
        }
    }
};

}  // namespace

TEST_CASE("answers that never come do not eat the window: places are given back, and the end of each is told as ever") {
    Submitting hall(10);
    hall.run(60s, 100, [](int number) { return number % 50 == 0 ? std::nullopt : std::optional<Millis>(10ms); });
    CHECK(hall.sent >= 5900);
    CHECK(hall.most_in_window <= 10);
    CHECK(hall.most_overdue > 30);  // two a second, for twenty seconds
    CHECK(hall.most_overdue < 60);
    CHECK(hall.unanswered > 70);
    // All that were lost are told in the end.
    hall.run(21s, 0, [](int) { return std::optional<Millis>(10ms); });
    CHECK(hall.answered + hall.unanswered == hall.sent);
    CHECK(hall.link.session->overdue_submits() == 0);
    CHECK(hall.link.session->unanswered_submits() == 0);
}

TEST_CASE("however many answers are lost, while most of them come nobody waits for the window") {
    const auto [window, wanted, lost] = GENERATE(table<std::size_t, int, int>({{10, 300, 20}, {10, 600, 50}, {2, 100, 10}, {1, 20, 50}}));
    Submitting hall(window);
    const auto answers = [lost = lost](int number) { return number % lost == 0 ? std::nullopt : std::optional<Millis>(10ms); };
    hall.run(60s, wanted, answers);  // until it is known that none of them comes late
    const auto before = hall.sent;
    hall.run(60s, wanted, answers);
    INFO("window " << window << ", " << wanted << " a second, one of " << lost << " lost");
    CHECK(hall.sent - before >= wanted * 54);
    CHECK(hall.most_in_window <= window);
}

TEST_CASE("an SMSC that stands still gets twice the window, and no more") {
    Submitting hall(GENERATE(1U, 10U), 1h);
    hall.run(10s, 50, [](int) { return std::optional<Millis>(10ms); });
    const auto before = hall.sent;
    hall.run(300s, 50, [](int) { return std::optional<Millis>(); });
    CHECK(hall.sent - before <= 2 * static_cast<int>(hall.most_in_window));
}

TEST_CASE("an SMSC that is slow for everybody gets no more than the window") {
    Submitting hall(10);
    hall.run(60s, 100, [](int) { return std::optional<Millis>(5s); });
    CHECK(hall.most_overdue == 0);
    CHECK(hall.sent <= 10 * 13);
}

TEST_CASE("an SMSC that answers in any order within a second has no place given back") {
    Submitting hall(10);
    hall.run(20s, 100, [](int number) { return std::optional<Millis>(number % 7 == 0 ? 900ms : 5ms); });
    CHECK(hall.most_overdue == 0);
}

TEST_CASE("an SMSC that answers nothing but a few does not get submits without end") {
    Submitting hall(2, 1h);
    hall.run(200s, 100, [](int number) { return number % 3 == 0 ? std::optional<Millis>(5ms) : std::nullopt; });
    CHECK(hall.most_overdue <= 40);
    CHECK(hall.link.session->unanswered_submits() <= 2);
}

TEST_CASE("an overdue answer that comes all the same is an answer, and its place is not given back twice") {
    SessionFixture link;
    link.bind();
    REQUIRE(link.session->submit(link.reply(), 1, link.now));
    REQUIRE(link.session->submit(link.reply(), 2, link.now));
    link.collect();
    const auto first = link.take_pdu<codecs::SubmitSm>();
    const auto second = link.take_pdu<codecs::SubmitSm>();
    CHECK_FALSE(link.session->has_room());
    link.feed({CommandStatus::ok, second.sequence_number, codecs::SubmitSmResp{"b", {}}});
    REQUIRE(link.session->submit(link.reply(), 3, link.now));
    CHECK_FALSE(link.session->has_room());
    link.wait(1200ms);
    CHECK(link.take<PlaceGivenBack>().tag == 1);
    CHECK(link.session->has_room());
    CHECK(link.session->unanswered_submits() == 1);
    link.outputs.clear();
    link.feed({CommandStatus::ok, first.sequence_number, codecs::SubmitSmResp{"a", {}}});
    CHECK(link.take<SubmitAnswered>().tag == 1);
    CHECK(link.session->unanswered_submits() == 1);
    CHECK(link.session->overdue_submits() == 0);
}
