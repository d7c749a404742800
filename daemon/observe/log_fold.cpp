#include "daemon/observe/log_fold.hpp"

#include <utility>

namespace hall::daemon {

namespace {

std::string with_count(const std::string& line, std::uint64_t count) {
    return line + " repeated=" + std::to_string(count);
}

}  // namespace

std::vector<std::string> LogFold::take(const std::string& key, std::string line, Instant now) {
    auto lines = due(now);
    if (const auto kind = kinds_.find(key); kind != kinds_.end()) {
        ++kind->second.count;
        kind->second.last = std::move(line);
        return lines;
    }
    if (kinds_.size() < most_kinds) kinds_[key] = {now + window, 0, ""};
    lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> LogFold::due(Instant now) {
    std::vector<std::string> lines;
    for (auto kind = kinds_.begin(); kind != kinds_.end();) {
        auto& [until, count, last] = kind->second;
        if (now < until) {
            ++kind;
        } else if (count == 0) {
            kind = kinds_.erase(kind);
        } else {
            lines.push_back(with_count(last, std::exchange(count, 0)));
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
        if (kind.count > 0) lines.push_back(with_count(kind.last, kind.count));
    kinds_.clear();
    return lines;
}

}  // namespace hall::daemon
