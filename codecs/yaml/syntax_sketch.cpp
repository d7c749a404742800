#include "codecs/yaml/syntax_sketch.hpp"

#include <algorithm>
#include <string>

namespace hall::codecs {

namespace {

constexpr std::size_t deepest_sketched = 1000;

/// Walks over the text once. A token can begin after indentation, "- ", ": " and, inside brackets, a comma;
/// only there are quotes and brackets more than plain characters.
class Sketcher {
public:
    explicit Sketcher(std::string_view text) : text_(text) {}

    SyntaxSketch run() {
        while (at_ < text_.size() && !out_.open_quote && !out_.bottomless) {
            step();
        }
        return std::move(out_);
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n'; }
    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
    bool in_brackets() const { return !out_.open_brackets.empty(); }

    void step() {
        const char c = peek();
        if (c == '\n') {
            ++at_;
            token_may_begin_ = true;
            line_start_ = at_;
        } else if (c == '#' && (at_ == line_start_ || is_blank(text_[at_ - 1]))) {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (is_blank(c)) {
            ++at_;
        } else if (token_may_begin_ && (c == '-' || c == '?') && is_blank(peek(1))) {
            key_column_ = at_ - line_start_;
            ++at_;
        } else if (c == ':' && (is_blank(peek(1)) || in_brackets())) {
            ++at_;
            token_may_begin_ = true;
        } else if (token_may_begin_ && (c == '"' || c == '\'')) {
            skip_quote();
        } else if (token_may_begin_ && !in_brackets() && (c == '|' || c == '>')) {
            skip_block();
        } else if ((c == '[' || c == '{') && (token_may_begin_ || in_brackets())) {
            out_.open_brackets.push_back(at_++);
            token_may_begin_ = true;
            out_.bottomless = out_.open_brackets.size() > deepest_sketched;
        } else if ((c == ']' || c == '}') && in_brackets()) {
            out_.brackets.push_back({out_.open_brackets.back(), at_++});
            out_.open_brackets.pop_back();
            token_may_begin_ = false;
        } else if (c == ',' && in_brackets()) {
            ++at_;
            token_may_begin_ = true;
        } else {
            if (token_may_begin_ && !in_brackets() &&
                text_.substr(line_start_, at_ - line_start_).find(':') == std::string_view::npos) {
                key_column_ = at_ - line_start_;
            }
            token_may_begin_ = false;
            ++at_;
        }
    }

    void skip_quote() {
        const std::size_t close = find_closing_quote(text_, at_);
        if (close == std::string_view::npos) {
            out_.open_quote = at_;
            return;
        }
        out_.quotes.push_back({at_, close});
        token_may_begin_ = false;
        at_ = close + 1;
    }

    /// A block scalar goes on as long as lines are empty or indented deeper than its key.
    void skip_block() {
        at_ = std::min(text_.find('\n', at_), text_.size());
        while (at_ < text_.size()) {
            const std::size_t start = at_ + 1;
            const std::size_t first = std::min(text_.find_first_not_of(' ', start), text_.size());
            const bool empty = first < text_.size() && (text_[first] == '\n' || text_[first] == '\r');
            if (first == text_.size() || (!empty && first - start <= key_column_)) {
                return;
            }
            at_ = std::min(text_.find('\n', start), text_.size());
        }
    }

    std::string_view text_;
    SyntaxSketch out_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::size_t key_column_ = 0;  // of the last key or dash
    bool token_may_begin_ = true;
};

}  // namespace

std::size_t find_closing_quote(std::string_view text, std::size_t open) {
    const char quote = text[open];
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '"' || text.substr(i + 1, 1) != "'") {
                return i;
            }
            ++i;  // a doubled single quote stands for one inside the text
        }
    }
    return std::string_view::npos;
}

SyntaxSketch sketch_syntax(std::string_view text) {
    return Sketcher(text).run();
}

}  // namespace hall::codecs
