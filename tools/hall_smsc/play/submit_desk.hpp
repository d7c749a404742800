#pragma once
// What the SMSC does with each submit_sm: takes it or not, with which status, and when its answer leaves, if ever.
// Must not know sockets, PDUs or clocks: the moment is an argument.

#include "codecs/smpp/frame.hpp"
#include "tools/hall_smsc/play/faults.hpp"
#include "tools/hall_smsc/play/throttle.hpp"
#include "tools/hall_smsc/smsc.hpp"

namespace hall::tools {

struct SubmitVerdict {
    codecs::CommandStatus status = codecs::CommandStatus::ok;
    bool kept = true;
    bool answered = true;  // false: no answer will ever leave
    bool late = false;
    Millis delay{0};
    bool ill_fated = false;  // the scenario wished it, of this submit alone
};

/// A submit_sm_resp (or data_sm_resp) that is to leave.
struct PendingAnswer {
    LinkId link = 0;
    codecs::Header request;
    codecs::CommandStatus status = codecs::CommandStatus::ok;
    std::string id;
    bool late = false;
};

class SubmitDesk {
public:
    /// Both must outlive this object.
    SubmitDesk(const SubmitFaults& faults, FaultPlan& plan)
        : faults_(faults), plan_(plan), throttle_(faults.per_second) {}

    /// Judges a submit that came on `link` at `now`: the window first, then the throttle, then what
    /// stands against its subscriber, then chance.
    /// `subscriber`: from 0; nothing for a number that is none of the scenario's.
    SubmitVerdict judge(LinkId link, std::optional<std::uint32_t> subscriber, Instant now);

    /// Keeps the answer until it is due. Answers of one link leave in the order of their submits unless they are
    /// late or the scenario lets them overtake.
    void answer_later(PendingAnswer answer, Millis delay, Instant now);

    /// The next answer due by `now`.
    std::optional<PendingAnswer> next_due(Instant now);

    /// The answers that can never leave any more.
    std::vector<PendingAnswer> link_lost(LinkId link);

    std::size_t pending() const { return pending_.size(); }

private:
    const SubmitFaults& faults_;
    FaultPlan& plan_;
    Throttle throttle_;
    std::multimap<Instant, PendingAnswer> pending_;
    std::map<LinkId, std::size_t> unanswered_;
    std::map<LinkId, Instant> last_due_;
};

}  // namespace hall::tools
