#include "codecs/yaml/syntax_fault.hpp"

#include "codecs/yaml/rules.hpp"
#include "codecs/yaml/syntax_sketch.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace hall::codecs {

namespace {

constexpr std::string_view full_width_colon = "\uFF1A";

/// What is known when the parser has given up.
struct Failure {
    const SourceText& source;
    std::size_t offset = 0;  // where it gave up
    std::size_t line = 0;
    std::string_view complaint;
    SyntaxSketch sketch;

    bool says(std::string_view words) const { return complaint.find(words) != std::string_view::npos; }
    Diagnostic at(std::size_t place, const Rule& rule, Arguments arguments = {}) const {
        return {source.place_at(place), &rule, std::move(arguments), nullptr, {}};
    }
};

using Explanation = std::optional<Diagnostic>;

bool is_blank_line(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t");
    return first == std::string_view::npos || line[first] == '#';
}

/// The line of the failure and the nearest line with content above it: the two where the cause may stand.
std::vector<std::size_t> suspect_lines(const Failure& failure) {
    std::vector<std::size_t> lines = {failure.line};
    for (std::size_t line = failure.line; line-- > 0;) {
        if (!is_blank_line(failure.source.line(line))) {
            lines.push_back(line);
            break;
        }
    }
    return lines;
}

Explanation tab_indents(const Failure& failure) {
    for (const std::size_t line : suspect_lines(failure)) {
        const std::string_view text = failure.source.line(line);
        const std::size_t tab = text.find('\t');
        if (tab != std::string_view::npos && text.find_first_not_of(' ') == tab && !is_blank_line(text)) {
            return failure.at(failure.source.start_of_line(line) + tab, rules::tab_indents);
        }
    }
    return std::nullopt;
}

Explanation wrong_escape(const Failure& failure) {
    if (failure.says("unknown escape character") || failure.says("scanning hex number") ||
        failure.says("invalid unicode")) {
        return failure.at(failure.offset, rules::wrong_escape);
    }
    return std::nullopt;
}

Explanation wrong_anchor(const Failure& failure) {
    if (failure.says("the referenced anchor is not defined")) {
        return failure.at(failure.offset, rules::unknown_anchor);
    }
    if (failure.says("after *") || failure.says("after &") || failure.says("scanning alias") ||
        failure.says("scanning anchor") || failure.says("multiple anchors") || failure.says("any content")) {
        return failure.at(failure.offset, rules::bad_anchor);
    }
    return std::nullopt;
}

Explanation quote_stays_open(const Failure& failure) {
    const auto& quote = failure.sketch.open_quote;
    if (quote && *quote <= failure.offset) {
        return failure.at(*quote, rules::quote_not_closed);
    }
    for (const SyntaxSketch::Span& span : failure.sketch.quotes) {
        const std::size_t first = failure.source.line_of(span.open);
        const std::size_t last = failure.source.line_of(span.close);
        if (first < last && span.open <= failure.offset && failure.line >= first && failure.line <= last) {
            return failure.at(span.open, rules::quote_closed_late, {std::to_string(last + 1)});
        }
    }
    return std::nullopt;
}

/// `text: {name} welcome` and `name: "a" b`: something follows what looked like the whole value.
Explanation value_goes_on(const Failure& failure) {
    const std::string_view here = failure.source.text().substr(failure.offset, 1);
    if (here == "]" || here == "}") {
        return std::nullopt;  // that is a bracket too many
    }
    const std::size_t before = failure.source.text().substr(0, failure.offset).find_last_not_of(" \t");
    for (const SyntaxSketch::Span& span : failure.sketch.brackets) {
        if (span.close == before && span.close >= failure.source.start_of_line(failure.line)) {
            return failure.at(span.open, rules::text_after_bracket, {failure.source.text().substr(span.open, 1)});
        }
    }
    for (const SyntaxSketch::Span& span : failure.sketch.quotes) {
        if (span.close == before && span.close >= failure.source.start_of_line(failure.line)) {
            return failure.at(failure.offset, rules::text_after_quote);
        }
    }
    return std::nullopt;
}

/// "name:value" or "name：value" where "name: value" was meant.
Explanation colon_without_blank(const Failure& failure) {
    for (const std::size_t line : suspect_lines(failure)) {
        const std::string_view text = failure.source.line(line);
        std::size_t start = std::min(text.find_first_not_of(' '), text.size());
        while (text.substr(start).starts_with("- ")) {
            start = std::min(text.find_first_not_of(' ', start + 2), text.size());
        }
        std::size_t end = start;
        while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '_')) {
            ++end;
        }
        const std::string key(text.substr(start, end - start));
        const std::size_t place = failure.source.start_of_line(line) + end;
        if (!key.empty() && text.substr(end).starts_with(full_width_colon)) {
            return failure.at(place, rules::full_width_colon, {key});
        }
        if (!key.empty() && end + 1 < text.size() && text[end] == ':' && text[end + 1] != ' ') {
            return failure.at(place, rules::colon_without_blank, {key});
        }
    }
    return std::nullopt;
}

Explanation second_colon(const Failure& failure) {
    const std::string_view before = failure.source.text().substr(
        failure.source.start_of_line(failure.line), failure.offset - failure.source.start_of_line(failure.line));
    if (failure.says("illegal map value") && before.find(": ") != std::string_view::npos) {
        return failure.at(failure.offset, rules::second_colon);
    }
    return std::nullopt;
}

/// A word alone between keys is taken for the rest of the value above it, until the next colon is found.
Explanation line_without_colon(const Failure& failure) {
    const std::vector<std::size_t> lines = suspect_lines(failure);
    if (lines.size() < 2 || !failure.says("illegal map value")) {
        return std::nullopt;
    }
    const std::string_view line = failure.source.line(lines[1]);
    const std::size_t indent = line.find_first_not_of(' ');
    if (line.find(':') != std::string_view::npos || line.substr(indent).starts_with("-") ||
        indent != failure.source.line(failure.line).find_first_not_of(' ')) {
        return std::nullopt;
    }
    return failure.at(failure.source.start_of_line(lines[1]) + indent, rules::line_without_colon);
}

Explanation bracket_trouble(const Failure& failure) {
    const std::string_view here = failure.source.text().substr(failure.offset, 1);
    if (failure.says("illegal flow end") || here == "]" || here == "}") {
        return failure.at(failure.offset, rules::bracket_closes_nothing);
    }
    const auto& open = failure.sketch.open_brackets;
    if ((failure.says("flow not found") || failure.says("illegal")) && !open.empty() &&
        open.front() <= failure.offset) {
        return failure.at(open.front(), rules::bracket_not_closed);
    }
    if (failure.says("flow not found")) {
        return failure.at(failure.offset, rules::value_ends_early);
    }
    return std::nullopt;
}

Explanation wrong_beginning(const Failure& failure) {
    const std::string_view rest = failure.source.text().substr(failure.offset);
    if (failure.says("unknown token") && !rest.empty()) {
        return failure.at(failure.offset, rules::wrong_beginning, {rest.substr(0, 1)});
    }
    if (failure.says("illegal block entry")) {
        return failure.at(failure.offset, rules::list_begins_here);
    }
    return std::nullopt;
}

Explanation wrong_indentation(const Failure& failure) {
    if (failure.says("end of map") || failure.says("end of sequence") || failure.says("illegal map") ||
        failure.says("block scalar")) {
        const std::size_t start = failure.source.start_of_line(failure.line);
        const std::size_t indent = failure.source.line(failure.line).find_first_not_of(' ');
        return failure.at(indent == std::string_view::npos ? failure.offset : start + indent,
                          rules::line_does_not_fit);
    }
    return std::nullopt;
}

}  // namespace

Diagnostic explain_syntax_fault(const SourceText& source, int line, int column, std::string_view complaint) {
    const std::size_t offset = source.offset_of(line, column);
    const Failure failure{source, offset, source.line_of(offset), complaint, sketch_syntax(source.text())};
    using Explain = Explanation (*)(const Failure&);
    // The order matters: what leaves sure traces comes first, what is guessed from the shape of a line last.
    for (const Explain explain :
         {wrong_escape, wrong_anchor, tab_indents, quote_stays_open, value_goes_on, bracket_trouble,
          colon_without_blank, second_colon, line_without_colon, wrong_beginning, wrong_indentation}) {
        if (Explanation found = explain(failure)) {
            return *found;
        }
    }
    return failure.at(offset, rules::not_yaml, {complaint});
}

}  // namespace hall::codecs
