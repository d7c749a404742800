#pragma once
// A rule that operators' files are checked against, with its message in both languages: the whole wording of a
// diagnostic stands here, so that it can be translated, listed in the guide, and named in SARIF.

#include <span>
#include <string_view>

namespace hall::codecs {

enum class Severity {
    error,    // the file is not taken
    warning,  // it is taken; an operator should look at it
};

/// The same sentence in English and Chinese. {0}, {1} ... stand for the arguments of the diagnostic, in any order, and
/// {{ and }} for braces.
struct Phrase {
    std::string_view en;
    std::string_view zh;
};

/// Rules are constants: they live as long as the program, and a diagnostic points at its rule.
struct Rule {
    std::string_view id;  // "code-taken"; stable, one for each rule of the whole program
    Severity severity = Severity::error;
    Phrase what;    // "code \"{0}\" is taken, first at {1}"
    Phrase remedy;  // "give each item its own"; empty where each diagnostic brings its own
};

/// The rules of one room, for the tests, the guide and SARIF.
using RuleList = std::span<const Rule* const>;

}  // namespace hall::codecs
