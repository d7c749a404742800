#include "menus/tree/template.hpp"

#include "menus/load/template_parser.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using menus::Template;

namespace {

Template parse_clean(std::string_view text) {
    codecs::Diagnostics diagnostics;
    Template parsed = menus::parse_template(text, {"f", 1, 1}, {"name", "hall", "friend_number"}, diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(diagnostics.empty());
    return parsed;
}

std::string faults_of(std::string_view text) {
    codecs::Diagnostics diagnostics;
    menus::parse_template(text, {"f", 3, 7}, {"name", "hall"}, diagnostics);
    return diagnostics.to_text();
}

}  // namespace

TEST_CASE("placeholders are replaced, everything else stays as it is") {
    CHECK(parse_clean("尊敬的{name}：欢迎使用{hall}！{name}").render({{"name", "客户"}, {"hall", "短厅"}}) ==
          "尊敬的客户：欢迎使用短厅！客户");
    CHECK(parse_clean("{friend_number}").render({{"friend_number", "{name}"}, {"name", "x"}}) == "{name}");
    CHECK(parse_clean("").render({}).empty());
    CHECK(parse_clean("").empty());
    CHECK(parse_clean("{name}").render({}).empty());
}

TEST_CASE("doubled braces stand for themselves") {
    CHECK(parse_clean("{{name}} {{{name}}} }}{{").render({{"name", "x"}}) == "{name} {x} }{");
}

TEST_CASE("a template knows which placeholders it uses") {
    const Template parsed = parse_clean("{name} hall");
    CHECK(parsed.uses("name"));
    CHECK_FALSE(parsed.uses("hall"));
    CHECK_FALSE(parsed.uses("name} "));
}

TEST_CASE("wrong braces are faults at the place of the text, all at once") {
    CHECK(faults_of("{nam}") == "f:3:7: placeholder {nam} is unknown here; write {name}; known here: {name}, {hall}\n");
    CHECK(faults_of("{x} } {") ==
          "f:3:7: placeholder {x} is unknown here; known here: {name}, {hall}\n"
          "f:3:7: \"}\" closes no placeholder; write }} for a brace\n"
          "f:3:7: a placeholder is not closed; close it with \"}\", or write {{ for a brace\n");
    CHECK(faults_of("{name{hall}") ==
          "f:3:7: a placeholder is not closed; close it with \"}\", or write {{ for a brace\n");
}
