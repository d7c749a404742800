#include "tools/hallctl/rehearsal/code_order.hpp"

#include "daemon/config/review/pattern_overlap.hpp"

#include <algorithm>
#include <set>

namespace hall::tools {

namespace {

using menus::CodePattern;
using menus::Menu;

/// As decide() has it: whether there is what the code names.
bool names_what_is_known(const Menu& menu, const menus::Match& match) {
    return std::all_of(match.parameters.begin(), match.parameters.end(), [&](const menus::Parameter& parameter) {
        const auto known = menu.known_words.find(parameter.name);
        return known == menu.known_words.end() || known->second.contains(parameter.value);
    });
}

PatternLead lead_of(const Menu& menu, const Menu::PatternedCode& patterned) {
    const auto& node = menu.nodes[patterned.node];
    return {&node, &node.codes[patterned.code], false};
}

/// Those of both menus; a code that fits the same texts in both is there once.
std::vector<const CodePattern*> patterns_of(const Menu& before, const Menu& after) {
    std::vector<const CodePattern*> all;
    std::set<std::string> shapes;
    for (const auto* menu : {&before, &after})
        for (const auto& patterned : menu->patterned_codes()) {
            const auto* code = lead_of(*menu, patterned).code;
            if (shapes.insert(code->shape()).second) all.push_back(code);
        }
    return all;
}

/// The letters with which every text that fits begins: most pairs part there.
bool beginnings_agree(const CodePattern& one, const CodePattern& other) {
    const auto a = one.shape();
    const auto b = other.shape();
    const std::string_view first(a.data(), std::min(a.find('{'), a.size()));
    const std::string_view second(b.data(), std::min(b.find('{'), b.size()));
    return first.starts_with(second) || second.starts_with(first);
}

bool leads_there_still(const Menu& menu, const PatternLead& lead) {
    const auto* node = menu.by_id(lead.node->id);
    return node != nullptr && std::any_of(node->codes.begin(), node->codes.end(), [&](const CodePattern& code) {
               return code.shape() == lead.code->shape();
           });
}

}  // namespace

std::optional<PatternLead> patterned_lead(const Menu& menu, std::string_view text, const codecs::NumberPlan& plan) {
    if (menu.by_code(text) != nullptr || menu.moved_code(text) != nullptr) return std::nullopt;
    std::optional<PatternLead> names_nothing;
    for (const auto& patterned : menu.patterned_codes()) {
        auto lead = lead_of(menu, patterned);
        const auto result = lead.code->match(text, plan);
        const auto* match = std::get_if<menus::Match>(&result);
        if (match == nullptr) continue;
        if (names_what_is_known(menu, *match)) return lead;
        lead.names_nothing = true;
        if (!names_nothing) names_nothing = lead;
    }
    return names_nothing;
}

std::vector<TakenOver> texts_taken_over(const Menu& before, const Menu& after, const codecs::NumberPlan& plan) {
    const auto patterns = patterns_of(before, after);
    std::vector<TakenOver> all;
    std::set<std::pair<std::string, std::string>> told;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        for (std::size_t j = i + 1; j < patterns.size(); ++j) {
            if (!beginnings_agree(*patterns[i], *patterns[j])) continue;
            const auto text = daemon::common_text(*patterns[i], *patterns[j], plan);
            if (!text) continue;
            const auto then = patterned_lead(before, *text, plan);
            const auto now = patterned_lead(after, *text, plan);
            if (!then || !now || then->node->id == now->node->id || !leads_there_still(after, *then)) continue;
            if (told.emplace(then->code->shape(), now->code->shape()).second) all.push_back({*text, *then, *now});
        }
    }
    return all;
}

}  // namespace hall::tools
