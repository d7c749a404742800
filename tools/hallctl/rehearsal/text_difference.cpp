#include "tools/hallctl/rehearsal/text_difference.hpp"

#include <algorithm>
#include <cstdint>

namespace hall::tools {

namespace {

using Kind = TextPiece::Kind;
using TextWords = std::vector<std::string_view>;

// Longer texts than a hall ever sends are not compared word by word: the table would grow with the square.
constexpr std::size_t most_words = 4000;

bool latin(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

TextWords words_of(std::string_view text) {
    TextWords words;
    while (!text.empty()) {
        std::size_t length = 1;
        if (latin(text.front())) {
            // A point between digits belongs to the sum.
            while (length < text.size() && (latin(text[length]) || (text[length] == '.' && length + 1 < text.size() &&
                                                                    latin(text[length + 1]))))
                ++length;
        } else {
            while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
        }
        words.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return words;
}

TextWords lines_of(std::string_view text) {
    TextWords lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

struct Step {
    Kind kind;
    std::size_t before, after;  // index of the word in each
};

/// The longest common subsequence, as steps from the begin of both to their end; what went before what came.
std::vector<Step> steps_between(const TextWords& before, const TextWords& after) {
    const auto columns = after.size() + 1;
    std::vector<std::uint32_t> common((before.size() + 1) * columns);
    for (auto i = before.size(); i-- > 0;)
        for (auto j = after.size(); j-- > 0;)
            common[i * columns + j] = before[i] == after[j]
                                          ? common[(i + 1) * columns + j + 1] + 1
                                          : std::max(common[(i + 1) * columns + j], common[i * columns + j + 1]);
    std::vector<Step> steps;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            steps.push_back({Kind::same, i++, j++});
        } else if (j == after.size() ||
                   (i < before.size() && common[(i + 1) * columns + j] >= common[i * columns + j + 1])) {
            steps.push_back({Kind::gone, i++, j});
        } else {
            steps.push_back({Kind::come, i, j++});
        }
    }
    return steps;
}

void append(std::vector<TextPiece>& pieces, Kind kind, std::string_view text) {
    if (text.empty()) return;
    if (pieces.empty() || pieces.back().kind != kind) pieces.push_back({kind, {}});
    pieces.back().text += text;
}

/// One change out of those that follow each other with hardly anything between them.
std::vector<TextPiece> gathered(const std::vector<TextPiece>& pieces) {
    std::vector<TextPiece> out;
    std::string gone;
    std::string come;
    const auto close = [&] {
        append(out, Kind::gone, gone);
        append(out, Kind::come, come);
        gone.clear();
        come.clear();
    };
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto& piece = pieces[i];
        const bool between = !(gone.empty() && come.empty()) && i + 1 < pieces.size();
        if (piece.kind == Kind::gone) {
            gone += piece.text;
        } else if (piece.kind == Kind::come) {
            come += piece.text;
        } else if (between && words_of(piece.text).size() <= 1) {
            gone += piece.text;
            come += piece.text;
        } else {
            close();
            append(out, Kind::same, piece.text);
        }
    }
    close();
    return out;
}

}  // namespace

std::vector<TextPiece> text_difference(std::string_view before, std::string_view after) {
    const auto old_words = words_of(before);
    const auto new_words = words_of(after);
    std::vector<TextPiece> pieces;
    if (old_words.size() > most_words || new_words.size() > most_words) {
        append(pieces, before == after ? Kind::same : Kind::gone, before);
        if (before != after) append(pieces, Kind::come, after);
        return pieces;
    }
    for (const auto& step : steps_between(old_words, new_words))
        append(pieces, step.kind, step.kind == Kind::come ? new_words[step.after] : old_words[step.before]);
    return gathered(pieces);
}

std::string in_one_line(const std::vector<TextPiece>& pieces) {
    std::string out;
    for (const auto& piece : pieces) {
        switch (piece.kind) {
            case Kind::same: out += piece.text; break;
            case Kind::gone: out += "[-" + piece.text + "-]"; break;
            case Kind::come: out += "{+" + piece.text + "+}"; break;
        }
    }
    return out;
}

std::vector<LineDifference> line_difference(std::string_view before, std::string_view after) {
    const auto old_lines = lines_of(before);
    const auto new_lines = lines_of(after);
    std::vector<LineDifference> out;
    std::size_t open = 0;  // the first line that went and has no other in its place yet
    for (const auto& step : steps_between(old_lines, new_lines)) {
        if (step.kind == Kind::same) {
            out.push_back({LineDifference::Kind::same, std::string(old_lines[step.before]),
                           std::string(new_lines[step.after]), step.before});
            open = out.size();
        } else if (step.kind == Kind::gone) {
            out.push_back({LineDifference::Kind::gone, std::string(old_lines[step.before]), {}, step.before});
        } else if (open < out.size() && out[open].kind == LineDifference::Kind::gone) {
            out[open].kind = LineDifference::Kind::changed;
            out[open++].after = new_lines[step.after];
        } else {
            out.push_back({LineDifference::Kind::come, {}, std::string(new_lines[step.after]), step.before});
            open = out.size();
        }
    }
    return out;
}

}  // namespace hall::tools
