#pragma once
// What a hall says and sells, out of its files, whether somebody names its settings file or a menu file alone.

#include "campaigns/calendar.hpp"
#include "campaigns/catalogue.hpp"
#include "menus/tree/menu.hpp"
#include "tools/hallctl/rehearsal/hall_terms.hpp"
#include "tools/hallctl/rehearsal/menu_words.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace hall::tools {

struct HallFiles {
    std::shared_ptr<const menus::Menu> menu;
    std::shared_ptr<const campaigns::Catalogue> catalogue;  // never nullptr: an empty one where there is none
    HallTerms terms;
    PartStyle parts;
    campaigns::Zone zone;
};

/// `path` is a settings file, or a menu file, which is read with `catalogue` (nothing: without one). Throws
/// SettingsError, InputError, in `language`.
HallFiles load_hall_files(const std::filesystem::path& path, const std::optional<std::string>& catalogue = {},
                          codecs::MessageLanguage language = codecs::MessageLanguage::en);

}  // namespace hall::tools
