#include "daemon/observe/log_fold.hpp"

#include <utility>

namespace hall::daemon {

namespace {

std::string with_count(const std::string& line, bool shared, std::uint64_t count) {
    return line + (shared ? " others=" : " repeated=") + std::to_string(count);
}

}  // namespace

std::vector<std::string> LogFold::take(const std::string& key, std::string line, Instant now) {
    auto lines = due(now);
    const auto count = [&](const std::string& which) {
        const auto kind = kinds_.find(which);
        if (kind == kinds_.end()) return false;
        ++kind->second.count;
        kind->second.last = std::move(line);
        return true;
    };
    if (count(key)) return lines;
    const auto event = key.substr(0, key.find('\n'));
    const bool own = has_place(event);
    const auto shared = event + "\n*";
    if (!own && count(shared)) return lines;
    if (own || kinds_.size() < 2 * most_kinds) kinds_[own ? key : shared] = {now + window, !own, 0, ""};
    lines.push_back(std::move(line));
    return lines;
}

// Whether one more kind of its lines is told apart.
bool LogFold::has_place(const std::string& event) const {
    if (kinds_.size() >= most_kinds) return false;
    std::size_t known = 0;
    for (auto kind = kinds_.lower_bound(event); kind != kinds_.end() && kind->first.starts_with(event); ++kind)
        if (kind->first.size() == event.size() || kind->first[event.size()] == '\n') ++known;
    return known < most_of_event;
}

std::vector<std::string> LogFold::due(Instant now) {
    std::vector<std::string> lines;
    for (auto kind = kinds_.begin(); kind != kinds_.end();) {
        auto& [until, shared, count, last] = kind->second;
        if (now < until) {
            ++kind;
        } else if (count == 0) {
            kind = kinds_.erase(kind);
        } else {
            lines.push_back(with_count(last, shared, std::exchange(count, 0)));
            last.clear();
            until = now + window;
            ++kind;
        }
    }
    return lines;
}

std::vector<std::string> LogFold::all() {
    std::vector<std::string> lines;
    for (const auto& [key, kind] : kinds_)
        if (kind.count > 0) lines.push_back(with_count(kind.last, kind.shared, kind.count));
    kinds_.clear();
    return lines;
}

}  // namespace hall::daemon
