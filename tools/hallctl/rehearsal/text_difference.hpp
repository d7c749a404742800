#pragma once
// Two texts side by side: which words went and which came, so that a person sees at once where they part. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace hall::tools {

/// A piece that both texts have, or only one of them.
struct TextPiece {
    enum class Kind { same, gone, come };
    Kind kind = Kind::same;
    std::string text;
    bool operator==(const TextPiece&) const = default;
};

/// Words are runs of Latin letters and digits ("8.00", "KTLL10") and single characters otherwise. Where hardly anything
/// is left between two changes they count as one. UTF-8.
std::vector<TextPiece> text_difference(std::string_view before, std::string_view after);

/// "每月[-8.00-]{+9.00+}元": what went in square brackets, what came in braces.
std::string in_one_line(const std::vector<TextPiece>& pieces);

/// A text line by line: a line that went and the one that came in its place are one entry.
struct LineDifference {
    enum class Kind { same, gone, come, changed };
    Kind kind = Kind::same;
    std::string before, after;
    std::size_t before_line = 0;  // from 0
};
std::vector<LineDifference> line_difference(std::string_view before, std::string_view after);

}  // namespace hall::tools
