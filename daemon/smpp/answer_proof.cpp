#include "daemon/smpp/answer_proof.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;

// An answer that is not proven after so long is asked about. A link that sends replies to an SMSC that answers them
// seldom needs it.
constexpr Millis prove_after = 500ms;
// A peer that was heard so lately will be heard again before long. Without this each text of a busy link had an
// enquire_link of its own, sent in the very millisecond in which its answer could have become safe: at 2,000 texts a
// second the next PDU is half a millisecond away, and asking costs the SMSC as much as a submit. So long that a link with a
// text in two seconds asks nothing; a doubt lasts the longer for it.
constexpr Millis talks_within = 3s;

std::vector<GivenAnswer> take_all(std::deque<GivenAnswer>& answers) {
    std::vector<GivenAnswer> all(std::make_move_iterator(answers.begin()), std::make_move_iterator(answers.end()));
    answers.clear();
    return all;
}

}  // namespace

void AnswerProof::given(std::int64_t inbound_id, std::uint64_t requests, Instant now) {
    unproven_.push_back({{inbound_id, now, std::nullopt}, requests});
}

std::vector<GivenAnswer> AnswerProof::proven_by(std::uint64_t request, Instant now) {
    std::vector<GivenAnswer> proven;
    while (!unproven_.empty() && unproven_.front().requests < request) {
        auto answer = unproven_.front().answer;
        answer.proven_at = now;
        proven.push_back(answer);
        proven_.push_back(answer);
        unproven_.pop_front();
    }
    return proven;
}

std::vector<GivenAnswer> AnswerProof::safe_at(Instant heard) {
    std::vector<GivenAnswer> safe;
    while (!proven_.empty() && *proven_.front().proven_at + doubt_ <= heard) {
        safe.push_back(proven_.front());
        proven_.pop_front();
    }
    return safe;
}

std::vector<GivenAnswer> AnswerProof::safe_by_leave() { return take_all(proven_); }

std::vector<GivenAnswer> AnswerProof::doubtful() {
    unproven_.clear();
    return take_all(proven_);
}

std::optional<Instant> AnswerProof::ask_at(Instant heard) const {
    std::optional<Instant> at;
    if (!unproven_.empty()) at = unproven_.front().answer.at + prove_after;
    if (!proven_.empty()) {
        const auto safe = std::max<Instant>(*proven_.front().proven_at + doubt_, heard + talks_within);
        at = at ? std::min(*at, safe) : safe;
    }
    return at;
}

}  // namespace hall::daemon
