#pragma once
// How a message names another place of the menu: by line and column, and by its file when that is another one.
// Internal to menus.

#include "codecs/yaml/diagnostic.hpp"

#include <string>

namespace hall::menus {

/// `place` as it is named in a message about `from`.
inline std::string where(const codecs::Place& place, const codecs::Place& from) {
    return (place.file == from.file ? "" : place.file + ":") + std::to_string(place.line) + ":" +
           std::to_string(place.column);
}

}  // namespace hall::menus
