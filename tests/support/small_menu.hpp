#pragma once
// A menu of a few nodes for tests of the daemon, so that editing conf/menu.yaml breaks none of them.

#include "menus/tree/menu.hpp"

#include <memory>

namespace hall::test {

/// home (10) with the choices 1 = sale "42", 2 = balance "YE" (an action), 3 = poem "SHI" (three parts).
std::shared_ptr<const menus::Menu> small_menu();

/// As a menu file.
std::string_view small_menu_text();

}  // namespace hall::test
