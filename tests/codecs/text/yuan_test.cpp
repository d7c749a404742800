#include "codecs/text/yuan.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace hall::codecs;

TEST_CASE("yuan with at most two decimals are read as fen") {
    CHECK(parse_yuan("10") == 1000);
    CHECK(parse_yuan("8.5") == 850);
    CHECK(parse_yuan("8.05") == 805);
    CHECK(parse_yuan("0.01") == 1);
    CHECK(parse_yuan("007") == 700);
    CHECK(parse_yuan("999999999999.99") == 99'999'999'999'999);
}

TEST_CASE("what is no plain sum of yuan is not guessed at") {
    for (const auto* text : {"", ".", "1.", ".5", "-5", "+5", "1e9", "0x10", "1,000", "1 000", " 1", "1 ", "1.234", "1.2.3",
                             "１０", "十", "1000000000000", "NaN", "inf", "1.-1", "18446744073709551617"}) {
        INFO(text);
        CHECK_FALSE(parse_yuan(text));
    }
}

TEST_CASE("whatever is written as yuan is read as the same sum again") {
    std::mt19937_64 random(20261122);
    std::uniform_int_distribution<std::int64_t> sums(0, 99'999'999'999'999);
    for (int i = 0; i < 20000; ++i) {
        const auto fen = sums(random) >> (i % 40);
        INFO(fen);
        REQUIRE(parse_yuan(format_yuan(fen)) == fen);
    }
    CHECK(format_yuan(-305) == "-3.05");
    CHECK(format_yuan(0) == "0.00");
}
