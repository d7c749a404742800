#include "menus/understand/code_pattern.hpp"

#include "menus/load/code_parser.hpp"
#include "menus/understand/fold.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::menus;

namespace {

CodePattern pattern(std::string_view written) {
    codecs::Diagnostics diagnostics;
    auto parsed = parse_code(written, {"f", 1, 1}, diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(parsed);
    return *parsed;
}

/// "no", "invalid name=written" or "name=value ...".
std::string result_of(std::string_view written, std::string_view text) {
    const MatchResult result = pattern(written).match(fold_text(text), codecs::NumberPlan{});
    if (std::holds_alternative<NoMatch>(result)) {
        return "no";
    }
    if (const auto* invalid = std::get_if<InvalidParameter>(&result)) {
        return "invalid " + invalid->name + "=" + invalid->written;
    }
    std::string values;
    for (const Parameter& parameter : std::get<Match>(result).parameters) {
        values += (values.empty() ? "" : " ") + parameter.name + "=" + parameter.value;
    }
    return values;
}

}  // namespace

TEST_CASE("a code without parameters is its folded text") {
    CHECK(pattern(" ktll。").literal() == "KTLL");
    CHECK(pattern("ktll").shape() == "KTLL");
    CHECK(pattern("CL{friend:phone}").literal().empty());
    CHECK(pattern("cl {friend:phone}").shape() == "CL{phone}");
    CHECK(std::holds_alternative<Match>(pattern("KTLL").match("KTLL", {})));
    CHECK(std::holds_alternative<NoMatch>(pattern("KTLL").match("KTLL1", {})));
    CHECK(std::holds_alternative<NoMatch>(pattern("KTLL").match("", {})));
}

TEST_CASE("a phone number stands before or after the letters, in every form of home") {
    for (const char* number : {"13800138000", "+8613800138000", "008613800138000", "8613800138000", "138 0013 8000"}) {
        INFO(number);
        CHECK(result_of("{friend:phone}CL", std::string(number) + "cl") == "friend=8613800138000");
        CHECK(result_of("CL{friend:phone}", "CL" + std::string(number)) == "friend=8613800138000");
    }
    CHECK(result_of("{friend:phone}CL", "123CL") == "invalid friend=123");
    CHECK(result_of("{friend:phone}CL", "+447700900123CL") == "invalid friend=+447700900123");  // not at home
    CHECK(result_of("{friend:phone}CL", "12CL") == "no");
    CHECK(result_of("{friend:phone}CL", "CL") == "no");
    CHECK(result_of("{friend:phone}CL", "abcCL") == "no");
    CHECK(result_of("{friend:phone}CL", "13800138000CLX") == "no");
}

TEST_CASE("an amount is yuan with at most two decimals and becomes fen") {
    CHECK(result_of("CZ{sum:amount}", "CZ50") == "sum=5000");
    CHECK(result_of("CZ{sum:amount}", "cz 50.5") == "sum=5050");
    CHECK(result_of("CZ{sum:amount}", "CZ0.05") == "sum=5");
    CHECK(result_of("CZ{sum:amount}", "CZ007") == "sum=700");
    CHECK(result_of("CZ{sum:amount}", "CZ0") == "sum=0");
    CHECK(result_of("CZ{sum:amount}", "CZ50。") == "sum=5000");
    CHECK(result_of("CZ{sum:amount}", "CZ５０．５０") == "sum=5050");
    CHECK(result_of("CZ{sum:amount}", "CZ50.555") == "invalid sum=50.555");
    CHECK(result_of("{sum:amount}CZ", "50.CZ") == "invalid sum=50.");
    CHECK(result_of("CZ{sum:amount}", "CZ999999999999") == "sum=99999999999900");
    CHECK(result_of("CZ{sum:amount}", "CZ1000000000000") == "invalid sum=1000000000000");
    CHECK(result_of("CZ{sum:amount}", "CZ-5") == "no");
    CHECK(result_of("CZ{sum:amount}", "CZ.5") == "no");
    CHECK(result_of("CZ{sum:amount}元", "CZ50元") == "sum=5000");
}

TEST_CASE("a number has up to 18 digits, a word up to 20 letters or digits of any script") {
    CHECK(result_of("X{n:number}", "X0123") == "n=0123");
    CHECK(result_of("X{n:number}", "X123456789012345678") == "n=123456789012345678");
    CHECK(result_of("X{n:number}", "X1234567890123456789") == "invalid n=1234567890123456789");
    CHECK(result_of("QX{p:word}", "qxwlan5") == "p=WLAN5");
    CHECK(result_of("QX{p:word}", "QX手机报") == "p=手机报");
    CHECK(result_of("QX{p:word}", "QX彩铃-1") == "no");
    CHECK(result_of("QX{p:word}", "QX😀") == "no");
    CHECK(result_of("QX{p:word}", "QX" + std::string(20, 'A')) == "p=" + std::string(20, 'A'));
    CHECK(result_of("QX{p:word}", "QX" + std::string(21, 'A')) == "invalid p=" + std::string(21, 'A'));
    CHECK(result_of("QX{p:word}", "QX" + std::string(41, 'A')) == "no");
}

TEST_CASE("several parameters share a text, the first as long as it can be while all are right") {
    CHECK(result_of("ZS{friend:phone}SL{sum:amount}", "ZS13800138000SL5") == "friend=8613800138000 sum=500");
    CHECK(result_of("{a:word}X{b:word}", "1X2X3") == "a=1X2 b=3");
    CHECK(result_of("{a:word}X{b:number}", "1X2X3") == "a=1X2 b=3");
    CHECK(result_of("{a:word}X{b:number}", "1X2XA") == "no");
    CHECK(result_of("{n:number}1{m:number}", "21111") == "n=211 m=1");
    // The longest word would leave no right amount behind the letter.
    CHECK(result_of("{a:word}E{s:amount}", "AE5.5") == "a=A s=550");
}

TEST_CASE("punctuation inside a code stays, only its end is stripped") {
    CHECK(result_of("A.{n:number}", "A.5") == "n=5");
    CHECK(result_of("A.{n:number}", "A5") == "no");
    CHECK(result_of("{n:number}A.", "5A。") == "n=5");
}

TEST_CASE("a long hostile text is turned away quickly") {
    const std::string text = "A" + std::string(200'000, '1');
    CHECK(result_of("{a:word}1{b:word}1{c:word}1{d:word}2", text) == "no");
    CHECK(result_of("A{a:number}1{b:number}1{c:number}", text) == "no");
}
