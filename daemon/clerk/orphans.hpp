#pragma once
// Parts of replies for SMSCs that the settings no longer name. Nobody can submit them; whoever puts the SMSC back finds
// them at the next start, and after a day they are of use to nobody and are settled as too old. The clerk's thread
// only.

#include "codecs/time.hpp"
#include "daemon/store/replies.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace hall::daemon {

class Orphans {
public:
    explicit Orphans(store::Replies& replies) : replies_(replies) {}

    /// At the start, once each.
    void found(const store::WaitingOutboundRow& row) {
        waiting_.insert(std::upper_bound(waiting_.begin(), waiting_.end(), row.created_at,
                                         [](std::int64_t at, const Part& part) { return at < part.created_at; }),
                        {row.created_at, row.part.id});
    }

    /// Writes down the end of those whose day is over, within the clerk's transaction; at most a slice at once. How
    /// many.
    std::size_t give_up(UtcTime now) {
        constexpr std::size_t slice = 1000;
        given_up_ = 0;
        while (given_up_ < std::min(slice, waiting_.size()) && over(waiting_[given_up_]) <= now) {
            store::SettledRow row;
            row.outbound_id = waiting_[given_up_++].id;
            row.status = "expired";
            row.reason = "too_old";
            row.answered_at = to_millis(now);
            replies_.record_settled(row);
        }
        return given_up_;
    }

    /// The transaction was committed, or rolled back.
    void keep() {
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(std::exchange(given_up_, 0)));
    }
    void undo() { given_up_ = 0; }

    /// The start is begun again.
    void forget() { waiting_.clear(); }

    std::size_t count() const { return waiting_.size(); }
    /// The oldest was written then.
    std::optional<UtcTime> since() const {
        return waiting_.empty() ? std::nullopt : std::optional(from_millis(waiting_.front().created_at));
    }
    std::optional<UtcTime> next_expiry() const {
        return waiting_.empty() ? std::nullopt : std::optional(over(waiting_.front()));
    }

private:
    struct Part {
        std::int64_t created_at = 0;
        std::int64_t id = 0;
    };
    // As long as a reply is of use, see daemon/smpp/outbox.
    static UtcTime over(const Part& part) { return from_millis(part.created_at) + std::chrono::hours(24); }

    store::Replies& replies_;
    std::vector<Part> waiting_;  // the oldest first
    std::size_t given_up_ = 0;   // of them, not committed yet
};

}  // namespace hall::daemon
