#include "menus/understand/sentence.hpp"

#include "codecs/text/unicode.hpp"

#include <algorithm>
#include <array>

namespace hall::menus {

namespace {

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_latin(char32_t c) {
    return is_digit(c) || (c >= U'A' && c <= U'Z');
}

bool is_one_of(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

/// What digits in front of these count or measure.
constexpr std::u32string_view units =
    U"元块毛角分小天日号月年点时秒周岁个条次倍折米公里路楼层室栋单人位张份件万千百亿兆多级期%℃°";

/// Digits behind these are no code: sums, ordinals, telephones, parts of other numbers.
constexpr std::u32string_view before_numbers = U"¥￥$第近约到至打拨电+#*_=";

constexpr std::u32string_view joins_numbers = U"-./:,";

/// Digits of a sentence with one of these are what somebody was sent to prove who he is.
constexpr std::array<std::string_view, 6> passwords = {"验证码", "校验码", "动态码", "动态密码", "取件码", "VERIFICATION"};

/// What instructions say in front of a code.
constexpr std::array<std::u32string_view, 9> commands = {U"发",   U"发送", U"回复", U"回",   U"输入",
                                                         U"编辑", U"短信", U"SEND", U"REPLY"};

}  // namespace

Sentence::Sentence(std::string_view folded) {
    tells_password_ = std::any_of(passwords.begin(), passwords.end(), [folded](std::string_view word) {
        return folded.find(word) != std::string_view::npos;
    });
    bool gap = false;
    for (const char32_t c : codecs::decode_utf8(folded)) {
        if (c == U' ') {
            gap = true;
            continue;
        }
        text_.push_back(c);
        gap_before_.push_back(gap);
        gap = false;
    }
}

bool Sentence::is_word(std::size_t begin, std::size_t end) const {
    const bool joined_before = begin > 0 && !has_gap(begin) && is_latin(text_[begin - 1]) && is_latin(text_[begin]);
    const bool joined_behind = end < text_.size() && !has_gap(end) && is_latin(text_[end]) && is_latin(text_[end - 1]);
    return !joined_before && !joined_behind;
}

bool Sentence::may_be_code(std::size_t begin, std::size_t end) const {
    if (tells_password_) {
        return false;
    }
    if (begin > 0 && is_one_of(before_numbers, text_[begin - 1])) {
        return false;
    }
    if (end < text_.size() && is_one_of(units, text_[end])) {
        return false;
    }
    const bool continues = end + 1 < text_.size() && is_one_of(joins_numbers, text_[end]) && is_digit(text_[end + 1]);
    const bool continued = begin > 1 && is_one_of(joins_numbers, text_[begin - 1]) && is_digit(text_[begin - 2]);
    // "42,43" is two codes, "1,042" is one number.
    const auto is_list = [this](std::size_t at) { return text_[at] == U','; };
    return !(continues && !is_list(end)) && !(continued && !is_list(begin - 1));
}

bool Sentence::is_commanded(std::size_t begin) const {
    std::size_t end = begin;
    while (end > 0 && is_one_of(U":\"'“‘「『【(<《", text_[end - 1])) {
        --end;
    }
    const std::u32string_view before = std::u32string_view(text_).substr(0, end);
    return std::any_of(commands.begin(), commands.end(),
                       [before](std::u32string_view word) { return before.ends_with(word); });
}

}  // namespace hall::menus
