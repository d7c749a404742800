#pragma once
// A sentence as guessing looks at it: where words may begin and end, and whether digits are a code or a sum, a date, a
// telephone. Internal to menus.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

class Sentence {
public:
    /// `folded`: what fold_sentence made.
    explicit Sentence(std::string_view folded);

    /// Without the blanks: "KT CL" is searched like "KTCL".
    const std::u32string& text() const { return text_; }

    /// Whether text()[begin, end) is a word of its own: a Latin letter or digit at its edge has none beside it.
    bool is_word(std::size_t begin, std::size_t end) const;

    /// Whether digits alone at [begin, end), a word of their own, may be meant as a code: not in "10元", "3.42",
    /// "第42", "2026-11-22", "拨打10086", and not where the sentence tells a verification code: "验证码是4201".
    bool may_be_code(std::size_t begin, std::size_t end) const;

    /// Whether what begins there is something to send: "发送42", "回复“42”".
    bool is_commanded(std::size_t begin) const;

private:
    bool has_gap(std::size_t at) const { return at < gap_before_.size() && gap_before_[at]; }

    std::u32string text_;
    std::vector<bool> gap_before_;  // a blank stood in front
    bool tells_password_ = false;
};

}  // namespace hall::menus
