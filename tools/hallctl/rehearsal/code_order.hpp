#pragma once
// Texts that two codes with parameters fit: the first of them in the file answers, so another order answers otherwise
// though no code came, went or changed. Pure.

#include "codecs/text/msisdn.hpp"
#include "menus/tree/menu.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::tools {

/// An item, and the code with parameters by which a text reaches it.
struct PatternLead {
    const menus::MenuNode* node = nullptr;
    const menus::CodePattern* code = nullptr;
    bool names_nothing = false;  // no such package: it is told so, unless something is near
};

/// The code with parameters that answers the folded `text`; nothing when none fits, or a code without any comes first.
std::optional<PatternLead> patterned_lead(const menus::Menu& menu, std::string_view text,
                                          const codecs::NumberPlan& plan);

struct TakenOver {
    std::string text;  // one of those that now lead elsewhere
    PatternLead before, after;
};

/// Of codes that lead where they led before, those that lose texts to another one. In the order of the older file.
std::vector<TakenOver> texts_taken_over(const menus::Menu& before, const menus::Menu& after,
                                        const codecs::NumberPlan& plan);

}  // namespace hall::tools
