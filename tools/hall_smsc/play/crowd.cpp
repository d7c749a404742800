#include "tools/hall_smsc/play/crowd.hpp"

#include <utility>

namespace hall::tools {

std::string with_number(std::string_view pattern, std::uint32_t number) {
    std::string text(pattern);
    const std::string digits = std::to_string(number);
    for (std::size_t at = 0; (at = text.find("{n}", at)) != std::string::npos; at += digits.size()) {
        text.replace(at, 3, digits);
    }
    return text;
}

Crowd::Crowd(const TextsWish& wish, std::uint64_t seed)
    : wish_(wish),
      word_(seed, "word"),
      long_word_(seed, "long word"),
      long_(seed, "long"),
      repeat_(seed, "repeat"),
      rest_(seed, "repeat after"),
      subscribers_(wish.subscribers) {
    for (std::uint32_t i = 0; i < subscribers_.size(); ++i) free_.push_back(i);
}

std::optional<TextBegun> Crowd::begin(Instant now) {
    std::uint32_t index = 0;
    if (!resting_.empty() && resting_.begin()->first <= now) {
        index = resting_.begin()->second;
        resting_.erase(resting_.begin());
    } else if (!free_.empty()) {
        index = free_.front();
        free_.pop_front();
    } else {
        return std::nullopt;
    }
    Subscriber& subscriber = subscribers_[index];
    const bool repeat = subscriber.repeats;
    if (subscriber.follows != nullptr) {
        subscriber.number = ++last_number_;
        subscriber.word = std::exchange(subscriber.follows, nullptr);
    } else if (!repeat) {
        subscriber.number = ++last_number_;
        const std::size_t plain = word_.below(wish_.words.size());
        const std::size_t padded = long_word_.below(wish_.long_words.size());
        const bool is_long = long_.chance(wish_.long_share);
        subscriber.word = is_long || wish_.words.empty() ? &wish_.long_words[padded] : &wish_.words[plain];
    }
    subscriber.repeats = false;
    subscriber.under_way = true;
    subscriber.acknowledged = false;
    subscriber.answered = !subscriber.word->answered;
    subscriber.follows = nullptr;
    ++subscriber.texts;
    return TextBegun{index, subscriber.number, subscriber.texts, subscriber.word, repeat};
}

void Crowd::acknowledged(std::uint32_t index, Instant now) {
    Subscriber& subscriber = subscribers_[index];
    if (!subscriber.under_way || subscriber.acknowledged) return;
    subscriber.acknowledged = true;
    deadlines_.push_back({now + wish_.timeout, index, subscriber.texts});
    settle(index, now);
}

void Crowd::answered(std::uint32_t index, std::string_view reply, Instant now) {
    Subscriber& subscriber = subscribers_[index];
    if (!subscriber.under_way || subscriber.answered) return;
    subscriber.answered = true;
    for (const Word& then : subscriber.word->then)
        if (reply.find(then.when) != reply.npos) subscriber.follows = &then;
    settle(index, now);
}

void Crowd::settle(std::uint32_t index, Instant now) {
    Subscriber& subscriber = subscribers_[index];
    if (!subscriber.acknowledged || !subscriber.answered) return;
    subscriber.under_way = false;
    // Whoever has more to say than this does not say it twice.
    subscriber.repeats = repeat_.chance(wish_.repeat) && subscriber.follows == nullptr;
    const Millis rest = rest_.between(wish_.repeat_after);
    if (subscriber.repeats || subscriber.follows != nullptr) {
        resting_.emplace(now + rest, index);
    } else {
        free_.push_back(index);
    }
}

std::size_t Crowd::look(Instant now) {
    std::size_t in_vain = 0;
    for (; !deadlines_.empty() && deadlines_.front().at <= now; deadlines_.pop_front()) {
        const Deadline& due = deadlines_.front();
        Subscriber& subscriber = subscribers_[due.subscriber];
        if (!subscriber.under_way || subscriber.texts != due.texts) continue;
        subscriber.under_way = false;
        free_.push_back(due.subscriber);
        ++in_vain;
    }
    return in_vain;
}

void Crowd::no_more_repeats() {
    for (const auto& [due, index] : resting_) {
        subscribers_[index].repeats = false;
        subscribers_[index].follows = nullptr;
        free_.push_back(index);
    }
    resting_.clear();
}

}  // namespace hall::tools
