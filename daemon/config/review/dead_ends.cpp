// What answers tell subscribers to do next: something, and something that works.

#include "daemon/config/review/reviews.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>
#include <array>

namespace hall::daemon {

namespace {

using menus::Language;
using menus::Menu;

constexpr std::array<std::string_view, 5> chinese_verbs = {"发送", "回复", "发", "输入", "拨打"};
constexpr std::size_t shortest_phone = 5;
constexpr std::size_t longest_chinese_code = 12;  // characters

bool is_code_letter(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }
bool is_word_letter(char c) { return is_code_letter(c) || (c >= 'a' && c <= 'z'); }
bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t character_length(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

class Ways {
public:
    explicit Ways(const ReviewSubject& subject) : menu_(subject.menu), plan_(subject.settings.number_plan) {}

    /// Whether a text that is exactly `word` is understood.
    bool leads_somewhere(std::string_view word) const {
        if (word == "0" || word == "00") return true;
        const auto folded = menus::fold_text(word);
        if (menu_.by_code(folded) != nullptr || menu_.moved_code(folded) != nullptr) return true;
        return std::any_of(menu_.patterned_codes().begin(), menu_.patterned_codes().end(), [&](const auto& patterned) {
            return fits(menu_.nodes[patterned.node].codes[patterned.code], folded);
        });
    }

    bool names_a_way(const std::string& words) const {
        for (std::size_t i = 0; i < words.size();) {
            if (!is_word_letter(words[i])) {
                ++i;
                continue;
            }
            auto end = i;
            while (end < words.size() && is_word_letter(words[end])) ++end;
            const auto word = std::string_view(words).substr(i, end - i);
            if (all_digits(word) && word.size() >= shortest_phone) return true;
            if (leads_somewhere(word)) return true;
            i = end;
        }
        // To correct a text and send it once more is a way on.
        const bool again = words.find("重新发送") != std::string::npos || words.find("again") != std::string::npos;
        return again || names_a_chinese_code(words);
    }

    /// Capital letters and digits that the text says are to be sent, and that nothing answers.
    std::vector<std::string> wrong_codes(const std::string& words) const {
        std::vector<std::string> wrong;
        for (const std::string_view verb : {"发送", "回复", "发", "send ", "text ", "reply "}) {
            for (auto at = words.find(verb); at != std::string::npos; at = words.find(verb, at + 1)) {
                const auto start = at + verb.size();
                auto end = start;
                while (end < words.size() && is_code_letter(words[end])) ++end;
                const std::string code = words.substr(start, end - start);
                const std::string_view behind = std::string_view(words).substr(end);
                const bool one_digit = code.size() == 1 && all_digits(code);
                // "发送QX加业务代码" shows half a code, "发送TD到10658000" goes to somebody else, "text YOUR" is a word.
                const bool half = std::any_of(half_codes.begin(), half_codes.end(),
                                              [&](std::string_view word) { return behind.starts_with(word); });
                const bool word = !behind.empty() && behind.front() >= 'a' && behind.front() <= 'z';
                if (code.empty() || one_digit || half || word || leads_somewhere(code)) continue;
                if (std::find(wrong.begin(), wrong.end(), code) == wrong.end()) wrong.push_back(code);
            }
        }
        return wrong;
    }

private:
    static constexpr std::array<std::string_view, 6> half_codes = {"加", "至", "到", "#", " to ", " and "};

    bool fits(const menus::CodePattern& code, const std::string& folded) const {
        const auto result = code.match(folded, plan_);
        if (const auto* match = std::get_if<menus::Match>(&result)) return names_what_is_there(*match);
        return !std::holds_alternative<menus::NoMatch>(result);
    }

    /// "QXZZ" fits QX{package:word}, but there is no package ZZ.
    bool names_what_is_there(const menus::Match& match) const {
        return std::all_of(match.parameters.begin(), match.parameters.end(), [&](const menus::Parameter& parameter) {
            const auto known = menu_.known_words.find(parameter.name);
            return known == menu_.known_words.end() || known->second.contains(parameter.value);
        });
    }

    bool names_a_chinese_code(const std::string& words) const {
        for (const auto verb : chinese_verbs) {
            for (auto at = words.find(verb); at != std::string::npos; at = words.find(verb, at + 1)) {
                auto end = at + verb.size();
                for (std::size_t count = 0; count < longest_chinese_code && end < words.size(); ++count) {
                    end = std::min(end + character_length(words[end]), words.size());
                    const auto start = at + verb.size();
                    if (menu_.by_code(menus::fold_text(words.substr(start, end - start))) != nullptr) return true;
                }
            }
        }
        return false;
    }

    const Menu& menu_;
    const codecs::NumberPlan& plan_;
};

/// Placeholders that stand for a way on themselves.
bool shows_a_way(const menus::Template& text) {
    constexpr std::array<std::string_view, 7> names = {"choices", "code", "order_code", "cancel_code",
                                                       "other_order_code", "other_cancel_code", "yes"};
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return text.uses(name); });
}

}  // namespace

void review_dead_ends(const ReviewSubject& subject, codecs::Diagnostics& diagnostics) {
    const Ways ways(subject);
    for (const auto& use : texts_of(subject.menu)) {
        for (Language language = 0; language < subject.menu.languages.size(); ++language) {
            if (!use.text->has(language)) continue;
            const auto& text = use.text->in(language);
            // What placeholders stand for is not the writer's doing: each becomes a full stop.
            menus::Values blanks;
            for (const auto& name : text.placeholders()) blanks.emplace_back(name, "。");
            const auto words = text.render(blanks);
            for (const auto& code : ways.wrong_codes(words))
                diagnostics.add(text.place(), review_rules::unknown_code_in_text, {use.name(), code});
            const bool answers = !use.key.starts_with("notice_");
            if (answers && !shows_a_way(text) && !ways.names_a_way(words))
                diagnostics.add(text.place(), review_rules::dead_end, {use.name()});
        }
    }
}

}  // namespace hall::daemon
