#pragma once
// What is said of languages, texts and snippets of menu files. Part of menus/load/rules.hpp, which everybody includes.

#include "codecs/yaml/rule.hpp"

namespace hall::menus::rules {

using codecs::Phrase;
using codecs::Rule;
using codecs::Severity;

// Languages.

inline constexpr Rule bad_language{
    "bad-language", Severity::error,
    {"language {0} is no name of a language", "“{0}”不是语言名称"},
    {"use 2 to 8 small letters, like zh or en", "请使用 2 到 8 个小写字母，如 zh、en"}};
inline constexpr Rule language_twice{
    "language-twice", Severity::error,
    {"language {0} is listed twice", "语言 {0} 重复列出"},
    {"list each once", "每种语言只列一次"}};
inline constexpr Rule unknown_language{
    "unknown-language", Severity::error,
    {"{0} is no language of this menu", "本菜单没有“{0}”这种语言"},
    {"use one of {1}, or add it to languages", "请使用 {1}，或将其加入 languages"}};
inline constexpr Rule missing_language{
    "missing-language", Severity::warning,
    {"{0} has no {1}", "{0} 没有 {1} 的文字"},
    {"write it; until then these subscribers read {2}", "请补写；在此之前这部分用户看到的是 {2} 的文字"}};
inline constexpr Rule missing_first_language{
    "missing-first-language", Severity::error,
    {"{0} has no {1}, the language that everything is written in", "{0} 没有 {1} 的文字，而它是必须写全的首选语言"},
    {"add a line \"{1}: ...\"", "请添加一行“{1}: ...”"}};

// Texts.

inline constexpr Rule not_one_text{
    "not-one-text", Severity::error,
    {"{0} is not one text", "{0} 不是一段文字"},
    {"put it in quotes if it begins with {{ or [", "如果文字以 {{ 或 [ 开头，请加引号"}};
inline constexpr Rule text_empty{
    "text-empty", Severity::error,
    {"{0} is empty", "{0} 是空的"},
    {"write what the subscriber shall read", "请写上用户应看到的内容"}};
inline constexpr Rule placeholder_unknown{
    "placeholder-unknown", Severity::error,
    {"placeholder {{{0}}} is unknown here", "此处没有占位符 {{{0}}}"},
    {}};
inline constexpr Rule placeholder_malformed{
    "placeholder-malformed", Severity::error,
    {"\"{{{0}}}\" is no placeholder", "“{{{0}}}”不是占位符"},
    {"write {{name}} with a-z, 0-9 and _ inside, or {{{{ and }}}} for braces",
     "占位符写作 {{name}}，括号内用 a-z、0-9 和 _；如要表示括号本身，请写 {{{{ 和 }}}}"}};
inline constexpr Rule placeholder_not_closed{
    "placeholder-not-closed", Severity::error,
    {"a placeholder is not closed", "占位符没有闭合"},
    {"close it with \"}}\", or write {{{{ for a brace", "请补上“}}”；如要表示括号本身，请写 {{{{"}};
inline constexpr Rule brace_closes_nothing{
    "brace-closes-nothing", Severity::error,
    {"\"}}\" closes no placeholder", "“}}”没有对应的“{{”"},
    {"write }}}} for a brace", "如要表示括号本身，请写 }}}}"}};
inline constexpr Rule choices_without_list{
    "choices-without-list", Severity::error,
    {"{{choices}} stands in an item without choices", "{{choices}} 用在了没有选项的菜单项里"},
    {"remove it, or add choices", "请删除，或添加 choices"}};
inline constexpr Rule code_not_shown{
    "code-not-shown", Severity::error,
    {"{{code}} stands in an item whose first code has a parameter or is missing",
     "{{code}} 用在了首个代码带参数或没有代码的菜单项里"},
    {"write out what the subscriber shall text", "请直接写出用户应发送的内容"}};
inline constexpr Rule list_not_shown{
    "list-not-shown", Severity::error,
    {"the text of a menu does not show {{choices}}", "菜单的文字里没有 {{choices}}"},
    {"add {{choices}}, so that subscribers see the digits", "请加上 {{choices}}，让用户看到可回复的数字"}};
inline constexpr Rule text_needed{
    "text-needed", Severity::error,
    {"{0} needs the text {1} of the hall", "{0} 需要公共短信 {1}"},
    {"write it under texts", "请写在 texts 下"}};
inline constexpr Rule outcome_without_text{
    "outcome-without-text", Severity::error,
    {"menu item \"{0}\": no text says that {1} came to {2}", "菜单项“{0}”：{1} 得到结果 {2} 时没有可回复的短信"},
    {"write it under replies here, or under texts for all", "请写在此处的 replies 下，或写在 texts 下供所有菜单项使用"}};
inline constexpr Rule follow_up_without_text{
    "follow-up-without-text", Severity::error,
    {"menu item \"{0}\": {1} needs the text {2} of the hall", "菜单项“{0}”：{1} 需要公共短信 {2}"},
    {"write it under texts", "请写在 texts 下"}};

// Snippets.

inline constexpr Rule bad_snippet_name{
    "bad-snippet-name", Severity::error,
    {"snippet {0} has no name for a placeholder", "片段名“{0}”不能用作占位符"},
    {"use a-z, 0-9 and _", "请使用 a-z、0-9 和 _"}};
inline constexpr Rule snippet_is_placeholder{
    "snippet-is-placeholder", Severity::error,
    {"snippet {0} has the name of a placeholder", "片段“{0}”与占位符同名"},
    {"use another name", "请换一个名字"}};
inline constexpr Rule snippet_in_snippet{
    "snippet-in-snippet", Severity::error,
    {"snippet {0} holds the snippet {{{1}}}", "片段“{0}”里用了片段 {{{1}}}"},
    {"write its words out", "请直接写出内容"}};
inline constexpr Rule snippet_shows_unknown{
    "snippet-shows-unknown", Severity::error,
    {"snippet {{{0}}} shows {{{1}}}, which is unknown here", "片段 {{{0}}} 里的 {{{1}}} 在此处无法显示"},
    {"write its words out here, or take {{{1}}} out of the snippet", "请在此处直接写出内容，或从片段中去掉 {{{1}}}"}};
inline constexpr Rule snippet_unused{
    "snippet-unused", Severity::warning,
    {"snippet {0} stands in no text", "片段“{0}”没有被任何短信使用"},
    {"write {{{0}}} where it belongs, or remove it", "请在需要处写 {{{0}}}，或删除该片段"}};

}  // namespace hall::menus::rules
