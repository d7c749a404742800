#include "daemon/clerk/loop_brake.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

constexpr std::size_t texts_for_a_reply = 3;
constexpr std::size_t most_silent = 10'000;

// FNV-1a. Two things that fall on one key share a brake, which one of them meets a little earlier.
std::uint64_t key_of(std::string_view number, std::string_view body, char kind) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto step = [&hash](char c) {
        hash ^= static_cast<std::uint8_t>(c);
        hash *= 0x100000001B3ULL;
    };
    step(kind);
    for (const char c : number) step(c);
    step('\n');
    for (const char c : body) step(c);
    return hash;
}

}  // namespace

bool LoopBrake::may_text(std::string_view number, std::string_view body, UtcTime now) {
    return may(key_of(number, body, 't'), settings_.equal * texts_for_a_reply, now);
}

bool LoopBrake::may_reply(std::string_view number, std::string_view body, UtcTime now) {
    return may(key_of(number, body, 'r'), settings_.equal, now);
}

// A time that was set back, or leapt, is no reason to be silent for longer than `within`.
bool LoopBrake::may(std::uint64_t key, std::size_t most_equal, UtcTime now) {
    const auto one = settings_.within / static_cast<std::int64_t>(most_equal);
    const auto latest = now + settings_.within;
    const auto found = free_at_.find(key);
    if (found == free_at_.end()) {
        if (free_at_.size() >= most) make_room(now);
        undo_.push_back({key, std::nullopt, texts_});
        free_at_.emplace(key, now + one);
        return true;
    }
    undo_.push_back({key, found->second, texts_});
    const auto next = std::clamp(found->second, now, latest) + one;
    found->second = std::min(next, latest);
    return next <= latest;
}

bool LoopBrake::silenced(std::string_view number, UtcTime now) {
    ++texts_;
    const auto key = key_of(number, {}, 'n');
    const auto found = silent_.find(key);
    if (found != silent_.end()) {
        found->second = now;
        return true;
    }
    if (!since_) since_ = now;
    if (silent_.size() < most_silent) silent_.emplace(key, now);
    return false;
}

void LoopBrake::forget(UtcTime now) {
    constexpr Millis at_most_every = std::chrono::seconds(1);
    if (silent_.empty() || (now >= forgot_at_ && now < forgot_at_ + at_most_every)) return;
    forgot_at_ = now;
    std::erase_if(silent_, [&](const auto& one) { return one.second + settings_.within <= now; });
    if (silent_.empty()) since_.reset();
}

std::optional<UtcTime> LoopBrake::next_over() const {
    if (silent_.empty()) return std::nullopt;
    const auto oldest = std::min_element(silent_.begin(), silent_.end(),
                                         [](const auto& one, const auto& other) { return one.second < other.second; });
    return oldest->second + settings_.within;
}

void LoopBrake::undo_to(std::size_t mark) {
    for (; undo_.size() > mark; undo_.pop_back()) {
        const auto& step = undo_.back();
        if (step.free_at) {
            free_at_[step.key] = *step.free_at;
        } else {
            free_at_.erase(step.key);
        }
        texts_ = step.texts;
    }
}

// What counts no more goes; where all of it counts, the half that was said least.
void LoopBrake::make_room(UtcTime now) {
    std::erase_if(free_at_, [now](const auto& one) { return one.second <= now; });
    if (free_at_.size() <= most / 2) return;
    std::vector<UtcTime> times;
    times.reserve(free_at_.size());
    for (const auto& one : free_at_) times.push_back(one.second);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    std::erase_if(free_at_, [limit = *middle](const auto& one) { return one.second <= limit; });
}

}  // namespace hall::daemon
