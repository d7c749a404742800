// Who texts when, and which reply belongs to which text.

#include "tools/hall_smsc/play/body_writer.hpp"
#include "tools/hall_smsc/play/crowd.hpp"
#include "tools/hall_smsc/play/text_book.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;

namespace {

TextsWish wish_of(std::size_t subscribers) {
    TextsWish wish;
    wish.subscribers = subscribers;
    wish.words = {{"Q{n}", 1, "", true}};
    return wish;
}

}  // namespace

TEST_CASE("a subscriber has one text under way until it is acknowledged and answered, in either order") {
    const TextsWish wish = wish_of(1);
    Crowd crowd(wish, 1);
    const Instant now{};
    REQUIRE(crowd.begin(now));
    CHECK_FALSE(crowd.begin(now));
    crowd.answered(0, "", now);
    CHECK_FALSE(crowd.begin(now));
    crowd.acknowledged(0, now);
    const auto second = crowd.begin(now);
    REQUIRE(second);
    CHECK(second->number == 2);
    CHECK(second->reference == 2);
}

TEST_CASE("who waits in vain goes on, but not before the hall has taken the text") {
    const TextsWish wish = wish_of(1);
    Crowd crowd(wish, 1);
    const Instant now{};
    crowd.begin(now);
    CHECK(crowd.look(now + 1h) == 0);  // the SMSC still tries to deliver it
    CHECK_FALSE(crowd.begin(now + 1h));
    crowd.acknowledged(0, now + 1h);
    CHECK(crowd.look(now + 1h + 9999ms) == 0);
    CHECK(crowd.look(now + 1h + 10s) == 1);
    CHECK(crowd.begin(now + 1h + 10s));
    CHECK(crowd.look(now + 2h) == 0);  // the old deadline is not the new text's
}

TEST_CASE("a word that wants no answer is over when it is acknowledged") {
    TextsWish wish = wish_of(1);
    wish.words[0].answered = false;
    Crowd crowd(wish, 1);
    crowd.begin({});
    crowd.acknowledged(0, {});
    CHECK(crowd.begin({}));
}

TEST_CASE("an honest repeat is the same text with the same number, some time after the first was answered") {
    TextsWish wish = wish_of(1);
    wish.repeat = 1;
    wish.repeat_after = {1s, 1s};
    Crowd crowd(wish, 1);
    const Instant now{};
    const auto first = crowd.begin(now);
    crowd.acknowledged(0, now);
    crowd.answered(0, "", now);
    CHECK_FALSE(crowd.begin(now + 999ms));
    const auto again = crowd.begin(now + 1s);
    REQUIRE(again);
    CHECK(again->repeat);
    CHECK(again->number == first->number);
    CHECK(again->reference != first->reference);
    crowd.acknowledged(0, now + 1s);
    crowd.answered(0, "", now + 1s);
    crowd.no_more_repeats();
    const auto next = crowd.begin(now + 1s);
    REQUIRE(next);
    CHECK_FALSE(next->repeat);
}

TEST_CASE("a word with then goes on when the reply asks for it, and is not repeated") {
    TextsWish wish = wish_of(1);
    wish.words = {{"ORDER", 1, "", true, "", "", {{"Y", 1, "", true, "", "Question"}}}};
    wish.repeat = 1;
    wish.repeat_after = {1s, 1s};
    Crowd crowd(wish, 1);
    const Instant now{};
    const auto order = crowd.begin(now);
    REQUIRE(order);
    CHECK(order->word->text == "ORDER");
    crowd.acknowledged(0, now);
    crowd.answered(0, "Question: do you want it?", now);
    CHECK_FALSE(crowd.begin(now + 999ms));
    const auto yes = crowd.begin(now + 1s);
    REQUIRE(yes);
    CHECK(yes->word->text == "Y");
    CHECK_FALSE(yes->repeat);
    CHECK(yes->number == order->number + 1);
    crowd.acknowledged(0, now + 1s);
    crowd.answered(0, "Done.", now + 1s);
    const auto again = crowd.begin(now + 2s);  // now the last word may be repeated, and is
    REQUIRE(again);
    CHECK(again->repeat);
    CHECK(again->word->text == "Y");
}

TEST_CASE("nobody says yes to a refusal, to a question that did not come, or after the texts are over") {
    TextsWish wish = wish_of(1);
    wish.words = {{"ORDER", 1, "", true, "", "", {{"Y", 1, "", true, "", "Question"}}}};
    wish.repeat_after = {1s, 1s};
    Crowd crowd(wish, 1);
    const Instant now{};
    crowd.begin(now);
    crowd.acknowledged(0, now);
    crowd.answered(0, "You have it already.", now);
    CHECK(crowd.begin(now)->word->text == "ORDER");
    crowd.acknowledged(0, now);
    CHECK(crowd.look(now + 10s) == 1);
    CHECK(crowd.begin(now + 10s)->word->text == "ORDER");
    crowd.acknowledged(0, now + 10s);
    crowd.answered(0, "Question: do you want it?", now + 10s);
    crowd.no_more_repeats();
    CHECK(crowd.begin(now + 20s)->word->text == "ORDER");
}

TEST_CASE("a text with words of its own for the reply is answered by them alone") {
    TextBook book(1, "{n}");
    const auto order = book.begin(0, 7, 1, true, "Question");
    CHECK(book.reply(0, "7, but you have it already").outcome == ReplyOutcome::stray);
    CHECK(book.reply(0, "Question: do you want it?").text == order);
    const auto other = book.begin(0, 8, 1, true);
    CHECK(book.reply(0, "answer 8").text == other);
}

TEST_CASE("a reply is found by the number in it, and a digit more is another number") {
    TextBook book(2, "[{n}");
    for (std::uint32_t number = 1; number <= 12; ++number) book.begin(0, number, 1, true);
    CHECK(book.reply(0, "[12] here you are").text == 12);
    const auto first = book.reply(0, "[1] here you are");
    CHECK(first.text == 1);
    CHECK(first.outcome == ReplyOutcome::overtaken);
    CHECK(book.reply(0, "[1] once more").outcome == ReplyOutcome::repeated);
    CHECK(book.reply(0, "[99]").outcome == ReplyOutcome::stray);
    CHECK(book.reply(1, "[2]").outcome == ReplyOutcome::stray);  // somebody else's
    CHECK(book.answered() == 2);
    CHECK(book.unanswered().size() == 10);
    CHECK(contains_number("a 7, b", "7"));
    CHECK_FALSE(contains_number("a 17, 71 b", "7"));
    CHECK(contains_number("17 and 7", "7"));
}

TEST_CASE("the reply to an honest repeat is not taken for a second reply to the first") {
    TextBook book(1, "{n}");
    const auto first = book.begin(0, 5, 1, true);
    CHECK(book.reply(0, "5").text == first);
    const auto again = book.begin(0, 5, 1, true);
    const auto found = book.reply(0, "5");
    CHECK(found.text == again);
    CHECK(found.outcome == ReplyOutcome::answers);
    CHECK(book.reply(0, "5").outcome == ReplyOutcome::repeated);
}

TEST_CASE("without a number the next message answers the text under way") {
    TextBook book(1, "");
    CHECK(book.reply(0, "welcome").outcome == ReplyOutcome::stray);
    book.begin(0, 1, 1, true);  // never answered in time
    const auto second = book.begin(0, 2, 1, true);
    CHECK(book.reply(0, "menu").text == second);
    CHECK(book.reply(0, "menu").outcome == ReplyOutcome::stray);
}

TEST_CASE("a text of several parts is acknowledged with its last part") {
    TextBook book(1, "");
    const auto text = book.begin(0, 1, 2, true);
    CHECK_FALSE(book.part_acknowledged(text));
    CHECK(book.acknowledged() == 0);
    CHECK(book.part_acknowledged(text));
    CHECK(book.acknowledged() == 1);
}

TEST_CASE("a long word is padded until it takes its parts, and no further") {
    const PostSettings post;
    BodyWriter bodies(post);
    for (const std::string filler : {"。", " .", "x"}) {
        const Word word{"Q{n}", 3, filler, true};
        const std::string body = bodies.body_of(word, 42);
        CHECK(body.starts_with("Q42"));
        CHECK(codecs::split_text(body, post.alphabet, post.long_messages)->parts.size() == 3);
        const std::string shorter = body.substr(0, body.size() - filler.size());
        CHECK(codecs::split_text(shorter, post.alphabet, post.long_messages)->parts.size() == 2);
        CHECK(bodies.body_of(word, 43).size() == body.size());
    }
    CHECK(bodies.body_of({"A{n}B{n}", 1, "", true}, 7) == "A7B7");
}
