#pragma once
// The menu tree: immutable once loaded, shared by whoever answers texts. Nodes know their place in the file
// and in the tree; codes find nodes from anywhere, digits only from the menu in which they stand.

#include "codecs/time.hpp"
#include "menus/tree/condition.hpp"
#include "menus/tree/localised.hpp"
#include "menus/tree/template.hpp"
#include "menus/understand/code_pattern.hpp"
#include "menus/understand/guess.hpp"

#include <cstddef>
#include <map>
#include <memory>
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
        bool optional = false;                  // a menu need not have it: the daemon has words of its own
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
    // By parameter: other words that subscribers may write for a value in a code ("彩铃"), and the value (CL).
    std::map<std::string, std::map<std::string, std::string>> value_names = {};
    bool acts = false;  // it changes something (orders, cancels, redeems): only an exact code or a digit asks for it
    bool releases = false;  // what it changes frees the subscriber of something: it cancels, or opts out
};

struct MenuNode {
    std::string id;                // stable name, stored with messages and dialogues
    Localised<std::string> name;   // what subscribers read
    codecs::Place place;
    std::vector<CodePattern> codes;    // the first one is advertised ({code})
    std::vector<CodePattern> aliases;  // without parameters; as good as codes, but never advertised
    // Each is one or more folded words that a sentence must hold ("流量", or "还有" and "流量"). Only on items that do
    // not act.
    std::vector<std::vector<std::string>> keywords;
    int digit = 0;                  // 1 to 9 below the parent; 0 for home, where only codes lead, and in paged menus
    bool listed = true;             // false: only codes lead to it (home counts as listed)
    bool acts = false;              // its action changes something; only an exact code or a digit leads to it
    bool releases = false;          // as ActionSpec::releases
    std::optional<NodeIndex> parent;  // empty for home
    std::vector<NodeIndex> choices;   // those that are listed, in order of their digits
    bool paged = false;             // its list is cut into pages, so that each answer fits in one part
    std::optional<OnlyFor> only_for;
    std::optional<Opening> open;
    Localised<Template> text;                      // what a menu or an information item answers
    std::string action;                            // name of the business action; empty: the text is the answer
    std::map<std::string, std::string> arguments;  // fixed values for the action (`with:`)
    std::set<std::string> incidental;              // of these what the action could do without (staff)
    std::map<std::string, Localised<Template>> replies;  // by outcome slug; falls back to Menu::texts
};

/// A code of the hall before, and what it is now (`moved:`).
struct MovedCode {
    CodePattern code;  // without parameters
    NodeIndex to = 0;
    std::optional<UtcTime> until;  // from then on it is only told, and no longer answered as the new code
    Millis zone{};                 // in which `until` is told: how far its clocks are ahead of UTC
    Localised<Template> notice;    // in place of the hall's `moved`
    codecs::Place place;
};

/// Texts of the hall itself, one for each way in which no node answers, and fallbacks for outcomes.
/// The keys that every menu file must have: unknown_code, no_dialogue, not_available_yet, invalid_phone,
/// invalid_amount, invalid_number, invalid_word, unreadable, fault, near. Those that it must have when it uses what
/// they are for: not_open_yet, not_open_now, no_longer_open, moved, moved_for_good, next_page. One that it may have:
/// spoken_of, else near. A list of choices in such
/// a text is always the one in which a digit would choose afterwards; unreadable and fault, which are sent without a
/// look at the dialogue, cannot show one.
using HallTexts = std::map<std::string, Localised<Template>>;

class Menu {
public:
    Localised<std::string> hall_name;
    std::vector<std::string> languages = {"zh"};  // the first is the one that everything is written in
    Millis dialogue_lifetime{};
    std::vector<MenuNode> nodes;  // nodes[0] is home
    HallTexts texts;
    std::map<std::string, HallTexts> package_texts;  // by package: its own words in place of those of `texts`
    std::vector<MovedCode> moved;
    std::map<std::string, NodeIndex> extensions;  // digits behind the hall's number ("08") -> where they lead
    // Of a parameter that stands for something that must be there ("package"): all words for it, folded, and the value
    // that each means ("彩铃": CL).
    std::map<std::string, std::map<std::string, std::string>> known_words;
    Synonyms synonyms;  // words that keywords take for one another
    bool needs_subscriber = false;                // a condition or a second language asks who texts

    const MenuNode& home() const { return nodes.front(); }
    const MenuNode* by_id(std::string_view id) const;

    /// The language of that name, or 0.
    Language language_of(std::string_view name) const;

    /// Where a text to that extension begins: home, unless the extension has a place of its own.
    const MenuNode& entry(std::string_view extension) const;

    /// The old code that is exactly `folded`, or nullptr.
    const MovedCode* moved_code(std::string_view folded) const;

    /// The node whose code or alias is exactly `folded`, or nullptr.
    const MenuNode* by_code(std::string_view folded) const;

    /// Nodes with codes that hold parameters, in the order of the file: (node, position in its codes).
    struct PatternedCode {
        NodeIndex node = 0;
        std::size_t code = 0;
    };
    const std::vector<PatternedCode>& patterned_codes() const { return patterned_; }

    /// The items that open something (they act and do not release), ask for `action`, and say themselves in `with:`
    /// that `parameter` is `value`, however it is written. Nothing of an incidental one: who sells is not what is sold. In the order of the file.
    const std::vector<NodeIndex>& naming(std::string_view action, std::string_view parameter,
                                         std::string_view value) const;

    /// The value that `word`, which need not be folded, means for `parameter`: CL for 彩铃. Folded when it is not known.
    std::string value_meant(std::string_view parameter, std::string_view word) const;

    /// What a text that is no code may mean. After index().
    const Guesser& guesser() const { return *guesser_; }

    /// The menu in which digits choose for someone who stands at `node`: the node itself when it has choices,
    /// else the nearest one above that has.
    const MenuNode& menu_at(const MenuNode& node) const;

    /// Builds the look-ups from `nodes`; the loader calls it once at the end.
    void index();

private:
    std::unordered_map<std::string, NodeIndex> by_id_;
    std::unordered_map<std::string, NodeIndex> by_code_;
    std::unordered_map<std::string, std::size_t> moved_by_code_;
    std::vector<PatternedCode> patterned_;
    std::unordered_map<std::string, std::vector<NodeIndex>> naming_;
    std::shared_ptr<const Guesser> guesser_;
};

}  // namespace hall::menus
