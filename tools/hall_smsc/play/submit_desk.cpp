#include "tools/hall_smsc/play/submit_desk.hpp"

#include <algorithm>

namespace hall::tools {

using codecs::CommandStatus;

SubmitVerdict SubmitDesk::judge(LinkId link, std::optional<std::uint32_t> subscriber, Instant now) {
    // Drawn for every submit, whatever becomes of it, so that a throttle does not shift what follows.
    const SubmitFate fate = plan_.submit();
    SubmitVerdict verdict{fate.status, false, true, fate.late, fate.delay, false};
    if (faults_.window > 0 && unanswered_[link] >= faults_.window) {
        verdict.status = CommandStatus::message_queue_full;
    } else if (subscriber && *subscriber < faults_.always_for) {
        verdict.status = faults_.always;
        verdict.ill_fated = true;
    } else if (!throttle_.admit(now)) {
        verdict.status = CommandStatus::throttled;
    } else if (fate.never) {
        verdict.ill_fated = true;
        verdict.status = CommandStatus::ok;
        verdict.answered = false;
    } else if (fate.status == CommandStatus::ok) {
        verdict.kept = true;
        verdict.answered = !fate.lose_answer;
        verdict.ill_fated = fate.lose_answer || fate.late;
    } else {
        verdict.ill_fated = true;
    }
    return verdict;
}

void SubmitDesk::answer_later(PendingAnswer answer, Millis delay, Instant now) {
    Instant due = now + delay;
    ++unanswered_[answer.link];
    if (!answer.late && !faults_.reorder_answers) {
        Instant& last = last_due_[answer.link];
        last = due = std::max(due, last);
    }
    pending_.emplace(due, std::move(answer));
}

std::optional<PendingAnswer> SubmitDesk::next_due(Instant now) {
    if (pending_.empty() || pending_.begin()->first > now) return std::nullopt;
    PendingAnswer answer = std::move(pending_.begin()->second);
    pending_.erase(pending_.begin());
    --unanswered_[answer.link];
    return answer;
}

std::vector<PendingAnswer> SubmitDesk::link_lost(LinkId link) {
    std::vector<PendingAnswer> lost;
    for (auto it = pending_.begin(); it != pending_.end();) {
        if (it->second.link != link) {
            ++it;
            continue;
        }
        lost.push_back(std::move(it->second));
        it = pending_.erase(it);
    }
    unanswered_.erase(link);
    last_due_.erase(link);
    return lost;
}

}  // namespace hall::tools
