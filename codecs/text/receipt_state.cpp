#include "codecs/text/receipt_state.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace hall::codecs {
namespace {

constexpr std::array<std::string_view, 10> names{"scheduled",     "enroute",  "delivered", "expired",  "deleted",
                                                 "undeliverable", "accepted", "unknown",   "rejected", "skipped"};

struct StatWord {
    std::string_view word;
    ReceiptState state;
};

// The seven-letter words of appendix B, the long forms that some SMSCs write, and words seen in the field. The
// whole word must fit: what merely begins like "DELIV" may well be a failure.
constexpr std::array stat_words{
    StatWord{"DELIVRD", ReceiptState::delivered},
    StatWord{"DELIVERD", ReceiptState::delivered},
    StatWord{"DELIVERED", ReceiptState::delivered},
    StatWord{"EXPIRED", ReceiptState::expired},
    StatWord{"DELETED", ReceiptState::deleted},
    StatWord{"UNDELIV", ReceiptState::undeliverable},
    StatWord{"UNDELIVRD", ReceiptState::undeliverable},
    StatWord{"UNDELIVERED", ReceiptState::undeliverable},
    StatWord{"UNDELIVERABLE", ReceiptState::undeliverable},
    StatWord{"ACCEPTD", ReceiptState::accepted},
    StatWord{"ACCEPTED", ReceiptState::accepted},
    StatWord{"UNKNOWN", ReceiptState::unknown},
    StatWord{"REJECTD", ReceiptState::rejected},
    StatWord{"REJECTED", ReceiptState::rejected},
    StatWord{"ENROUTE", ReceiptState::enroute},
    StatWord{"BUFFRED", ReceiptState::enroute},
    StatWord{"BUFFERD", ReceiptState::enroute},
    StatWord{"BUFFERED", ReceiptState::enroute},
    StatWord{"ACKED", ReceiptState::enroute},
    StatWord{"SCHEDULED", ReceiptState::scheduled},
    StatWord{"SKIPPED", ReceiptState::skipped},
};

/// States of the same rank may follow one another; a lower one comes too late.
int rank_of(ReceiptState state) {
    if (is_final(state)) return 3;
    if (state == ReceiptState::unknown) return 2;
    return state == ReceiptState::scheduled ? 0 : 1;
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string_view to_string(ReceiptState state) {
    return names.at(static_cast<std::size_t>(state));
}

std::optional<ReceiptState> parse_receipt_state(std::string_view word) {
    const auto* found = std::find(names.begin(), names.end(), word);
    if (found == names.end()) return std::nullopt;
    return static_cast<ReceiptState>(found - names.begin());
}

std::optional<ReceiptState> state_of_stat_word(std::string_view word) {
    std::string folded(word);
    std::transform(folded.begin(), folded.end(), folded.begin(), upper);
    for (const auto& known : stat_words) {
        if (known.word == folded) return known.state;
    }
    return std::nullopt;
}

bool is_failure(ReceiptState state) {
    return state == ReceiptState::expired || state == ReceiptState::deleted || state == ReceiptState::undeliverable ||
           state == ReceiptState::rejected || state == ReceiptState::skipped;
}

bool is_final(ReceiptState state) {
    return state == ReceiptState::delivered || is_failure(state);
}

ReceiptStep merge(std::optional<ReceiptState> current, ReceiptState incoming) {
    if (!current) return ReceiptStep::apply;
    if (*current == incoming) return ReceiptStep::repeated;
    if (is_final(*current) || rank_of(incoming) < rank_of(*current)) return ReceiptStep::stale;
    return ReceiptStep::apply;
}

}  // namespace hall::codecs
