#pragma once
// Moments as subscribers read them. Internal to menus.

#include "menus/tree/menu.hpp"

#include <string>

namespace hall::menus {

/// A day as the texts of the hall write it (piece_date), with the time of day behind it unless that is midnight.
/// `zone`: how far the clocks are ahead of UTC.
std::string moment_text(const Menu& menu, UtcTime moment, Millis zone, Language language);

/// `end`, the first moment at which something is over, as the menu file names it: where that is a midnight, the day
/// before it, which is the last one.
std::string end_text(const Menu& menu, UtcTime end, Millis zone, Language language);

}  // namespace hall::menus
