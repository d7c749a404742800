#pragma once
// What a hall that sells is made of in a history: the shipped menu, a small catalogue, and the book as it stands before
// the history begins, with charges that come due at its begin.

#include "campaigns/catalogue.hpp"
#include "menus/tree/menu.hpp"
#include "tests/simulation/sim_disk.hpp"

#include <filesystem>
#include <memory>

namespace hall::simulation {

std::shared_ptr<const menus::Menu> book_menu();
std::shared_ptr<const campaigns::Catalogue> book_catalogue();

/// Whether an order of it takes effect without a question.
bool ordered_at_once(std::string_view package);

/// The moment at which charges of that day begin: the first of them in a history.
UtcTime book_charges_begin();

/// So many subscribers are in the book; each has packages that were ordered a month before.
inline constexpr std::size_t book_subscribers = 8;

/// The database (made once a process) in which everybody has ordered and been charged for the first month, and
/// the hall was last seen alive four days before charges come due again.
const SimDisk::Image& book_image(const std::filesystem::path& path);

}  // namespace hall::simulation
