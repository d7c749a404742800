#include "tools/hallctl/rehearsal/why.hpp"

#include "codecs/text/yuan.hpp"
#include "tools/hallctl/rehearsal/menu_words.hpp"
#include "tools/hallctl/rehearsal/moments.hpp"

#include <array>

namespace hall::tools {

namespace {

using codecs::Phrase;
using menus::Explanation;
using By = Explanation::By;

constexpr Phrase understood_as{"\"{0}\" was understood as: {1}", "“{0}”识别为：{1}"};
constexpr Phrase folded_to{"folded: {0}", "归一化后：{0}"};
constexpr Phrase read_as{"read as: {0}", "按此识别：{0}"};
constexpr Phrase nothing_left{"(nothing)", "（无内容）"};
constexpr Phrase item_is{"item: {0}", "栏目：{0}"};
constexpr Phrase by_is{"by: {0}", "依据：{0}"};
constexpr Phrase action_is{"action: {0}", "办理：{0}"};
constexpr Phrase outcome_is{"outcome: {0}", "结果：{0}"};
constexpr Phrase at_place{"{0} at {1}:{2}", "{0}，位于 {1}:{2}"};

constexpr Phrase by_answer{"it answers the question that was open", "回答了此前的提问"};
constexpr Phrase by_unclear{"a question is open, and this is neither yes nor no", "此前的提问尚未回答，而这条短信既非同意也非拒绝"};
constexpr Phrase by_nothing{"no code, not near to one, and no keyword in it", "不是代码，与任何代码都不相近，也不含关键词"};
constexpr Phrase by_home{"00, or an empty text, is the first menu everywhere", "00 或空短信在任何位置都回首页"};
constexpr Phrase by_back{"0 is back everywhere", "0 在任何位置都返回上级"};
constexpr Phrase by_digit{"digit {0} of the list that he was shown last", "最近一次列表中的数字{0}"};
constexpr Phrase by_next_page{"digit {0} of the list that he was shown last, the next page", "最近一次列表中的数字{0}，即下一页"};
constexpr Phrase by_no_digit{"digit {0}: the list that he was shown last has none such", "数字{0}：最近一次列表中没有这一项"};
constexpr Phrase by_no_list{"digit {0}, but he was shown no list, or too long ago", "数字{0}：没有收到过列表，或列表已过期"};
constexpr Phrase by_code{"the code {0}", "代码 {0}"};
constexpr Phrase by_alias{"the alias {0}", "别名 {0}"};
constexpr Phrase by_moved{"the code {0} of the old hall", "旧代码 {0}"};
constexpr Phrase by_wrong{"the code {0}, but \"{1}\" is no {2}", "代码 {0}，但“{1}”不是有效的{2}"};
constexpr Phrase by_asked{"the code {0} with a question mark, which orders nothing", "代码 {0} 后带问号，不作为办理"};
constexpr Phrase by_keyword{"the keywords {0} in the sentence", "句中的关键词 {0}"};
constexpr Phrase by_guess{"a guess, which is only offered:", "推测，仅供选择："};
constexpr Phrase with_values{"{0}, with {1}", "{0}，其中 {1}"};

constexpr Phrase near_to{"{0}. {1}: near to {2} ({3})", "{0}. {1}：与 {2} 相近（{3}）"};
constexpr Phrase spoken_of{"{0}. {1}: the sentence speaks of {2}", "{0}. {1}：句中提到 {2}"};
constexpr Phrase heard{"{0}. {1}: keywords {2} in the sentence", "{0}. {1}：句中有关键词 {2}"};
constexpr std::array<Phrase, 4> nearness{{{"looks or sounds alike", "形近或音近"},
                                          {"two neighbours have changed places", "相邻两字颠倒"},
                                          {"one character apart", "差一个字"},
                                          {"two characters apart", "差两个字"}}};
constexpr std::array<Phrase, 4> parameter_types{{{"phone number", "手机号码"}, {"amount", "金额"},
                                                 {"number", "数字"}, {"word", "代码"}}};

constexpr Phrase not_for_him{"hindered by only_for of {0}: {1}; he has {2}", "受限于 {0} 的适用用户（only_for）：{1}；该用户为{2}"};
constexpr Phrase not_open{"hindered by open of {0}: {1}; it is {2}, {3}", "受限于 {0} 的开放时间（open）：{1}；现在是{2}，{3}"};
constexpr Phrase not_yet{"not open yet", "尚未开放"};
constexpr Phrase not_now{"not open at this time", "当前时段不开放"};
constexpr Phrase over{"over", "已结束"};

constexpr Phrase his_brand{"brand {0}", "品牌{0}"};
constexpr Phrase his_city{"city {0}", "归属地{0}"};
constexpr Phrase his_language{"language {0}", "语言{0}"};
constexpr Phrase his_spend{"spend {0}", "月消费{0}元"};
constexpr Phrase his_packages{"packages {0}", "业务{0}"};
constexpr Phrase unknown_value{"(unknown)", "（未知）"};

class Why {
public:
    Why(const Understood& understood, const menus::Menu& menu, const Words& words)
        : understood_(understood), menu_(menu), words_(words) {}

    std::string run(const std::string& text) {
        line(words_(understood_as, text, understood_.meaning));
        const auto& why = understood_.why;
        if (why) {
            line(words_(folded_to, or_nothing(why->readings.front())));
            if (why->reading != why->readings.front()) line(words_(read_as, why->reading));
        }
        if (const auto* node = menu_.by_id(understood_.node)) line(words_(item_is, place_words(*node)));
        line(words_(by_is, why ? by(*why) : words_(understood_.meaning == "unclear_answer" ? by_unclear : by_answer)));
        if (why) {
            for (std::size_t i = 0; i < why->offers.size(); ++i) line("  " + offer(i + 1, why->offers[i]));
            if (why->hindering != nullptr) line(hindrance(*why));
        }
        if (!understood_.action.empty()) line(words_(action_is, understood_.action));
        if (!understood_.outcome.empty()) line(words_(outcome_is, understood_.outcome));
        return std::move(out_);
    }

private:
    void line(const std::string& text) { out_ += "  " + text + "\n"; }

    std::string or_nothing(const std::string& text) const { return text.empty() ? words_(nothing_left) : text; }

    std::string place_words(const menus::MenuNode& node) const {
        return words_(at_place, item_words(node), node.place.file, node.place.line);
    }

    std::string by(const Explanation& why) const {
        const auto* code = why.code;
        const auto coded = [&](const Phrase& phrase) {
            return words_(at_place, words_(phrase, code->written()), code->place().file, code->place().line);
        };
        switch (why.by) {
            case By::nothing: return words_(by_nothing);
            case By::home: return words_(by_home);
            case By::back: return words_(by_back);
            case By::digit: return words_(digit_phrase(), why.digit);
            case By::code: return code == nullptr ? std::string() : with_parameters(coded(by_code), why);
            case By::alias: return coded(by_alias);
            case By::moved: return coded(by_moved);
            case By::asked: return coded(by_asked);
            case By::keyword: return words_(by_keyword, why.words);
            case By::guess: return words_(by_guess);
            case By::wrong_parameter: break;
        }
        const auto& wrong = why.parameters.front();
        return words_(by_wrong, code->written(), wrong.written,
                      words_(parameter_types[static_cast<std::size_t>(wrong.type)]));
    }

    const Phrase& digit_phrase() const {
        const auto& meaning = understood_.meaning;
        return meaning == "next_page" ? by_next_page
               : meaning == "no_dialogue" ? by_no_list
               : meaning == "unknown" ? by_no_digit
                                      : by_digit;
    }

    std::string with_parameters(const std::string& text, const Explanation& why) const {
        std::vector<std::string> all;
        for (const auto& parameter : why.parameters) all.push_back(parameter.name + "=" + parameter.written);
        return all.empty() ? text : words_(with_values, text, words_.list(all));
    }

    std::string offer(std::size_t number, const Explanation::Offer& one) const {
        const auto item = item_words(*one.node);
        switch (one.why) {
            case Explanation::Offer::Why::mentioned: return words_(spoken_of, number, item, one.of);
            case Explanation::Offer::Why::keyword: return words_(heard, number, item, one.of);
            case Explanation::Offer::Why::near: break;
        }
        return words_(near_to, number, item, one.of, words_(nearness[static_cast<std::size_t>(one.nearness)]));
    }

    std::string hindrance(const Explanation& why) const {
        const auto& node = *why.hindering;
        if (why.not_for_him)
            return words_(not_for_him, place_words(node), only_for_words(node.only_for, words_), he(*node.only_for));
        const auto& state = why.state == menus::OpenState::not_yet ? not_yet
                            : why.state == menus::OpenState::over  ? over
                                                                   : not_now;
        const campaigns::Zone zone{std::chrono::duration_cast<std::chrono::minutes>(node.open->zone)};
        return words_(not_open, place_words(node), opening_words(node.open, words_),
                      format_moment(understood_.when, zone), words_(state));
    }

    // Of him what the condition asks about.
    std::string he(const menus::OnlyFor& asked) const {
        const auto& who = understood_.who;
        std::vector<std::string> all;
        const auto known = [&](const std::string& value) { return value.empty() ? words_(unknown_value) : value; };
        if (!asked.brands.empty()) all.push_back(words_(his_brand, known(who.brand)));
        if (!asked.cities.empty()) all.push_back(words_(his_city, known(who.city)));
        if (!asked.languages.empty()) all.push_back(words_(his_language, known(who.language)));
        if (asked.spend_from || asked.spend_below) all.push_back(words_(his_spend, who.spend ? codecs::format_yuan(*who.spend) : words_(unknown_value)));
        if (!asked.has.empty() || !asked.has_not.empty())
            all.push_back(words_(his_packages, known(words_.list(who.packages))));
        return words_.list(all);
    }

    const Understood& understood_;
    const menus::Menu& menu_;
    const Words& words_;
    std::string out_;
};

}  // namespace

std::string why_words(const std::string& text, const Understood& understood, const menus::Menu& menu,
                      const Words& words) {
    return Why(understood, menu, words).run(text);
}

}  // namespace hall::tools
