#pragma once
// What a text means for this subscriber at this moment, and what follows from it. A pure step: the menu, the
// subscriber's place in it, the text and the time go in; the answer (or the business action to ask for it)
// and the new place come out.

#include "codecs/text/msisdn.hpp"
#include "codecs/time.hpp"
#include "menus/menu.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace hall::menus {

/// Where a subscriber stands, as the store keeps it.
struct Dialogue {
    std::string node_id;
    UtcTime expires;
    bool operator==(const Dialogue&) const = default;
};

/// How a text was understood; stored with the message, so that reports can count it.
enum class Meaning { home, back, choice, code, unknown, no_dialogue, invalid_parameter };

/// "home", "back", "choice", "code", "unknown", "no_dialogue", "invalid_parameter"
std::string_view to_string(Meaning meaning);

/// The business action a node asks for.
struct ActionCall {
    std::string name;
    std::vector<Parameter> parameters;             // from the code
    std::map<std::string, std::string> arguments;  // fixed by the menu
};

struct Decision {
    Meaning meaning = Meaning::unknown;
    const MenuNode* node = nullptr;    // what answers; nullptr for unknown and no_dialogue
    std::optional<ActionCall> action;  // when set, `reply` is empty: ask campaigns, then render_outcome()
    std::string reply;
    std::optional<Dialogue> next;  // the new place; nothing: it stays as it was
};

/// `dialogue`: the stored place, expired or not (nothing: none stored). Rules, in this order:
/// 1. "00", and a text that folds to nothing, is home. "0" is the parent of where he stands (home at the top).
/// 2. A single digit chooses below the menu where he stands; at an item without choices, below the menu
///    above it. Without a live dialogue a digit is never guessed at: no_dialogue.
/// 3. A code without parameters, from anywhere; then codes with parameters in the order of the file.
///    The first one that fits with all its parameters right answers; when all that fit have a wrong
///    parameter, the first of them says which (invalid_parameter), and his place does not change.
/// 4. Anything else is unknown; his place does not change.
/// A stored node that the menu no longer has counts as no live dialogue.
/// Where a text of the hall shows a list of choices, a digit must then choose from that list: it is the list
/// of the menu where he stands; without a live dialogue it is home's, and home becomes his place.
Decision decide(const Menu& menu, const std::optional<Dialogue>& dialogue, std::string_view text,
                const codecs::NumberPlan& plan, UtcTime now);

/// The reply for what an action came to: the node's own text for `slug`, else that of the package (empty: of none),
/// else the hall's.
std::string render_outcome(const Menu& menu, const MenuNode& node, const ActionCall& call, std::string_view slug,
                           const Values& values, std::string_view package);

/// A text that needs no node: a notice, a piece of a reply, one of the hall itself ("unreadable", "fault"). The
/// package's own, else the hall's; empty when there is neither.
std::string render_text(const Menu& menu, std::string_view key, const Values& values, std::string_view package = {});

}  // namespace hall::menus
