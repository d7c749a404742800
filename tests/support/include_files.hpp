#pragma once
// The files that a menu under test includes, read from a folder.

#include "menus/load/menu_loader.hpp"

#include <filesystem>

namespace hall::test {

/// Reads paths below `folder`; what is wrong with the files goes into `diagnostics`, which must live as long.
menus::IncludeReader include_from(const std::filesystem::path& folder, codecs::Diagnostics& diagnostics);

}  // namespace hall::test
