#pragma once
// The menu as a map: what stands below what, and for each item what leads to it, what it does, what it costs and how
// its answers read. A value that the printed tree and the HTML page are both made of.

#include "tools/hallctl/rehearsal/hall_files.hpp"
#include "tools/hallctl/rehearsal/samples.hpp"

#include <string>
#include <vector>

namespace hall::tools {

/// A piece of a text: written like that, or what a placeholder stands for.
struct BubblePiece {
    enum class Kind { plain, sample, open };
    Kind kind = Kind::plain;
    std::string text;
    std::string placeholder;  // of a sample and of one that nothing is known for
};

/// A text on a handset.
struct Bubble {
    std::string slug;      // of the outcome; empty: the item's own answer
    std::string language;  // empty: the menu has only one
    std::vector<BubblePiece> pieces;
    std::vector<std::size_t> parts;  // units of each

    std::string text() const;
};

struct MapItem {
    const menus::MenuNode* node = nullptr;
    int depth = 0;
    std::vector<Bubble> bubbles;  // its own answer, or the first one that its action leads to and those written for it
    bool charged = false;                       // it orders something that costs
    std::string package;                        // what it orders; empty: what the subscriber writes
    std::vector<campaigns::PricePhase> prices;  // of an order of that package on the day
};

struct MenuMap {
    std::vector<MapItem> items;       // the tree from home, each item followed by what is below it
    std::vector<Bubble> hall_texts;   // texts of the hall itself, and of packages
};

/// Prices and dates are those of `day`. It points into `files`: valid as long as they are.
MenuMap map_of(const HallFiles& files, campaigns::Date day);

}  // namespace hall::tools
