#include "codecs/text/hall_number.hpp"

#include <catch2/catch.hpp>

using namespace hall::codecs;

namespace {

std::string hall_digits_behind(std::string_view address, std::string_view own = "10086", const NumberPlan& plan = {}) {
    return hall_extension(address, own, plan).value_or("not ours");
}

}  // namespace

TEST_CASE("the hall's number is known in every spelling, with and without an extension") {
    for (const auto* address : {"10086", "+8610086", "8610086", "008610086", "010086", "+86 10086", "86-10086", "0086010086",
                                "+86010086", "0010086", "+10086", "00 86 10086"}) {
        CAPTURE(address);
        CHECK(hall_digits_behind(address) == "");
        CHECK(canonical_hall_number(address, "10086", {}) == "10086");
        CHECK(hall_digits_behind(std::string(address) + "08") == "08");
        CHECK(canonical_hall_number(std::string(address) + "08", "10086", {}) == "1008608");
    }
    CHECK(hall_digits_behind("1008610086") == "10086");
    CHECK(hall_digits_behind("1008686") == "86");
}

TEST_CASE("what is not the hall's stays as it is") {
    for (const auto* address : {"", "+", "10010", "8610010", "13810086000", "8613810086000", "008613810086000", "1008", "0", "86", "0086",
                                "TEN10086", "10086x", "10086+08", "4410086"}) {
        CAPTURE(address);
        CHECK(hall_digits_behind(address) == "not ours");
        CHECK(canonical_hall_number(address, "10086", {}) == address);
    }
}

TEST_CASE("a hall at a mobile number is that number alone, and other plans have other prefixes") {
    CHECK(hall_digits_behind("+8613800138000", "13800138000") == "");
    CHECK(hall_digits_behind("013800138000", "13800138000") == "");
    CHECK(hall_digits_behind("1380013800008", "13800138000") == "08");
    // Its number begins as mobile numbers do: only what is none of those is an extension of it.
    CHECK(hall_digits_behind("13800138000", "1380") == "not ours");
    CHECK(hall_digits_behind("138008", "1380") == "08");
    const NumberPlan hungary{"36", "06", "[2-7]0#######"};
    CHECK(hall_digits_behind("06170", "170", hungary) == "");
    CHECK(hall_digits_behind("003617005", "170", hungary) == "05");
    CHECK(hall_digits_behind("+36 06 170", "170", hungary) == "");
    // A number that begins with a zero, or with the country code, is read as it is written first.
    CHECK(hall_digits_behind("0800123", "0800") == "123");
    CHECK(hall_digits_behind("8612", "86") == "12");
    CHECK(hall_digits_behind("868612", "8612") == "");
}
