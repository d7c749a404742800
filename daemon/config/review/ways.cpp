// Items that nobody can come to: without any way, or behind conditions that no subscriber meets.

#include "daemon/config/review/reviews.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace hall::daemon {

namespace {

using menus::Menu;
using menus::MenuNode;
using menus::OnlyFor;
using Words = std::vector<std::string>;

bool has_a_way(const Menu& menu, const MenuNode& node) {
    const auto index = static_cast<menus::NodeIndex>(&node - menu.nodes.data());
    const auto leads_here = [index](const auto& one) { return one.second == index; };
    return node.listed || !node.codes.empty() || !node.aliases.empty() || !node.keywords.empty() ||
           std::any_of(menu.extensions.begin(), menu.extensions.end(), leads_here) ||
           std::any_of(menu.moved.begin(), menu.moved.end(), [index](const auto& moved) { return moved.to == index; });
}

/// What all conditions on the way to an item ask for together.
class Demand {
public:
    void add(const OnlyFor& only_for) {
        meet(brands_, only_for.brands);
        meet(cities_, only_for.cities);
        meet(languages_, only_for.languages);
        if (only_for.spend_from) from_ = std::max(from_.value_or(0), *only_for.spend_from);
        if (only_for.spend_below) below_ = std::min(below_.value_or(*only_for.spend_below), *only_for.spend_below);
        forbidden_.insert(only_for.has_not.begin(), only_for.has_not.end());
        if (!only_for.has.empty()) wanted_.push_back(only_for.has);
    }

    /// The key that asks for what nobody is, or nullptr.
    const char* contradiction() const {
        if (brands_ && brands_->empty()) return "brand";
        if (cities_ && cities_->empty()) return "city";
        if (languages_ && languages_->empty()) return "language";
        if (from_ && below_ && *from_ >= *below_) return "spend";
        const auto forbidden = [this](const std::string& package) { return forbidden_.contains(package); };
        for (const auto& one_of : wanted_)
            if (std::all_of(one_of.begin(), one_of.end(), forbidden)) return "has";
        return nullptr;
    }

private:
    static void meet(std::optional<Words>& all, const Words& here) {
        if (here.empty()) return;
        if (!all) {
            all = here;
            return;
        }
        const auto elsewhere = [&](const std::string& word) {
            return std::find(here.begin(), here.end(), word) == here.end();
        };
        std::erase_if(*all, elsewhere);
    }

    std::optional<Words> brands_, cities_, languages_;
    std::optional<std::int64_t> from_, below_;
    std::set<std::string> forbidden_;
    std::vector<Words> wanted_;
};

Demand demand_of(const Menu& menu, const MenuNode& node) {
    Demand demand;
    for (const auto* at = &node;; at = &menu.nodes[*at->parent]) {
        if (at->only_for) demand.add(*at->only_for);
        if (!at->parent) return demand;
    }
}

/// The words that the catalogue knows brands or cities by.
Words known_words(const campaigns::Catalogue& catalogue, Words campaigns::Audience::* list) {
    Words words;
    for (const auto& package : catalogue.packages)
        for (const auto& word : package.audience.*list)
            if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    return words;
}

/// There is no list of all brands and cities, so only what looks like a slip of a word of the catalogue is told.
void review_words(const MenuNode& node, const Words& words, const Words& known, const codecs::Phrase& what,
                  codecs::Diagnostics& diagnostics) {
    for (const auto& word : words) {
        if (std::find(known.begin(), known.end(), word) != known.end()) continue;
        if (const auto nearest = codecs::nearest_word(word, known); !nearest.empty())
            diagnostics.add(node.place, review_rules::unknown_audience, {what, word, nearest});
    }
}

}  // namespace

void review_ways(const ReviewSubject& subject, codecs::Diagnostics& diagnostics) {
    Words brands, cities;
    if (subject.catalogue != nullptr) {
        brands = known_words(*subject.catalogue, &campaigns::Audience::brands);
        cities = known_words(*subject.catalogue, &campaigns::Audience::cities);
    }
    for (const auto& node : subject.menu.nodes) {
        if (node.parent && !has_a_way(subject.menu, node))
            diagnostics.add(node.place, review_rules::unreachable_item, {node.id});
        if (!node.only_for) continue;
        review_words(node, node.only_for->brands, brands, review_rules::brand, diagnostics);
        review_words(node, node.only_for->cities, cities, review_rules::city, diagnostics);
        if (const char* key = demand_of(subject.menu, node).contradiction())
            diagnostics.add(node.place, review_rules::never_there, {node.id, key});
    }
}

}  // namespace hall::daemon
