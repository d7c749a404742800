// Who is answered: only numbers that can be subscribers', and none of them over and over.

#include "tests/clerk/clerk_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;
using test::ClerkFixture;

namespace {

constexpr const char* person = "8613800138000";

TextArrived announced(TextArrived event, int ton, std::string digits) {
    event.message.source = {static_cast<std::uint8_t>(ton), 1, std::move(digits)};
    return event;
}

struct Robots : ClerkFixture {
    /// How many of `texts` equal ones, `every` apart, are answered.
    int answered(int texts, Millis every, const std::string& body = "42", const char* from = person) {
        int replies = 0;
        for (int i = 0; i < texts; ++i) {
            now += every;
            replies += one(text(body, from)) ? 1 : 0;
        }
        return replies;
    }
    /// Whether it is answered; the SMSC takes the reply.
    bool one(TextArrived event) {
        event.received_at = now;
        const auto result = handle(event);
        CHECK(result.answers.at(0).status == codecs::CommandStatus::ok);
        std::vector<Event> taken;
        for (const auto& part : result.outbox) {
            SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = part.smsc;
            settled.answered_at = now;
            taken.emplace_back(settled);
        }
        AnswersTraced safe;
        safe.fate = AnswerFate::safe;
        safe.answers.push_back({result.answers[0].inbound_id, now, now});
        taken.emplace_back(safe);
        handle(std::move(taken));
        return !result.outbox.empty();
    }
};

}  // namespace

TEST_CASE("a sender that can be no subscriber is written down and never answered") {
    ClerkFixture hall;
    const std::pair<int, const char*> robots[] = {
        {5, "TAOBAO"}, {0, "TAOBAO"}, {1, "TAOBAO"},  {0, "HOSTER.RU"}, {1, "Netzclub"},      {2, "Bank 1"},         {0, "1069O123"},
        {0, "10010"},  {1, "10010"},  {3, "10010"},   {6, "95588"},     {1, "8610010"},       {0, "12306"},          {0, "10658206"},
        {1, "10658206"}, {1, "8610658206"}, {0, "+8610658206"}, {1, "106980095588"}, {0, "1069123456789012345"}, {1, "1065712345678"},
        {0, "106575551234"}, {1, "10657555123"}, {0, "95533"}, {1, "12520"}, {0, "125201380013"}, {0, "01082345678"}, {1, "861082345678"},
        {0, "447700900123"}, {0, ""}, {1, ""}, {0, "+"}, {0, "0"}, {0, "13800138"}, {0, "138001380001"}};
    for (const auto& [ton, digits] : robots) {
        CAPTURE(ton, digits);
        const auto result = hall.handle(announced(hall.text("42"), ton, digits));
        CHECK(result.outbox.empty());
        CHECK(result.answers.at(0).status == codecs::CommandStatus::ok);
    }
    CHECK(hall.query("SELECT DISTINCT kind || ' ' || status FROM inbound") == "text ignored;");
    CHECK(hall.query("SELECT count(*) FROM inbound") == std::to_string(std::size(robots)) + ";");
    CHECK(hall.query("SELECT count(*) FROM texts") == "0;");
}

TEST_CASE("every spelling of a subscriber's number is answered, and so is a number of another country") {
    ClerkFixture hall;
    const std::pair<int, const char*> people[] = {{0, "13800138001"}, {2, "13800138002"},   {1, "8613800138003"},  {0, "+8613800138004"},
                                                  {0, "8613800138005"}, {0, "008613800138006"}, {2, "8613800138007"},
                                                  {0, "138-0013-8008"}, {1, "447700900123"}, {0, "+12125551234"}, {0, "0033612345678"}};
    for (const auto& [ton, digits] : people) {
        CAPTURE(ton, digits);
        CHECK(hall.handle(announced(hall.text("42"), ton, digits)).outbox.size() == 1);
    }
    CHECK(hall.query("SELECT count(*) FROM texts WHERE subscriber LIKE '86138001380__'") == "8;");
}

TEST_CASE("the settings name numbers that are answered all the same") {
    ClerkFixture hall;
    hall.settings.also_answered = {"10010", "106####[0-4]", "9553*"};
    hall.restart();
    for (const auto& [digits, answered] : {std::pair{"10010", true}, {"+10010", true}, {"10658204", true}, {"95533", true}, {"9553301", true},
                                           {"10658205", false}, {"100100", false}, {"1065820", false}, {"9554", false}, {"TAOBAO", false}}) {
        CAPTURE(digits);
        CHECK(hall.handle(announced(hall.text("42"), 0, digits)).outbox.size() == (answered ? 1U : 0U));
    }
}

TEST_CASE("a robot's texts do not meet a full outbox") {
    ClerkFixture hall;
    hall.settings.outbox_limit = 1;
    hall.restart();
    hall.handle(hall.text("42", person));
    CHECK(hall.handle(announced(hall.text("42"), 0, "10010")).answers.at(0).status == codecs::CommandStatus::ok);
}

TEST_CASE("who announces another country's number is one of that country, unless the settings of his SMSC say otherwise") {
    ClerkFixture hall;
    hall.settings.smscs["domestic"].source_numbers = codecs::SourceNumbers::home_first;
    hall.restart();
    const auto subscriber_of = [&](int ton, const char* digits, const char* smsc = "main") {
        auto event = announced(hall.text("42"), ton, digits);
        event.smsc = smsc;
        CHECK(hall.handle(event).outbox.size() == 1);
        return hall.query("SELECT subscriber FROM texts ORDER BY id DESC LIMIT 1");
    };
    CHECK(subscriber_of(1, "13055551234") == "13055551234;");
    CHECK(subscriber_of(1, "13055551234", "domestic") == "8613055551234;");
    CHECK(subscriber_of(0, "13055551234") == "8613055551234;");
    CHECK(subscriber_of(2, "13055551234") == "8613055551234;");
    CHECK(subscriber_of(0, "+13055551234", "domestic") == "13055551234;");
    CHECK(subscriber_of(1, "0013055551234", "domestic") == "13055551234;");
    CHECK(subscriber_of(1, "8613055551234") == "8613055551234;");
    CHECK(subscriber_of(1, "8613055551234", "domestic") == "8613055551234;");
    CHECK(subscriber_of(1, "008613055551234") == "8613055551234;");
    CHECK(subscriber_of(1, "447700900123", "domestic") == "447700900123;");
    CHECK(hall.clerk->health().read_abroad == std::map<std::string, std::size_t>{{"main", 1}});
    subscriber_of(1, "13055551234");
    subscriber_of(1, "15055551234");
    CHECK(hall.clerk->health().read_abroad == std::map<std::string, std::size_t>{{"main", 2}});
    CHECK(hall.query("SELECT count(*) FROM dialogues WHERE subscriber = '8613055551234'") == "1;");
    // Of a day and the day before; then the count begins anew.
    hall.now += 25h;
    subscriber_of(1, "16055551234");
    CHECK(hall.clerk->health().read_abroad.at("main") == 2);
    hall.now += 50h;
    subscriber_of(1, "16055551234");
    CHECK(hall.clerk->health().read_abroad.at("main") == 1);
}

TEST_CASE("whoever texts the same a few times is answered each time; a robot falls silent, and is told of in status") {
    Robots hall;
    CHECK(hall.answered(5, 1s) == 5);
    CHECK(hall.answered(5, 1s) == 5);
    CHECK(hall.clerk->health().silenced == 0);
    CHECK(hall.answered(1639, 3ms) == 0);
    const auto& health = hall.clerk->health();
    CHECK(health.silenced == 1);
    CHECK(health.silenced_since);
    CHECK(health.texts_silenced == 1639);
    CHECK(hall.query("SELECT count(*) FROM v_silenced WHERE subscriber = '8613800138000'") == "1639;");
    CHECK(hall.query("SELECT count(*) FROM inbound WHERE status = 'read'") == "1649;");
    // Another number, and another text of the same one, are heard meanwhile.
    CHECK(hall.answered(1, 0s, "42", "8613900139000") == 1);
    CHECK(hall.answered(1, 0s, "SHI") == 1);
    // Once it is quiet for a while it is answered again, and status forgets it.
    hall.now += 10min;
    hall.handle(std::vector<Event>{});
    CHECK(hall.clerk->health().silenced == 0);
    CHECK(hall.answered(1, 0s) == 1);
}

TEST_CASE("the clerk wakes up to forget a silence, and one who goes on asking every few minutes is answered") {
    Robots hall;
    hall.answered(40, 1s);
    REQUIRE(hall.clerk->next_wakeup(hall.now));
    CHECK(*hall.clerk->next_wakeup(hall.now) == hall.now + 10min);
    CHECK(hall.answered(20, 3min) >= 19);
}

TEST_CASE("a robot that texts on and on without a pause stays silent, and one that answers answers ends with them") {
    Robots hall;
    CHECK(hall.answered(2000, 20s) <= 16);
    Robots echo;
    int rounds = 0;
    while (rounds < 1000 && echo.one(echo.text("收到您的短信，稍后回复", "8613900139000"))) ++rounds, echo.now += 3ms;
    CHECK(rounds == 10);
}

TEST_CASE("a robot whose texts are never the same is known by what it is answered") {
    Robots hall;
    int replies = 0;
    for (int i = 0; i < 500; ++i) {
        hall.now += 10ms;
        replies += hall.one(hall.text("自动回复：工单" + std::to_string(10'000 + i * 7) + "已受理", person)) ? 1 : 0;
    }
    CHECK(replies == 10);
    CHECK(hall.query("SELECT DISTINCT why FROM v_silenced") == "equal_replies;");
}

TEST_CASE("two robots' texts in turn, and a robot in parts, fall silent too") {
    Robots hall;
    int replies = 0;
    for (int i = 0; i < 200; ++i) {
        hall.now += 10ms;
        replies += hall.one(hall.text(i % 2 == 0 ? "42" : "YE", person)) ? 1 : 0;
    }
    CHECK(replies == 20);
    Robots parts;
    replies = 0;
    for (int i = 0; i < 50; ++i) {
        for (std::uint8_t part = 1; part <= 2; ++part) {
            auto event = parts.part(part == 1 ? "4" : "2", static_cast<std::uint8_t>(i), 2, part);
            replies += parts.one(event) ? 1 : 0;
        }
    }
    CHECK(replies == 10);
}

TEST_CASE("silence outlives no restart, and a batch that is begun again does not count twice") {
    Robots hall;
    CHECK(hall.answered(10, 1ms) == 10);
    CHECK(hall.answered(1, 1ms) == 0);
    hall.restart();
    CHECK(hall.answered(1, 1ms) == 1);

    Robots failing;
    // The store takes nothing: the SMSC comes again and again with the same texts.
    {
        store::Database other(failing.path, store::Database::Mode::read_write, 1s);
        other.execute("BEGIN IMMEDIATE");
        for (int i = 0; i < 12; ++i)
            CHECK(failing.handle(failing.text("42", person)).answers.at(0).status == codecs::CommandStatus::message_queue_full);
        other.execute("ROLLBACK");
    }
    CHECK(failing.answered(10, 1ms) == 10);
    CHECK(failing.clerk->health().texts_silenced == 0);
}

TEST_CASE("what the SMSC delivers again counts once, and is answered again as ever") {
    Robots hall;
    for (int i = 0; i < 9; ++i) {
        auto event = hall.text("42", person);
        const auto first = hall.handle(event);
        CHECK(first.outbox.size() == 1);
        for (const auto& part : first.outbox) {
            SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = "main";
            settled.answered_at = hall.now;
            hall.handle(settled);
        }
        // It never read the answer, and comes again over another connection.
        event.session.session = static_cast<std::uint64_t>(i) + 2;
        hall.now += 6s;
        CHECK(hall.one(event));
        hall.now += 1s;
    }
    CHECK(hall.query("SELECT count(*) FROM inbound WHERE status = 'repeated'") == "9;");
    CHECK(hall.answered(1, 0s) == 1);
    CHECK(hall.clerk->health().texts_silenced == 0);
}
