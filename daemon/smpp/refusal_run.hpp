#pragma once
// Whether what an SMSC refuses is one subscriber's message, or everybody's: subscribers refused one after the other, with
// nothing accepted between. Three are enough where little was ever accepted; where it was, more must agree, because among
// many answers three refusals in a row are chance: of an SMSC that finds fault with every third message they come
// every thirty answers, twenty come once in three thousand million.
// Without clock or I/O.

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

namespace hall::daemon {

class RefusalRun {
public:
    /// A submit was accepted: the run is over.
    void accepted() {
        subscribers_.clear();
        accepted_ = std::min(accepted_ + 1, most_);
    }

    /// This subscriber's submit was refused.
    void refused(const std::string& subscriber) {
        if (subscribers_.size() < most_) subscribers_.insert(subscriber);
    }

    /// Whether anything was accepted yet.
    bool any_accepted() const { return accepted_ > 0; }

    /// Whether so many different subscribers were refused since the last acceptance that it is no chance.
    bool everybody() const { return subscribers_.size() >= std::clamp(accepted_, least_, most_); }

    /// Whether several were, which may be chance.
    bool several() const { return subscribers_.size() >= least_; }

private:
    static constexpr std::size_t least_ = 3;
    static constexpr std::size_t most_ = 20;
    std::set<std::string> subscribers_;
    std::size_t accepted_ = 0;
};

}  // namespace hall::daemon
