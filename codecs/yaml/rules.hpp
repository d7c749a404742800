#pragma once
// What is said of every operators' file, whatever stands in it: that it is no YAML, that a key is missing, unknown or
// has a value of the wrong kind. Each message in English and Chinese; docs/checker.md explains them.

#include "codecs/yaml/rule.hpp"

#include <array>

namespace hall::codecs::rules {

// The bytes of a file.

inline constexpr Rule unreadable_file{
    "unreadable-file", Severity::error,
    {"the file cannot be read", "文件无法读取"},
    {"check that it exists, is no folder, and who may read it", "请检查文件是否存在、是不是文件夹、读取权限是否正确"}};
inline constexpr Rule not_utf8{
    "not-utf8", Severity::error,
    {"this is not UTF-8", "此处不是 UTF-8 编码"},
    {"save the file with the encoding UTF-8", "请将文件另存为 UTF-8 编码"}};
inline constexpr Rule control_character{
    "control-character", Severity::error,
    {"a control character stands here", "此处有一个控制字符"},
    {"remove it", "请删除"}};
inline constexpr Rule carriage_return{
    "carriage-return", Severity::error,
    {"a line ends in a carriage return alone", "此行仅以回车符（CR）结尾"},
    {"save the file with Unix ends of line", "请将文件另存为 Unix 换行格式（LF）"}};

// What is YAML, but not for us.

inline constexpr Rule second_document{
    "second-document", Severity::error,
    {"a second document begins here", "此处开始了第二个文档"},
    {"keep one document in a file: remove the line ---", "一个文件只能有一个文档，请删除 --- 这一行"}};
inline constexpr Rule alias_inside_itself{
    "alias-inside-itself", Severity::error,
    {"this alias stands inside the value it repeats", "此别名位于它所引用的值内部"},
    {"write the value out", "请直接写出该值"}};
inline constexpr Rule aliases_too_large{"aliases-too-large",
                                        Severity::error,
                                        {"aliases make the file too large or too deep", "别名展开后文件过大或层级过深"},
                                        {"keep it below 64 levels, half a million values and 32 MiB of text",
                                         "请控制在 64 层、五十万个值、32 MiB 文字以内"}};
inline constexpr Rule nested_too_deep{
    "nested-too-deep", Severity::error,
    {"lists and maps are nested more than 64 deep", "列表和映射嵌套超过 64 层"},
    {"write the file with fewer levels", "请减少层级"}};
inline constexpr Rule file_too_large{"file-too-large",
                                     Severity::error,
                                     {"the file holds more than half a million values, or more than 32 MiB of text",
                                      "文件中的值超过五十万个，或文字超过 32 MiB"},
                                     {"split it", "请拆分文件"}};
inline constexpr Rule tag_not_used{
    "tag-not-used", Severity::error,
    {"tag {0} is not used here", "此处不支持标签 {0}"},
    {"remove it, or put the value in quotes if it begins with \"!\"", "请删除；如果值本身以“!”开头，请给值加引号"}};
inline constexpr Rule merge_key{
    "merge-key", Severity::error,
    {"the merge key << is not used here", "此处不支持合并键 <<"},
    {"write the keys out", "请逐个写出各键"}};
inline constexpr Rule colon_without_key{
    "colon-without-key", Severity::error,
    {"a colon without a key before it", "冒号前没有键"},
    {"write the key, or quote the text", "请写上键；如果这是文本，请加引号"}};
inline constexpr Rule key_not_a_word{
    "key-not-a-word", Severity::error,
    {"a list or map is used as a key", "列表或映射被用作键"},
    {"use a word as the key", "键只能是一个词"}};
inline constexpr Rule key_twice{
    "key-twice", Severity::error,
    {"key \"{0}\" is here a second time", "键“{0}”在此重复出现"},
    {"remove it or the first one on line {1}", "请删除此处或第 {1} 行的那一个"}};

// What is no YAML. Where the parser gives up is often far from the slip; these name the slip.

inline constexpr Rule not_yaml{
    "not-yaml", Severity::error,
    {"this is no YAML ({0})", "此处不符合 YAML 语法（{0}）"},
    {"look at the indentation, colons and quotes near here", "请检查附近的缩进、冒号和引号"}};
inline constexpr Rule tab_indents{
    "tab-indents", Severity::error,
    {"a tab indents this line", "此行用制表符（Tab）缩进"},
    {"indent with blanks", "请用空格缩进"}};
inline constexpr Rule wrong_escape{
    "wrong-escape", Severity::error,
    {"a backslash inside double quotes begins a code that does not exist", "双引号内的反斜杠后不是有效的转义字符"},
    {"write \\\\ for a backslash, or use single quotes", "反斜杠请写成 \\\\，或改用单引号"}};
inline constexpr Rule unknown_anchor{
    "unknown-anchor", Severity::error,
    {"this alias names no anchor above it", "此别名在上文中没有对应的锚点"},
    {"put the value in quotes if it begins with *", "如果值本身以 * 开头，请加引号"}};
inline constexpr Rule bad_anchor{
    "bad-anchor", Severity::error,
    {"an anchor or alias is not well written", "锚点或别名书写有误"},
    {"put the value in quotes if it begins with & or *", "如果值本身以 & 或 * 开头，请加引号"}};
inline constexpr Rule quote_not_closed{
    "quote-not-closed", Severity::error,
    {"the quote opened here is never closed", "此处的引号没有闭合"},
    {"close it at the end of the text", "请在文本末尾补上引号"}};
inline constexpr Rule quote_closed_late{
    "quote-closed-late", Severity::error,
    {"the quote opened here is closed only on line {0}", "此处的引号直到第 {0} 行才闭合"},
    {"close it at the end of the text", "请在文本末尾补上引号"}};
inline constexpr Rule text_after_quote{
    "text-after-quote", Severity::error,
    {"text follows the closing quote", "引号闭合后还有文字"},
    {"put all of it inside the quotes, and double a quote of the same kind", "请将全部内容放在引号内，内容中的同种引号写两遍"}};
inline constexpr Rule text_after_bracket{
    "text-after-bracket", Severity::error,
    {"a text that begins with {0} is not in quotes", "以 {0} 开头的文本没有加引号"},
    {"put the whole value in quotes", "请给整个值加引号"}};
inline constexpr Rule bracket_not_closed{
    "bracket-not-closed", Severity::error,
    {"the bracket opened here is never closed", "此处的括号没有闭合"},
    {"close it, or put the value in quotes if the bracket belongs to the text", "请补上括号；如果括号属于文本，请给值加引号"}};
inline constexpr Rule bracket_closes_nothing{
    "bracket-closes-nothing", Severity::error,
    {"this bracket closes nothing", "此括号没有对应的左括号"},
    {"remove it, or put the value in quotes if it belongs to the text", "请删除；如果它属于文本，请给值加引号"}};
inline constexpr Rule value_ends_early{
    "value-ends-early", Severity::error,
    {"a value on this line ends here before its list or map does", "此行的值在列表或映射结束之前就中断了"},
    {"put values that hold brackets, braces or colons in quotes", "含有括号或冒号的值请加引号"}};
inline constexpr Rule full_width_colon{
    "full-width-colon", Severity::error,
    {"a full-width colon stands after {0}", "{0} 后面用了全角冒号"},
    {"write \"{0}: \"", "请写成“{0}: ”（半角冒号加空格）"}};
inline constexpr Rule colon_without_blank{
    "colon-without-blank", Severity::error,
    {"no blank stands behind the colon after {0}", "{0} 的冒号后面缺少空格"},
    {"write \"{0}: \"", "请写成“{0}: ”（半角冒号加空格）"}};
inline constexpr Rule second_colon{
    "second-colon", Severity::error,
    {"a second \": \" stands in this line", "此行出现了第二个“: ”"},
    {"put the value in quotes", "请给值加引号"}};
inline constexpr Rule line_without_colon{
    "line-without-colon", Severity::error,
    {"this line has no colon", "此行没有冒号"},
    {"write \"key: value\", or indent it if it belongs to the text above", "请写成“键: 值”；如果属于上一行的文本，请缩进"}};
inline constexpr Rule wrong_beginning{
    "wrong-beginning", Severity::error,
    {"a value cannot begin with {0}", "值不能以 {0} 开头"},
    {"put the value in quotes", "请给值加引号"}};
inline constexpr Rule list_begins_here{
    "list-begins-here", Severity::error,
    {"a list cannot begin here", "列表不能从这里开始"},
    {"begin it on a line of its own, or write it as [a, b]", "请另起一行，或写成 [a, b]"}};
inline constexpr Rule line_does_not_fit{
    "line-does-not-fit", Severity::error,
    {"this line does not fit the lines above it", "此行与上面各行对不上"},
    {"indent it like its neighbours; a key needs \": \" behind it", "请与相邻各行对齐缩进；键后面要有“: ”"}};

// ${NAME} in values.

inline constexpr Rule not_a_variable{
    "not-a-variable", Severity::error,
    {"\"${{{0}}}\" names no environment variable", "“${{{0}}}”不是环境变量名"},
    {"write ${{NAME}} or ${{NAME:-default}}, or $${{ for the characters themselves",
     "请写成 ${{NAME}} 或 ${{NAME:-默认值}}；如要表示字符本身，请写 $${{"}};
inline constexpr Rule variable_not_set{
    "variable-not-set", Severity::error,
    {"environment variable {0} is not set", "环境变量 {0} 没有设置"},
    {"set it, or give a default: ${{{0}:-default}}", "请设置该变量，或给出默认值：${{{0}:-默认值}}"}};
inline constexpr Rule variable_not_closed{
    "variable-not-closed", Severity::error,
    {"\"${{\" is not closed", "“${{”没有闭合"},
    {"close it with \"}}\", or write $${{ for the characters", "请补上“}}”；如要表示字符本身，请写 $${{"}};

// Keys and their values.

inline constexpr Rule not_a_map{
    "not-a-map", Severity::error,
    {"{0} is {1}", "{0} 是{1}"},
    {"write lines of \"key: value\"", "请写成若干行“键: 值”"}};
inline constexpr Rule missing_key{
    "missing-key", Severity::error,
    {"{0} has no \"{1}\"", "{0} 缺少“{1}”"},
    {"add a line \"{1}: ...\"", "请添加一行“{1}: ...”"}};
inline constexpr Rule unknown_key{
    "unknown-key", Severity::error,
    {"{0} has no key \"{1}\"", "{0} 没有“{1}”这个键"},
    {}};
inline constexpr Rule empty_value{
    "empty-value", Severity::error,
    {"{0} is empty", "{0} 是空的"},
    {"write its value behind the colon", "请在冒号后面写上值"}};
inline constexpr Rule not_one_value{
    "not-one-value", Severity::error,
    {"{0} is {1}", "{0} 是{1}"},
    {"write one value; put it in quotes if it begins with {{ or [", "请写单个值；如果值以 {{ 或 [ 开头，请加引号"}};
inline constexpr Rule not_a_list{
    "not-a-list", Severity::error,
    {"{0} is {1}", "{0} 是{1}"},
    {"write one value or a list [a, b]; put a value in quotes if it begins with {{",
     "请写单个值或列表 [a, b]；如果值以 {{ 开头，请加引号"}};
inline constexpr Rule full_width_comma{
    "full-width-comma", Severity::warning,
    {"a full-width comma stands in \"{0}\" of {1}", "{1} 的“{0}”里有全角逗号或顿号"},
    {"write \", \" between the values; in quotes it stays", "各项之间请用半角逗号加空格；确实要用时请加引号"}};
inline constexpr Rule entry_not_one_value{
    "entry-not-one-value", Severity::error,
    {"an entry of {0} is {1}", "{0} 中有一项是{1}"},
    {"write one value; put it in quotes if it begins with {{ or [", "请写单个值；如果值以 {{ 或 [ 开头，请加引号"}};
inline constexpr Rule not_a_number{
    "not-a-number", Severity::error,
    {"{0} is {1}", "{0} 的值是 {1}"},
    {"use a whole number from {2} to {3}", "请使用 {2} 到 {3} 的整数"}};
inline constexpr Rule not_a_flag{
    "not-a-flag", Severity::error,
    {"{0} is {1}", "{0} 的值是 {1}"},
    {"use true or false", "请使用 true 或 false"}};
inline constexpr Rule not_a_duration{
    "not-a-duration", Severity::error,
    {"{0} is {1}", "{0} 的值是 {1}"},
    {"use a duration from {2} to {3}, written like 250ms, 30s, 10m, 2h or 1d",
     "请使用 {2} 到 {3} 的时长，写法如 250ms、30s、10m、2h、1d"}};
inline constexpr Rule not_one_of{
    "not-one-of", Severity::error,
    {"{0} is {1}", "{0} 的值是 {1}"},
    {"use one of {2}", "请使用其中之一：{2}"}};

// What would be right, where that depends on the case.

inline constexpr Phrase use_one_of{"use one of {0}", "请使用其中之一：{0}"};
inline constexpr Phrase write_instead{"write \"{0}\"", "应写作“{0}”"};

// What a value is, for "{1}" above.

inline constexpr Phrase nothing_there{"empty", "空的"};
inline constexpr Phrase single_value{"a single value", "单个值"};
inline constexpr Phrase list_of_values{"a list", "列表"};
inline constexpr Phrase map_of_values{"a map", "映射"};

inline constexpr std::array all{
    &unreadable_file, &not_utf8, &control_character, &carriage_return, &second_document, &alias_inside_itself,
    &aliases_too_large, &nested_too_deep, &file_too_large, &tag_not_used, &merge_key, &colon_without_key,
    &key_not_a_word, &key_twice, &not_yaml, &tab_indents, &wrong_escape, &unknown_anchor, &bad_anchor,
    &quote_not_closed, &quote_closed_late, &text_after_quote, &text_after_bracket, &bracket_not_closed,
    &bracket_closes_nothing, &value_ends_early, &full_width_colon, &colon_without_blank, &second_colon,
    &line_without_colon, &wrong_beginning, &list_begins_here, &line_does_not_fit, &not_a_variable, &variable_not_set,
    &variable_not_closed, &not_a_map, &missing_key, &unknown_key, &empty_value, &not_one_value, &not_a_list, &full_width_comma,
    &entry_not_one_value, &not_a_number, &not_a_flag, &not_a_duration, &not_one_of};

/// Every rule of this header.
inline constexpr RuleList all_rules() { return all; }

}  // namespace hall::codecs::rules
