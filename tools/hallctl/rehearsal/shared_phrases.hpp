#pragma once
// Words that the map and the difference both need, in English and Chinese.

#include "tools/hallctl/rehearsal/words.hpp"

#include <vector>

namespace hall::tools::shared_phrases {

using codecs::Phrase;

inline constexpr Phrase keywords{"keywords", "关键词"};
inline constexpr Phrase action{"what it does", "办理内容"};
inline constexpr Phrase only_for{"for whom", "适用用户"};
inline constexpr Phrase open{"open", "开放时间"};
inline constexpr Phrase paged{"list in pages", "分页显示"};
inline constexpr Phrase one_part{"1 part ({0})", "1条（{0}字）"};
inline constexpr Phrase some_parts{"{0} parts ({1})", "{0}条（{1}字）"};
inline constexpr Phrase too_long{"too long to be sent", "过长，无法发送"};

/// "2 parts (66+28)": the units of each.
inline std::string parts_words(const std::vector<std::size_t>& lengths, const Words& words) {
    if (lengths.empty()) return words(too_long);
    return lengths.size() == 1 ? words(one_part, lengths.front())
                               : words(some_parts, lengths.size(), fmt::format("{}", fmt::join(lengths, "+")));
}

}  // namespace hall::tools::shared_phrases
