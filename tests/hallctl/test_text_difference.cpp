// Two texts side by side.

#include "tools/hallctl/rehearsal/text_difference.hpp"

#include <catch2/catch.hpp>

using namespace hall::tools;

namespace {
std::string between(std::string_view before, std::string_view after) {
    return in_one_line(text_difference(before, after));
}
}  // namespace

TEST_CASE("words that went and came are marked; sums and codes are one word, a Chinese character is one") {
    CHECK(between("每月8.00元", "每月9.00元") == "每月[-8.00-]{+9.00+}元");
    CHECK(between("发送KTLL10开通", "发送KTLL20开通") == "发送[-KTLL10-]{+KTLL20+}开通");
    CHECK(between("abc", "abc") == "abc");
    CHECK(between("", "abc") == "{+abc+}");
    CHECK(between("abc", "") == "[-abc-]");
    CHECK(between("", "") == "");
}

TEST_CASE("changes with one word between them are one change") {
    CHECK(between("甲乙丙", "丁乙戊") == "[-甲乙丙-]{+丁乙戊+}");
    CHECK(between("甲乙丙丁", "戊乙丙己") == "[-甲-]{+戊+}乙丙[-丁-]{+己+}");
}

TEST_CASE("what is left of a difference on either side is the text itself") {
    for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{
             {"前3个月8折", "首月免费，前6个月7折"}, {"a.b.c", "c.b.a"}, {"。。", "x。y。"}, {"8.", "8.5"}}) {
        std::string left;
        std::string right;
        for (const auto& piece : text_difference(before, after)) {
            if (piece.kind != TextPiece::Kind::come) left += piece.text;
            if (piece.kind != TextPiece::Kind::gone) right += piece.text;
        }
        CHECK(left == before);
        CHECK(right == after);
    }
}

TEST_CASE("lines that went and came at one place stand together") {
    const auto lines = line_difference("a\nb\nc", "a\nB\nB2\nc\nd");
    REQUIRE(lines.size() == 5);
    CHECK(lines[1].kind == LineDifference::Kind::changed);
    CHECK(lines[1].before == "b");
    CHECK(lines[1].after == "B");
    CHECK(lines[2].kind == LineDifference::Kind::come);
    CHECK(lines[3].kind == LineDifference::Kind::same);
    CHECK(lines[4].after == "d");
}
