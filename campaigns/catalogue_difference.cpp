#include "campaigns/catalogue_difference.hpp"

#include "campaigns/order.hpp"
#include "codecs/text/yuan.hpp"

#include <algorithm>
#include <set>

namespace hall::campaigns {

namespace {

using codecs::format_yuan;

/// An entry as keys and values, in the order in which people read them.
struct Entry {
    std::string id, name;
    std::vector<std::pair<std::string, std::string>> fields;

    void add(std::string key, std::string value) {
        if (!value.empty()) fields.emplace_back(std::move(key), std::move(value));
    }
    void add_sum(std::string key, std::optional<std::int64_t> fen) {
        if (fen) add(std::move(key), format_yuan(*fen));
    }
    template <class Number>
    void add_number(std::string key, Number number) {
        add(std::move(key), std::to_string(number));
    }
    const std::string* find(const std::string& key) const {
        const auto found =
            std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == key; });
        return found == fields.end() ? nullptr : &found->second;
    }
};

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string yes_or_no(bool value) { return value ? "yes" : "no"; }

Entry entry_of(const Package& package) {
    Entry entry{package.id, package.name, {}};
    entry.add("name", package.name);
    entry.add("kind", package.kind);
    entry.add_sum("price", package.price);
    for (const auto& [unit, amount] : package.holds) entry.add_number("holds." + unit, amount);
    entry.add("family", package.family);
    entry.add("codes.order", package.order_code);
    entry.add("codes.cancel", package.cancel_code);
    entry.add("starts", package.start == Package::Start::now ? "now" : "next_month");
    entry.add_number("trial_days", package.trial_days);
    entry.add("only_here", yes_or_no(package.only_here));
    entry.add("sold", yes_or_no(package.sold));
    entry.add("confirm", yes_or_no(package.confirm));
    entry.add_sum("staff_reward", package.staff_reward);
    entry.add("for.cities", listed(package.audience.cities));
    entry.add("for.brands", listed(package.audience.brands));
    entry.add_sum("for.spend_from", package.audience.spend_from);
    entry.add_sum("for.spend_below", package.audience.spend_below);
    entry.add("needs", listed(package.needs));
    entry.add("excludes", listed(package.excludes));
    return entry;
}

Entry entry_of(const Offer& offer) {
    Entry entry{offer.id, offer.name, {}};
    entry.add("name", offer.name);
    entry.add("packages", listed(offer.packages));
    std::string steps;
    for (const auto& step : offer.steps)
        steps += (steps.empty() ? "" : ", ") + std::to_string(step.months) + " x " + std::to_string(step.percent) + "%";
    entry.add("steps", steps);
    entry.add("counts_from", offer.counts == Offer::Counts::day ? "day" : "next_month");
    if (offer.from) entry.add("from", format_date(*offer.from));
    if (offer.until) entry.add("until", format_date(*offer.until));
    if (offer.most) entry.add_number("most", *offer.most);
    if (offer.most_each) entry.add_number("most_each", *offer.most_each);
    entry.add_number("notice_days", offer.notice_days);
    return entry;
}

Entry entry_of(const Referral& referral) {
    Entry entry{referral.package, referral.package, {}};
    entry.add_number("points", referral.points);
    entry.add_number("window_days", referral.window_days);
    entry.add_number("hold_days", referral.hold_days);
    entry.add_number("most_a_day", referral.most_a_day);
    entry.add_number("most_a_month", referral.most_a_month);
    return entry;
}

Entry entry_of(const PointsItem& item) {
    Entry entry{item.id, item.name, {}};
    entry.add("name", item.name);
    entry.add_number("points", item.points);
    if (item.credit != 0) entry.add_sum("credit", item.credit);
    for (const auto& [unit, amount] : item.gives) entry.add_number("gives." + unit, amount);
    return entry;
}

Entry terms_of(const Catalogue& catalogue) {
    Entry entry{"terms", "terms", {}};
    entry.add_number("points.expire_after_months", catalogue.points.expire_after_months);
    std::vector<std::string> days;
    for (const auto day : catalogue.charging.retry_days) days.push_back(std::to_string(day));
    entry.add("charging.retry_days", listed(days));
    entry.add_number("top_days", catalogue.top_days);
    return entry;
}

std::vector<FieldDifference> fields_apart(const Entry& before, const Entry& after) {
    std::vector<FieldDifference> apart;
    for (const auto& [key, value] : before.fields) {
        const auto* now = after.find(key);
        if (now == nullptr || *now != value) apart.push_back({key, value, now == nullptr ? std::string() : *now});
    }
    for (const auto& [key, value] : after.fields)
        if (before.find(key) == nullptr) apart.push_back({key, {}, value});
    return apart;
}

template <class T>
void compare_lists(const std::string& list, const std::vector<T>& before, const std::vector<T>& after,
                   std::vector<EntryDifference>& out) {
    const auto find = [](const std::vector<T>& all, const std::string& id) -> std::optional<Entry> {
        for (const auto& one : all)
            if (auto entry = entry_of(one); entry.id == id) return entry;
        return std::nullopt;
    };
    const Entry nothing;
    for (const auto& one : before) {
        const auto then = entry_of(one);
        const auto now = find(after, then.id);
        auto fields = fields_apart(then, now.value_or(nothing));
        if (!now) {
            out.push_back({EntryDifference::What::gone, list, then.id, then.name, std::move(fields)});
        } else if (!fields.empty()) {
            out.push_back({EntryDifference::What::changed, list, then.id, now->name, std::move(fields)});
        }
    }
    for (const auto& one : after) {
        const auto now = entry_of(one);
        if (!find(before, now.id))
            out.push_back({EntryDifference::What::come, list, now.id, now.name, fields_apart(nothing, now)});
    }
}

std::vector<PricePhase> prices_of(const Catalogue& catalogue, const std::string& id, Date day) {
    const auto* package = catalogue.find(id);
    return package == nullptr || !package->sold ? std::vector<PricePhase>() : phases_offered(catalogue, *package, day);
}

/// The promise without its days: so many months (0: for good) at a price.
using Steps = std::vector<std::pair<int, std::int64_t>>;

Steps steps_of(const std::vector<PricePhase>& phases) {
    Steps steps;
    for (const auto& phase : phases) {
        int months = 0;
        while (phase.until && months_later(phase.from, months) < *phase.until) ++months;
        steps.emplace_back(months, phase.price);
    }
    return steps;
}

std::set<Date> days_that_count(const Catalogue& before, const Catalogue& after, Date day) {
    std::set<Date> days{day};
    for (const auto* catalogue : {&before, &after})
        for (const auto& offer : catalogue->offers)
            for (const auto& edge : {offer.from, offer.until ? std::optional(*offer.until + std::chrono::days(1)) : std::nullopt})
                if (edge && *edge > day) days.insert(*edge);
    return days;
}

void compare_prices(const Catalogue& before, const Catalogue& after, const std::string& id, const std::set<Date>& days,
                    std::vector<PriceDifference>& out) {
    std::pair<Steps, Steps> last;
    for (const auto day : days) {
        auto then = prices_of(before, id, day);
        auto now = prices_of(after, id, day);
        if (then == now) {
            last = {};
            continue;
        }
        std::pair pair{steps_of(then), steps_of(now)};
        if (pair == last) continue;
        last = std::move(pair);
        const auto* package = after.find(id) != nullptr ? after.find(id) : before.find(id);
        out.push_back({id, package->name, day, std::move(then), std::move(now)});
    }
}

}  // namespace

CatalogueDifference difference_between(const Catalogue& before, const Catalogue& after, Date day) {
    CatalogueDifference difference;
    compare_lists("packages", before.packages, after.packages, difference.entries);
    compare_lists("offers", before.offers, after.offers, difference.entries);
    compare_lists("referrals", before.referrals, after.referrals, difference.entries);
    compare_lists("items", before.points.items, after.points.items, difference.entries);
    if (auto terms = fields_apart(terms_of(before), terms_of(after)); !terms.empty())
        difference.entries.push_back({EntryDifference::What::changed, "terms", "", "", std::move(terms)});
    const auto days = days_that_count(before, after, day);
    for (const auto& package : before.packages) compare_prices(before, after, package.id, days, difference.prices);
    for (const auto& package : after.packages)
        if (before.find(package.id) == nullptr) compare_prices(before, after, package.id, days, difference.prices);
    return difference;
}

}  // namespace hall::campaigns
