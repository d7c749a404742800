#pragma once
// Plausible values for the placeholders of a text, so that people see it as a subscriber would: real names, codes and
// prices of the catalogue, invented balances and days. Whatever is not known here is shown as {placeholder}.

#include "campaigns/catalogue.hpp"
#include "menus/tree/menu.hpp"
#include "menus/tree/template.hpp"

#include <string>

namespace hall::tools {

class Samples {
public:
    /// Prices and dates are those of `day`. Keeps references to both.
    Samples(const menus::Menu& menu, const campaigns::Catalogue& catalogue, campaigns::Date day)
        : menu_(menu), catalogue_(catalogue), day_(day) {}

    /// For a text about that package; of an id that the catalogue does not have, or none, the first package.
    menus::Values values(const std::string& package, menus::Language language) const;

private:
    const menus::Menu& menu_;
    const campaigns::Catalogue& catalogue_;
    campaigns::Date day_;
};

}  // namespace hall::tools
