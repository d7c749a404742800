// Any code an operator may write against any text a subscriber may send: the first line is the code, the rest
// the text.

#include "menus/load/code_parser.hpp"
#include "menus/understand/code_pattern.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace hall;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string text = menus::fold_text(input.substr(std::min(end + 1, input.size())));
    require(menus::fold_text(text) == text);

    codecs::Diagnostics diagnostics;
    const auto pattern = menus::parse_code(input.substr(0, end), {"menu.yaml", 1, 1}, diagnostics);
    require(pattern.has_value() == diagnostics.empty());
    if (!pattern) {
        return 0;
    }
    const codecs::NumberPlan plan;
    if (!pattern->literal().empty()) {
        require(std::holds_alternative<menus::Match>(pattern->match(pattern->literal(), plan)));
    }
    const menus::MatchResult result = pattern->match(text, plan);
    if (const auto* match = std::get_if<menus::Match>(&result)) {
        require(match->parameters.size() == pattern->slots().size());
        for (const menus::Parameter& parameter : match->parameters) {
            require(!parameter.value.empty() && text.find(parameter.written) != std::string::npos);
        }
    } else if (const auto* invalid = std::get_if<menus::InvalidParameter>(&result)) {
        require(!invalid->name.empty() && text.find(invalid->written) != std::string::npos);
    }
    return 0;
}
