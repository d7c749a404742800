#include "codecs/yaml/document.hpp"
#include "codecs/yaml/rules.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace hall::codecs;

namespace {

YamlNode parse_clean(std::string_view text) {
    Diagnostics diagnostics;
    YamlNode root = parse_yaml(text, "f.yaml", diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(diagnostics.empty());
    return root;
}

Place at(int line, int column) {
    return {"f.yaml", line, column};
}

const YamlNode& value(const YamlNode& map, std::string_view key) {
    const YamlNode* found = map.find(key);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("lines and columns count from one, and columns count characters of any length") {
    const YamlNode root = parse_clean("名称: {代码: 四十一, 数字: 𝟙, x: 1}\n");
    CHECK(root.place == at(1, 1));
    CHECK(root.entries[0].key == "名称");
    const YamlNode& map = root.entries[0].value;
    CHECK(map.place == at(1, 5));
    CHECK(map.entries[0].key_place == at(1, 6));
    CHECK(map.entries[0].value.place == at(1, 10));
    CHECK(map.entries[1].value.place == at(1, 19));
    CHECK(map.entries[2].key_place == at(1, 22));  // behind a character of four bytes
}

TEST_CASE("a byte order mark and Windows ends of line move no place") {
    const YamlNode root = parse_clean(
        "\xEF\xBB\xBF"
        "a: 一\r\nb: 二\r\n");
    CHECK(root.entries[0].key_place == at(1, 1));
    CHECK(value(root, "a").scalar == "一");
    CHECK(value(root, "b").place == at(2, 4));
    CHECK(value(root, "b").scalar == "二");
}

TEST_CASE("a block map or list has the place of its first key or dash") {
    const YamlNode root = parse_clean("a:\n  b: 1\nc:\n  - x\n  -  y\n");
    CHECK(value(root, "a").place == at(2, 3));
    CHECK(value(root, "c").place == at(4, 3));
    CHECK(value(root, "c").items[0].place == at(4, 5));
    CHECK(value(root, "c").items[1].place == at(5, 6));
}

TEST_CASE("an empty value has the place of its key, not of the next line") {
    const YamlNode root = parse_clean("a:\nb:   # a comment\n\nc: ~\n");
    CHECK(value(root, "a").kind == YamlNode::Kind::null);
    CHECK(value(root, "a").place == at(1, 1));
    CHECK(value(root, "b").place == at(2, 1));
    CHECK(value(root, "c").kind == YamlNode::Kind::null);
    CHECK(root.entries[2].value.place == at(4, 4));  // written out, so it has a place of its own
}

TEST_CASE("an empty item of a list has the place of its dash") {
    const YamlNode root = parse_clean("a:\n  - x\n  -  # nothing\n\n  # still nothing\n  - y\n  -\n");
    const YamlNode& list = value(root, "a");
    REQUIRE(list.items.size() == 4);
    CHECK(list.items[1].place == at(3, 3));
    CHECK(list.items[3].place == at(7, 3));
}

TEST_CASE("an alias has the place where it is written, and the value of its anchor") {
    const YamlNode root = parse_clean("a: &x {b: 1}\nc: *x\nd: [*x]\n");
    CHECK(value(root, "c").place == at(2, 4));
    CHECK(value(value(root, "c"), "b").scalar == "1");
    CHECK(value(root, "d").items[0].place == at(3, 5));
}

TEST_CASE("scalars stay text: no octal, no booleans, no dates") {
    const YamlNode root = parse_clean("[010, yes, 0x1F, 1e3, 2024-01-01, 00, 1_000]\n");
    std::string all;
    for (const YamlNode& item : root.items) {
        CHECK(item.kind == YamlNode::Kind::scalar);
        all += item.scalar + " ";
    }
    CHECK(all == "010 yes 0x1F 1e3 2024-01-01 00 1_000 ");
}

TEST_CASE("quotes and blocks are told from plain scalars") {
    const YamlNode root = parse_clean("a: 1\nb: \"1\"\nc: '1'\nd: |\n  1\ne: \"\"\nf: 'it''s'\n");
    CHECK_FALSE(value(root, "a").quoted);
    CHECK(value(root, "b").quoted);
    CHECK(value(root, "c").quoted);
    CHECK(value(root, "d").quoted);
    CHECK(value(root, "d").scalar == "1\n");
    CHECK(value(root, "e").kind == YamlNode::Kind::scalar);
    CHECK(value(root, "f").scalar == "it's");
}

TEST_CASE("of a key written twice the first value is kept, and the second one reported where it stands") {
    Diagnostics diagnostics;
    const YamlNode root = parse_yaml("a: 1\nb: 2\na: 3\n", "f.yaml", diagnostics);
    CHECK(value(root, "a").scalar == "1");
    CHECK(diagnostics.to_text() ==
          "f.yaml:3:1: key \"a\" is here a second time; remove it or the first one on line 1\n");
}

TEST_CASE("a file without content is a null node without a fault") {
    for (const std::string_view text : {"", "# nothing\n", "\n\n"}) {
        Diagnostics diagnostics;
        CHECK(parse_yaml(text, "f.yaml", diagnostics).kind == YamlNode::Kind::null);
        CHECK(diagnostics.empty());
    }
}

TEST_CASE("64 levels are read, a level more is a fault, with aliases too") {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    Diagnostics fine;
    parse_yaml(nested(64), "f.yaml", fine);
    CHECK(fine.empty());
    Diagnostics deep;
    parse_yaml(nested(65), "f.yaml", deep);
    CHECK_FALSE(deep.empty());
    // 40 levels inside 30: neither is too deep alone.
    Diagnostics through_alias;
    parse_yaml("a: &a " + nested(40) + "\nb: " + std::string(30, '[') + "*a" + std::string(30, ']') + "\n", "f.yaml",
               through_alias);
    CHECK_FALSE(through_alias.empty());
}

TEST_CASE("a file of more than half a million values is refused") {
    std::string text = "[";
    for (int i = 0; i < 500'000; ++i) text += "1,\n ";
    Diagnostics diagnostics;
    parse_yaml(text + "1]", "f.yaml", diagnostics);
    REQUIRE(diagnostics.sorted().size() == 1);
    CHECK(diagnostics.sorted()[0].rule == &rules::file_too_large);
}

TEST_CASE("variables of the environment are put in, with defaults and a way to write the characters") {
    YamlNode root =
        parse_clean("a: ${HOST}\nb: x${PORT:-2775}y\nc: $${HOST}\nd: [\"${HOST}-${HOST}\"]\ne: ${EMPTY:-}\n");
    const std::map<std::string, std::string, std::less<>> variables = {{"HOST", "smsc"}};
    const auto lookup = [&](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    Diagnostics diagnostics;
    substitute_environment(root, lookup, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(value(root, "a").scalar == "smsc");
    CHECK(value(root, "b").scalar == "x2775y");
    CHECK(value(root, "c").scalar == "${HOST}");
    CHECK(value(root, "d").items[0].scalar == "smsc-smsc");
    CHECK(value(root, "e").scalar.empty());
}

TEST_CASE("a variable that is not set, not a name, or not closed is a fault at its value") {
    YamlNode root = parse_clean("a: ${NOT_SET}\nb: ${1A}\nc: \"${OPEN\"\n");
    Diagnostics diagnostics;
    substitute_environment(
        root, [](std::string_view) { return std::nullopt; }, diagnostics);
    CHECK(diagnostics.to_text() ==
          "f.yaml:1:4: environment variable NOT_SET is not set; set it, or give a default: ${NOT_SET:-default}\n"
          "f.yaml:2:4: \"${1A}\" names no environment variable; write ${NAME} or ${NAME:-default}, or $${ for the "
          "characters themselves\n"
          "f.yaml:3:4: \"${\" is not closed; close it with \"}\", or write $${ for the characters\n");
}
