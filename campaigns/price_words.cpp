#include "campaigns/price_words.hpp"

#include "codecs/text/yuan.hpp"

namespace hall::campaigns {

namespace {

using codecs::Phrase;

constexpr Phrase not_sold{"not sold", "不销售"};
constexpr Phrase always_at{"{0} a month", "每月{0}元"};
constexpr Phrase months_at{"{0} months at {1} each", "前{0}个月每月{1}元"};
constexpr Phrase one_month_at{"1 month at {1}", "第1个月{1}元"};
constexpr Phrase next_months_at{"then {0} at {1} each", "再{0}个月每月{1}元"};
constexpr Phrase then_at{"then {0} a month", "之后每月{0}元"};
constexpr Phrase free_first{"{0} months free", "前{0}个月免费"};
constexpr Phrase one_free_first{"1 month free", "首月免费"};

int months_of(const PricePhase& phase) {
    int months = 0;
    while (months_later(phase.from, months) < *phase.until) ++months;
    return months;
}

codecs::Argument words_of(const PricePhase& phase, bool first) {
    const auto price = codecs::format_yuan(phase.price);
    if (!phase.until) return codecs::filled(first ? always_at : then_at, {price});
    const auto months = months_of(phase);
    const auto& step = !first              ? next_months_at
                       : phase.price == 0 ? (months == 1 ? one_free_first : free_first)
                       : months == 1      ? one_month_at
                                          : months_at;
    return codecs::filled(step, {std::to_string(months), price});
}

}  // namespace

codecs::Argument price_words(const std::vector<PricePhase>& phases) {
    if (phases.empty()) return not_sold;
    std::string en, zh;
    for (const auto& phase : phases) {
        const auto words = words_of(phase, en.empty());
        en += (en.empty() ? "" : ", ") + words.in(codecs::MessageLanguage::en);
        zh += (zh.empty() ? "" : "，") + words.in(codecs::MessageLanguage::zh);
    }
    return {std::move(en), std::move(zh)};
}

}  // namespace hall::campaigns
