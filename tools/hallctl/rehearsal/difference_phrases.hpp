#pragma once
// The wording of hallctl diff, in English and Chinese.

#include "menus/preview/menu_difference.hpp"
#include "tools/hallctl/rehearsal/shared_phrases.hpp"

#include <string>

namespace hall::tools::difference_phrases {

using codecs::Phrase;
using menus::Aspect;

inline constexpr Phrase settings_title{"The hall", "营业厅"};
inline constexpr Phrase codes_title{"Codes", "代码"};
inline constexpr Phrase items_title{"Items of the menu", "菜单栏目"};
inline constexpr Phrase answers_title{"Answers (- before, + after, ! where they part)", "短信内容（- 原文，+ 新文，! 标出差异）"};
inline constexpr Phrase prices_title{"Prices", "资费"};
inline constexpr Phrase catalogue_title{"Catalogue", "业务目录"};

inline constexpr Phrase as_code{"{0}", "{0}"};
inline constexpr Phrase as_alias{"{0}, as an alias", "{0}（别名）"};
inline constexpr Phrase as_moved{"{0}, as a code of the old hall", "{0}（旧代码）"};
inline constexpr Phrase as_moved_until{"{0}, as a code of the old hall until {1}", "{0}（旧代码，{1}止）"};
inline constexpr Phrase code_comes{"+ {0}: new, leads to {1}", "+ {0}：新增，进入{1}"};
inline constexpr Phrase code_goes{"- {0}: gone, led to {1}", "- {0}：取消，原进入{1}"};
inline constexpr Phrase code_changes{"~ {0}: led to {1}, leads to {2} now", "~ {0}：原进入{1}，现进入{2}"};
inline constexpr Phrase now_answers{"now answered: {0}", "现回复：{0}"};
inline constexpr Phrase now_does{"now does: {0}", "现办理：{0}"};
inline constexpr Phrase now_leads_to{"now leads to {0}", "现进入{0}"};
inline constexpr Phrase led_to{"led to {0} before, by {1}", "原按{1}进入{0}"};
inline constexpr Phrase taken_over{"~ a text such as {0}: led to {1} by {2}, leads to {3} by {4} now",
                                   "~ 如“{0}”这样的短信：原按{2}进入{1}，现按{4}进入{3}"};

inline constexpr Phrase item_comes{"+ {0}: new, below {1}", "+ {0}：新增，位于{1}"};
inline constexpr Phrase item_goes{"- {0}: gone, was below {1}", "- {0}：取消，原位于{1}"};
inline constexpr Phrase item_changes{"~ {0}", "~ {0}"};
inline constexpr Phrase was_and_is{"{0}: {1} -> {2}", "{0}：{1} → {2}"};
inline constexpr Phrase is{"{0}: {1}", "{0}：{1}"};
inline constexpr Phrase with_digit{"{0}, digit {1}", "{0}，数字{1}"};
inline constexpr Phrase without_digit{"{0}, by code alone", "{0}，只能用代码"};
inline constexpr Phrase listed_in_pages{"{0}, listed", "{0}，列在分页菜单中"};
inline constexpr Phrase top{"the top", "首页"};
inline constexpr Phrase nothing{"(none)", "（无）"};
inline constexpr Phrase yes{"yes", "是"};
inline constexpr Phrase no{"no", "否"};

inline constexpr Phrase hall_text{"text of the hall: {0}", "公共短信：{0}"};
inline constexpr Phrase package_text{"text of the package {1}: {0}", "业务{1}的短信：{0}"};
inline constexpr Phrase reply_text{"{0}, outcome {1}", "{0}，结果 {1}"};
inline constexpr Phrase in_language{"{0} [{1}]", "{0}［{1}］"};
inline constexpr Phrase answer_comes{"+ {0}: new, {1}", "+ {0}：新增，{1}"};
inline constexpr Phrase answer_goes{"- {0}: gone", "- {0}：取消"};
inline constexpr Phrase answer_changes{"~ {0}: {1} -> {2}", "~ {0}：{1} → {2}"};
inline constexpr Phrase answer_stays_long{"~ {0}: {1}", "~ {0}：{1}"};
inline constexpr Phrase pages{"{0} pages", "{0}页"};

inline constexpr Phrase price_changes{"~ {0} {1}, ordered on {2}: {3} -> {4}", "~ {0} {1}，{2}订购：{3} → {4}"};
inline constexpr Phrase entry_comes{"+ {0} {1} {2}: new; {3}", "+ {0} {1} {2}：新增；{3}"};
inline constexpr Phrase entry_goes{"- {0} {1} {2}: gone", "- {0} {1} {2}：取消"};
inline constexpr Phrase entry_changes{"~ {0} {1} {2}: {3}", "~ {0} {1} {2}：{3}"};
inline constexpr Phrase totals{"{0} codes, {1} items, {2} answers, {3} prices, {4} entries of the catalogue",
                        "代码{0}处，栏目{1}处，短信{2}处，资费{3}处，业务目录{4}处"};

inline const Phrase& list_name(const std::string& list) {
    static constexpr Phrase packages{"package", "业务"};
    static constexpr Phrase offers{"offer", "优惠"};
    static constexpr Phrase referrals{"recommendation", "推荐"};
    static constexpr Phrase items{"points item", "积分兑换"};
    static constexpr Phrase terms{"terms", "条款"};
    return list == "packages" ? packages : list == "offers" ? offers : list == "referrals" ? referrals
         : list == "items" ? items : terms;
}

inline const Phrase& aspect_name(Aspect aspect) {
    static constexpr Phrase name{"name", "名称"};
    static constexpr Phrase place{"place", "位置"};
    static constexpr Phrase advertised{"code that texts show", "短信中展示的代码"};
    switch (aspect) {
        case Aspect::name: return name;
        case Aspect::place: return place;
        case Aspect::advertised: return advertised;
        case Aspect::keywords: return shared_phrases::keywords;
        case Aspect::action: return shared_phrases::action;
        case Aspect::only_for: return shared_phrases::only_for;
        case Aspect::open: return shared_phrases::open;
        case Aspect::paged: return shared_phrases::paged;
    }
    return name;
}

}  // namespace hall::tools::difference_phrases
