#pragma once
// Which package a subscriber means by a word in his text.

#include "campaigns/catalogue.hpp"

namespace hall::daemon {

/// By its id ("CL") or its name ("彩铃"), however wide or high the letters are; nothing else is guessed. Nullptr: none.
const campaigns::Package* package_meant(const campaigns::Catalogue& catalogue, std::string_view word);

}  // namespace hall::daemon
