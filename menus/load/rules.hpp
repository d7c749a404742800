#pragma once
// What is said of menu files: each message in English and Chinese. docs/checker.md explains them.

#include "codecs/yaml/rule.hpp"
#include "menus/load/rules_of_conditions.hpp"
#include "menus/load/rules_of_texts.hpp"

#include <array>

namespace hall::menus::rules {

// The file and those that it includes.

inline constexpr Rule menu_empty{
    "menu-empty", Severity::error,
    {"the menu file is empty", "菜单文件是空的"},
    {"docs/menu-file.md shows what belongs into it", "文件内容请参考 docs/menu-file.md"}};
inline constexpr Rule include_unreadable{
    "include-unreadable", Severity::error,
    {"the included file {0} cannot be read", "引用的文件 {0} 无法读取"},
    {"check the path (it begins at this file's folder) and who may read it", "请检查路径（从本文件所在目录算起）和读取权限"}};
inline constexpr Rule include_twice{
    "include-twice", Severity::error,
    {"{0} is included a second time, first at {1}", "{0} 被重复引用，首次引用在 {1}"},
    {"include each file once", "每个文件只引用一次"}};
inline constexpr Rule include_in_a_circle{
    "include-in-a-circle", Severity::error,
    {"{0} includes itself, directly or through others", "{0} 直接或间接引用了自己"},
    {"take this line out", "请删除这一行"}};
inline constexpr Rule written_twice{
    "written-twice", Severity::error,
    {"{0} \"{1}\" is written a second time, first at {2}", "{0}“{1}”重复定义，首次定义在 {2}"},
    {"keep one of them", "只保留一处"}};
inline constexpr Rule not_a_list_of_items{
    "not-a-list-of-items", Severity::error,
    {"{0} is no list", "{0} 不是列表"},
    {"begin each entry with \"- \"", "每一项以“- ”开头"}};

// Items.

inline constexpr Rule name_too_long{
    "name-too-long", Severity::error,
    {"{0} is {1} characters long", "{0} 有 {1} 个字"},
    {"use at most {2}", "最多 {2} 个字"}};
inline constexpr Rule name_of_several_lines{
    "name-of-several-lines", Severity::error,
    {"{0} has more than one line", "{0} 不止一行"},
    {"use one line", "请写成一行"}};
inline constexpr Rule bad_item_id{
    "bad-item-id", Severity::error,
    {"id is {0}", "id 是“{0}”"},
    {"use a-z, 0-9 and _, beginning with a letter, at most 40 characters",
     "请使用 a-z、0-9 和 _，以字母开头，最多 40 个字符"}};
inline constexpr Rule item_id_taken{
    "item-id-taken", Severity::error,
    {"id {0} is taken, first at {1}", "id“{0}”已被使用，首次出现在 {1}"},
    {"give each item its own", "每个菜单项的 id 不能相同"}};
inline constexpr Rule choices_no_list{
    "choices-no-list", Severity::error,
    {"choices is no list of menu items", "choices 不是菜单项列表"},
    {"begin each item with \"- id: ...\"", "每个菜单项以“- id: ...”开头"}};
inline constexpr Rule too_many_choices{
    "too-many-choices", Severity::error,
    {"a menu has more than 9 choices", "一个菜单超过 9 个选项"},
    {"group them in menus below, or give some digit: none", "请分到下级菜单，或给部分菜单项写 digit: none"}};
inline constexpr Rule digit_taken{
    "digit-taken", Severity::error,
    {"digit {0} is taken by the item on line {1}", "数字 {0} 已被第 {1} 行的菜单项使用"},
    {"without digit: an item has its position in the list; give each its own",
     "不写 digit 的菜单项使用其在列表中的序号；各菜单项的数字不能相同"}};
inline constexpr Rule bad_digit{
    "bad-digit", Severity::error,
    {"digit is {0}", "digit 是{0}"},
    {"use 1 to 9, or none for an item that only its codes reach", "请使用 1 到 9；只能用代码进入的菜单项写 none"}};
inline constexpr Rule menu_too_deep{
    "menu-too-deep", Severity::error,
    {"menus are nested more than {0} deep", "菜单嵌套超过 {0} 层"},
    {"bring this item further up", "请把此菜单项上移"}};
inline constexpr Rule paged_without_choices{
    "paged-without-choices", Severity::error,
    {"paged stands in an item without choices", "paged 用在了没有选项的菜单项里"},
    {"remove it, or add choices", "请删除，或添加 choices"}};
inline constexpr Rule digit_in_paged_menu{
    "digit-in-paged-menu", Severity::error,
    {"digit is {0}, but the list above is paged", "digit 是 {0}，但上级列表是分页的"},
    {"remove it: each page numbers its items from 1", "请删除：分页列表每页都从 1 开始编号"}};

// Zones.

inline constexpr Rule unknown_zone{
    "unknown-zone", Severity::error,
    {"there is no zone {0}", "没有专区“{0}”"},
    {"define it under zones", "请在 zones 下定义"}};
inline constexpr Rule zone_twice{
    "zone-twice", Severity::error,
    {"zone {0} is put into the menu a second time, first at {1}", "专区“{0}”重复放入菜单，首次放入在 {1}"},
    {"put each zone into one place", "每个专区只能放在一处"}};
inline constexpr Rule zone_unused{
    "zone-unused", Severity::warning,
    {"zone {0} is not in the menu: nobody can reach it", "专区“{0}”没有放入菜单，用户无法进入"},
    {"write \"- zone: {0}\" in a list of choices, or remove it", "请在某个 choices 中写“- zone: {0}”，或删除该专区"}};

// Codes.

inline constexpr Rule no_codes{
    "no-codes", Severity::error,
    {"codes is an empty list", "codes 是空列表"},
    {"write at least one code", "请至少写一个代码"}};
inline constexpr Rule code_leads_back{
    "code-leads-back", Severity::error,
    {"code {0} always leads back", "代码 {0} 固定用于返回上级"},
    {"use another code", "请换一个代码"}};
inline constexpr Rule code_leads_home{
    "code-leads-home", Severity::error,
    {"code {0} always leads home", "代码 {0} 固定用于回首页"},
    {"use another code", "请换一个代码"}};
inline constexpr Rule code_is_digit{
    "code-is-digit", Severity::error,
    {"code {0} is a single digit, which chooses from a list", "代码 {0} 是单个数字，单个数字只用于选择列表项"},
    {"use two characters or more", "请使用两个以上的字符"}};
inline constexpr Rule code_taken{
    "code-taken", Severity::error,
    {"code \"{0}\" is taken, first at {1}", "代码“{0}”已被使用，首次出现在 {1}"},
    {"give each item its own; case, width and blanks make no difference",
     "各菜单项的代码不能相同；大小写、全半角和空格不作区分"}};
inline constexpr Rule code_empty{
    "code-empty", Severity::error,
    {"code \"{0}\" is empty", "代码“{0}”是空的"},
    {"write letters or digits; blanks and punctuation do not count", "请使用字母或数字；空格和标点不算"}};
inline constexpr Rule code_brace{
    "code-brace", Severity::error,
    {"code \"{0}\" has a brace without its partner", "代码“{0}”的括号不成对"},
    {"write a parameter like {{friend:phone}}", "参数写作 {{friend:phone}}"}};
inline constexpr Rule parameter_malformed{
    "parameter-malformed", Severity::error,
    {"\"{{{0}}}\" is no parameter", "“{{{0}}}”不是参数"},
    {"write it like {{friend:phone}}", "请写作 {{friend:phone}} 的形式"}};
inline constexpr Rule parameter_type_unknown{
    "parameter-type-unknown", Severity::error,
    {"parameter {0} has the unknown type \"{1}\"", "参数 {0} 的类型“{1}”不存在"},
    {"use phone, amount, number or word", "请使用 phone、amount、number 或 word"}};
inline constexpr Rule parameter_twice{
    "parameter-twice", Severity::error,
    {"code \"{0}\" has parameter {1} twice", "代码“{0}”中参数 {1} 出现两次"},
    {"give each parameter its own name", "参数名不能相同"}};
inline constexpr Rule parameters_side_by_side{
    "parameters-side-by-side", Severity::error,
    {"code \"{0}\" has two parameters side by side", "代码“{0}”中两个参数紧挨着"},
    {"put letters or digits between them", "请在中间加上字母或数字"}};
inline constexpr Rule parameter_alone{
    "parameter-alone", Severity::error,
    {"code \"{0}\" is a parameter alone", "代码“{0}”只有一个参数"},
    {"add letters or digits, so that not every text fits", "请加上字母或数字，否则任何短信都会匹配"}};
inline constexpr Rule parameter_is_placeholder{
    "parameter-is-placeholder", Severity::error,
    {"parameter {0} has the name of a placeholder", "参数 {0} 与占位符同名"},
    {"use another name", "请换一个名字"}};
inline constexpr Rule alias_with_parameter{
    "alias-with-parameter", Severity::error,
    {"alias \"{0}\" has a parameter", "别名“{0}”带有参数"},
    {"write it under codes", "请写在 codes 下"}};
inline constexpr Rule alias_shadows_code{
    "alias-shadows-code", Severity::error,
    {"alias \"{0}\" is a code, at {1}", "别名“{0}”已是代码，位于 {1}"},
    {"take it out: the code would always answer in its place", "请删除：该代码总会优先生效"}};
inline constexpr Rule alias_taken{
    "alias-taken", Severity::error,
    {"alias \"{0}\" is taken, first at {1}", "别名“{0}”已被使用，首次出现在 {1}"},
    {"give each item its own; case, width and blanks make no difference",
     "各菜单项的别名不能相同；大小写、全半角和空格不作区分"}};
inline constexpr Rule keyword_too_short{
    "keyword-too-short", Severity::error,
    {"keyword \"{0}\" is too short", "关键词“{0}”太短"},
    {"write 2 characters or more, and a word on each side of +; too many sentences would hold it",
     "至少写 2 个字，加号两边都要有词，否则会匹配太多短信"}};
inline constexpr Rule bad_synonym{
    "bad-synonym", Severity::error,
    {"\"{0}\" is no word that a keyword could hold", "“{0}”不能用作关键词里的词"},
    {"write a word without +", "请写一个不含加号的词"}};
inline constexpr Rule synonym_taken{
    "synonym-taken", Severity::error,
    {"\"{0}\" already has synonyms, at {1}", "“{0}”已列在同义词里，位于 {1}"},
    {"put all of them into one list; case, width and blanks make no difference",
     "请合并为一组；大小写、全半角和空格不作区分"}};
inline constexpr Rule synonym_unused{
    "synonym-unused", Severity::warning,
    {"no keyword holds {0} or one of its synonyms", "没有关键词用到“{0}”或它的同义词"},
    {"use it in keywords, or remove the list", "请在 keywords 里使用，或删除这一组"}};
inline constexpr Rule keyword_on_act{
    "keyword-on-act", Severity::error,
    {"keywords stand in an item whose action {0} changes something", "关键词用在了会办理业务的菜单项里（{0}）"},
    {"remove them: only an exact code or a digit may ask for it", "请删除：此类业务只能用准确的代码或数字办理"}};

// Answers.

inline constexpr Rule text_and_action{
    "text-and-action", Severity::error,
    {"{0} has a text and an action", "{0}同时写了 text 和 action"},
    {"keep one; an action answers through its replies", "只保留一个；action 通过 replies 答复"}};
inline constexpr Rule no_answer{
    "no-answer", Severity::error,
    {"{0} has neither a text nor an action", "{0}没有写 text，也没有写 action"},
    {"add one of them", "请写其中一个"}};
inline constexpr Rule needs_an_action{
    "needs-an-action", Severity::error,
    {"{0} stands in an item without an action", "{0} 用在了没有 action 的菜单项里"},
    {"remove it, or write an action in place of the text", "请删除，或将 text 换成 action"}};
inline constexpr Rule action_with_choices{
    "action-with-choices", Severity::error,
    {"an item with choices has an action", "有选项的菜单项写了 action"},
    {"give it a text that shows {{choices}}", "请改写 text，并显示 {{choices}}"}};
inline constexpr Rule action_no_name{
    "action-no-name", Severity::error,
    {"action is no name", "action 不是业务名称"},
    {"docs/menu-file.md lists the actions", "可用的业务见 docs/menu-file.md"}};
inline constexpr Rule action_unknown{
    "action-unknown", Severity::error,
    {"action {0} is unknown", "没有业务 {0}"},
    {"docs/menu-file.md lists the actions", "可用的业务见 docs/menu-file.md"}};
inline constexpr Rule with_no_map{
    "with-no-map", Severity::error,
    {"with is no map", "with 不是映射"},
    {"write it like with: {{package: CL5}}", "请写作 with: {{package: CL5}}"}};
inline constexpr Rule not_taken{
    "not-taken", Severity::error,
    {"action {0} does not take {1}", "业务 {0} 不接受参数 {1}"},
    {"it takes {2}", "它接受的参数：{2}"}};
inline constexpr Rule bad_value{
    "bad-value", Severity::error,
    {"{0} is \"{1}\", which is no {2}", "{0} 的值“{1}”不是有效的 {2}"},
    {}};
inline constexpr Rule value_unknown{
    "value-unknown", Severity::error,
    {"there is no {0} {1}", "没有“{1}”（{0}）"},
    {"use one of the catalogue", "请使用商品目录中的编号"}};
inline constexpr Rule parameter_of_other_type{
    "parameter-of-other-type", Severity::error,
    {"parameter {0} is a {1}", "参数 {0} 的类型是 {1}"},
    {"action {2} needs a {3}", "业务 {2} 需要 {3}"}};
inline constexpr Rule value_in_two_places{
    "value-in-two-places", Severity::error,
    {"parameter {0} stands in the code and in with", "参数 {0} 同时写在代码和 with 里"},
    {"keep it in one place", "只保留一处"}};
inline constexpr Rule digit_brings_too_little{
    "digit-brings-too-little", Severity::error,
    {"action {0} needs {1}, which a digit cannot bring", "业务 {0} 需要 {1}，而回复数字无法带上它"},
    {"put it into with, or {2} into every code and digit: none",
     "请写在 with 里，或在每个代码中写 {2} 并写 digit: none"}};
inline constexpr Rule code_brings_too_little{
    "code-brings-too-little", Severity::error,
    {"action {0} needs {1}, which code \"{2}\" does not bring", "业务 {0} 需要 {1}，而代码“{2}”没有带上它"},
    {"write {3} into the code, or put it into with", "请在代码中写 {3}，或写在 with 里"}};
inline constexpr Rule keyword_brings_too_little{
    "keyword-brings-too-little", Severity::error,
    {"action {0} needs {1}, which keywords do not bring", "业务 {0} 需要 {1}，而关键词无法带上它"},
    {"put it into with, or remove the keywords", "请写在 with 里，或删除关键词"}};

// What would be right, where that depends on the case.

inline constexpr Phrase write_instead{"write \"{0}\"", "应写作“{0}”"};
inline constexpr Phrase did_you_mean{"did you mean \"{0}\"?", "是否应为“{0}”？"};
inline constexpr Phrase known_here{"known here: {0}", "此处可用：{0}"};
inline constexpr Phrase nearest_known_here{"write {{{1}}}; known here: {0}", "应写作 {{{1}}}；此处可用：{0}"};
inline constexpr Phrase nearest_here{"write {{{0}}}; no placeholder is known here", "应写作 {{{0}}}；此处没有占位符可用"};
inline constexpr Phrase none_known_here{"no placeholder is known here", "此处没有占位符可用"};
inline constexpr Phrase write_phone{"write it like +8613800138000", "请写作 +8613800138000 的形式"};
inline constexpr Phrase write_amount{"write yuan like 50 or 12.50", "请以元为单位，如 50 或 12.50"};
inline constexpr Phrase write_number{"write 1 to 18 digits", "请写 1 到 18 位数字"};
inline constexpr Phrase write_word{"write 1 to 20 letters or digits", "请写 1 到 20 个字母或数字"};

// What something is called.

inline constexpr Phrase nothing{"nothing", "无"};
inline constexpr Phrase no_digit{"no digit", "空的"};
inline constexpr Phrase the_menu_file{"the menu file", "菜单文件"};
inline constexpr Phrase the_included_file{"the included file", "被引用的文件"};
inline constexpr Phrase menu_item{"menu item", "菜单项"};
inline constexpr Phrase menu_item_named{"menu item \"{0}\"", "菜单项“{0}”"};
inline constexpr Phrase zone_in_choices{"zone in choices", "choices 中的专区"};
inline constexpr Phrase old_code{"old code", "旧代码"};
inline constexpr Phrase texts_of_package{"package_texts of {0}", "{0} 的 package_texts "};

inline constexpr std::array all{
    &menu_empty, &include_unreadable, &include_twice, &include_in_a_circle, &written_twice, &not_a_list_of_items,
    &bad_language, &language_twice, &unknown_language, &missing_language, &missing_first_language, &not_one_text,
    &text_empty, &placeholder_unknown, &placeholder_malformed, &placeholder_not_closed, &brace_closes_nothing,
    &choices_without_list, &code_not_shown, &list_not_shown, &text_needed, &outcome_without_text,
    &follow_up_without_text, &bad_snippet_name, &snippet_is_placeholder, &snippet_in_snippet, &snippet_shows_unknown,
    &snippet_unused, &name_too_long, &name_of_several_lines, &bad_item_id, &item_id_taken, &choices_no_list,
    &too_many_choices, &digit_taken, &bad_digit, &menu_too_deep, &paged_without_choices, &digit_in_paged_menu,
    &unknown_zone, &zone_twice, &zone_unused, &no_codes, &code_leads_back, &code_leads_home, &code_is_digit,
    &code_taken, &code_empty, &code_brace, &parameter_malformed, &parameter_type_unknown, &parameter_twice,
    &parameters_side_by_side, &parameter_alone, &parameter_is_placeholder, &alias_with_parameter, &alias_shadows_code,
    &alias_taken, &keyword_too_short, &bad_synonym, &synonym_taken, &synonym_unused, &keyword_on_act, &moved_code_taken, &moved_code_with_parameter, &unknown_item,
    &needs_a_parameter, &moved_shows_code, &moved_shows_until, &bad_extension, &extension_acts, &only_for_everybody,
    &bad_spend, &spend_for_nobody, &always_open, &bad_moment, &never_open, &bad_hours, &bad_day, &days_without_words,
    &bad_open_zone, &text_and_action, &no_answer, &needs_an_action, &action_with_choices, &action_no_name,
    &action_unknown, &with_no_map, &not_taken, &bad_value, &value_unknown, &parameter_of_other_type,
    &value_in_two_places, &digit_brings_too_little, &code_brings_too_little, &keyword_brings_too_little};

/// Every rule of menus.
inline constexpr codecs::RuleList all_rules() { return all; }

}  // namespace hall::menus::rules
