// The files of golden conversations: what they may hold, what is said of faults, and how they are rewritten.

#include "tools/hallctl/rehearsal/golden.hpp"
#include "tools/hallctl/rehearsal/replay_run.hpp"

#include <catch2/catch.hpp>

using namespace hall;

namespace {

const tools::Words english(codecs::MessageLanguage::en);

tools::Golden parsed(const std::string& text) {
    codecs::Diagnostics diagnostics;
    auto golden = tools::parse_golden(text, "a.txt", diagnostics);
    CHECK(diagnostics.to_text().empty());
    return golden;
}

std::string faults_of(const std::string& text, codecs::MessageLanguage language = codecs::MessageLanguage::en) {
    codecs::Diagnostics diagnostics;
    tools::parse_golden(text, "a.txt", diagnostics);
    return diagnostics.to_text(language);
}

}  // namespace

TEST_CASE("a golden file has a head, texts, answers of several lines, steps of the clock and changes of the texter") {
    const auto golden = parsed(
        "# remark\nclock: 2026-12-01 10:00\nsubscriber: 13800138000\nbrand：全球通\nhas: LL10, CL\nto: 1008608\n\n"
        "> 42\n< one\n1.two\n\\> three\n\\\n\\# four\n< [139] five\n\n# remark\n@ +20m\n\nfrom: 139\n>\n< six: "
        "seven\n");
    CHECK(golden.clock == "2026-12-01 10:00");
    CHECK(golden.to == "1008608");
    REQUIRE(golden.subscribers.size() == 1);
    CHECK(golden.subscribers[0].sheet ==
          tools::SubscriberSheet{"13800138000", {{"brand", "全球通"}}, {"LL10", "CL"}});
    REQUIRE(golden.steps.size() == 4);
    CHECK(golden.steps[0].value == "42");
    REQUIRE(golden.steps[0].expected.size() == 2);
    CHECK(golden.steps[0].expected[0].text == "one\n1.two\n> three\n\n# four");
    CHECK(golden.steps[0].expected[0].line == 9);
    CHECK(golden.steps[0].expected[1].text == "[139] five");
    CHECK(golden.steps[1].kind == tools::GoldenStep::Kind::clock);
    CHECK(golden.steps[2].kind == tools::GoldenStep::Kind::from);
    CHECK(golden.steps[3].value.empty());
    CHECK(golden.steps[3].expected[0].text == "six: seven");
}

TEST_CASE("a file saved on Windows is read as any other") {
    const auto golden = parsed("\xEF\xBB\xBF" "clock: 2026-12-01\r\n> 42\r\n< one\r\n");
    CHECK(golden.clock == "2026-12-01");
    CHECK(golden.steps[0].expected[0].text == "one");
}

TEST_CASE("each fault of a golden file is told with its line and what would be right") {
    CHECK(faults_of("# nothing\n") == "a.txt:1:1: the conversation holds no text; write one: > 42\n");
    CHECK(faults_of("< one\n> 42\n") ==
          "a.txt:1:1: an answer without a text before it; write the text above it: > 42\n");
    CHECK(faults_of("clokc: x\n> 42\n") == "a.txt:1:1: the header knows no \"clokc\"; use one of clock\n");
    CHECK(faults_of("brand: x\n> 42\n") ==
          "a.txt:1:1: \"brand\" belongs to nobody; write subscriber: and the number above it\n");
    CHECK(faults_of("> 42\nbrand: x\n") == "a.txt:2:1: \"brand\" stands behind the first text; move it to the head of "
                                           "the file; only from: and to: may change later\n");
    CHECK(
        faults_of("42\n> 42\n").starts_with("a.txt:1:1: \"42\" is nothing that a conversation may hold; begin a text"));
    CHECK(faults_of("< one\n> 42\n", codecs::MessageLanguage::zh) ==
          "a.txt:1:1: 回复之前没有短信；请在上面写出短信：> 42\n");
}

TEST_CASE("a rewritten file keeps its remarks and all that was right, and reads back as what the hall said") {
    const auto golden = parsed("# head\n> 42\n# which list?\n< old\nline\n# after\n\n> 43\n< right\n\n> 44\n");
    const std::vector<std::vector<std::string>> arrived{{"new\n\n> odd", "[139] two"}, {"right"}, {"last"}};
    const auto text = tools::golden_text(golden, arrived);
    CHECK(text ==
          "# head\n> 42\n< new\n\\\n\\> odd\n< [139] two\n# which list?\n# after\n\n> 43\n< right\n\n> 44\n< last\n");
    CHECK(tools::differences_of(parsed(text), arrived, english).empty());
    CHECK(tools::golden_text(parsed(text), arrived) == text);
}

TEST_CASE("a difference says where, shows both, and marks where they part") {
    const auto golden = parsed("> 42\n< head\n1.每月8.00元\ntail\n\n@ +1d\n< gone\n\n> 43\n");
    CHECK(tools::differences_of(golden, {{"head\n1.每月9.00元\ntail"}, {}, {"come\nmore"}}, english) ==
          "a.txt:3: > 42: expected (-) and answered (+)\n"
          "      head\n"
          "    - 1.每月8.00元\n"
          "    + 1.每月9.00元\n"
          "    ! 1.每月[-8.00-]{+9.00+}元\n"
          "      tail\n"
          "a.txt:7: @ +1d: this was expected and did not come\n"
          "    - gone\n"
          "a.txt:9: > 43: this came and was not expected\n"
          "    + come\n"
          "    + more\n");
}
