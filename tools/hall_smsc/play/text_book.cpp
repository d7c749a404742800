#include "tools/hall_smsc/play/text_book.hpp"

#include "tools/hall_smsc/play/crowd.hpp"

#include <algorithm>

namespace hall::tools {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

bool contains_number(std::string_view message, std::string_view wanted) {
    if (wanted.empty()) return false;
    for (std::size_t at = 0; (at = message.find(wanted, at)) != std::string_view::npos; ++at) {
        const std::size_t end = at + wanted.size();
        const bool longer_before = at > 0 && is_digit(wanted.front()) && is_digit(message[at - 1]);
        const bool longer_after = end < message.size() && is_digit(wanted.back()) && is_digit(message[end]);
        if (!longer_before && !longer_after) return true;
    }
    return false;
}

TextBook::TextBook(std::size_t subscribers, std::string answer_contains)
    : answer_contains_(std::move(answer_contains)), shelves_(subscribers) {}

std::uint32_t TextBook::begin(std::uint32_t subscriber, std::uint32_t number, std::size_t parts, bool answered,
                              const std::string& answer_contains) {
    const auto& contains = answer_contains.empty() ? answer_contains_ : answer_contains;
    texts_.push_back({subscriber, number, parts, answered, false, with_number(contains, number)});
    const auto text = static_cast<std::uint32_t>(texts_.size());
    Shelf& shelf = shelves_[subscriber];
    shelf.last_text = text;
    if (answered) {
        shelf.open.push_back(text);
        ++owed_;
    }
    return text;
}

bool TextBook::part_acknowledged(std::uint32_t text) {
    if (--texts_[text - 1].parts_missing > 0) return false;
    ++acknowledged_;
    return true;
}

bool TextBook::names(std::string_view message, std::uint32_t text) const {
    return contains_number(message, texts_[text - 1].contains);
}

ReplyFound TextBook::reply(std::uint32_t subscriber, std::string_view message) {
    Shelf& shelf = shelves_[subscriber];
    const auto fits = [&](std::uint32_t text) { return names(message, text); };
    auto found = std::find_if(shelf.open.begin(), shelf.open.end(), fits);
    const bool by_order = !shelf.open.empty() && texts_[shelf.open.back() - 1].contains.empty();
    if (found == shelf.open.end() && by_order && shelf.open.back() == shelf.last_text) {
        // Whoever waited in vain before has gone on: it can only be counted for the text under way.
        found = shelf.open.end() - 1;
    }
    if (found == shelf.open.end()) {
        const auto before = std::find_if(shelf.closed.rbegin(), shelf.closed.rend(), fits);
        if (before == shelf.closed.rend()) return {};
        return {ReplyOutcome::repeated, *before};
    }
    const std::uint32_t text = *found;
    shelf.open.erase(found);
    shelf.closed.push_back(text);
    texts_[text - 1].answered = true;
    ++answered_;
    if (text < shelf.last_answered) return {ReplyOutcome::overtaken, text};
    shelf.last_answered = text;
    return {ReplyOutcome::answers, text};
}

std::vector<std::uint32_t> TextBook::unanswered() const {
    std::vector<std::uint32_t> texts;
    for (std::uint32_t text = 1; text <= texts_.size(); ++text) {
        if (texts_[text - 1].owed && !texts_[text - 1].answered) texts.push_back(text);
    }
    return texts;
}

}  // namespace hall::tools
