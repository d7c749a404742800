#pragma once
// What the placeholders of a text stand for when they are as long as they come in practice: the longest names and codes
// of this menu and this catalogue, sums of six digits, whole dates. Internal to daemon/config/review.

#include "daemon/config/review/reviews.hpp"

namespace hall::daemon {

class LongestValues {
public:
    explicit LongestValues(const ReviewSubject& subject);

    /// A value for each placeholder of `text`, which is used as `use` says, in `language`. One that is not known here
    /// gets eight characters.
    menus::Values of(const TextUse& use, const menus::Template& text, menus::Language language) const;

private:
    std::string value(const TextUse& use, const std::string& placeholder, menus::Language language) const;
    std::string known_value(const TextUse& use, const std::string& placeholder, menus::Language language) const;
    std::string list_of(const std::string& action, menus::Language language) const;
    std::string choices_of(const TextUse& use, menus::Language language) const;
    std::string date(menus::Language language) const;

    const ReviewSubject& subject_;
    std::string package_, order_code_, cancel_code_, offer_, item_, sum_;
    std::vector<std::string> list_;  // by language: the longest list of a menu
};

/// All choices of `node`, a line each, as in an unpaged menu.
std::string all_choices(const menus::Menu& menu, const menus::MenuNode& node, menus::Language language);

}  // namespace hall::daemon
