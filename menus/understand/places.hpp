#pragma once
// Words for a place on a list: 第二个, 2号, 10.

#include <optional>
#include <string>
#include <vector>

namespace hall::menus {

/// The place, from 1 to 99, that one of the readings() of a text names and nothing else: 第2, 第二个, 第2项, 第2条, 2号,
/// 二号, or two digits alone. Nothing for one digit alone, which everybody reads as such.
std::optional<int> place_on_list(const std::vector<std::string>& readings);

}  // namespace hall::menus
