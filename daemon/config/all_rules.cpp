#include "daemon/config/all_rules.hpp"

#include "campaigns/rules.hpp"
#include "codecs/yaml/rules.hpp"
#include "daemon/config/review/rules.hpp"
#include "daemon/config/rules.hpp"
#include "menus/load/rules.hpp"

namespace hall::daemon {

std::vector<const codecs::Rule*> all_rules() {
    std::vector<const codecs::Rule*> all;
    for (const auto room : {codecs::rules::all_rules(), campaigns::rules::all_rules(), menus::rules::all_rules(),
                            rules::all_rules(), review_rules::all_rules()})
        all.insert(all.end(), room.begin(), room.end());
    return all;
}

}  // namespace hall::daemon
