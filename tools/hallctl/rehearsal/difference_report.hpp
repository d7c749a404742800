#pragma once
// What a change of the files means for subscribers, told to whoever approves it. Pure.

#include "campaigns/catalogue_difference.hpp"
#include "menus/preview/menu_difference.hpp"
#include "tools/hallctl/rehearsal/hall_terms.hpp"
#include "tools/hallctl/rehearsal/menu_words.hpp"

#include <string>

namespace hall::tools {

/// What is compared. A hall without a catalogue has an empty one.
struct ComparedHall {
    const menus::Menu& menu;
    const campaigns::Catalogue& catalogue;
    HallTerms terms = {};
};

/// For whom it is told, and by what it is counted.
struct Reading {
    Words words;
    PartStyle parts;
    campaigns::Date day;  // prices are told for orders of this day and later
};

/// Empty when nothing differs.
std::string difference_report(const ComparedHall& before, const ComparedHall& after, const Reading& reading);

}  // namespace hall::tools
