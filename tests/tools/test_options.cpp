// The command line of hall-smsc: what it takes, and that each mistake says what would be right.

#include "tools/hall_smsc/options.hpp"

#include <catch2/catch.hpp>

using namespace hall::tools;

namespace {

hall::result<Options, UsageError> parse(std::initializer_list<const char*> words) {
    const std::vector<const char*> arguments(words);
    return parse_options(arguments);
}

std::string fault_of(std::initializer_list<const char*> words) {
    const auto options = parse(words);
    return options ? "" : options.error().what;
}

}  // namespace

TEST_CASE("without arguments hall-smsc is a phone on the usual port") {
    const auto options = parse({});
    REQUIRE(options.has_value());
    CHECK(options->mode == Mode::phone);
    CHECK(options->smsc.port == 2775);
    CHECK(options->to == "10086");
    CHECK_FALSE(options->bind_timeout);
}

TEST_CASE("the option --say takes texts up to the next option, and all after a double dash") {
    const auto up_to_option = parse({"--say", "41", "-1", "--timeout", "0.5"});
    REQUIRE(up_to_option.has_value());
    CHECK(up_to_option->lines == std::vector<PlayLine>{{"", "41"}, {"", "-1"}});
    CHECK(up_to_option->timeout.count() == 500);
    const auto literal = parse({"--say", "--", "--timeout", "5"});
    REQUIRE(literal.has_value());
    CHECK(literal->lines == std::vector<PlayLine>{{"", "--timeout"}, {"", "5"}});
}

TEST_CASE("an address may be IPv6 and leave the port to the system") {
    const auto options = parse({"--listen", "[::1]:0"});
    REQUIRE(options.has_value());
    CHECK(options->smsc.host == "::1");
    CHECK(options->smsc.port == 0);
}

TEST_CASE("each mistake on the command line names what would be right") {
    CHECK(fault_of({"--listen", "2775"}).find("HOST:PORT") != std::string::npos);
    CHECK(fault_of({"--listen", "localhost:70000"}).find("HOST:PORT") != std::string::npos);
    CHECK(fault_of({"--from", "abc"}).find("7 to 15 digits") != std::string::npos);
    CHECK(fault_of({"--to", "10 086"}).find("1 to 20 digits") != std::string::npos);
    CHECK(fault_of({"--alphabet", "ebcdic"}).find("gsm, latin1, ascii or utf8") != std::string::npos);
    CHECK(fault_of({"--long-messages", "udh"}).find("udh8, udh16, sar or payload") != std::string::npos);
    CHECK(fault_of({"--timeout", "0"}).find("above 0") != std::string::npos);
    CHECK(fault_of({"--timeout", "5s"}).find("seconds") != std::string::npos);
    CHECK(fault_of({"--load", "0"}).find("whole number from 1") != std::string::npos);
    CHECK(fault_of({"--texts", "42,,YE"}).find("between commas") != std::string::npos);
    CHECK(fault_of({"--say"}).find("at least one text") != std::string::npos);
    CHECK(fault_of({"--play", "/nowhere/at/all"}).find("cannot read") != std::string::npos);
    CHECK(fault_of({"--enquire"}).find("needs a value") != std::string::npos);
    CHECK(fault_of({"--verbose"}).find("no option '--verbose'") != std::string::npos);
    CHECK(fault_of({"42"}).find("--say 42") != std::string::npos);
    CHECK(fault_of({"--load", "5", "--say", "42"}).find("exclude each other") != std::string::npos);
}

TEST_CASE("a line to be played may begin with the subscriber's number") {
    CHECK(parse_play_line("13912345678 你好 10086") == PlayLine{"13912345678", "你好 10086"});
    CHECK(parse_play_line("+8613912345678\tYE\r") == PlayLine{"+8613912345678", "YE"});
    CHECK(parse_play_line("  41 5 ") == PlayLine{"", "41 5"});
    CHECK(parse_play_line("13912345678") == PlayLine{"", "13912345678"});
    CHECK_FALSE(parse_play_line("# a comment"));
    CHECK_FALSE(parse_play_line(" \t"));
}

TEST_CASE("a file in YAML is a scenario, and only a scenario has a seed and a record") {
    const auto options = parse({"--play", "x.yaml", "--seed", "7", "--record", "r", "--json", "j"});
    REQUIRE(options.has_value());
    CHECK(options->mode == Mode::scenario);
    CHECK(options->scenario.file == "x.yaml");
    CHECK(options->scenario.seed == 7U);
    CHECK(options->scenario.record == "r");
    CHECK(options->json == "j");
    CHECK(parse({"--play", "x.yml"})->mode == Mode::scenario);
    CHECK(fault_of({"--play", "x.yaml.txt"}).find("cannot read") != std::string::npos);
    CHECK(fault_of({"--seed", "x", "--play", "x.yaml"}).find("whole number") != std::string::npos);
    CHECK(fault_of({"--seed", "7"}).find("--seed needs a scenario") != std::string::npos);
    CHECK(fault_of({"--load", "5", "--record", "r"}).find("--record needs a scenario") != std::string::npos);
    CHECK(fault_of({"--play", "x.yaml", "--load", "5"}).find("exclude each other") != std::string::npos);
}
