#include "daemon/smpp/answer_proof.hpp"

namespace hall::daemon {

void AnswerProof::given(std::int64_t inbound_id, std::uint64_t requests, Instant now) {
    unproven_.push_back({{inbound_id, now}, requests});
}

std::vector<GivenAnswer> AnswerProof::proven_by(std::uint64_t request, Instant now) {
    std::vector<GivenAnswer> proven;
    while (!unproven_.empty() && unproven_.front().requests < request) {
        proven.push_back(unproven_.front().answer);
        recent_.push_back(unproven_.front().answer);
        unproven_.pop_front();
    }
    forget_old(now);
    return proven;
}

std::vector<std::int64_t> AnswerProof::doubtful(Instant last_heard) {
    forget_old(last_heard);
    std::vector<std::int64_t> ids;
    for (const auto& answer : recent_) ids.push_back(answer.inbound_id);
    recent_.clear();
    unproven_.clear();
    return ids;
}

void AnswerProof::forget_old(Instant heard) {
    while (!recent_.empty() && recent_.front().at + doubt_ <= heard) recent_.pop_front();
}

}  // namespace hall::daemon
