#pragma once
// What the review says of a menu and a catalogue that can be taken: nothing here keeps the hall from starting, so all
// of it is a warning. Each message in English and Chinese; docs/checker.md explains them.

#include "codecs/yaml/rule.hpp"

#include <array>

namespace hall::daemon::review_rules {

using codecs::Phrase;
using codecs::Rule;
using codecs::Severity;

// Ways to an item, and on from it.

inline constexpr Rule unreachable_item{
    "unreachable-item", Severity::warning,
    {"menu item \"{0}\" has no code, no digit and nothing that leads to it", "菜单项“{0}”没有代码和数字，也没有其他入口"},
    {"give it a code or a digit, or remove it", "请为它设置代码或数字，或删除"}};
inline constexpr Rule never_there{
    "never-there", Severity::warning,
    {"nobody can see menu item \"{0}\": no subscriber fits {1} here and above it",
     "没有用户能看到菜单项“{0}”：本项与上级的 {1} 条件互相矛盾"},
    {"change one of the two, or remove the item", "请修改其中一处，或删除该菜单项"}};
inline constexpr Rule dead_end{
    "dead-end", Severity::warning,
    {"{0} leaves no way on: it names no code, no digit and no number to call",
     "{0}没有指出下一步：没有代码、数字或可拨打的号码"},
    {"say what to text next, such as 0 for back", "请说明接下来发送什么，例如“回复0返回上级”"}};
inline constexpr Rule unknown_code_in_text{
    "unknown-code-in-text", Severity::warning,
    {"{0} tells subscribers to text {1}, which is no code of this menu", "{0}让用户发送 {1}，但菜单中没有这个代码"},
    {"correct it, or give an item that code", "请改正，或为某个菜单项设置该代码"}};

// Codes.

inline constexpr Rule ambiguous_codes{
    "ambiguous-codes", Severity::warning,
    {"code \"{0}\" and code \"{1}\" of menu item \"{2}\" ({3}) both fit a text such as {4}; "
     "the first in the file answers",
     "代码“{0}”与菜单项“{2}”的代码“{1}”（{3}）都能匹配 {4} 这样的短信；文件中靠前的生效"},
    {"make the letters differ", "请让两者的字母部分不同"}};
inline constexpr Rule code_before_pattern{
    "code-before-pattern", Severity::warning,
    {"code \"{0}\" answers before code \"{1}\" of menu item \"{2}\" ({3}), which it fits too",
     "代码“{0}”会先于菜单项“{2}”的代码“{1}”（{3}）生效，而后者也能匹配它"},
    {"take it out, or make the letters differ", "请删除，或让两者的字母部分不同"}};
inline constexpr Rule alias_before_pattern{
    "alias-before-pattern", Severity::warning,
    {"alias \"{0}\" shadows code \"{1}\" of menu item \"{2}\" ({3}), which it fits too",
     "别名“{0}”遮住了菜单项“{2}”的代码“{1}”（{3}），而后者也能匹配它"},
    {"take it out, or make the words differ", "请删除，或换一个说法"}};
inline constexpr Rule keyword_is_old_code{
    "keyword-is-old-code", Severity::warning,
    {"keyword \"{0}\" of menu item \"{1}\" is an old code, which leads to menu item \"{2}\"",
     "菜单项“{1}”的关键词“{0}”是旧代码，指向菜单项“{2}”"},
    {"take it out of one of the two: a text of this word alone is answered as the old code",
     "请从其中一处删除：只发这个词的短信按旧代码答复"}};
inline constexpr Rule package_not_ordered{
    "package-not-ordered", Severity::warning,
    {"package {0} is on sale, but no code of the menu orders it", "套餐 {0} 在售，但菜单中没有代码可以开通它"},
    {"give an item action: order for it, or write sold: no", "请为它设置 action: order 的菜单项，或写 sold: no"}};
inline constexpr Rule package_not_cancelled{
    "package-not-cancelled", Severity::warning,
    {"package {0} can be ordered, and has no cancel code", "套餐 {0} 可以开通，却没有退订代码"},
    {"add cancel: to its codes; texts tell subscribers to send it", "请在 codes 中写 cancel；短信会让用户发送它"}};
inline constexpr Rule package_code_unknown{
    "package-code-unknown", Severity::warning,
    {"package {0}: the menu has no code {1} (codes: {2})", "套餐 {0}：菜单中没有代码 {1}（codes: {2}）"},
    {"texts tell subscribers to send it: give an item that code, or correct it here",
     "短信会让用户发送它：请为菜单项设置该代码，或在此处改正"}};
inline constexpr Rule package_code_elsewhere{
    "package-code-elsewhere", Severity::warning,
    {"package {0}: code {1} (codes: {2}) leads to menu item \"{3}\", which does not {4} this package",
     "套餐 {0}：代码 {1}（codes: {2}）指向菜单项“{3}”，而它并不{4}本套餐"},
    {"correct it here or in the menu", "请在此处或菜单中改正"}};

// Lengths.

inline constexpr Rule too_many_parts{
    "too-many-parts", Severity::warning,
    {"{0} takes {1} texts, {2}", "{0}需要 {1} 条短信（{2}）"},
    {"shorten it: {3} at most", "请缩短：最多 {3} 条"}};
inline constexpr Rule page_too_long{
    "page-too-long", Severity::warning,
    {"a page of the paged menu \"{0}\" takes {1} texts: its own words leave no room for an item",
     "分页菜单“{0}”的一页需要 {1} 条短信：自身文字太长，放不下一个选项"},
    {"shorten its text, so that a page fits into one", "请缩短文字，使一页能放进一条短信"}};

// What is charged.

inline constexpr Rule charged_without_price{
    "charged-without-price", Severity::warning,
    {"menu item \"{0}\" orders {1} and nobody tells the price before", "菜单项“{0}”会开通 {1}，但此前没有告知资费"},
    {"show {{terms}} or {{price}} in the text ask, or write the price into the item above",
     "请在短信 ask 中显示 {{terms}} 或 {{price}}，或在上级菜单项中写明资费"}};
inline constexpr Rule charged_without_confirmation{
    "charged-without-confirmation", Severity::warning,
    {"menu item \"{0}\" orders {1} and nothing says how to confirm", "菜单项“{0}”会开通 {1}，但没有说明如何确认"},
    {"show {{yes}} in the text ask", "请在短信 ask 中显示 {{yes}}"}};
inline constexpr Rule charged_without_cancel_code{
    "charged-without-cancel-code", Severity::warning,
    {"menu item \"{0}\" orders {1} and nobody tells how to cancel it", "菜单项“{0}”会开通 {1}，但没有告知如何取消"},
    {"show {{cancel_code}} in the text ask, or write the code into the item above",
     "请在短信 ask 中显示 {{cancel_code}}，或在上级菜单项中写明取消代码"}};

inline constexpr Rule price_of_no_offer{
    "price-of-no-offer", Severity::warning,
    {"{0} tells {1} yuan a month, but package {2} costs {3}", "{0}写明每月{1}元，但套餐 {2} 的资费是 {3} 元"},
    {"correct the text or the catalogue", "请改正短信或商品目录"}};

// Times and people.

inline constexpr Rule window_over{
    "window-over", Severity::warning,
    {"menu item \"{0}\" is over since {1}", "菜单项“{0}”已于 {1} 结束"},
    {"remove it, or give it a later until", "请删除，或把 until 改到以后"}};
inline constexpr Rule offer_over{
    "offer-over", Severity::warning,
    {"offer {0} is over since {1}", "优惠 {0} 已于 {1} 结束"},
    {"remove it, or give it a later until", "请删除，或把 until 改到以后"}};
inline constexpr Rule most_without_most_each{
    "most-without-most-each", Severity::warning,
    {"offer {0} has most: {1} and no most_each: one subscriber can take all its places",
     "优惠 {0} 有 most: {1} 而没有 most_each：一个用户就能占用全部名额"},
    {"say how often one may have it, such as most_each: 1", "请写明每个号码最多几次，例如 most_each: 1"}};
inline constexpr Rule window_and_offer{
    "window-and-offer", Severity::warning,
    {"menu item \"{0}\" is open until {1}, but offer {2} of its package {3} runs until {4}",
     "菜单项“{0}”开放到 {1}，但其套餐 {3} 的优惠 {2} 到 {4} 为止"},
    {"give both the same until", "请将两处的 until 改为一致"}};
inline constexpr Rule unknown_audience{
    "unknown-audience", Severity::warning,
    {"only_for has the {0} \"{1}\"; the catalogue writes \"{2}\"", "only_for 中的{0}“{1}”，在商品目录中写作“{2}”"},
    {"write it as the book of subscribers does", "请与用户资料中的写法保持一致"}};

// Which text is meant, and what was assumed.

inline constexpr Phrase text_of_item{"the text of menu item \"{0}\"", "菜单项“{0}”的短信"};
inline constexpr Phrase reply_of_item{"the reply {1} of menu item \"{0}\"", "菜单项“{0}”的答复 {1} "};
inline constexpr Phrase text_of_hall{"the text {0}", "公共短信 {0} "};
inline constexpr Phrase text_of_package{"the text {0} of package {1}", "套餐 {1} 的短信 {0} "};
inline constexpr Phrase in_language{"{0} ({1})", "{0}（{1}）"};
inline constexpr Phrase as_written{"as it is written", "按原文计算"};
inline constexpr Phrase with_values{"with {0}", "按 {0} 计算"};
inline constexpr Phrase the_list{"the longest list", "最长的列表"};
inline constexpr Phrase its_list{"all its choices", "全部选项"};
inline constexpr Phrase brand{"brand", "品牌"};
inline constexpr Phrase city{"city", "归属地"};
inline constexpr Phrase order{"order", "开通"};
inline constexpr Phrase cancel{"cancel", "取消"};
inline constexpr Phrase any_package{"any package", "任意套餐"};

inline constexpr std::array all{
    &unreachable_item, &never_there, &dead_end, &unknown_code_in_text, &ambiguous_codes, &code_before_pattern,
    &alias_before_pattern, &keyword_is_old_code, &package_not_ordered, &package_not_cancelled, &package_code_unknown, &package_code_elsewhere,
    &too_many_parts, &page_too_long, &charged_without_price, &charged_without_confirmation,
    &charged_without_cancel_code, &price_of_no_offer, &window_over, &offer_over,
    &most_without_most_each, &window_and_offer, &unknown_audience};

/// Every rule of this header.
inline constexpr codecs::RuleList all_rules() { return all; }

}  // namespace hall::daemon::review_rules
