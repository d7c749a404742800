#include "menus/tree/guess_entries.hpp"

#include "menus/understand/fold.hpp"
#include "menus/understand/readings.hpp"

#include <map>
#include <utility>

namespace hall::menus {

std::vector<GuessEntry> guess_entries(const Menu& menu) {
    // A name that several items have ("立即报名") says nothing without the list in which it stands.
    std::map<std::string, int> bearers;
    for (const MenuNode& node : menu.nodes) {
        for (Language language = 0; language < menu.languages.size(); ++language) {
            if (node.name.has(language)) ++bearers[fold_text(node.name.in(language))];
        }
    }
    std::vector<GuessEntry> entries;
    for (NodeIndex index = 1; index < menu.nodes.size(); ++index) {
        const MenuNode& node = menu.nodes[index];
        GuessEntry entry{index, {}, node.keywords, node.acts && !node.releases, std::nullopt};
        for (const auto* codes : {&node.codes, &node.aliases}) {
            for (const CodePattern& code : *codes) {
                if (!code.literal().empty() && !is_courtesy(code.literal())) entry.codes.push_back(code.literal());
            }
        }
        if (entry.codes.empty() && !node.codes.empty()) {
            continue;  // only a code with parameters leads there, or a thanks
        }
        for (Language language = 0; language < menu.languages.size(); ++language) {
            if (!node.name.has(language)) continue;
            std::string name = fold_text(node.name.in(language));
            if (bearers[name] == 1) entry.codes.push_back(std::move(name));
        }
        if (node.parent && *node.parent != 0) entry.page = node.parent;
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace hall::menus
