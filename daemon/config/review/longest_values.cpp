#include "daemon/config/review/longest_values.hpp"

#include "codecs/text/yuan.hpp"
#include "menus/answer/render.hpp"

#include <algorithm>
#include <array>

namespace hall::daemon {

namespace {

using menus::Language;
using menus::Menu;
using menus::MenuNode;

// The lists that queries tell: subscriptions of somebody with much, the top of the hall.
constexpr int list_lines = 6;
constexpr int top_lines = 10;
// The codes that are offered where nothing fits exactly.
constexpr std::size_t offered_lines = 3;

void keep_longer(std::string& longest, const std::string& other) {
    if (other.size() > longest.size()) longest = other;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string all_choices(const Menu& menu, const MenuNode& node, Language language) {
    std::string list;
    int line = 0;
    for (const auto index : node.choices) {
        const auto& choice = menu.nodes[index];
        list += (list.empty() ? "" : "\n") + std::to_string(node.paged ? ++line : choice.digit) + "." +
                choice.name.in(language);
    }
    return list;
}

LongestValues::LongestValues(const ReviewSubject& subject) : subject_(subject), sum_("100.00") {
    if (subject.catalogue != nullptr) {
        std::int64_t dearest = 0;
        for (const auto& package : subject.catalogue->packages) {
            keep_longer(package_, package.name);
            keep_longer(order_code_, package.order_code);
            keep_longer(cancel_code_, package.cancel_code);
            dearest = std::max(dearest, package.price);
        }
        for (const auto& offer : subject.catalogue->offers) keep_longer(offer_, offer.name);
        for (const auto& item : subject.catalogue->points.items) keep_longer(item_, item.name);
        sum_ = codecs::format_yuan(dearest);
    }
    const auto& menu = subject.menu;
    for (Language language = 0; language < menu.languages.size(); ++language) {
        std::string longest;
        for (const auto& node : menu.nodes)
            if (!node.paged) keep_longer(longest, all_choices(menu, node, language));
        list_.push_back(longest);
    }
}

std::string LongestValues::date(Language language) const {
    const menus::Values last_of_year = {{"year", "2026"}, {"month", "12"}, {"day", "31"}};
    auto day = menus::render_text(subject_.menu, "piece_date", last_of_year, {}, language);
    return day.empty() ? "2026-12-31" : day;
}

std::string LongestValues::list_of(const std::string& action, Language language) const {
    std::string list;
    for (int number = 1; number <= (action == "query_top" ? top_lines : list_lines); ++number) {
        const menus::Values values = {{"number", std::to_string(number)}, {"package", package_},
                                      {"item", package_},                 {"price", sum_},
                                      {"until", date(language)},          {"from", date(language)},
                                      {"date", date(language)},           {"points", "12345"},
                                      {"order_code", order_code_}};
        const char* piece = action == "query_bill"             ? "piece_bill_line"
                            : action == "query_top"            ? "piece_top_line"
                            : action == "query_points_history" ? "piece_points_spent"
                            : number % 2 == 0                  ? "piece_list_trial"
                                                               : "piece_list_line";
        const bool names = action == "query_package";
        list += (list.empty() ? "" : names ? "、" : "\n") +
                (names ? package_ : menus::render_text(subject_.menu, piece, values, {}, language));
    }
    return list;
}

/// An item's own list; else the longest of any menu, in which the subscriber may stand; else what is offered.
std::string LongestValues::choices_of(const TextUse& use, Language language) const {
    const auto& menu = subject_.menu;
    if (use.node != nullptr && use.key.empty()) return all_choices(menu, *use.node, language);
    if (!is_one_of(use.key, {"near", "spoken_of", "moved_for_good"})) return list_[language];
    std::vector<std::string> names;
    for (const auto& node : menu.nodes) names.push_back(node.name.in(language));
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), use.key == "moved_for_good" ? 1 : offered_lines); ++i)
        list += (i == 0 ? "" : "\n") + std::to_string(i + 1) + "." + names[i];
    return list;
}

std::string LongestValues::known_value(const TextUse& use, const std::string& name, Language language) const {
    const auto& menu = subject_.menu;
    const auto piece = [&](const char* key, const menus::Values& values) {
        return menus::render_text(menu, key, values, {}, language);
    };
    if (name == "choices") return choices_of(use, language);
    if (name == "list") return list_of(use.node == nullptr ? "query_subscriptions" : use.node->action, language);
    if (name == "name") {
        if (use.node != nullptr) return use.node->name.in(language);
        std::string longest;
        for (const auto& node : menu.nodes) keep_longer(longest, node.name.in(language));
        return longest;
    }
    if (name == "code" || name == "old") {
        std::string longest;
        for (const auto& node : menu.nodes)
            if (!node.codes.empty() && (use.node == nullptr || use.node == &node))
                keep_longer(longest, node.codes.front().literal());
        return longest;
    }
    if (name == "hall") return menu.hall_name.in(language);
    if (name == "package") {
        const auto* own = subject_.catalogue == nullptr ? nullptr : subject_.catalogue->find(use.package);
        return own == nullptr ? package_ : own->name;
    }
    if (name == "terms")
        return piece("piece_step", {{"months", "3"}, {"price", sum_}}) + "，" + piece("piece_later", {{"price", sum_}});
    if (name == "month") return piece("piece_month", {{"year", "2026"}, {"month", "12"}});
    if (name == "other") return package_;
    if (name == "item") return item_;
    if (name == "offer") return offer_;
    if (name == "price") return use.key == "redeemed" || use.key == "points_short" ? "1000" : sum_;
    if (is_one_of(name, {"order_code", "other_order_code"})) return order_code_;
    if (is_one_of(name, {"cancel_code", "other_cancel_code"})) return cancel_code_;
    if (is_one_of(name, {"starts", "until", "from", "retry", "expires", "hold_until", "date"})) return date(language);
    if (is_one_of(name, {"yes", "no"})) {
        const auto& words = name == "yes" ? subject_.settings.business.yes : subject_.settings.business.no;
        return words.empty() ? "" : words.front();
    }
    return {};
}

std::string LongestValues::value(const TextUse& use, const std::string& name, Language language) const {
    if (auto known = known_value(use, name, language); !known.empty()) return known;
    if (is_one_of(name, {"balance", "spend", "total", "sum"})) return "1234.56";
    if (is_one_of(name, {"used", "holds", "left", "points", "held", "expiring"})) return "12345";
    if (is_one_of(name, {"minutes", "window_days", "hold_days", "days", "count", "invited", "ordered", "most"}))
        return "30";
    if (is_one_of(name, {"friend", "referrer", "written"})) return "13800138000";
    if (name == "hours") return "09:00-21:00";
    if (name == "staff") return "123456";
    if (name == "city") return "呼和浩特";
    if (name == "brand") return "动感地带";
    return "八个字那么长的词";
}

menus::Values LongestValues::of(const TextUse& use, const menus::Template& text, Language language) const {
    menus::Values values;
    for (const auto& name : text.placeholders()) {
        const auto same = [&](const auto& one) { return one.first == name; };
        const bool twice = std::any_of(values.begin(), values.end(), same);
        if (!twice) values.emplace_back(name, value(use, name, language));
    }
    return values;
}

}  // namespace hall::daemon
