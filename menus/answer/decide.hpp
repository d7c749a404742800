#pragma once
// What a text means for this subscriber at this moment, and what follows from it. A pure step: the menu, the
// subscriber's place in it, the text and the time go in; the answer (or the business action to ask for it)
// and the new place come out.

#include "codecs/text/msisdn.hpp"
#include "codecs/time.hpp"
#include "menus/answer/dialogue.hpp"
#include "menus/tree/menu.hpp"
#include "menus/tree/subscriber_view.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hall::menus {

/// How a text was understood; stored with the message, so that reports can count it.
enum class Meaning {
    home,
    back,
    next_page,
    choice,             // a digit of the list he was shown
    code,               // a code or an alias
    moved,              // a code of the hall before
    keyword,            // words of a sentence led to an item that does not act
    offered,            // no code, but near one, or a sentence that names some: a digit picks
    refused,            // the item is not for him, or not open
    unknown,
    no_dialogue,
    invalid_parameter,
};

/// "home", "back", "next_page" ...: the name of the constant.
std::string_view to_string(Meaning meaning);

/// The business action a node asks for.
struct ActionCall {
    std::string name;
    std::vector<Parameter> parameters;             // from the code
    std::map<std::string, std::string> arguments;  // fixed by the menu
};

struct Decision {
    Meaning meaning = Meaning::unknown;
    const MenuNode* node = nullptr;    // what answers; nullptr for unknown, offered and no_dialogue
    std::optional<ActionCall> action;  // when set: ask campaigns, then render_outcome()
    std::string notice;                // goes before what the action came to: his code is an old one
    std::string reply;                 // empty when there is an action
    std::optional<Dialogue> next;      // the new place; nothing: it stays as it was
};

/// What is known when a text has come.
struct Situation {
    std::optional<Dialogue> dialogue;  // the stored place, expired or not
    SubscriberView subscriber;         // may be left empty unless Menu::needs_subscriber
    std::string extension;             // digits behind the hall's number to which he texted; empty: none
    UtcTime now;
    // Whether he has a package of that id, for what the catalogue does not know. May be left empty: he has none.
    std::function<bool(std::string_view package)> has = {};
};

/// Rules, in this order. The first three are tried with all readings() of the text, most literal first.
/// 1. "00", and a text that folds to nothing, is home: the entry of the extension. Where that is not there for him, the
///    reason, and home itself. "0" is one level up; on a later
///    page of a list the page before; after an offer the menu where he stands.
/// 2. A single digit chooses from the list that he was shown last; at an item without choices, from the menu above
///    it. Without a live dialogue a digit is never guessed at: no_dialogue. Where no code fits, "第二个" is the digit 2 to
///    who has a list before him, and 10 to 99 are on no list.
/// 3. A code or alias without parameters, from anywhere; then an old code; then codes with parameters in the order of
///    the file. The first one that fits with all its parameters right answers; when all that fit have a wrong
///    parameter, the first of them says which (invalid_parameter), and his place does not change. One whose parameter
///    names something that is not there ("KTXYZ") answers only when nothing is near.
/// 4. What follows is a guess, and never acts: keywords lead to an item that does not act, near codes and codes
///    named in a sentence are offered.
/// 5. Anything else is unknown; his place does not change.
/// An item that is not there for him (presence.hpp) is on no list, and its code is answered with the reason; so is a code
/// that would do the same to the same package by another way (withdrawal.hpp).
/// Where a text shows a list of choices, a digit must then choose from that list.
Decision decide(const Menu& menu, const Situation& situation, std::string_view text, const codecs::NumberPlan& plan);

}  // namespace hall::menus
