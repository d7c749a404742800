#pragma once
// The text of a YAML file by lines, and places in it as people count them. yaml-cpp counts lines from 0 and
// columns in bytes from 0; an editor counts both from 1 and columns in characters. Internal to codecs/yaml.

#include "codecs/yaml/diagnostic.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::codecs {

class SourceText {
public:
    /// `text` must outlive this object.
    SourceText(std::string_view text, std::string file);

    std::string_view text() const { return text_; }
    const std::string& file() const { return file_; }
    std::size_t line_count() const { return starts_.size(); }

    /// Line `index` (from 0) without its end of line.
    std::string_view line(std::size_t index) const;

    /// Offsets in bytes; a place past the end is the end.
    std::size_t offset_of(int line, int byte_column) const;
    std::size_t line_of(std::size_t offset) const;
    std::size_t start_of_line(std::size_t index) const { return starts_[index]; }

    Place place_at(std::size_t offset) const;

    /// The place of an empty item whose mark yaml-cpp puts at the token behind it: the last character before
    /// `offset` that is neither blank nor in a comment.
    Place place_before(std::size_t offset) const;

private:
    std::size_t comment_of(std::size_t line) const;

    std::string_view text_;
    std::string file_;
    std::vector<std::size_t> starts_;
    // Where the last place was, and the comment of the last line: a file of one long line is asked for the places of
    // all its values one after the other, and must not be read from its beginning for each.
    struct Known {
        std::size_t line = 0;
        std::size_t offset = 0;
        int column = 1;
    };
    mutable Known known_;
    mutable std::optional<std::pair<std::size_t, std::size_t>> comment_;
};

}  // namespace hall::codecs
