#pragma once
// What is said of old codes, extensions, and for whom and when items are there. Part of menus/load/rules.hpp, which everybody includes.

#include "codecs/yaml/rule.hpp"

namespace hall::menus::rules {

using codecs::Phrase;
using codecs::Rule;
using codecs::Severity;

// Old codes, extensions.

inline constexpr Rule moved_code_taken{
    "moved-code-taken", Severity::error,
    {"old code \"{0}\" is taken, first at {1}", "旧代码“{0}”已被使用，首次出现在 {1}"},
    {"take it out: it would never be answered as an old code", "请删除：它不会再按旧代码答复"}};
inline constexpr Rule moved_code_with_parameter{
    "moved-code-with-parameter", Severity::error,
    {"old code \"{0}\" has a parameter", "旧代码“{0}”带有参数"},
    {"write it under codes of the item that answers it", "请写在答复它的菜单项的 codes 下"}};
inline constexpr Rule unknown_item{
    "unknown-item", Severity::error,
    {"there is no menu item {0}", "没有菜单项“{0}”"},
    {"write the id of an item", "请写某个菜单项的 id"}};
inline constexpr Rule needs_a_parameter{
    "needs-a-parameter", Severity::error,
    {"menu item \"{0}\" is reached only with a parameter, which nothing brings here",
     "菜单项“{0}”必须带参数才能进入，而此处没有参数"},
    {"name another item", "请换一个菜单项"}};
inline constexpr Rule moved_shows_code{
    "moved-shows-code", Severity::error,
    {"{0} shows {{code}}, but menu item \"{1}\" has no code that can be shown",
     "{0} 中有 {{code}}，但菜单项“{1}”没有可显示的代码"},
    {"write a notice here that says what to text", "请在此处写 notice，直接说明应发送的内容"}};
inline constexpr Rule moved_shows_until{
    "moved-shows-until", Severity::error,
    {"{0} shows {{until}}, which this old code does not have", "{0} 中有 {{until}}，但此旧代码没有写 until"},
    {"write until here, or a notice without it", "请在此处写 until，或写一个不含它的 notice"}};
inline constexpr Rule bad_extension{
    "bad-extension", Severity::error,
    {"extension is {0}", "扩展号是“{0}”"},
    {"write the digits behind the hall's number, at most 10, in quotes", "请写营业厅号码后面的数字，最多 10 位，加引号"}};
inline constexpr Rule extension_acts{
    "extension-acts", Severity::error,
    {"extension {0} begins at menu item \"{1}\", which changes something", "扩展号 {0} 的入口“{1}”会直接办理业务"},
    {"name a menu, a text or a query: an empty text leads there", "请指定菜单、文字或查询类菜单项：空短信也会进入这里"}};

// Conditions.

inline constexpr Rule only_for_everybody{
    "only-for-everybody", Severity::error,
    {"only_for asks for nothing", "only_for 没有任何条件"},
    {"name a brand, city, language, spend, has or has_not", "请写 brand、city、language、spend、has 或 has_not"}};
inline constexpr Rule bad_spend{
    "bad-spend", Severity::error,
    {"{0} is {1}", "{0} 是“{1}”"},
    {"write yuan like 50 or 12.50", "请以元为单位，如 50 或 12.50"}};
inline constexpr Rule spend_for_nobody{
    "spend-for-nobody", Severity::error,
    {"spend is from {0} and below {1}: that is nobody", "spend 从 {0} 起、低于 {1}，没有用户符合"},
    {"make below the larger one", "below 应大于 from"}};
inline constexpr Rule always_open{
    "always-open", Severity::error,
    {"open names no time", "open 没有写任何时间"},
    {"write from, until or hours, or remove it", "请写 from、until 或 hours，或删除 open"}};
inline constexpr Rule bad_moment{
    "bad-moment", Severity::error,
    {"{0} is {1}", "{0} 是“{1}”"},
    {"write a day like 2026-12-01, or a moment like \"2026-12-01 08:00\"",
     "日期写作 2026-12-01，时刻写作 \"2026-12-01 08:00\""}};
inline constexpr Rule never_open{
    "never-open", Severity::error,
    {"open ends before it begins", "open 的结束时间不晚于开始时间"},
    {"make until the later one", "until 应晚于 from"}};
inline constexpr Rule bad_hours{
    "bad-hours", Severity::error,
    {"hours is {0}", "hours 是“{0}”"},
    {"write two times that differ, like \"09:00-21:00\"", "请写两个不同的时间，如 \"09:00-21:00\""}};
inline constexpr Rule bad_day{
    "bad-day", Severity::error,
    {"days has {0}", "days 中有“{0}”"},
    {"use mon, tue, wed, thu, fri, sat and sun", "请使用 mon、tue、wed、thu、fri、sat、sun"}};
inline constexpr Rule days_without_words{
    "days-without-words", Severity::error,
    {"open has days but no otherwise", "open 写了 days，但没有写 otherwise"},
    {"write otherwise: no text of the hall can say which days", "请写 otherwise：公共短信无法说明是哪几天"}};
inline constexpr Rule bad_open_zone{
    "bad-open-zone", Severity::error,
    {"zone is {0}", "zone 是“{0}”"},
    {"write how far its clocks are ahead of UTC, like \"+08:00\"", "请写与 UTC 的时差，如 \"+08:00\""}};

}  // namespace hall::menus::rules
