#pragma once
// What is wrong with an operator's file, where, and what would be right. All of it at once.

#include "codecs/yaml/rule.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hall::codecs {

/// A place in a file; lines and columns count from 1, columns count characters, not bytes.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    bool operator==(const Place&) const = default;
};

enum class MessageLanguage { en, zh };

/// What a diagnostic is about, for one of a rule's {0}, {1} ...: a name or value as the file has it, which is the same
/// in every language, or words of ours, which are not.
class Argument {
public:
    Argument(std::string text) : en_(text), zh_(std::move(text)) {}
    Argument(std::string_view text) : Argument(std::string(text)) {}
    Argument(const char* text) : Argument(std::string(text)) {}
    Argument(const Phrase& words) : en_(words.en), zh_(words.zh) {}
    Argument(std::string en, std::string zh) : en_(std::move(en)), zh_(std::move(zh)) {}

    const std::string& in(MessageLanguage language) const { return language == MessageLanguage::zh ? zh_ : en_; }

private:
    std::string en_, zh_;
};

using Arguments = std::vector<Argument>;

/// "a, b, c"; in Chinese "a、b、c".
Argument listed(const std::vector<std::string>& words);

/// A phrase whose placeholders are filled, as an argument of another one.
Argument filled(const Phrase& phrase, const Arguments& arguments);

struct Diagnostic {
    Place place;
    const Rule* rule = nullptr;
    Arguments arguments;
    const Phrase* other_remedy = nullptr;  // in place of the rule's own
    Arguments remedy_arguments;            // of other_remedy

    Severity severity() const { return rule->severity; }
    std::string what(MessageLanguage language = MessageLanguage::en) const;    // "port is 99999"
    std::string remedy(MessageLanguage language = MessageLanguage::en) const;  // "use a whole number from 1 to 65535"
};

/// "conf/smshalld.yaml:7:9: port is 99999; use a whole number from 1 to 65535"; of a warning, "warning: " comes behind
/// the place.
std::string to_string(const Diagnostic& diagnostic, MessageLanguage language = MessageLanguage::en);

/// Collects what loaders find. Order of report is order of place, not of discovery.
class Diagnostics {
public:
    /// A breach of `rule` at `place`. With `other_remedy`, which must be a constant too, what would be right depends
    /// on the case.
    void add(const Place& place, const Rule& rule, Arguments arguments = {});
    void add(const Place& place, const Rule& rule, Arguments arguments, const Phrase& other_remedy,
             Arguments remedy_arguments = {});

    /// True when nothing was found, warnings included.
    bool empty() const { return all_.empty(); }
    bool has_errors() const;

    /// Sorted by file (in order of first mention), line, column.
    std::vector<Diagnostic> sorted() const;

    /// One line each, sorted, each closed by a newline.
    std::string to_text(MessageLanguage language = MessageLanguage::en) const;

private:
    std::vector<Diagnostic> all_;
};

/// Of `known`, the word most like `word` (at most a third of its letters wrong), or empty.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace hall::codecs
