#include "menus/understand/parameter.hpp"

#include "codecs/text/unicode.hpp"
#include "codecs/text/yuan.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// ASCII letters and digits, and what lies above ASCII but for punctuation, symbols and emoji: enough to tell
/// a word in any script without asking a table of Unicode.
bool is_word_character(char32_t c) {
    if (c < 0x80) {
        return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    }
    const bool other = c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) ||
                       (c >= 0x3008 && c <= 0x3020) || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFE10 && c <= 0xFE6F) ||
                       (c >= 0xFF00 && c <= 0xFF0F) || c >= 0xFFE0;
    return !other || (c >= 0x20000 && c <= 0x3FFFF);
}

std::vector<std::size_t> digit_lengths(std::string_view text, std::size_t prefix, std::size_t least, std::size_t most) {
    std::vector<std::size_t> lengths;
    for (std::size_t end = prefix; end < text.size() && is_digit(text[end]) && end - prefix < most; ++end) {
        if (end + 1 - prefix >= least) {
            lengths.push_back(end + 1);
        }
    }
    return lengths;
}

std::vector<std::size_t> amount_lengths(std::string_view text) {
    std::vector<std::size_t> lengths = digit_lengths(text, 0, 1, longest_parameter);
    const std::size_t point = lengths.empty() ? text.size() : lengths.back();
    if (point < text.size() && text[point] == '.') {
        std::size_t end = point + 1;
        lengths.push_back(end);
        for (; end < text.size() && is_digit(text[end]) && end < longest_parameter; ++end) {
            lengths.push_back(end + 1);
        }
    }
    return lengths;
}

std::vector<std::size_t> word_lengths(std::string_view text) {
    std::vector<std::size_t> lengths;
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size() && count < longest_parameter; ++count) {
        std::size_t next = end + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
            ++next;
        }
        const std::u32string character = codecs::decode_utf8(text.substr(end, next - end));
        if (character.size() != 1 || !is_word_character(character.front())) {
            break;
        }
        end = next;
        lengths.push_back(end);
    }
    return lengths;
}

}  // namespace

std::vector<std::size_t> parameter_lengths(ParameterType type, std::string_view text) {
    std::vector<std::size_t> lengths;
    switch (type) {
        case ParameterType::phone:
            lengths = digit_lengths(text, text.starts_with('+') ? 1 : 0, 3, 20);
            break;
        case ParameterType::amount:
            lengths = amount_lengths(text);
            break;
        case ParameterType::number:
            lengths = digit_lengths(text, 0, 1, longest_parameter);
            break;
        case ParameterType::word:
            lengths = word_lengths(text);
            break;
    }
    std::reverse(lengths.begin(), lengths.end());
    return lengths;
}

std::optional<std::string> parameter_value(ParameterType type, std::string_view written,
                                           const codecs::NumberPlan& plan) {
    switch (type) {
        case ParameterType::phone: {
            const std::optional<codecs::Msisdn> number = codecs::parse_msisdn(written, plan);
            return number && number->home ? std::optional(number->digits) : std::nullopt;
        }
        case ParameterType::amount: {
            const auto fen = codecs::parse_yuan(written);
            return fen ? std::optional(std::to_string(*fen)) : std::nullopt;
        }
        case ParameterType::number:
            return all_digits(written) && written.size() <= 18 ? std::optional(std::string(written)) : std::nullopt;
        case ParameterType::word: {
            const std::u32string word = codecs::decode_utf8(written);
            const bool right =
                !word.empty() && word.size() <= 20 && std::all_of(word.begin(), word.end(), is_word_character);
            return right ? std::optional(std::string(written)) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<std::string> fixed_parameter_value(ParameterType type, std::string_view written) {
    if (type == ParameterType::phone) {
        const bool right = written.starts_with('+') && all_digits(written.substr(1)) && written.size() >= 8 &&
                           written.size() <= 16;  // 7 to 15 digits [E.164]
        return right ? std::optional(std::string(written.substr(1))) : std::nullopt;
    }
    return parameter_value(type, fold_text(written), {});
}

}  // namespace hall::menus
