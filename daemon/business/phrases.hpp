#pragma once
// The words in which prices, days and lists are told: composed of the pieces that the operators wrote into the menu
// file, so that no wording stands in the program.

#include "campaigns/action.hpp"
#include "campaigns/succession.hpp"
#include "menus/tree/menu.hpp"

#include <functional>
#include <string>

namespace hall::daemon {

class Phrases {
public:
    Phrases(const menus::Menu& menu, std::string country_code) : menu_(menu), country_code_(std::move(country_code)) {}

    /// While it lives, texts are in the language of one listener.
    class Listening {
    public:
        ~Listening() { phrases_.language_ = before_; }
        Listening(const Listening&) = delete;
        Listening& operator=(const Listening&) = delete;

    private:
        friend class Phrases;
        Listening(const Phrases& phrases, menus::Language language) : phrases_(phrases), before_(phrases.language_) {
            phrases.language_ = language;
        }
        const Phrases& phrases_;
        menus::Language before_;
    };

    /// Speaks to the number until the end of the scope: a notice to somebody else is in his language, not in that of
    /// the subscriber whose text led to it. `find` looks up the language of a number; a menu with one language never
    /// asks it.
    [[nodiscard]] Listening to(std::string_view number) const;
    using FindLanguage = std::function<std::string(std::string_view number)>;
    void find_language_by(FindLanguage find) { find_language_ = std::move(find); }

    /// A text of the menu file, the package's own where there is one.
    std::string text(std::string_view key, const campaigns::Values& values, std::string_view package = {}) const;

    std::string date(campaigns::Date day) const;

    /// A number as people here write it, whole ("13903591234") or with its middle hidden ("139****1234").
    std::string number(std::string_view canonical) const;
    std::string masked(std::string_view canonical) const;

    /// "前3个月每月8.00元，之后每月10.00元"; of what starts before its first month "2026年12月1日前免费，再3个月..."
    std::string terms(const std::vector<campaigns::PricePhase>& phases,
                      std::optional<campaigns::Date> starts = std::nullopt) const;

    /// The same of what takes the place of `other`, which is charged once more before it ends.
    std::string terms(const std::vector<campaigns::PricePhase>& phases, campaigns::Date starts, std::string_view other,
                      const std::optional<campaigns::MonthAhead>& meanwhile) const;

    /// The outcome of what is refused; days in its values become words.
    campaigns::Outcome refused(const campaigns::Refusal& refusal) const;

    /// The reply to what an action came to at a node of the menu.
    std::string reply(std::string_view node, const campaigns::ActionRequest& request, const campaigns::Outcome& outcome) const;

private:
    /// A value of a request as people write it: numbers without their country, money in yuan.
    std::string written(std::string_view action, std::string_view parameter, const std::string& value) const;
    const menus::Menu& menu_;
    std::string country_code_;
    FindLanguage find_language_;
    mutable menus::Language language_ = 0;  // of whoever reads; see Listening
};

}  // namespace hall::daemon
