#pragma once
// The second step of understanding a text: the words around a code are taken away, and numerals are read as digits.
// Like folding it guesses nothing, so that what is left may be acted on.

#include <string>
#include <string_view>
#include <vector>

namespace hall::menus {

/// What a text may be read as without guessing, most literal first, all folded, none twice:
/// 1. the text itself (fold_text);
/// 2. without greetings, thanks and soft endings around it, and without a word in front that only says that a code
///    follows: "你好，请发送“42”，谢谢！" -> "42". Not when the text asks ("发送42？") or says where to send
///    ("发送42到10086", an advert), and never so that nothing is left;
/// 3. with Chinese numerals as digits where the whole of it, or its end, is one: 四十二 -> "42", "CZ五十" -> "CZ50".
/// Never empty; the only entry is "" for a text that says nothing.
std::vector<std::string> readings(std::string_view utf8);

/// Whether the folded `word` is one of those that are taken away around a code: 谢谢, 请. In a sentence it means nothing.
bool is_courtesy(std::string_view word);

/// Whether a question mark ends it: "发送42？", "是？". Who asks has not asked for anything yet.
bool asks(std::string_view utf8);

}  // namespace hall::menus
