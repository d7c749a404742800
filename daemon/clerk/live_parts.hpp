#pragma once
// What of the configuration can change while the hall answers. Everything else (links, store, limits, numbers, the
// hall's clock) is settled at the start. The menu's windows count in the zone that the hall was started with, as its days
// do: see load_configuration().

#include "campaigns/catalogue.hpp"
#include "menus/tree/menu.hpp"

#include <memory>
#include <string>
#include <vector>

namespace hall::daemon {

struct LiveParts {
    std::shared_ptr<const menus::Menu> menu;
    std::shared_ptr<const campaigns::Catalogue> catalogue;  // nullptr: the hall sells nothing
    std::vector<std::string> yes;
    std::vector<std::string> no;
    Millis wait{};
    Millis run_from{};
};

}  // namespace hall::daemon
