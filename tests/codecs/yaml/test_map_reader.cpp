#include "codecs/yaml/map_reader.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace hall;
using namespace hall::codecs;
using namespace std::chrono_literals;

namespace {

/// What a reader of `text` finds wrong.
std::string faults_of(std::string_view text, const std::function<void(MapReader&)>& read) {
    Diagnostics diagnostics;
    const YamlNode root = parse_yaml(text, "f", diagnostics);
    MapReader reader(root, "smsc", diagnostics);
    read(reader);
    reader.finish();
    return diagnostics.to_text();
}

}  // namespace

TEST_CASE("values of the right kind are read, missing ones have their fallback") {
    const std::string faults = faults_of("text: a\nnumber: -5\nflag: on\nwait: 90s\nword: b\nlist: [x, 010]\none: 00\n",
                                         [](MapReader& reader) {
                                             CHECK(reader.required_text("text") == "a");
                                             CHECK(reader.text_or("no_text", "z") == "z");
                                             CHECK(reader.required_integer("number", -10, 10) == -5);
                                             CHECK(reader.integer_or("no_number", 7, 0, 10) == 7);
                                             CHECK(reader.flag_or("flag", false));
                                             CHECK(reader.flag_or("no_flag", true));
                                             CHECK(reader.duration_or("wait", 1s, 1s, 1h) == 90s);
                                             CHECK(reader.duration_or("no_wait", 1s, 1s, 1h) == 1s);
                                             CHECK(reader.word_or("word", "a", {"a", "b"}) == "b");
                                             CHECK(reader.word_or("no_word", "a", {"a", "b"}) == "a");
                                             const auto list = reader.scalars("list");
                                             REQUIRE(list.size() == 2);
                                             CHECK(list[1]->scalar == "010");
                                             REQUIRE(reader.scalars("one").size() == 1);
                                             CHECK(reader.scalars("one")[0]->scalar == "00");
                                             CHECK(reader.scalars("no_list").empty());
                                         });
    CHECK(faults.empty());
}

TEST_CASE("every duration unit is understood") {
    const std::string faults = faults_of("a: 250ms\nb: 30s\nc: 10m\nd: 2h\ne: 1d\n", [](MapReader& reader) {
        CHECK(reader.duration_or("a", 0ms, 0ms, 48h) == 250ms);
        CHECK(reader.duration_or("b", 0ms, 0ms, 48h) == 30s);
        CHECK(reader.duration_or("c", 0ms, 0ms, 48h) == 10min);
        CHECK(reader.duration_or("d", 0ms, 0ms, 48h) == 2h);
        CHECK(reader.duration_or("e", 0ms, 0ms, 48h) == 24h);
    });
    CHECK(faults.empty());
}

TEST_CASE("integers out of range, with leading zeros, signs, fractions or words are refused") {
    for (const std::string written :
         {"99999", "0", "010", "+5", "5.0", "0x10", "five", "99999999999999999999", "5 5"}) {
        const std::string faults = faults_of("port: " + written + "\n", [](MapReader& reader) {
            CHECK(reader.integer_or("port", 2775, 1, 65535) == 2775);
        });
        CHECK(faults == "f:1:7: port is " + written + "; use a whole number from 1 to 65535\n");
    }
}

TEST_CASE("durations without a unit, with a fraction, out of range or too large are refused") {
    for (const std::string written :
         {"10", "1.5s", "s", "-5s", "2h", "10 s", "99999999999999999999s", "999999999999d"}) {
        const std::string faults = faults_of("wait: " + written + "\n", [](MapReader& reader) {
            CHECK(reader.duration_or("wait", 5s, 500ms, 1h) == 5s);
        });
        CHECK(faults == "f:1:7: wait is " + written +
                            "; use a duration from 500ms to 1h, written like 250ms, 30s, 10m, 2h or 1d\n");
    }
}

TEST_CASE("each wrong value, missing key and unknown key is reported at its place, all at once") {
    const std::string faults =
        faults_of("hots: a\nflag: maybe\nmode: fast\nname:\ntext: [a]\nlist: [a, [b]]\nmap: {a: b}\nzzz: 1\n",
                  [](MapReader& reader) {
                      reader.required_text("host");
                      reader.required_integer("port", 1, 65535);
                      reader.flag_or("flag", false);
                      reader.word_or("mode", "pair", {"pair", "transceiver"});
                      reader.required_text("name");
                      reader.text_or("text", "");
                      reader.scalars("list");
                      reader.scalars("map");
                      reader.required_node("tree");
                  });
    CHECK(faults ==
          "f:1:1: smsc has no \"host\"; add a line \"host: ...\"\n"
          "f:1:1: smsc has no \"port\"; add a line \"port: ...\"\n"
          "f:1:1: smsc has no \"tree\"; add a line \"tree: ...\"\n"
          "f:1:1: smsc has no key \"hots\"; write \"host\"\n"
          "f:2:7: flag is maybe; use true or false\n"
          "f:3:7: mode is fast; use one of pair, transceiver\n"
          "f:4:1: name is empty; write its value behind the colon\n"
          "f:5:7: text is a list; write one value; put it in quotes if it begins with { or [\n"
          "f:6:11: an entry of list is a list; write one value; put it in quotes if it begins with { or [\n"
          "f:7:6: map is a map; write one value or a list [a, b]; put a value in quotes if it begins with {\n"
          "f:8:1: smsc has no key \"zzz\"; use one of host, port, flag, mode, name, text, list, map, tree\n");
}

TEST_CASE("what is no map is reported once, and every getter falls back in silence") {
    const std::string faults = faults_of("[a, b]\n", [](MapReader& reader) {
        CHECK_FALSE(reader.is_map());
        CHECK_FALSE(reader.has("a"));
        CHECK(reader.required_text("a").empty());
        CHECK(reader.required_integer("b", 3, 5) == 3);
        CHECK(reader.required_node("c") == nullptr);
        CHECK(reader.scalars("d").empty());
        CHECK(reader.place_of("e") == Place{"f", 1, 1});
    });
    CHECK(faults == "f:1:1: smsc is a list; write lines of \"key: value\"\n");
}
