// Long messages coming in, as a story.

#include "codecs/text/reassembly.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace hall;
using namespace hall::codecs;

namespace {

constexpr UtcTime start = from_millis(1'700'000'000'000);
constexpr Millis minute{60'000};

LongMessageKey key_of(std::uint16_t reference, std::uint8_t total, std::string source = "8613800138000") {
    return {std::move(source), "10086", PartScheme::udh8, reference, total};
}

Bytes octets(std::string_view text) {
    return {text.begin(), text.end()};
}

bool is_waiting(const PartOutcome& outcome) {
    return std::holds_alternative<PartsWaiting>(outcome);
}

}  // namespace

TEST_CASE("the last part arrives first, and the message is joined in order") {
    Reassembler reassembler(minute, 10);
    CHECK(is_waiting(reassembler.add(key_of(1, 3), 3, {103, octets("!")}, start)));
    CHECK(is_waiting(reassembler.add(key_of(1, 3), 1, {101, octets("how ")}, start)));
    CHECK(reassembler.waiting_messages() == 1);
    const auto outcome = reassembler.add(key_of(1, 3), 2, {102, octets("much")}, start);
    REQUIRE(std::holds_alternative<PartsComplete>(outcome));
    CHECK(std::get<PartsComplete>(outcome).ids == std::vector<std::int64_t>{101, 102, 103});
    CHECK(std::get<PartsComplete>(outcome).content == octets("how much!"));
    CHECK(reassembler.waiting_messages() == 0);
    CHECK_FALSE(reassembler.next_expiry().has_value());
    CHECK(reassembler.take_expired(start + minute).empty());
}

TEST_CASE("a repeated part names the first one and is joined once") {
    Reassembler reassembler(minute, 10);
    reassembler.add(key_of(1, 2), 1, {11, octets("a")}, start);
    const auto repeat = reassembler.add(key_of(1, 2), 1, {12, octets("a")}, start);
    REQUIRE(std::holds_alternative<PartRepeated>(repeat));
    CHECK(std::get<PartRepeated>(repeat).first == 11);
    const auto whole = reassembler.add(key_of(1, 2), 2, {13, octets("b")}, start);
    REQUIRE(std::holds_alternative<PartsComplete>(whole));
    CHECK(std::get<PartsComplete>(whole).ids == std::vector<std::int64_t>{11, 13});
    CHECK(std::get<PartsComplete>(whole).content == octets("ab"));
}

TEST_CASE("a repeat does not prolong the time of its message") {
    Reassembler reassembler(minute, 10);
    reassembler.add(key_of(1, 2), 1, {11, octets("a")}, start);
    reassembler.add(key_of(1, 2), 1, {12, octets("a")}, start + Millis{59'999});
    CHECK(reassembler.next_expiry() == start + minute);
}

TEST_CASE("another content under the same number begins a new message and gives up the old one") {
    Reassembler reassembler(minute, 10);
    reassembler.add(key_of(1, 3), 1, {11, octets("old 1")}, start);
    reassembler.add(key_of(1, 3), 3, {13, octets("old 3")}, start);
    const UtcTime later = start + Millis{1'000};
    CHECK(is_waiting(reassembler.add(key_of(1, 3), 1, {21, octets("new 1")}, later)));
    CHECK(reassembler.waiting_messages() == 1);
    CHECK(reassembler.next_expiry() == later + minute);

    const auto given_up = reassembler.take_expired(later);
    REQUIRE(given_up.size() == 1);
    CHECK(given_up[0].key == key_of(1, 3));
    CHECK(given_up[0].ids == std::vector<std::int64_t>{11, 13});
    CHECK(given_up[0].missing == std::vector<std::uint8_t>{2});
    CHECK(reassembler.take_expired(later).empty());

    reassembler.add(key_of(1, 3), 3, {23, octets("new 3")}, later);
    const auto whole = reassembler.add(key_of(1, 3), 2, {22, octets("new 2")}, later);
    REQUIRE(std::holds_alternative<PartsComplete>(whole));
    CHECK(std::get<PartsComplete>(whole).ids == std::vector<std::int64_t>{21, 22, 23});
}

TEST_CASE("messages that differ in any part of their key do not mix") {
    const LongMessageKey base = key_of(1, 2);
    std::vector<LongMessageKey> keys(6, base);
    keys[1].source = "8613900139000";
    keys[2].destination = "1008608";
    keys[3].scheme = PartScheme::udh16;
    keys[4].reference = 2;
    keys[5].total = 3;
    Reassembler reassembler(minute, 10);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        CHECK(is_waiting(reassembler.add(keys[i], 1, {static_cast<std::int64_t>(i), octets("same")}, start)));
    }
    CHECK(reassembler.waiting_messages() == keys.size());
}

TEST_CASE("the time limit runs from the first part, and ends at its last millisecond") {
    Reassembler reassembler(minute, 10);
    reassembler.add(key_of(1, 3), 2, {12, octets("b")}, start);
    reassembler.add(key_of(1, 3), 3, {13, octets("c")}, start + Millis{30'000});
    CHECK(reassembler.next_expiry() == start + minute);
    CHECK(reassembler.take_expired(start + minute - Millis{1}).empty());
    const auto expired = reassembler.take_expired(start + minute);
    REQUIRE(expired.size() == 1);
    CHECK(expired[0].ids == std::vector<std::int64_t>{12, 13});
    CHECK(expired[0].missing == std::vector<std::uint8_t>{1});
    CHECK(reassembler.waiting_messages() == 0);
    CHECK_FALSE(reassembler.next_expiry().has_value());
}

TEST_CASE("a part that comes after the time limit begins a new message, even if nobody asked for the expired ones") {
    Reassembler reassembler(minute, 10);
    reassembler.add(key_of(1, 2), 1, {11, octets("a")}, start);
    CHECK(is_waiting(reassembler.add(key_of(1, 2), 2, {22, octets("b")}, start + minute)));
    const auto expired = reassembler.take_expired(start + minute);
    REQUIRE(expired.size() == 1);
    CHECK(expired[0].ids == std::vector<std::int64_t>{11});
    CHECK(reassembler.waiting_messages() == 1);
}

TEST_CASE("beyond the most messages the oldest makes room") {
    Reassembler reassembler(minute, 2);
    reassembler.add(key_of(1, 2), 1, {1, octets("a")}, start);
    reassembler.add(key_of(2, 2), 1, {2, octets("a")}, start);  // the same moment: the order of arrival decides
    reassembler.add(key_of(3, 2), 1, {3, octets("a")}, start);
    CHECK(reassembler.waiting_messages() == 2);
    const auto pushed_out = reassembler.take_expired(start);
    REQUIRE(pushed_out.size() == 1);
    CHECK(pushed_out[0].key == key_of(1, 2));
    // Parts of messages that wait already need no room.
    CHECK(std::holds_alternative<PartsComplete>(reassembler.add(key_of(2, 2), 2, {4, octets("b")}, start)));
    CHECK(reassembler.take_expired(start).empty());
}

TEST_CASE("beyond the most octets the oldest makes room, and what comes now stays") {
    Reassembler reassembler(minute, 100, 1000);
    const Bytes part(300, 'x');
    for (std::uint16_t i = 1; i <= 3; ++i)
        CHECK(is_waiting(reassembler.add(key_of(i, 3), 1, {i, part}, start + Millis(i))));
    CHECK(reassembler.waiting_octets() == 900);
    // Of the oldest a second part comes: the one behind it goes.
    CHECK(is_waiting(reassembler.add(key_of(1, 3), 2, {4, part}, start + Millis(4))));
    CHECK(reassembler.waiting_octets() == 900);
    auto given_up = reassembler.take_expired(start + Millis(4));
    REQUIRE(given_up.size() == 1);
    CHECK(given_up[0].key == key_of(2, 3));
    CHECK(given_up[0].missing == std::vector<std::uint8_t>{2, 3});
    // Larger than all there is room for: it waits alone.
    CHECK(is_waiting(reassembler.add(key_of(9, 3), 1, {5, Bytes(2000, 'x')}, start + Millis(5))));
    CHECK(reassembler.waiting_messages() == 1);
    CHECK(std::holds_alternative<PartsComplete>(
        (reassembler.add(key_of(9, 3), 2, {6, part}, start), reassembler.add(key_of(9, 3), 3, {7, part}, start))));
    CHECK(reassembler.waiting_octets() == 0);
}

TEST_CASE("who floods the waiting room pushes out what is his own") {
    Reassembler reassembler(minute, 100);
    const std::string flood = "8613900139000";
    reassembler.add(key_of(7, 2), 1, {1, octets("honest ")}, start);
    for (std::uint16_t i = 1; i <= 500; ++i)
        reassembler.add(key_of(i, 2, flood), 1, {1000 + i, octets("x")}, start + Millis(i));
    CHECK(reassembler.waiting_messages() == 100);
    const auto pushed_out = reassembler.take_expired(start + Millis(500));
    CHECK(pushed_out.size() == 401);
    CHECK(std::all_of(pushed_out.begin(), pushed_out.end(), [&](const auto& one) { return one.key.source == flood; }));
    REQUIRE(!pushed_out.empty());
    CHECK(pushed_out[0].key == key_of(1, 2, flood));  // his oldest first
    CHECK(std::holds_alternative<PartsComplete>(reassembler.add(key_of(7, 2), 2, {2, octets("text")}, start + Millis(501))));
}

TEST_CASE("who fills the waiting room with few long parts pushes out what is his own") {
    Reassembler reassembler(minute, 100, 10'000);
    const std::string flood = "8613900139000";
    reassembler.add(key_of(7, 2), 1, {1, octets("honest ")}, start);
    // Messages of which each alone is nearly too long, and then one that is longer than everything.
    for (std::uint16_t i = 1; i <= 20; ++i)
        reassembler.add(key_of(i, 3, flood), 1, {1000 + i, Bytes(6000, 'x')}, start + Millis(i));
    reassembler.add(key_of(20, 3, flood), 2, {2000, Bytes(6000, 'x')}, start + Millis(30));
    CHECK(reassembler.waiting_octets() == 7);
    CHECK(reassembler.take_expired(start + Millis(30)).size() == 20);
    CHECK(std::holds_alternative<PartsComplete>(reassembler.add(key_of(7, 2), 2, {2, octets("text")}, start + Millis(31))));
}

TEST_CASE("of many numbers with one message each the oldest makes room") {
    Reassembler reassembler(minute, 100);
    for (std::uint16_t i = 0; i < 300; ++i)
        reassembler.add(key_of(1, 2, "86138" + std::to_string(10'000'000 + i)), 1, {i, Bytes(1 + i % 9U, 'x')}, start + Millis(i));
    const auto pushed_out = reassembler.take_expired(start + Millis(300));
    REQUIRE(pushed_out.size() == 200);
    for (std::size_t i = 0; i < 200; ++i) CHECK(pushed_out[i].ids[0] == static_cast<std::int64_t>(i));
}

TEST_CASE("a clock set back does not make the newest message the one to go") {
    Reassembler reassembler(minute, 2);
    reassembler.add(key_of(1, 2), 1, {1, octets("a")}, start);
    reassembler.add(key_of(2, 2), 1, {2, octets("a")}, start + Millis{5});
    reassembler.add(key_of(3, 2), 1, {3, octets("a")}, start - minute);
    const auto pushed_out = reassembler.take_expired(start - minute);
    REQUIRE(pushed_out.size() == 1);
    CHECK(pushed_out[0].key == key_of(1, 2));
}

TEST_CASE("a limit of no message at all still lets one wait") {
    Reassembler reassembler(minute, 0);
    CHECK(is_waiting(reassembler.add(key_of(1, 2), 1, {1, octets("a")}, start)));
    CHECK(std::holds_alternative<PartsComplete>(reassembler.add(key_of(1, 2), 2, {2, octets("b")}, start)));
}

TEST_CASE("a message of one part is whole at once and pushes nothing out") {
    Reassembler reassembler(minute, 1);
    reassembler.add(key_of(1, 2), 1, {1, octets("a")}, start);
    const auto outcome = reassembler.add(key_of(2, 1), 1, {2, octets("b")}, start);
    REQUIRE(std::holds_alternative<PartsComplete>(outcome));
    CHECK(std::get<PartsComplete>(outcome).content == octets("b"));
    CHECK(reassembler.waiting_messages() == 1);
    CHECK(reassembler.take_expired(start).empty());
}

TEST_CASE("a part number that cannot be is whole by itself and touches nothing") {
    Reassembler reassembler(minute, 10);
    reassembler.add(key_of(1, 2), 1, {1, octets("a")}, start);
    for (const std::uint8_t sequence : {std::uint8_t{0}, std::uint8_t{3}, std::uint8_t{255}}) {
        const auto outcome = reassembler.add(key_of(1, 2), sequence, {9, octets("x")}, start);
        REQUIRE(std::holds_alternative<PartsComplete>(outcome));
        CHECK(std::get<PartsComplete>(outcome).ids == std::vector<std::int64_t>{9});
    }
    CHECK(std::holds_alternative<PartsComplete>(reassembler.add(key_of(1, 0), 1, {9, octets("x")}, start)));
    CHECK(reassembler.waiting_messages() == 1);
    CHECK(std::holds_alternative<PartsComplete>(reassembler.add(key_of(1, 2), 2, {2, octets("b")}, start)));
}

TEST_CASE("255 parts in reverse order make one message") {
    Reassembler reassembler(minute, 10);
    for (int i = 255; i > 1; --i) {
        const auto sequence = static_cast<std::uint8_t>(i);
        CHECK(is_waiting(reassembler.add(key_of(1, 255), sequence, {i, {sequence}}, start)));
    }
    const auto outcome = reassembler.add(key_of(1, 255), 1, {1, {1}}, start);
    REQUIRE(std::holds_alternative<PartsComplete>(outcome));
    const auto& content = std::get<PartsComplete>(outcome).content;
    CHECK(content.size() == 255);
    CHECK(std::is_sorted(content.begin(), content.end()));
}

TEST_CASE("clearing forgets everything, also what was given up") {
    Reassembler reassembler(minute, 1);
    reassembler.add(key_of(1, 2), 1, {1, octets("a")}, start);
    reassembler.add(key_of(2, 2), 1, {2, octets("a")}, start);
    reassembler.clear();
    CHECK(reassembler.waiting_messages() == 0);
    CHECK_FALSE(reassembler.next_expiry().has_value());
    CHECK(reassembler.take_expired(start + minute).empty());
}
