#include "daemon/business/phrases.hpp"

#include "campaigns/calendar.hpp"
#include "codecs/text/yuan.hpp"
#include "daemon/store/owners.hpp"
#include "menus/answer/render.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

std::string_view value_of(const campaigns::Values& values, std::string_view name) {
    for (const auto& [key, value] : values)
        if (key == name) return value;
    return {};
}

int months_between(campaigns::Date from, campaigns::Date until) {
    int months = 0;
    while (campaigns::months_later(from, months) < until) ++months;
    return months;
}

}  // namespace

Phrases::Listening Phrases::to(std::string_view number) const {
    const bool one_language = menu_.languages.size() < 2 || !find_language_;
    return {*this, one_language ? 0 : menu_.language_of(find_language_(number))};
}

std::string Phrases::text(std::string_view key, const campaigns::Values& values, std::string_view package) const {
    return menus::render_text(menu_, key, values, package, language_);
}

std::string Phrases::date(campaigns::Date day) const {
    const std::chrono::year_month_day date(day);
    return text("piece_date", {{"year", fmt::format("{}", static_cast<int>(date.year()))},
                               {"month", fmt::format("{}", static_cast<unsigned>(date.month()))},
                               {"day", fmt::format("{}", static_cast<unsigned>(date.day()))}});
}

std::string Phrases::number(std::string_view canonical) const {
    canonical = store::number_of_key(canonical);
    const bool home = !country_code_.empty() && canonical.starts_with(country_code_);
    return std::string(canonical.substr(home ? country_code_.size() : 0));
}

std::string Phrases::masked(std::string_view canonical) const {
    auto shown = number(canonical);
    if (shown.size() > 7) shown.replace(3, shown.size() - 7, "****");
    return shown;
}

std::string Phrases::terms(const std::vector<campaigns::PricePhase>& phases, std::optional<campaigns::Date> starts) const {
    auto phase = phases.begin();
    std::string told;
    if (starts && *starts < phase->from) {
        // He has it before its first month begins. From which day on it costs something he must be told.
        while (phase->price == 0 && phase->until) ++phase;
        told = text("piece_free_until", {{"until", date(phase->from)}});
    } else if (phases.size() == 1) {
        return text("piece_always", {{"price", codecs::format_yuan(phase->price)}});
    }
    for (; phase != phases.end(); ++phase) {
        const bool first = told.empty();
        if (!first) told += "，";
        const auto price = codecs::format_yuan(phase->price);
        if (!phase->until) {
            told += text("piece_later", {{"price", price}});
            continue;
        }
        const auto months = fmt::format("{}", months_between(phase->from, *phase->until));
        told += first && phase->price == 0 ? text("piece_free", {{"months", months}})
                                           : text(first ? "piece_step" : "piece_next", {{"months", months}, {"price", price}});
    }
    return told;
}

std::string Phrases::terms(const std::vector<campaigns::PricePhase>& phases, campaigns::Date starts,
                           std::string_view other, const std::optional<campaigns::MonthAhead>& meanwhile) const {
    auto told = terms(phases, std::optional(starts));
    if (!meanwhile) return told;
    const auto price = codecs::format_yuan(meanwhile->price);
    auto piece = text("piece_meanwhile",
                      {{"other", std::string(other)}, {"price", price}, {"from", date(meanwhile->begins)}});
    // Money must be told of also by a menu that was written before there was this text.
    if (piece.empty()) piece = fmt::format("生效前{}照常续订，{}收取{}元", other, date(meanwhile->begins), price);
    return told + "，" + piece;
}

campaigns::Outcome Phrases::refused(const campaigns::Refusal& refusal) const {
    auto outcome = campaigns::refused(refusal);
    for (auto& [key, value] : outcome.values)
        if (key == "until")
            if (const auto day = campaigns::parse_date(value)) value = date(*day);
    return outcome;
}

std::string Phrases::written(std::string_view action, std::string_view parameter, const std::string& value) const {
    for (const auto& info : campaigns::known_actions()) {
        if (info.name != action) continue;
        for (const auto& one : info.parameters) {
            if (one.name != parameter) continue;
            if (one.type == "phone") return number(value);
            if (one.type == "amount") return codecs::format_yuan(std::stoll(value));
        }
    }
    return value;
}

std::string Phrases::reply(std::string_view node, const campaigns::ActionRequest& request,
                           const campaigns::Outcome& outcome) const {
    const auto* place = menu_.by_id(node);
    // A menu that was changed while the subscriber waited may have lost the node; the common text is still right.
    const auto package = value_of(request.values, "package");
    if (place == nullptr) return text(outcome.slug, outcome.values, package);
    auto values = outcome.values;
    for (const auto& [name, value] : request.values) values.emplace_back(name, written(request.name, name, value));
    return menus::render_outcome(menu_, *place, {outcome.slug, values, package, language_});
}

}  // namespace hall::daemon
