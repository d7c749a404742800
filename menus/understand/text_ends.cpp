#include "menus/understand/text_ends.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace hall::menus {

namespace {

constexpr std::u32string_view punctuation =
    U" 。．.!！?？,，;；:：、~～〜｡…‥·•‧・-‐‑‒–—―_^`´"
    U"'\"‘’‚‛“”„‟«»‹›「」『』｢｣《》〈〉〝〞〟";
constexpr std::u32string_view opening = U"([{<【〔〖〘〚";
constexpr std::u32string_view closing = U")]}>】〕〗〙〛";

bool is_meaningless(char32_t c) {
    // Arrows, lines and shapes of adverts; not the two circles, which are typed for zero.
    const bool shape = c >= 0x2190 && c <= 0x25FF && c != 0x25CB && c != 0x25EF;
    return shape || punctuation.find(c) != std::u32string_view::npos;
}

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// For each bracket of `text` where its partner stands; `none` for those without, and for all else.
std::vector<std::size_t> partners_of(std::u32string_view text) {
    std::vector<std::size_t> partners(text.size(), none);
    std::vector<std::pair<std::size_t, std::size_t>> open;  // kind of bracket, where
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (const std::size_t kind = opening.find(text[at]); kind != std::u32string_view::npos) {
            open.emplace_back(kind, at);
        } else if (const std::size_t closed = closing.find(text[at]); closed != std::u32string_view::npos) {
            if (!open.empty() && open.back().first == closed) {
                partners[at] = open.back().second;
                partners[open.back().second] = at;
                open.pop_back();
            }
        }
    }
    return partners;
}

bool is_bracket(char32_t c) {
    return opening.find(c) != std::u32string_view::npos || closing.find(c) != std::u32string_view::npos;
}

}  // namespace

std::u32string_view without_ends(std::u32string_view text) {
    std::size_t begin = 0;
    std::size_t end = text.size();
    std::vector<std::size_t> partners;
    while (begin < end) {
        if (is_meaningless(text[begin])) {
            ++begin;
        } else if (is_meaningless(text[end - 1])) {
            --end;
        } else if (!is_bracket(text[begin]) && !is_bracket(text[end - 1])) {
            break;
        } else {
            if (partners.empty()) {
                partners = partners_of(text);
            }
            if (is_bracket(text[begin]) && partners[begin] == none) {
                ++begin;
            } else if (is_bracket(text[end - 1]) && partners[end - 1] == none) {
                --end;
            } else if (partners[begin] == end - 1) {
                ++begin;
                --end;
            } else {
                break;
            }
        }
    }
    return text.substr(begin, end - begin);
}

}  // namespace hall::menus
