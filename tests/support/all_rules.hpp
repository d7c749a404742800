#pragma once
// Every rule that an operators' file is checked against, of all rooms.

#include "campaigns/rules.hpp"
#include "codecs/yaml/rules.hpp"
#include "daemon/config/review/rules.hpp"
#include "daemon/config/rules.hpp"
#include "menus/load/rules.hpp"
#include "tools/hall_smsc/play/rules.hpp"

#include <vector>

namespace hall::test {

/// The rules of one room: the headers in which they stand, and the list of them all.
struct RuleRoom {
    std::vector<const char*> headers;
    codecs::RuleList rules;
};

inline std::vector<RuleRoom> rule_rooms() {
    return {{{"codecs/yaml/rules.hpp"}, codecs::rules::all_rules()},
            {{"campaigns/rules.hpp"}, campaigns::rules::all_rules()},
            {{"menus/load/rules.hpp", "menus/load/rules_of_conditions.hpp", "menus/load/rules_of_texts.hpp"},
             menus::rules::all_rules()},
            {{"daemon/config/rules.hpp"}, daemon::rules::all_rules()},
            {{"daemon/config/review/rules.hpp"}, daemon::review_rules::all_rules()},
            {{"tools/hall_smsc/play/rules.hpp"}, tools::rules::all_rules()}};
}

inline std::vector<const codecs::Rule*> all_rules() {
    std::vector<const codecs::Rule*> all;
    for (const RuleRoom& room : rule_rooms()) all.insert(all.end(), room.rules.begin(), room.rules.end());
    return all;
}

}  // namespace hall::test
