#include "codecs/yaml/source_text.hpp"

#include <algorithm>
#include <utility>

namespace hall::codecs {

namespace {

/// Where the comment of `line` begins, or its end. A "#" inside quotes is taken for one too; that only moves a place a
/// little.
std::size_t find_comment(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t')) {
            return i;
        }
    }
    return line.size();
}

}  // namespace

SourceText::SourceText(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (text_[i] == '\n') {
            starts_.push_back(i + 1);
        }
    }
}

std::string_view SourceText::line(std::size_t index) const {
    const std::size_t start = starts_[index];
    std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
    if (end > start && text_[end - 1] == '\r') {
        --end;
    }
    return text_.substr(start, end - start);
}

std::size_t SourceText::offset_of(int line, int byte_column) const {
    if (line < 0 || byte_column < 0) {
        return 0;
    }
    if (static_cast<std::size_t>(line) >= starts_.size()) {
        return text_.size();
    }
    return std::min(starts_[static_cast<std::size_t>(line)] + static_cast<std::size_t>(byte_column), text_.size());
}

std::size_t SourceText::line_of(std::size_t offset) const {
    return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) - 1;
}

Place SourceText::place_at(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const std::size_t line = line_of(offset);
    if (known_.line != line || known_.offset > offset || known_.offset < starts_[line]) {
        known_ = {line, starts_[line], 1};
    }
    for (; known_.offset < offset; ++known_.offset) {
        if ((static_cast<unsigned char>(text_[known_.offset]) & 0xC0U) != 0x80U) {
            ++known_.column;
        }
    }
    return {file_, static_cast<int>(line) + 1, known_.column};
}

std::size_t SourceText::comment_of(std::size_t line) const {
    if (!comment_ || comment_->first != line) {
        comment_ = std::pair(line, find_comment(this->line(line)));
    }
    return comment_->second;
}

Place SourceText::place_before(std::size_t offset) const {
    std::size_t line = line_of(std::min(offset, text_.size()));
    std::string_view part = text_.substr(starts_[line], offset - starts_[line]);
    while (true) {
        part = part.substr(0, comment_of(line));
        const std::size_t last = part.find_last_not_of(" \t\r");
        if (last != std::string_view::npos) {
            return place_at(starts_[line] + last);
        }
        if (line == 0) {
            return place_at(offset);
        }
        --line;
        part = this->line(line);
    }
}

}  // namespace hall::codecs
