#pragma once
// The menu tree: immutable once loaded, shared by whoever answers texts. Nodes know their place in the file
// and in the tree; codes find nodes from anywhere, digits only from the menu in which they stand.

#include "codecs/time.hpp"
#include "menus/code_pattern.hpp"
#include "menus/template.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hall::menus {

/// What the loader must know of a business action to check a menu against it. The daemon fills these in
/// from campaigns; menus knows no business.
struct ActionSpec {
    struct Outcome {
        std::string slug;                       // "not_available_yet"
        std::vector<std::string> placeholders;  // values that come with it
    };
    std::string name;                           // "query_balance"
    std::vector<CodePattern::Slot> parameters;  // what it needs from the code or from `with:`
    std::vector<Outcome> outcomes;
    // Of a parameter that stands for something that must be there: its possible values. A parameter that is not here
    // may have any.
    std::map<std::string, std::vector<std::string>> known_values = {};
    // Those of `parameters` that a way to the node need not bring.
    std::set<std::string, std::less<>> optional = {};
    // Texts of the hall that it needs beside its outcomes: notices that it leads to later, pieces of its replies.
    std::vector<Outcome> follow_ups = {};
};

using NodeIndex = std::size_t;

struct MenuNode {
    std::string id;    // stable name, stored with messages and dialogues
    std::string name;  // what subscribers read
    codecs::Place place;
    std::vector<CodePattern> codes;                // the first one is advertised ({code})
    int digit = 0;                                 // 1 to 9 below the parent; 0 for home and where only codes lead
    std::optional<NodeIndex> parent;               // empty for home
    std::vector<NodeIndex> choices;                // those with a digit, in order of their digits
    Template text;                                 // what a menu or an information item answers
    std::string action;                            // name of the business action; empty: the text is the answer
    std::map<std::string, std::string> arguments;  // fixed values for the action (`with:`)
    std::map<std::string, Template> replies;       // by outcome slug; falls back to Menu::texts
};

/// Texts of the hall itself, one for each way in which no node answers, and fallbacks for outcomes.
/// The keys that every menu file must have: unknown_code, no_dialogue, not_available_yet, invalid_phone,
/// invalid_amount, invalid_number, invalid_word, unreadable, fault. A list of choices in such a text is
/// always the one in which a digit would choose afterwards; unreadable and fault, which are sent without a
/// look at the dialogue, cannot show one.
using HallTexts = std::map<std::string, Template>;

class Menu {
public:
    std::string hall_name;
    Millis dialogue_lifetime{};
    std::vector<MenuNode> nodes;  // nodes[0] is home
    HallTexts texts;
    std::map<std::string, HallTexts> package_texts;  // by package: its own words in place of those of `texts`

    const MenuNode& home() const { return nodes.front(); }
    const MenuNode* by_id(std::string_view id) const;

    /// The node whose code is exactly `folded`, or nullptr.
    const MenuNode* by_code(std::string_view folded) const;

    /// Nodes with codes that hold parameters, in the order of the file: (node, position in its codes).
    struct PatternedCode {
        NodeIndex node = 0;
        std::size_t code = 0;
    };
    const std::vector<PatternedCode>& patterned_codes() const { return patterned_; }

    /// The menu in which digits choose for someone who stands at `node`: the node itself when it has choices,
    /// else the nearest one above that has.
    const MenuNode& menu_at(const MenuNode& node) const;

    /// What {choices} stands for: a line "1.name" for each choice of `node`.
    std::string choices_text(const MenuNode& node) const;

    /// Builds the look-ups from `nodes`; the loader calls it once at the end.
    void index();

private:
    std::unordered_map<std::string, NodeIndex> by_id_;
    std::unordered_map<std::string, NodeIndex> by_code_;
    std::vector<PatternedCode> patterned_;
};

}  // namespace hall::menus
