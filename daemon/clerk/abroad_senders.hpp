#pragma once
// How many senders of each SMSC announce a number of another country that would be a subscriber's if it were read nationally. A
// few are travellers; many are an SMSC that announces its own subscribers so, and whoever runs the hall has to hear of it. A
// memory beside the store, of this run alone. The clerk's thread only.

#include "codecs/time.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace hall::daemon {

class AbroadSenders {
public:
    /// One has texted. How many they are of this SMSC today, when he is the first, tenth, hundredth ...; else nothing.
    std::optional<std::size_t> add(const std::string& smsc, std::string_view number, UtcTime now) {
        auto& day = days_[smsc];
        // A clock that was set back begins a day as well.
        if (now >= day.began + std::chrono::hours(24) || now < day.began) {
            const bool yesterday = now < day.began + std::chrono::hours(48);
            day.before = yesterday ? day.senders.size() : 0;
            day.senders.clear();
            day.began = now;
        }
        const bool is_new = day.senders.size() < most && day.senders.insert(std::hash<std::string_view>{}(number)).second;
        if (!is_new) return std::nullopt;
        auto count = day.senders.size();
        while (count % 10 == 0) count /= 10;
        return count == 1 ? std::optional(day.senders.size()) : std::nullopt;
    }

    /// By SMSC: of the last 24 hours and, if there were more, of the day before. At most `most`.
    std::map<std::string, std::size_t> counts() const {
        std::map<std::string, std::size_t> all;
        for (const auto& [smsc, day] : days_) all[smsc] = std::max(day.senders.size(), day.before);
        return all;
    }

    static constexpr std::size_t most = 100'000;

private:
    struct Day {
        UtcTime began{};
        std::size_t before = 0;
        std::unordered_set<std::size_t> senders;  // hashes
    };
    std::map<std::string, Day> days_;
};

}  // namespace hall::daemon
