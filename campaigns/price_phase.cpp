#include "campaigns/price_phase.hpp"

#include <algorithm>
#include <stdexcept>

namespace hall::campaigns {

std::int64_t percent_of(std::int64_t price, int percent) { return (price * percent + 50) / 100; }

std::vector<PricePhase> phases_of(std::int64_t monthly, const std::vector<OfferStep>& steps, Date anchor) {
    std::vector<PricePhase> phases;
    int months = 0;
    for (const auto& step : steps) {
        const auto from = months_later(anchor, months);
        months += step.months;
        phases.push_back({from, months_later(anchor, months), percent_of(monthly, step.percent)});
    }
    phases.push_back({months_later(anchor, months), std::nullopt, monthly});
    return phases;
}

std::int64_t price_at(const std::vector<PricePhase>& phases, Date day) {
    const auto phase = std::find_if(phases.begin(), phases.end(),
                                    [day](const PricePhase& p) { return p.from <= day && (!p.until || day < *p.until); });
    if (phase == phases.end()) throw std::out_of_range("no price phase holds " + format_date(day));
    return phase->price;
}

int months_begun(Date anchor, Date today) {
    if (today < anchor) return 0;
    const std::chrono::year_month_day first(anchor);
    const std::chrono::year_month_day now(today);
    const auto calendar_months = (std::chrono::year_month(now.year(), now.month()) -
                                  std::chrono::year_month(first.year(), first.month()))
                                     .count();
    const auto index = static_cast<int>(calendar_months);
    return month_begin(anchor, index) <= today ? index + 1 : index;
}

std::optional<Date> return_to_full_price(const std::vector<PricePhase>& phases) {
    for (auto i = phases.size(); i > 1; --i)  // a last step at 100% changes nothing
        if (phases[i - 2].price != phases[i - 1].price) return phases[i - 1].from;
    return std::nullopt;
}

}  // namespace hall::campaigns
