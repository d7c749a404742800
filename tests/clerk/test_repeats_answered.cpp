// A text comes again while its first answer is in doubt: the SMSC repeats it, or the subscriber means it twice. Whoever has no
// reply under way gets one, and nothing acts twice.

#include "tests/clerk/redelivery_fixture.hpp"

using namespace hall;
using namespace hall::daemon;
using namespace hall::test;

namespace {

struct RepeatHall : RedeliveryFixture {
    /// The SMSC takes all parts of a reply.
    void taken(const BatchResult& result) {
        std::vector<Event> events;
        for (const auto& part : result.outbox) {
            SubmitSettled settled;
            settled.outbound_id = part.id;
            settled.smsc = part.smsc;
            settled.answered_at = now;
            events.emplace_back(settled);
        }
        handle(std::move(events));
    }
    std::string replies() const {
        return query("SELECT text_id || ' ' || coalesce(answers_repeat, '-') FROM replies ORDER BY id");
    }
};

}  // namespace

TEST_CASE("a code whose answer was taken is answered again when it comes again in doubt, whichever way the doubt came about") {
    RepeatHall hall;
    const auto first = hall.text("42");
    const auto result = hall.handle(first);
    hall.taken(result);
    hall.now += 5s;
    std::uint64_t link = 0;
    SECTION("its link was lost") { hall.heard(result, AnswerFate::doubtful); }
    SECTION("the hall was killed") { hall.restart(); }
    SECTION("it comes over another link") { link = 1; }
    const auto again = hall.handle(hall.again(first, {link, 2}));
    CHECK(hall.shown(again) == hall.shown(result));
    CHECK(hall.texts() == "1;");
    CHECK(hall.replies() == "1 -;1 2;");
    CHECK(hall.query("SELECT reply_id FROM v_repeats") == "2;");
    CHECK(hall.query("SELECT count(*) FROM v_messages WHERE direction = 'out'") == "2;");
}

TEST_CASE("a reply that is still on its way is the one that he gets") {
    RepeatHall hall;
    const auto first = hall.text("42");
    hall.handle(first);
    hall.now += 5s;
    CHECK(hall.handle(hall.again(first, {0, 2})).outbox.empty());
    CHECK(hall.replies() == "1 -;");
}

TEST_CASE("an SMSC that repeats a text every five seconds for a day gets three replies more, a minute apart") {
    RepeatHall hall;
    const auto first = hall.text("42");
    hall.taken(hall.handle(first));
    std::vector<UtcTime> sent;
    for (std::uint64_t session = 2; session < 400; ++session) {
        hall.now += 5s;
        const auto repeat = hall.handle(hall.again(first, {0, session}));
        if (!repeat.outbox.empty()) sent.push_back(hall.now);
        hall.taken(repeat);
    }
    REQUIRE(sent.size() == 3);
    CHECK(sent[1] - sent[0] >= 1min);
    CHECK(sent[2] - sent[1] >= 1min);
    CHECK(hall.texts() == "1;");
}

TEST_CASE("a digit that comes again gets its own words again, wherever he stands by now, and moves him nowhere") {
    RepeatHall hall;
    hall.safe(hall.handle(hall.text("00")));
    const auto digit = hall.text("4");
    const auto result = hall.handle(digit);
    hall.taken(result);
    hall.now += 5s;
    hall.safe(hall.handle(hall.text("00")));
    const auto place = hall.query("SELECT node || shown FROM dialogues");
    const auto again = hall.handle(hall.again(digit, {0, 2}));
    CHECK(hall.shown(again) == hall.shown(result));
    CHECK(hall.query("SELECT node || shown FROM dialogues") == place);
}

TEST_CASE("the words of a list whose dialogue is over are of no use any more") {
    RepeatHall hall;
    hall.safe(hall.handle(hall.text("00")));
    const auto digit = hall.text("4");
    hall.taken(hall.handle(digit));
    hall.now += 2h;
    CHECK(hall.handle(hall.again(digit, {0, 2})).outbox.empty());
}
