#include "tools/hallctl/rehearsal/samples.hpp"

#include "campaigns/order.hpp"
#include "codecs/text/yuan.hpp"
#include "daemon/business/business_settings.hpp"
#include "daemon/business/phrases.hpp"

namespace hall::tools {

namespace {

constexpr std::int64_t some_balance = 8600;

void add_package(menus::Values& values, const campaigns::Package& package, const std::string& prefix) {
    values.emplace_back(prefix.empty() ? "package" : prefix, package.name);
    values.emplace_back(prefix + (prefix.empty() ? "" : "_") + "order_code", package.order_code);
    values.emplace_back(prefix + (prefix.empty() ? "" : "_") + "cancel_code", package.cancel_code);
}

}  // namespace

menus::Values Samples::values(const std::string& id, menus::Language language) const {
    daemon::Phrases phrases(menu_, "86");
    phrases.find_language_by([&](std::string_view) { return menu_.languages.at(language); });
    const auto listening = phrases.to("8613800138000");
    const daemon::BusinessSettings business;
    menus::Values values{
        {"hall", menu_.hall_name.in(language)}, {"balance", codecs::format_yuan(some_balance)},
        {"starts", phrases.date(day_)},         {"from", phrases.date(campaigns::months_later(day_, 3))},
        {"until", phrases.date(campaigns::months_later(day_, 1))},
        {"retry", phrases.date(day_ + std::chrono::days(1))},
        {"hold_until", phrases.date(campaigns::months_later(day_, 1))},
        {"yes", business.yes.front()},          {"no", business.no.front()},
        {"minutes", "30"},                      {"friend", "13903591234"},
        {"referrer", "13800138000"},            {"count", "2"},
        {"days", std::to_string(catalogue_.top_days)}};
    const auto* package = catalogue_.find(id);
    if (package == nullptr && !catalogue_.packages.empty()) package = &catalogue_.packages.front();
    if (package != nullptr) {
        add_package(values, *package, "");
        const auto phases = campaigns::phases_offered(catalogue_, *package, day_);
        values.emplace_back("terms", phrases.terms(phases));
        values.emplace_back("price", codecs::format_yuan(phases.front().price));
        for (const auto& other : catalogue_.packages) {
            if (other.id == package->id) continue;
            add_package(values, other, "other");
            break;
        }
        if (const auto* referral = catalogue_.referral_of(package->id)) {
            values.emplace_back("window_days", std::to_string(referral->window_days));
            values.emplace_back("hold_days", std::to_string(referral->hold_days));
            values.emplace_back("points", std::to_string(referral->points));
        }
        if (const auto* offer = catalogue_.offer_for(package->id, day_)) values.emplace_back("offer", offer->name);
    }
    if (!catalogue_.points.items.empty()) values.emplace_back("item", catalogue_.points.items.front().name);
    return values;
}

}  // namespace hall::tools
