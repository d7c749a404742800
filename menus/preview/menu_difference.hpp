#pragma once
// What another menu would change for those who text: which codes lead where, which items come, go, move or read
// otherwise, whose answers change. Values, no words: telling it to people is for tools. Items are the same when their
// ids are.

#include "menus/tree/menu.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hall::menus {

/// Where a code leads, and how: as a code, as an alias, or as one of the hall before.
struct CodeLead {
    enum class Kind { nowhere, code, alias, moved };
    Kind kind = Kind::nowhere;
    const MenuNode* node = nullptr;  // nullptr: nowhere
    std::optional<UtcTime> until = {};  // of a moved one
    Millis zone{};                      // in which `until` is told: how far its clocks are ahead of UTC
    bool operator==(const CodeLead& other) const {
        return kind == other.kind && until == other.until && (node == nullptr) == (other.node == nullptr) &&
               (node == nullptr || node->id == other.node->id);
    }
};

struct CodeDifference {
    std::string code;  // as it is written in the menu file, the newer one where both have it
    CodeLead before, after;
};

/// What differs in an item that both menus have.
enum class Aspect { name, place, advertised, keywords, action, only_for, open, paged };

struct ItemDifference {
    const MenuNode* before = nullptr;  // nullptr: it is new
    const MenuNode* after = nullptr;   // nullptr: it is gone
    std::set<Aspect> aspects;          // of an item that both have
};

/// An answer that reads otherwise. Empty lists: there is none.
struct AnswerDifference {
    const MenuNode* before = nullptr;  // the item whose answer it is; both nullptr: a text of the hall
    const MenuNode* after = nullptr;
    std::string slug;     // of the outcome or the text of the hall; empty: what the item itself answers
    std::string package;  // whose own words they are; empty: nobody's
    std::string language;
    std::vector<std::string> before_texts, after_texts;  // one, or the pages of a list
};

/// A key of the menu file that stands for itself ("hall", "dialogue", "languages", "extensions.08").
struct SettingDifference {
    std::string key;
    std::string before, after;
};

struct MenuDifference {
    std::vector<SettingDifference> settings;
    std::vector<CodeDifference> codes;
    std::vector<ItemDifference> items;
    std::vector<AnswerDifference> answers;  // not of items that are gone
    bool empty() const { return settings.empty() && codes.empty() && items.empty() && answers.empty(); }
};

/// It points into both menus: valid as long as they are.
MenuDifference difference_between(const Menu& before, const Menu& after);

}  // namespace hall::menus
