// What must hold for the texts of conf/menu.yaml whatever operators change in them: their length, their prices, the
// codes that they name.

#include "codecs/text/unicode.hpp"
#include "codecs/text/yuan.hpp"
#include "menu_fixture.hpp"
#include "shipped_texts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>
#include <set>

using namespace hall;

namespace {

/// How many texts an answer takes: 70 units of UTF-16 in one, 67 in each of several. [TS 23.040, 9.2.3.24.1]
std::size_t parts_of(const std::string& utf8) {
    const std::size_t units = codecs::encode_utf16be(codecs::decode_utf8(utf8)).size() / 2;
    return units <= 70 ? 1 : (units + 66) / 67;
}

/// Capital letters and digits behind "发送", "发" or "回复": "发送KTCL开通", "查余额发102", "回复42返回".
std::vector<std::string> codes_in(const std::string& text) {
    std::vector<std::string> codes;
    for (const std::string verb : {"发送", "发", "回复"}) {
        for (std::size_t at = text.find(verb); at != std::string::npos; at = text.find(verb, at + 1)) {
            const std::size_t start = at + verb.size();
            const std::size_t end =
                std::min(text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", start), text.size());
            if (end > start && !text.substr(end).starts_with("加")) {
                codes.push_back(text.substr(start, end - start));
            }
        }
    }
    return codes;
}

/// Every "8.00元" of a text.
std::set<std::string> prices_in(const std::string& text) {
    static const std::regex price("([0-9]+\\.[0-9][0-9])元");
    std::set<std::string> prices;
    for (std::sregex_iterator found(text.begin(), text.end(), price), end; found != end; ++found) {
        prices.insert((*found)[1]);
    }
    return prices;
}

/// The offer that the package is sold under, whenever; nullptr: the plain price.
const campaigns::Offer* offer_of(const campaigns::Catalogue& catalogue, const std::string& package) {
    const auto offer = std::find_if(catalogue.offers.begin(), catalogue.offers.end(), [&](const auto& one) {
        return std::count(one.packages.begin(), one.packages.end(), package) > 0;
    });
    return offer == catalogue.offers.end() ? nullptr : &*offer;
}

/// All that a month of the package can cost.
std::set<std::string> prices_of(const campaigns::Catalogue& catalogue, const campaigns::Package& package) {
    std::set<std::string> prices = {codecs::format_yuan(package.price)};
    if (const auto* offer = offer_of(catalogue, package.id)) {
        for (const auto& step : offer->steps) {
            prices.insert(codecs::format_yuan(campaigns::percent_of(package.price, step.percent)));
        }
    }
    return prices;
}

/// The package of an item of zone 41 or 42: what its first choice orders or tries.
const campaigns::Package* package_of(const menus::Menu& menu, const menus::MenuNode& item,
                                     const campaigns::Catalogue& catalogue) {
    if (item.choices.empty()) {
        return nullptr;
    }
    const auto& arguments = menu.nodes[item.choices.front()].arguments;
    const auto id = arguments.find("package");
    return id == arguments.end() ? nullptr : catalogue.find(id->second);
}

void check_holds(const campaigns::Package& package, const std::string& text) {
    for (const auto& [unit, amount] : package.holds) {
        const std::string written = unit == "data_mb"   ? std::to_string(amount / 1024) + "GB"
                                    : unit == "minutes" ? std::to_string(amount) + "分钟"
                                                        : std::to_string(amount) + "条";
        CHECK(text.find(written) != std::string::npos);
    }
}

}  // namespace

TEST_CASE("every text of the shipped menu takes at most four parts, says who it is and what to do next") {
    const auto menu = test::shipped_menu();
    const auto texts = test::every_text(*menu, *test::shipped_catalogue());
    CHECK(texts.size() > 300);
    for (const auto& text : texts) {
        INFO(text.of << ": " << text.body);
        CHECK(text.body.starts_with("【中国移动】"));
        const auto* node = menu->by_id(text.of);
        CHECK(parts_of(text.body) <= (node != nullptr && node->choices.size() > 2 ? 3U : 4U));
        const bool next_step = !codes_in(text.body).empty() || text.body.find("回复") != std::string::npos ||
                               text.body.find("发送") != std::string::npos;
        CHECK(next_step);
        CHECK(text.body.find_first_of("{}") == std::string::npos);
        CHECK(text.body.find("，，") == std::string::npos);
        CHECK(text.body.find("，。") == std::string::npos);
    }
}

TEST_CASE("every advertised code in the shipped texts is a code of the menu") {
    const auto menu = test::shipped_menu();
    int codes = 0;
    for (const auto& text : test::every_text(*menu, *test::shipped_catalogue())) {
        for (const std::string& code : codes_in(text.body)) {
            if (code == "0" || code == "00") {
                continue;
            }
            const auto decision = test::decide_at(*menu, std::nullopt, code, from_millis(0));
            INFO(text.of << ": " << text.body << "\ncode " << code);
            CHECK(decision.meaning == menus::Meaning::code);
            ++codes;
        }
    }
    CHECK(codes > 300);
}

TEST_CASE("an action whose business is not there yet says so, and that nothing was done or charged") {
    const auto menu = test::shipped_menu();
    int actions = 0;
    for (const menus::MenuNode& node : menu->nodes) {
        const auto own = node.replies.find("not_available_yet");
        const std::set<std::string> waiting = {"recharge", "draw", "fetch_coupon", "join_campaign"};
        INFO(node.id);
        CHECK((own != node.replies.end()) == waiting.contains(node.action));
        if (own == node.replies.end()) {
            continue;
        }
        const std::string text = own->second.in(0).render({});
        CHECK((text.find("暂未开放") != std::string::npos || text.find("尚未开始") != std::string::npos));
        CHECK(text.find("10086") != std::string::npos);
        ++actions;
    }
    CHECK(actions == 5);
}

TEST_CASE("zones 41 and 42 say of each package what the catalogue says: prices, months, days, what it holds") {
    const auto menu = test::shipped_menu();
    const auto catalogue = test::shipped_catalogue();
    int items = 0;
    for (const char* zone : {"trials", "value"}) {
        for (const auto index : menu->by_id(zone)->choices) {
            const menus::MenuNode& item = menu->nodes[index];
            const auto* package = package_of(*menu, item, *catalogue);
            if (package == nullptr) {
                CHECK(item.id == "top10");
                continue;
            }
            const std::string text =
                test::decide_at(*menu, std::nullopt, item.codes.front().written(), from_millis(0))
                    .reply;
            INFO(item.id << ": " << text);
            CHECK(prices_in(text) == prices_of(*catalogue, *package));
            if (const auto* offer = offer_of(*catalogue, package->id)) {
                CHECK(text.find("前" + std::to_string(offer->steps.front().months) + "个月") != std::string::npos);
            }
            if (std::string(zone) == "trials") {
                const std::string days = "免费体验" + std::to_string(package->trial_days) + "天";
                CHECK(text.find(days) != std::string::npos);
                CHECK(item.name.in(0).ends_with(days));
            } else {
                check_holds(*package, text);
                CHECK(text.find(package->cancel_code) != std::string::npos);
                CHECK(item.name.in(0) == package->name);
            }
            ++items;
        }
    }
    CHECK(items == 15);
}

TEST_CASE("item 4301 says of the referral what the catalogue says") {
    const auto menu = test::shipped_menu();
    const auto catalogue = test::shipped_catalogue();
    const std::string text = test::decide_at(*menu, std::nullopt, "4301", from_millis(0)).reply;
    INFO(text);
    CHECK(prices_in(text) == prices_of(*catalogue, *catalogue->find("CL")));
    if (const auto* terms = catalogue->referral_of("CL")) {
        CHECK(text.find(std::to_string(terms->points) + "积分") != std::string::npos);
        CHECK(text.find(std::to_string(terms->window_days) + "天内") != std::string::npos);
        CHECK(text.find("满" + std::to_string(terms->hold_days) + "天") != std::string::npos);
        CHECK(text.find("每天最多推荐" + std::to_string(terms->most_a_day) + "位") != std::string::npos);
    }
}

TEST_CASE("item 4306 offers for points what the catalogue gives for them") {
    const auto menu = test::shipped_menu();
    const auto catalogue = test::shipped_catalogue();
    const std::string text = test::decide_at(*menu, std::nullopt, "4306", from_millis(0)).reply;
    INFO(text);
    for (const auto& gift : catalogue->points.items) {
        CHECK(text.find(std::to_string(gift.points) + "积分") != std::string::npos);
        const auto takes = [&](const menus::MenuNode& node) {
            const auto item = node.arguments.find("item");
            return item != node.arguments.end() && item->second == gift.id;
        };
        CHECK(std::any_of(menu->nodes.begin(), menu->nodes.end(), takes));
    }
}
