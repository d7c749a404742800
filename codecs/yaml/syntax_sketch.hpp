#pragma once
// A rough look at where quotes and brackets of a YAML file open and close, made only after the real parser
// has failed, to find where a text that was never closed begins, and before that for files of very many brackets.
// Internal to codecs/yaml.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace hall::codecs {

/// Offsets in bytes.
struct SyntaxSketch {
    struct Span {
        std::size_t open = 0;
        std::size_t close = 0;  // of the closing character
    };
    std::optional<std::size_t> open_quote;   // the quote that is never closed
    std::vector<std::size_t> open_brackets;  // brackets that are never closed
    std::vector<Span> quotes;                // closed ones
    std::vector<Span> brackets;              // closed ones
    bool bottomless = false;                 // more than a thousand brackets stand inside of each other; it ends there
};

/// Offset of the quote that closes the one at `open`, or npos.
std::size_t find_closing_quote(std::string_view text, std::size_t open);

SyntaxSketch sketch_syntax(std::string_view text);

}  // namespace hall::codecs
