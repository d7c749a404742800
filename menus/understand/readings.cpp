#include "menus/understand/readings.hpp"

#include "codecs/text/unicode.hpp"
#include "menus/understand/fold.hpp"
#include "menus/understand/numerals.hpp"
#include "menus/understand/text_ends.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace hall::menus {

namespace {

// Every word here can stand beside a code without changing what is asked for. What asks (吗, 呢, 请问), tells (了:
// "发KTCL了" has done it), refuses or only wishes (我要, 我想) is not here, and must not be. Longer words stand first.

/// In front: greetings and requests.
constexpr std::array<std::u32string_view, 16> greetings = {
    U"麻烦您", U"麻烦你", U"谢谢您", U"谢谢你", U"您好啊", U"你好啊", U"麻烦", U"谢谢",
    U"您好",   U"你好",   U"请您",   U"请",     U"PLEASE", U"HELLO",  U"PLS",  U"HI"};

/// In front: what people do with a code, as instructions tell them.
constexpr std::array<std::u32string_view, 20> commands = {
    U"编辑短信", U"我要发送", U"发送短信", U"我要发", U"发短信", U"我选择", U"发送", U"回复", U"输入",  U"编辑",
    U"选择",     U"我选",     U"我发",     U"发",     U"回",     U"选",     U"按",   U"SEND", U"REPLY", U"TEXT"};

/// Behind: thanks and soft endings.
constexpr std::array<std::u32string_view, 26> endings = {
    U"麻烦您了", U"麻烦你了", U"THANK YOU", U"谢谢您", U"谢谢你", U"谢谢了", U"谢谢啦", U"多谢了", U"麻烦了",
    U"拜托了",   U"辛苦了",   U"THANKS",    U"PLEASE", U"谢谢",   U"多谢",   U"感谢",   U"谢了",   U"拜托",
    U"THX",      U"PLS",      U"吧",        U"啊",     U"哦",     U"呀",     U"哈",     U"噢"};

bool is_letter_or_digit(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z');
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

/// Latin letters run together with others when nobody sees where a word ends: "SEND KTCL" and "SEND42" hold a word in
/// front, "SENDKTCL" may be anything.
bool stands_apart(std::u32string_view word, char32_t neighbour, std::u32string_view rest) {
    return !is_letter_or_digit(word.front()) || !is_letter_or_digit(neighbour) ||
           std::all_of(rest.begin(), rest.end(), is_digit);
}

/// What is left behind the first of `words` that `text` begins with; nothing when there is none or nothing is left.
template <std::size_t N>
std::optional<std::u32string_view> without_front(std::u32string_view text,
                                                 const std::array<std::u32string_view, N>& words) {
    for (const std::u32string_view word : words) {
        if (text.starts_with(word)) {
            const std::u32string_view rest = without_ends(text.substr(word.size()));
            if (!rest.empty() && stands_apart(word, text[word.size()], rest)) {
                return rest;
            }
        }
    }
    return std::nullopt;
}

std::optional<std::u32string_view> without_back(std::u32string_view text) {
    for (const std::u32string_view word : endings) {
        if (text.ends_with(word)) {
            const std::u32string_view before = text.substr(0, text.size() - word.size());
            const std::u32string_view rest = without_ends(before);
            if (!rest.empty() && stands_apart(word, before.back(), rest)) {
                return rest;
            }
        }
    }
    return std::nullopt;
}

/// "发送42？" asks whether to.
bool asks_in(std::u32string_view sentence) {
    const std::u32string_view text = without_ends(sentence);
    const auto end =
        text.empty() ? sentence.size() : static_cast<std::size_t>(text.data() - sentence.data()) + text.size();
    return sentence.substr(end).find(U'?') != std::u32string_view::npos;
}

/// "42到10086", "42 TO 10086": the second half of an advert's instruction.
bool says_where_to(std::u32string_view text) {
    for (const std::u32string_view word : {U"到", U"至", U"TO", U"给"}) {
        for (std::size_t at = text.find(word); at != std::u32string_view::npos; at = text.find(word, at + 1)) {
            const std::size_t next = text.find_first_not_of(U' ', at + word.size());
            if (next != std::u32string_view::npos && is_digit(text[next])) {
                return true;
            }
        }
    }
    return false;
}

std::u32string_view without_words(std::u32string_view text) {
    bool commanded = false;
    for (;;) {
        std::optional<std::u32string_view> rest = without_front(text, greetings);
        if (!rest && !commanded) {
            rest = without_front(text, commands);
            commanded = rest.has_value();
        }
        if (!rest) {
            rest = without_back(text);
        }
        if (!rest) {
            return text;
        }
        text = *rest;
    }
}

/// `folded` with the numeral at its end as digits; nothing when there is none. Digits and numerals do not mix: "1十".
std::optional<std::string> with_digits(std::string_view folded) {
    const std::u32string text = codecs::decode_utf8(folded);
    std::size_t begin = text.size();
    while (begin > 0 && is_numeral(text[begin - 1])) {
        --begin;
    }
    if (begin == text.size() || (begin > 0 && is_digit(text[begin - 1]))) {
        return std::nullopt;
    }
    const std::optional<std::string> digits = digits_of_numerals(std::u32string_view(text).substr(begin));
    return digits ? std::optional(codecs::encode_utf8(text.substr(0, begin)) + *digits) : std::nullopt;
}

}  // namespace

std::vector<std::string> readings(std::string_view utf8) {
    std::vector<std::string> found = {fold_text(utf8)};
    if (found.front().size() > longest_code_text * 3) {
        return found;
    }
    const std::u32string sentence = codecs::decode_utf8(fold_sentence(utf8));
    if (sentence.size() <= longest_code_text && !asks_in(sentence) && !says_where_to(sentence)) {
        std::string rest = fold_text(codecs::encode_utf8(without_words(without_ends(sentence))));
        if (rest != found.back()) {
            found.push_back(std::move(rest));
        }
    }
    if (std::optional<std::string> digits = with_digits(found.back()); digits && *digits != found.front()) {
        found.push_back(*std::move(digits));
    }
    return found;
}

bool is_courtesy(std::string_view word) {
    const std::u32string text = codecs::decode_utf8(word);
    return std::find(greetings.begin(), greetings.end(), text) != greetings.end() ||
           std::find(endings.begin(), endings.end(), text) != endings.end();
}

bool asks(std::string_view utf8) {
    return asks_in(codecs::decode_utf8(fold_sentence(utf8)));
}

}  // namespace hall::menus
