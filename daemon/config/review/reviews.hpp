#pragma once
// The single reviews, one a question, and what they share. Internal to daemon/config/review.

#include "daemon/config/review/review.hpp"
#include "daemon/config/review/rules.hpp"

#include <string>
#include <vector>

namespace hall::daemon {

/// One text of the menu file that subscribers may read.
struct TextUse {
    const menus::Localised<menus::Template>* text = nullptr;
    const menus::MenuNode* node = nullptr;  // whose own text it is; nullptr: the hall's, or a package's
    std::string key;                        // of the outcome, or of the hall's text; empty: the item's own text
    std::string package;                    // of package_texts

    codecs::Argument name() const;  // "the reply told of menu item "balance""
};

/// All texts that go out as they are, so none of the pieces that others are put together from.
std::vector<TextUse> texts_of(const menus::Menu& menu);

void review_ways(const ReviewSubject& subject, codecs::Diagnostics& diagnostics);
void review_dead_ends(const ReviewSubject& subject, codecs::Diagnostics& diagnostics);
void review_codes(const ReviewSubject& subject, codecs::Diagnostics& diagnostics);
void review_package_codes(const ReviewSubject& subject, codecs::Diagnostics& diagnostics);
void review_lengths(const ReviewSubject& subject, const ReviewLimits& limits, codecs::Diagnostics& diagnostics);
void review_charges(const ReviewSubject& subject, codecs::Diagnostics& diagnostics);
void review_told_prices(const ReviewSubject& subject, codecs::Diagnostics& diagnostics);
void review_times(const ReviewSubject& subject, UtcTime now, codecs::Diagnostics& diagnostics);

}  // namespace hall::daemon
