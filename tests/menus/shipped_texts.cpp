#include "shipped_texts.hpp"

#include "campaigns/action.hpp"
#include "menu_fixture.hpp"
#include "menus/answer/render.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace hall::test {

namespace {

using menus::render_text;

/// The package with the longest name: what a text shows of it takes the most room.
const campaigns::Package& longest_package(const campaigns::Catalogue& catalogue) {
    return *std::max_element(catalogue.packages.begin(), catalogue.packages.end(),
                             [](const auto& a, const auto& b) { return a.name.size() < b.name.size(); });
}

/// The lists of replies are made of as many lines as a subscriber with much has.
std::string list_of(const menus::Menu& menu, const campaigns::Catalogue& catalogue, const std::string& action,
                    const std::string& date) {
    const std::string package = longest_package(catalogue).name;
    const int lines = action == "query_top" ? 10 : 6;
    std::string list;
    for (int number = 1; number <= lines; ++number) {
        const menus::Values values = {{"number", std::to_string(number)},
                                      {"package", package},
                                      {"item", package},
                                      {"price", "10.00"},
                                      {"until", date},
                                      {"order_code", "KTLDTX"}};
        const char* piece = action == "query_bill"  ? "piece_bill_line"
                            : action == "query_top" ? "piece_top_line"
                            : number % 2 == 0       ? "piece_list_trial"
                                                    : "piece_list_line";
        list += (list.empty() ? "" : "\n") + render_text(menu, piece, values);
    }
    return list;
}

menus::Values values_for(const menus::Menu& menu, const campaigns::Catalogue& catalogue, const std::string& action,
                         const std::vector<std::string>& names) {
    const std::string date = render_text(menu, "piece_date", {{"year", "2026"}, {"month", "11"}, {"day", "14"}});
    const std::string terms = render_text(menu, "piece_step", {{"months", "3"}, {"price", "16.00"}}) + "，" +
                              render_text(menu, "piece_later", {{"price", "20.00"}});
    const std::string package = longest_package(catalogue).name;
    std::map<std::string, std::string> known = {
        {"package", package},
        {"other", package},
        {"item", "300MB国内流量"},
        {"offer", "天天超值go"},
        {"tariff", "全球通畅享套餐128元"},
        {"brand", "全球通"},
        {"city", "石家庄"},
        {"terms", terms},
        {"order_code", "KTLDTX"},
        {"cancel_code", "QXLDTX"},
        {"other_order_code", "KTLDTX"},
        {"other_cancel_code", "QXLDTX"},
        {"month", render_text(menu, "piece_month", {{"year", "2026"}, {"month", "11"}})},
        {"yes", "是"},
        {"no", "否"},
        {"friend", "13800138000"},
        {"referrer", "13800138000"},
        {"staff", "123456"},
        {"list", list_of(menu, catalogue, action, date)}};
    for (const char* name : {"starts", "until", "from", "retry", "expires", "hold_until"}) known[name] = date;
    for (const char* name : {"balance", "spend", "total"}) known[name] = "1234.56";
    for (const char* name : {"used", "holds", "left", "points", "held", "expiring"}) known[name] = "12345";
    for (const char* name : {"minutes", "window_days", "hold_days", "days", "count", "invited", "ordered", "most"})
        known[name] = "30";
    known["price"] = action == "redeem_points" ? "1000" : "16.00";
    menus::Values values;
    for (const std::string& name : names) {
        INFO("a value for {" << name << "}");
        REQUIRE(known.contains(name));
        values.emplace_back(name, known.at(name));
    }
    return values;
}

/// The packages whose own words must be looked at, and none.
std::vector<std::string> packages_with_texts(const menus::Menu& menu) {
    std::vector<std::string> packages = {""};
    for (const auto& [package, texts] : menu.package_texts) packages.push_back(package);
    return packages;
}

}  // namespace

std::string text_for(const menus::MenuNode& node) {
    std::string text = node.codes.front().written();
    for (const auto& [slot, value] : {std::pair<std::string, std::string>{"{friend:phone}", "13800138000"},
                                      {"{sum:amount}", "50"},
                                      {"{package:word}", "WLAN"},
                                      {"{staff:number}", "123456"}}) {
        if (const auto at = text.find(slot); at != std::string::npos) {
            text.replace(at, slot.size(), value);
        }
    }
    return text;
}

std::vector<SentText> node_texts(const menus::Menu& menu, const campaigns::Catalogue& catalogue) {
    std::vector<SentText> texts;
    for (const menus::MenuNode& node : menu.nodes) {
        const auto decision = decide_at(menu, std::nullopt, text_for(node), from_millis(0));
        INFO(node.id << " is reached by " << text_for(node));
        REQUIRE(decision.node == &node);
        if (!decision.action) {
            texts.push_back({node.id, decision.reply});
            continue;
        }
        const auto& actions = campaigns::known_actions();
        const auto action = std::find_if(actions.begin(), actions.end(),
                                         [&](const auto& info) { return info.name == decision.action->name; });
        REQUIRE(action != actions.end());
        for (const auto& outcome : action->outcomes) {
            const auto values = values_for(menu, catalogue, action->name, outcome.values);
            for (const std::string& package : packages_with_texts(menu)) {
                texts.push_back({node.id + " " + outcome.slug,
                                 render_told(menu, node, *decision.action, outcome.slug, values, package)});
            }
        }
    }
    return texts;
}

std::vector<SentText> follow_up_texts(const menus::Menu& menu, const campaigns::Catalogue& catalogue) {
    std::vector<SentText> texts;
    std::set<std::string> seen;
    for (const auto& action : campaigns::known_actions()) {
        for (const auto& text : action.follow_ups) {
            if (text.slug.starts_with("piece_") || !seen.insert(text.slug).second) continue;
            const auto values = values_for(menu, catalogue, action.name, text.values);
            for (const std::string& package : packages_with_texts(menu)) {
                texts.push_back({text.slug, render_text(menu, text.slug, values, package)});
            }
        }
    }
    return texts;
}

std::vector<SentText> every_text(const menus::Menu& menu, const campaigns::Catalogue& catalogue) {
    auto texts = node_texts(menu, catalogue);
    const auto later = follow_up_texts(menu, catalogue);
    texts.insert(texts.end(), later.begin(), later.end());
    for (const char* key : {"unreadable", "fault", "try_later"}) {
        texts.push_back({key, render_text(menu, key, {})});
    }
    return texts;
}

}  // namespace hall::test
