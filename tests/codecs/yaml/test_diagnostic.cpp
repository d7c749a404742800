#include "codecs/yaml/diagnostic.hpp"

#include <catch2/catch.hpp>

using namespace hall::codecs;

TEST_CASE("a diagnostic is one line: place, what, and what would be right") {
    constexpr Rule rule{"port-range", Severity::error, {"port is {0}", "端口是{0}"},
                        {"use a whole number from 1 to {1}", "请写1到{1}的整数"}};
    const Diagnostic fault{{"conf/smshalld.yaml", 7, 9}, &rule, {"99999", "65535"}, nullptr, {}};
    CHECK(to_string(fault) == "conf/smshalld.yaml:7:9: port is 99999; use a whole number from 1 to 65535");
    CHECK(to_string(fault, MessageLanguage::zh) == "conf/smshalld.yaml:7:9: 端口是99999；请写1到65535的整数");
}

TEST_CASE("diagnostics come by file as first mentioned, then by line and column, not by discovery") {
    constexpr static Rule rule{"any", Severity::error, {"{0}", "{0}"}, {}};
    Diagnostics diagnostics;
    CHECK(diagnostics.empty());
    diagnostics.add({"z", 2, 1}, rule, {"fourth"});
    diagnostics.add({"a", 1, 1}, rule, {"fifth"});
    diagnostics.add({"z", 1, 9}, rule, {"second"});
    diagnostics.add({"z", 1, 9}, rule, {"third"});
    diagnostics.add({"z", 1, 2}, rule, {"first"});
    CHECK(diagnostics.to_text() ==
          "z:1:2: first\nz:1:9: second\nz:1:9: third\nz:2:1: fourth\na:1:1: fifth\n");
}

TEST_CASE("a warning says so, and alone does not keep a file from being taken") {
    constexpr Rule rule{"old", Severity::warning, {"{0} is over", "{0}已过期"}, {"take it out", "请删除"}};
    constexpr Phrase other{"move it to {0}", "请移到{0}"};
    Diagnostics diagnostics;
    diagnostics.add({"a", 1, 2}, rule, {"x"});
    diagnostics.add({"a", 1, 3}, rule, {"y"}, other, {"z"});
    CHECK_FALSE(diagnostics.empty());
    CHECK_FALSE(diagnostics.has_errors());
    CHECK(diagnostics.to_text() == "a:1:2: warning: x is over; take it out\na:1:3: warning: y is over; move it to z\n");
    CHECK(diagnostics.to_text(MessageLanguage::zh) == "a:1:2: 警告：x已过期；请删除\na:1:3: 警告：y已过期；请移到z\n");
}

TEST_CASE("the nearest word has at most a third of its letters wrong") {
    const std::vector<std::string> known = {"codes", "choices", "text", "id", "action"};
    CHECK(nearest_word("code", known) == "codes");
    CHECK(nearest_word("acton", known) == "action");
    CHECK(nearest_word("tetx", known) == "text");  // two letters changed places: one mistake
    CHECK(nearest_word("Choices", known) == "choices");
    CHECK(nearest_word("chxxxes", known).empty());  // three of seven
    CHECK(nearest_word("di", known).empty());       // too short to guess
    CHECK(nearest_word("", known).empty());
    CHECK(nearest_word("weather", known).empty());
    CHECK(nearest_word("体验区", {"体检区"}) == "体检区");  // Chinese characters count as one each
}
