#include "codecs/text/receipt_state.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <vector>

using namespace hall;
using namespace hall::codecs;

namespace {

std::vector<ReceiptState> all_states() {
    std::vector<ReceiptState> out;
    for (int value = 0; value <= 9; ++value) out.push_back(static_cast<ReceiptState>(value));
    return out;
}

}  // namespace

TEST_CASE("every state has a name of its own that is read back") {
    for (const auto state : all_states()) CHECK(parse_receipt_state(to_string(state)) == state);
    CHECK(to_string(ReceiptState::scheduled) == "scheduled");
    CHECK(to_string(ReceiptState::skipped) == "skipped");
    CHECK_FALSE(parse_receipt_state("awaited"));
    CHECK_FALSE(parse_receipt_state(""));
}

TEST_CASE("the words of receipts are known in any case, and nothing that only resembles them") {
    CHECK(state_of_stat_word("DELIVRD") == ReceiptState::delivered);
    CHECK(state_of_stat_word("delivrd") == ReceiptState::delivered);
    CHECK(state_of_stat_word("Undeliv") == ReceiptState::undeliverable);
    CHECK(state_of_stat_word("BUFFRED") == ReceiptState::enroute);
    CHECK(state_of_stat_word("BUFFERD") == ReceiptState::enroute);
    CHECK(state_of_stat_word("ACKED") == ReceiptState::enroute);
    CHECK(state_of_stat_word("SKIPPED") == ReceiptState::skipped);
    CHECK_FALSE(state_of_stat_word("DELIV"));
    CHECK_FALSE(state_of_stat_word("DELIVERY_FAILED"));
    CHECK_FALSE(state_of_stat_word(""));
}

TEST_CASE("the first receipt always applies, and the same again is a repeat") {
    for (const auto state : all_states()) {
        CHECK(merge(std::nullopt, state) == ReceiptStep::apply);
        CHECK(merge(state, state) == ReceiptStep::repeated);
    }
}

TEST_CASE("a final state never changes any more") {
    for (const auto current : all_states()) {
        if (!is_final(current)) continue;
        for (const auto incoming : all_states()) {
            if (incoming != current) CHECK(merge(current, incoming) == ReceiptStep::stale);
        }
    }
}

TEST_CASE("unknown gives way to a final state and to nothing else") {
    CHECK_FALSE(is_final(ReceiptState::unknown));
    for (const auto incoming : all_states()) {
        if (incoming == ReceiptState::unknown) continue;
        const auto expected = is_final(incoming) ? ReceiptStep::apply : ReceiptStep::stale;
        CHECK(merge(ReceiptState::unknown, incoming) == expected);
    }
}

TEST_CASE("a message that is under way does not go back to being scheduled") {
    CHECK(merge(ReceiptState::scheduled, ReceiptState::enroute) == ReceiptStep::apply);
    CHECK(merge(ReceiptState::enroute, ReceiptState::scheduled) == ReceiptStep::stale);
    CHECK(merge(ReceiptState::enroute, ReceiptState::accepted) == ReceiptStep::apply);
    CHECK(merge(ReceiptState::accepted, ReceiptState::enroute) == ReceiptStep::apply);
    CHECK(merge(ReceiptState::accepted, ReceiptState::delivered) == ReceiptStep::apply);
}

TEST_CASE("whatever order receipts come in, the first final state among them is where they end") {
    std::mt19937 random(20261122);
    std::uniform_int_distribution<int> any_state(0, 9);
    for (int round = 0; round < 2000; ++round) {
        std::optional<ReceiptState> current;
        std::optional<ReceiptState> first_final;
        for (int i = 0; i < 12; ++i) {
            const auto incoming = static_cast<ReceiptState>(any_state(random));
            if (!first_final && is_final(incoming)) first_final = incoming;
            if (merge(current, incoming) == ReceiptStep::apply) current = incoming;
        }
        if (first_final) CHECK(current == first_final);
        CHECK(is_final(*current) == first_final.has_value());
    }
}
