#pragma once
// A second look at a menu and a catalogue that can be taken: what no loader may refuse, or what only the whole picture
// shows. A pure function; the moment is an argument.

#include "campaigns/catalogue.hpp"
#include "codecs/time.hpp"
#include "daemon/config/settings.hpp"
#include "menus/tree/menu.hpp"

#include <cstddef>

namespace hall::daemon {

/// What is looked at. The references must outlive the review.
struct ReviewSubject {
    const menus::Menu& menu;
    const campaigns::Catalogue* catalogue = nullptr;  // nullptr: the hall sells nothing
    const Settings& settings;  // the number plan, the words of yes and no, how links send long texts
};

struct ReviewLimits {
    std::size_t menu_parts = 3;   // texts that an answer with a list of more than two choices may take
    std::size_t reply_parts = 4;  // any other answer
    UtcTime now{};                // for windows and offers that are over
};

/// Adds warnings of review_rules.
void review(const ReviewSubject& subject, const ReviewLimits& limits, codecs::Diagnostics& diagnostics);

}  // namespace hall::daemon
