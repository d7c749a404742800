#include "codecs/yaml/diagnostic.hpp"

#include "codecs/text/visible.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace hall::codecs {

namespace {

/// The characters of a UTF-8 word, ASCII letters in lower case, so that a Chinese character counts as one.
std::vector<std::string> characters_of(std::string_view word) {
    std::vector<std::string> characters;
    for (const char byte : word) {
        const auto value = static_cast<unsigned char>(byte);
        if ((value & 0xC0U) == 0x80U && !characters.empty()) {
            characters.back().push_back(byte);
        } else {
            characters.emplace_back(1, byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte);
        }
    }
    return characters;
}

std::string filled_in(const Phrase& phrase, const Arguments& arguments, MessageLanguage language) {
    fmt::dynamic_format_arg_store<fmt::format_context> values;
    for (const Argument& argument : arguments) {
        values.push_back(argument.in(language));
    }
    return fmt::vformat(language == MessageLanguage::zh ? phrase.zh : phrase.en, values);
}

/// Letters to add, remove, change or swap with their neighbour to get from one word to the other.
std::size_t edits_between(const std::vector<std::string>& from, const std::vector<std::string>& to) {
    std::vector<std::size_t> before_last(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t change = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        before_last = std::exchange(last, row);
    }
    return last[to.size()];
}

}  // namespace

Argument listed(const std::vector<std::string>& words) {
    return {fmt::format("{}", fmt::join(words, ", ")), fmt::format("{}", fmt::join(words, "、"))};
}

Argument filled(const Phrase& phrase, const Arguments& arguments) {
    return {filled_in(phrase, arguments, MessageLanguage::en), filled_in(phrase, arguments, MessageLanguage::zh)};
}

std::string Diagnostic::what(MessageLanguage language) const {
    return filled_in(rule->what, arguments, language);
}

std::string Diagnostic::remedy(MessageLanguage language) const {
    return other_remedy == nullptr ? filled_in(rule->remedy, arguments, language)
                                   : filled_in(*other_remedy, remedy_arguments, language);
}

std::string to_string(const Diagnostic& diagnostic, MessageLanguage language) {
    const bool chinese = language == MessageLanguage::zh;
    std::string line = diagnostic.place.file + ":" + std::to_string(diagnostic.place.line) + ":" +
                       std::to_string(diagnostic.place.column) + ": ";
    if (diagnostic.severity() == Severity::warning) {
        line += chinese ? "警告：" : "warning: ";
    }
    line += diagnostic.what(language);
    if (const std::string remedy = diagnostic.remedy(language); !remedy.empty()) {
        line += (chinese ? "；" : "; ") + remedy;
    }
    return visible(line);  // it quotes what stands in a file
}

void Diagnostics::add(const Place& place, const Rule& rule, Arguments arguments) {
    all_.push_back({place, &rule, std::move(arguments), nullptr, {}});
}

void Diagnostics::add(const Place& place, const Rule& rule, Arguments arguments, const Phrase& other_remedy,
                      Arguments remedy_arguments) {
    all_.push_back({place, &rule, std::move(arguments), &other_remedy, std::move(remedy_arguments)});
}

bool Diagnostics::has_errors() const {
    return std::any_of(all_.begin(), all_.end(),
                       [](const Diagnostic& one) { return one.severity() == Severity::error; });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    std::map<std::string, std::size_t, std::less<>> mention;
    for (const Diagnostic& one : all_) {
        mention.emplace(one.place.file, mention.size());
    }
    std::vector<Diagnostic> ordered = all_;
    std::stable_sort(ordered.begin(), ordered.end(), [&](const Diagnostic& a, const Diagnostic& b) {
        const std::size_t file_a = mention[a.place.file];
        const std::size_t file_b = mention[b.place.file];
        return std::tie(file_a, a.place.line, a.place.column) < std::tie(file_b, b.place.line, b.place.column);
    });
    return ordered;
}

std::string Diagnostics::to_text(MessageLanguage language) const {
    std::string text;
    for (const Diagnostic& one : sorted()) {
        text += to_string(one, language) + "\n";
    }
    return text;
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
    const std::vector<std::string> wanted = characters_of(word);
    const std::string* best = nullptr;
    std::size_t best_edits = wanted.size() / 3 + 1;  // the first distance that is too far
    for (const std::string& candidate : known) {
        const std::size_t edits = edits_between(wanted, characters_of(candidate));
        if (edits < best_edits) {
            best_edits = edits;
            best = &candidate;
        }
    }
    return best == nullptr ? std::string() : *best;
}

}  // namespace hall::codecs
