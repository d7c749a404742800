#pragma once
// Whose long message gives way when there is no room for all that wait: of the number that holds most of what is scarce its
// oldest, and among numbers within their share simply the oldest. So one number that sends parts without end pushes out its
// own, and many numbers (made up, perhaps) push out only what has waited longest. Must not know what the parts contain.

#include "codecs/time.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace hall::codecs {

/// What each number holds of one scarce thing: places or octets. Every call is O(log n). Not thread-safe.
///
/// Example, four places, a share of one: A has begun three messages and B one. C begins one, which makes five: A holds most, so
/// A's oldest goes, although B's is older. With one message each of five numbers the oldest of all goes.
class PartHolders {
public:
    /// When a message began, and which of those that began in the same millisecond it was.
    using Age = std::tuple<UtcTime, std::uint64_t>;

    /// `share`: what each number may hold before it counts as one that holds much.
    explicit PartHolders(std::size_t share) : share_(share) {}

    /// A message of `source` takes `amount` more; the first call begins it.
    void take(const std::string& source, const Age& message, std::size_t amount) {
        change(source, [&](Holder& holder) {
            holder.messages.insert(message);
            holder.amount += amount;
        });
    }

    /// The message takes nothing any more; `amount`: all that it took.
    void give_back(const std::string& source, const Age& message, std::size_t amount) {
        change(source, [&](Holder& holder) {
            holder.messages.erase(message);
            holder.amount -= amount;
        });
    }

    void renew(const std::string& source, const Age& before, const Age& after) {
        change(source, [&](Holder& holder) {
            holder.messages.erase(before);
            holder.messages.insert(after);
        });
    }

    /// Which message gives way so that `newest`, of `source`, has room. It is `newest` itself only when its number holds most,
    /// more than its share, and nothing else. At least two messages wait.
    Age first_to_go(const std::string& source, const Age& newest) const {
        auto rank = ranks_.begin();
        if (rank->source != source) return rank->oldest;
        const auto& messages = holders_.find(source)->second.messages;
        if (*messages.begin() != newest) return *messages.begin();
        if (messages.size() > 1) return *std::next(messages.begin());
        return rank->beyond > 0 ? newest : std::next(rank)->oldest;
    }

    void clear() {
        holders_.clear();
        ranks_.clear();
    }

private:
    struct Holder {
        std::size_t amount = 0;
        std::set<Age> messages;
    };
    struct Rank {
        std::size_t beyond = 0;  // its share
        Age oldest;
        std::string source;
        /// Before: it gives way first.
        bool operator<(const Rank& other) const {
            return std::tie(other.beyond, oldest, source) < std::tie(beyond, other.oldest, other.source);
        }
    };

    Rank rank_of(const std::string& source, const Holder& holder) const {
        return {holder.amount - std::min(holder.amount, share_), *holder.messages.begin(), source};
    }

    template <typename Change>
    void change(const std::string& source, Change&& how) {
        const auto holder = holders_.try_emplace(source).first;
        if (!holder->second.messages.empty()) ranks_.erase(rank_of(source, holder->second));
        how(holder->second);
        if (holder->second.messages.empty()) {
            holders_.erase(holder);
        } else {
            ranks_.insert(rank_of(source, holder->second));
        }
    }

    const std::size_t share_;
    std::map<std::string, Holder> holders_;
    std::set<Rank> ranks_;
};

}  // namespace hall::codecs
