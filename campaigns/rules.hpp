#pragma once
// What is said of a catalogue file, beside what is said of every YAML file (codecs/yaml/rules.hpp). Each message in
// English and Chinese; docs/checker.md explains them.

#include "codecs/yaml/rule.hpp"

#include <array>

namespace hall::campaigns::rules {

using codecs::Phrase;
using codecs::Rule;
using codecs::Severity;

// Values of any entry.

inline constexpr Rule bad_entry_id{
    "bad-entry-id", Severity::error,
    {"id is '{0}'", "id 的值是“{0}”"},
    {"use a letter, then letters, digits and _, at most 20", "请以字母开头，只用字母、数字和 _，最多 20 个字符"}};
inline constexpr Rule id_taken{
    "id-taken", Severity::error,
    {"{0} {1} stands in line {2} already", "{0} {1} 在第 {2} 行已经有了"},
    {"give each its own id", "请为每一项使用不同的 id"}};
inline constexpr Rule nothing_listed{
    "nothing-listed", Severity::error,
    {"{0} lists nothing", "{0} 没有列出任何内容"},
    {"begin each entry with '- {1}:'", "每一项请以“- {1}:”开头"}};
inline constexpr Rule empty_word{
    "empty-word", Severity::error,
    {"{0} has an empty word", "{0} 中有一个空词"},
    {"write it or take it out", "请写上或删除"}};
inline constexpr Rule named_twice{
    "named-twice", Severity::error,
    {"{0} names {1} twice", "{0} 中 {1} 出现了两次"},
    {"once is enough", "写一次即可"}};
inline constexpr Rule not_yuan{
    "not-yuan", Severity::error,
    {"{0} is '{1}'", "{0} 的值是“{1}”"},
    {"write yuan with at most two decimals, such as 10.00", "请以元为单位，最多两位小数，例如 10.00"}};
inline constexpr Rule too_many_yuan{
    "too-many-yuan", Severity::error,
    {"{0} is '{1}'", "{0} 的值是“{1}”"},
    {"use at most 100000 yuan", "最多 100000 元"}};
inline constexpr Rule not_a_day{
    "not-a-day", Severity::error,
    {"{0} is '{1}', which is no day", "{0} 的值是“{1}”，不是有效日期"},
    {"write one that exists, such as 2026-11-30", "请写实际存在的日期，例如 2026-11-30"}};

// Packages.

inline constexpr Rule audience_is_nobody{
    "audience-is-nobody", Severity::error,
    {"spend_below is not above spend_from: nobody may have it", "spend_below 不大于 spend_from：没有人能办理"},
    {"make it larger, or take one of the two out", "请调大，或删除两者之一"}};
inline constexpr Rule package_code_taken{
    "package-code-taken", Severity::error,
    {"the code {0} stands in line {1}, column {2} already", "代码 {0} 在第 {1} 行第 {2} 列已经用过"},
    {"give each package its own codes, and two different ones", "每个套餐请使用各自的代码，开通与取消代码也不能相同"}};
inline constexpr Rule names_itself{
    "names-itself", Severity::error,
    {"{0} {1} itself", "{0} 的 {1} 中写了它自己"},
    {"name another package", "请写其他套餐"}};
inline constexpr Rule no_such_package{
    "no-such-package", Severity::error,
    {"{0} names '{1}', and there is no such package", "{0} 中写了“{1}”，但没有这个套餐"},
    {"use the id of a package of this file", "请使用本文件中某个套餐的 id"}};
inline constexpr Rule needs_what_it_excludes{
    "needs-what-it-excludes", Severity::error,
    {"{0} needs {1} and excludes it", "{0} 既依赖 {1} 又与它互斥"},
    {"take one of the two out", "请删除两者之一"}};
inline constexpr Rule needs_its_family{
    "needs-its-family", Severity::error,
    {"{0} needs {1}, a tier of the same family, and nobody has two of them",
     "{0} 依赖同系列的另一档 {1}，而同系列只能办理一档"},
    {"take it out, or give them different families", "请删除，或改用不同的 family"}};
inline constexpr Rule needs_in_a_circle{
    "needs-in-a-circle", Severity::error,
    {"{0} needs {1}, which needs {0} in turn", "{0} 依赖 {1}，而 {1} 又依赖 {0}"},
    {"take one of them out", "请删除其中一个"}};

// Offers.

inline constexpr Rule no_steps{
    "no-steps", Severity::error,
    {"steps lists no step", "steps 没有列出任何阶段"},
    {"write - {{months: 3, percent: 80}}, one line for each step", "请写成 - {{months: 3, percent: 80}}，每个阶段一行"}};
inline constexpr Rule offer_never_runs{
    "offer-never-runs", Severity::error,
    {"until is before from: the offer never runs", "until 早于 from：该优惠永远不会生效"},
    {"until is the last day on which it is had", "until 是优惠的最后一天，当天仍有优惠"}};
inline constexpr Rule offers_overlap{
    "offers-overlap", Severity::error,
    {"{0} is in the offer {1} at the same time", "{0} 同时还在优惠 {1} 中"},
    {"give the offers days that do not meet, or take it out of one", "请错开两个优惠的日期，或从其中一个中移除"}};

// Referrals, points, charging.

inline constexpr Rule referral_twice{
    "referral-twice", Severity::error,
    {"the referral of {0} stands in line {1} already", "{0} 的推荐规则在第 {1} 行已经有了"},
    {"write one for each package", "每个套餐只写一条"}};
inline constexpr Rule month_below_day{
    "month-below-day", Severity::error,
    {"most_a_month is below most_a_day, which then means nothing", "most_a_month 小于 most_a_day，后者就没有意义了"},
    {"make it as large at least; without these keys they are 20 and 5", "请至少与后者相等；不写时默认为 20 和 5"}};
inline constexpr Rule item_gives_nothing{
    "item-gives-nothing", Severity::error,
    {"{0} gives nothing", "{0}不兑换任何内容"},
    {"write gives: {{data_mb: 300}} or credit: 5.00, or both", "请写 gives: {{data_mb: 300}} 或 credit: 5.00，或两者都写"}};
inline constexpr Rule not_a_retry_day{
    "not-a-retry-day", Severity::error,
    {"retry_days has '{0}'", "retry_days 中有“{0}”"},
    {"use whole numbers from 1 to 27", "请使用 1 到 27 的整数"}};
inline constexpr Rule retry_days_not_ascending{
    "retry-days-not-ascending", Severity::error,
    {"retry_days has {0} behind {1}", "retry_days 中 {0} 排在 {1} 之后"},
    {"write the days in ascending order, each once", "请从小到大排列，每个只写一次"}};
inline constexpr Rule too_many_retry_days{
    "too-many-retry-days", Severity::error,
    {"retry_days lists more than 10 days", "retry_days 超过 10 天"},
    {"take some out; after the last of them the package is suspended", "请删减；最后一天仍扣费失败，套餐将被暂停"}};

// What would be right, where that depends on the case.

inline constexpr Phrase did_you_mean{"did you mean '{0}'?", "是否应为“{0}”？"};

// What an entry is called.

inline constexpr Phrase the_catalogue_file{"the catalogue file", "商品目录文件"};
inline constexpr Phrase package{"package", "套餐"};
inline constexpr Phrase offer{"offer", "优惠"};
inline constexpr Phrase step{"step", "优惠阶段"};
inline constexpr Phrase referral{"referral", "推荐规则"};
inline constexpr Phrase item{"item", "积分商品"};
inline constexpr Phrase the_item{"the item", "该积分商品"};
inline constexpr Phrase item_named{"item {0}", "积分商品 {0} "};

inline constexpr std::array all{
    &bad_entry_id, &id_taken, &nothing_listed, &empty_word, &named_twice, &not_yuan, &too_many_yuan, &not_a_day,
    &audience_is_nobody, &package_code_taken, &names_itself, &no_such_package, &needs_what_it_excludes,
    &needs_its_family, &needs_in_a_circle, &no_steps, &offer_never_runs, &offers_overlap, &referral_twice,
    &month_below_day, &item_gives_nothing, &not_a_retry_day, &retry_days_not_ascending, &too_many_retry_days};

/// Every rule of this header.
inline constexpr codecs::RuleList all_rules() { return all; }

}  // namespace hall::campaigns::rules
