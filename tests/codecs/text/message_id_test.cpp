#include "codecs/text/message_id.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace hall::codecs;

namespace {

/// All the ways in which SMSCs write one number.
std::vector<std::string> writings_of(std::uint64_t number) {
    return {fmt::format("{}", number),     fmt::format("{:010}", number), fmt::format("{:020}", number),
            fmt::format("{:x}", number),   fmt::format("{:X}", number),   fmt::format("{:08X}", number),
            fmt::format("{:016x}", number)};
}

/// Small, large and everything between: the number of bits is drawn first.
std::uint64_t draw_number(std::mt19937_64& random) {
    return random() >> std::uniform_int_distribution<unsigned>(0, 63)(random);
}

std::optional<std::uint64_t> read_as(const std::string& digits, int base) {
    std::size_t read = 0;
    try {
        const auto value = std::stoull(digits, &read, base);
        return read == digits.size() ? std::optional<std::uint64_t>(value) : std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

/// Every number that an id can stand for.
bool may_mean_the_same(const std::string& a, const std::string& b) {
    for (const int base_a : {10, 16}) {
        for (const int base_b : {10, 16}) {
            const auto x = read_as(a, base_a);
            if (x && x == read_as(b, base_b)) return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("every writing of a number matches every other, both ways round") {
    std::mt19937_64 random(20261122);
    for (int round = 0; round < 3000; ++round) {
        const auto writings = writings_of(round == 0 ? UINT64_MAX : draw_number(random));
        for (const auto& submitted : writings) {
            for (const auto& receipted : writings) {
                INFO(submitted << " " << receipted);
                CHECK(same_message_id(submitted, receipted));
                CHECK((match_message_ids(submitted, receipted) == IdMatch::exact) == (submitted == receipted));
            }
        }
    }
}

TEST_CASE("two numbers match only if they have a writing in common") {
    std::mt19937_64 random(7);
    int apart = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto a = draw_number(random);
        const auto b = round % 2 == 0 ? draw_number(random) : a + 1 + random() % 20;
        for (const auto& submitted : writings_of(a)) {
            for (const auto& receipted : writings_of(b)) {
                if (may_mean_the_same(submitted, receipted)) continue;
                ++apart;
                INFO(submitted << " " << receipted);
                CHECK_FALSE(same_message_id(submitted, receipted));
            }
        }
    }
    CHECK(apart > 100'000);
}

TEST_CASE("matching does not depend on which of the two ids was submitted") {
    std::mt19937_64 random(11);
    std::uniform_int_distribution<std::size_t> length(0, 6);
    const std::string letters = "0001239aAfFgG-";
    for (int round = 0; round < 20000; ++round) {
        std::string ids[2];
        for (auto& id : ids) {
            for (auto n = length(random); n > 0; --n) id += letters[random() % letters.size()];
        }
        INFO(ids[0] << " " << ids[1]);
        CHECK(match_message_ids(ids[0], ids[1]) == match_message_ids(ids[1], ids[0]));
    }
}

TEST_CASE("how well ids match is told apart") {
    CHECK(match_message_ids("5F3A", "5F3A") == IdMatch::exact);
    CHECK(match_message_ids("5F3A", "5f3a") == IdMatch::folded);
    CHECK(match_message_ids("0000005F3A", "5f3a") == IdMatch::folded);
    CHECK(match_message_ids("5F3A", "24378") == IdMatch::converted);
    CHECK(match_message_ids("0000024378", "5f3a") == IdMatch::converted);
    CHECK(match_message_ids("16", "10") == IdMatch::converted);
    CHECK(match_message_ids("000", "0") == IdMatch::folded);
    CHECK(match_message_ids("FFFFFFFFFFFFFFFF", "18446744073709551615") == IdMatch::converted);
}

TEST_CASE("ids that have no writing in common do not match") {
    // Nothing matches nothing: an SMSC that gives no id has not given the same one twice.
    CHECK_FALSE(same_message_id("", ""));
    CHECK_FALSE(same_message_id("", "0"));
    CHECK_FALSE(same_message_id("1", ""));
    CHECK_FALSE(same_message_id("0", "1"));
    CHECK_FALSE(same_message_id("1", "10"));
    CHECK_FALSE(same_message_id("123", "1230"));
    CHECK_FALSE(same_message_id("123", "1234"));
    CHECK_FALSE(same_message_id("5F3A", "5F3B"));
    // One more than 64 bits hold: cut off, it would be 0.
    CHECK_FALSE(same_message_id("18446744073709551616", "10000000000000000"));
    CHECK_FALSE(same_message_id("18446744073709551616", "0"));
    CHECK_FALSE(same_message_id("1FFFFFFFFFFFFFFFF", "18446744073709551615"));
    // Signs, prefixes, blanks and fractions are not part of a number.
    CHECK_FALSE(same_message_id("-1", "1"));
    CHECK_FALSE(same_message_id("-1", "FFFFFFFFFFFFFFFF"));
    CHECK_FALSE(same_message_id("+16", "10"));
    CHECK_FALSE(same_message_id(" 16", "10"));
    CHECK_FALSE(same_message_id("16 ", "10"));
    CHECK_FALSE(same_message_id("16.0", "10"));
    CHECK_FALSE(same_message_id("6f1c2d0a-9d3e-4c0b-8a51-0b7f6a1e2d3c", "6f1c2d0a-9d3e-4c0b-8a51-0b7f6a1e2d3d"));
    CHECK_FALSE(same_message_id("6f1c2d0a-9d3e", "6f1c2d0a"));
    // Zeros at the end and inside are digits.
    CHECK_FALSE(same_message_id("100", "1"));
    CHECK_FALSE(same_message_id("1002", "12"));
}
