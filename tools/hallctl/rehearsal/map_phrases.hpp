#pragma once
// The wording of hallctl map, in English and Chinese.

#include "tools/hallctl/rehearsal/shared_phrases.hpp"

namespace hall::tools::map_phrases {

using codecs::Phrase;

inline constexpr Phrase title{"Map of the hall", "菜单总览"};
inline constexpr Phrase legend_title{"How to read it", "图例"};
inline constexpr Phrase tree_title{"Tree", "目录"};
inline constexpr Phrase items_title{"Items", "栏目与短信"};
inline constexpr Phrase moved_title{"Codes of the old hall", "旧代码"};
inline constexpr Phrase extensions_title{"Extensions of the number", "扩展号入口"};
inline constexpr Phrase texts_title{"Texts of the hall", "公共短信"};

inline constexpr Phrase codes{"codes", "代码"};
inline constexpr Phrase aliases{"aliases", "别名"};
inline constexpr Phrase charged{"charged: {0}", "收费：{0}"};
inline constexpr Phrase price_of_package{"price of the package that is named", "按所选业务的资费"};
inline constexpr Phrase leads_to{"leads to {0}", "进入{0}"};
inline constexpr Phrase until{"until {0}", "{0}止"};
inline constexpr Phrase parts_short{"{0} parts", "{0}条"};
inline constexpr Phrase part_short{"1 part", "1条"};

inline constexpr Phrase legend_digit{"the digit that chooses an item in the list above it; · where only a code leads",
                                     "在上一级列表中选择该栏目的数字；· 表示只能用代码进入"};
inline constexpr Phrase legend_code{"a code; the first one is shown in texts", "代码；第一个会在短信中展示"};
inline constexpr Phrase legend_alias{"an alias, which no text shows", "别名，短信中不展示"};
inline constexpr Phrase legend_charged{"costs something: the price of an order on {0}", "收费业务：{0}订购的资费"};
inline constexpr Phrase legend_sample{"a value that stands here as an example", "示例值，发送时替换"};
inline constexpr Phrase legend_open{"a value that is known only when somebody texts", "发送时才确定的内容"};
inline constexpr Phrase legend_parts{"below each text: its parts, and the characters of each", "每条短信下方：拆分条数及每条字数"};

}  // namespace hall::tools::map_phrases
