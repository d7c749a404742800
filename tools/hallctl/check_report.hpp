#pragma once
// What a check found, as people read it and as programs do.

#include "codecs/yaml/diagnostic.hpp"

#include <string>
#include <vector>

namespace hall::tools {

struct CheckFindings {
    std::vector<codecs::Diagnostic> all;  // in the order of report
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

CheckFindings counted(const codecs::Diagnostics& diagnostics);

/// A line for each, and one that counts them.
std::string as_text(const CheckFindings& findings, codecs::MessageLanguage language);

/// {"errors":1,"warnings":0,"findings":[{"rule","severity","file","line","column","what","remedy"}]}
std::string as_json(const CheckFindings& findings, codecs::MessageLanguage language);

/// SARIF 2.1.0 with every rule that can be broken, in both languages; the messages in one.
std::string as_sarif(const CheckFindings& findings, codecs::MessageLanguage language);

}  // namespace hall::tools
