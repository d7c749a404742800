#pragma once
// What the tests of menus share: files of this repository, and a small set of actions with more outcomes than
// the hall has yet, so that every rule of the loader has something to act on.

#include "campaigns/catalogue.hpp"
#include "codecs/yaml/document.hpp"
#include "menus/answer/decide.hpp"
#include "menus/load/menu_loader.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hall::test {

std::string read_file(const std::filesystem::path& path);

/// Every file with that ending in a folder of tests/menus, sorted by name. Fails the test when there is none.
std::vector<std::filesystem::path> files_in(const std::string& folder, const std::string& ending);

/// query_balance, query_points and query_data (both told, but other things), order(package), sell(package, staff
/// optional) with outcomes and follow-ups, refer(friend, package), recharge(sum), draw(campaign), query_campaign(campaign).
/// Those that do not begin with query_ act.
const std::vector<menus::ActionSpec>& test_actions();

/// A menu file in China; those that it includes are read from `folder`, in which `file` is said to stand.
std::shared_ptr<const menus::Menu> load_menu(std::string_view text, const std::string& file,
                                             const std::vector<menus::ActionSpec>& actions,
                                             codecs::Diagnostics& diagnostics,
                                             const std::filesystem::path& folder = {});

/// conf/catalogue.yaml; fails the test when it has faults.
std::shared_ptr<const campaigns::Catalogue> shipped_catalogue();

/// conf/menu.yaml against the actions of campaigns and the packages of conf/catalogue.yaml; fails the test when it has
/// faults.
std::shared_ptr<const menus::Menu> shipped_menu();

/// decide() for somebody of whom nothing is known, who texts to the hall's own number, in China.
menus::Decision decide_at(const menus::Menu& menu, std::optional<menus::Dialogue> dialogue, std::string_view text,
                          UtcTime now = from_millis(0));

/// render_outcome() of what `call` came to, with the parameters as they were written, in the first language.
std::string render_told(const menus::Menu& menu, const menus::MenuNode& node, const menus::ActionCall& call,
                        std::string_view slug, const menus::Values& values, std::string_view package);

/// A menu from `home` (YAML of `home:`), with short texts of the hall and what else stands at its top level; fails the
/// test when it has faults.
std::shared_ptr<const menus::Menu> small_menu(std::string_view home, std::string_view top_level = {});

}  // namespace hall::test
