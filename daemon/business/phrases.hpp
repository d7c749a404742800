#pragma once
// The words in which prices, days and lists are told: composed of the pieces that the operators wrote into the menu
// file, so that no wording stands in the program.

#include "campaigns/action.hpp"
#include "campaigns/price_phase.hpp"
#include "menus/menu.hpp"

#include <string>

namespace hall::daemon {

class Phrases {
public:
    Phrases(const menus::Menu& menu, std::string country_code) : menu_(menu), country_code_(std::move(country_code)) {}

    /// A text of the menu file, the package's own where there is one.
    std::string text(std::string_view key, const campaigns::Values& values, std::string_view package = {}) const;

    std::string date(campaigns::Date day) const;

    /// A number as people here write it, whole ("13903591234") or with its middle hidden ("139****1234").
    std::string number(std::string_view canonical) const;
    std::string masked(std::string_view canonical) const;

    /// "前3个月每月8.00元，之后每月10.00元"; of what starts before its first month "2026年12月1日前免费，再3个月..."
    std::string terms(const std::vector<campaigns::PricePhase>& phases,
                      std::optional<campaigns::Date> starts = std::nullopt) const;

    /// The outcome of what is refused; days in its values become words.
    campaigns::Outcome refused(const campaigns::Refusal& refusal) const;

    /// The reply to what an action came to at a node of the menu.
    std::string reply(std::string_view node, const campaigns::ActionRequest& request, const campaigns::Outcome& outcome) const;

private:
    /// A value of a request as people write it: numbers without their country, money in yuan.
    std::string written(std::string_view action, std::string_view parameter, const std::string& value) const;
    const menus::Menu& menu_;
    std::string country_code_;
};

}  // namespace hall::daemon
