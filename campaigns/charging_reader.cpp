// When a charge that failed is tried again, in the catalogue file.

#include "campaigns/catalogue_reading.hpp"
#include "campaigns/rules.hpp"

#include <algorithm>
#include <charconv>

namespace hall::campaigns {

using codecs::Diagnostics;
using codecs::MapReader;

namespace {

constexpr std::size_t most_retries = 10;
constexpr int last_retry = 27;  // before the next month begins, whatever the month

/// The day that the text names, or 0.
int day_of(const std::string& text) {
    int day = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, day);
    const bool right = fault == std::errc() && stop == end && !text.starts_with('0') && day >= 1 && day <= last_retry;
    return right ? day : 0;
}

}  // namespace

ChargingTerms read_charging(const codecs::YamlNode& node, Diagnostics& diagnostics) {
    ChargingTerms terms;
    MapReader reader(node, "charging", diagnostics);
    if (!reader.is_map()) return terms;
    const auto days = reader.scalars("retry_days");
    if (reader.has("retry_days")) terms.retry_days.clear();
    for (const auto* one : days) {
        const int day = day_of(one->scalar);
        if (day == 0) {
            diagnostics.add(one->place, rules::not_a_retry_day, {one->scalar});
        } else if (!terms.retry_days.empty() && day <= terms.retry_days.back()) {
            diagnostics.add(one->place, rules::retry_days_not_ascending,
                            {one->scalar, std::to_string(terms.retry_days.back())});
        } else {
            terms.retry_days.push_back(day);
        }
    }
    if (days.size() > most_retries)
        diagnostics.add(days[most_retries]->place, rules::too_many_retry_days);
    reader.finish();
    return terms;
}

}  // namespace hall::campaigns
