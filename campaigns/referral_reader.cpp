// The terms of one referral in the catalogue file.

#include "campaigns/catalogue_reading.hpp"
#include "campaigns/rules.hpp"

namespace hall::campaigns {

using codecs::Diagnostics;
using codecs::MapReader;

ReferralRead read_referral(const codecs::YamlNode& node, Diagnostics& diagnostics) {
    ReferralRead read;
    read.place = node.place;
    auto& terms = read.referral;
    MapReader reader(node, rules::referral, diagnostics);
    if (!reader.is_map()) return read;
    const auto number = [&reader](const char* key, int fallback, int least, int most) {
        return static_cast<int>(reader.integer_or(key, fallback, least, most));
    };
    terms.package = reader.required_text("package");
    if (!terms.package.empty()) read.package.push_back({terms.package, reader.place_of("package")});
    terms.points = reader.required_integer("points", 1, most_of_anything);
    terms.window_days = number("window_days", terms.window_days, 1, 366);
    terms.hold_days = number("hold_days", terms.hold_days, 0, 366);
    terms.most_a_day = number("most_a_day", terms.most_a_day, 1, 1000);
    terms.most_a_month = number("most_a_month", terms.most_a_month, 1, 10'000);
    if (terms.most_a_month < terms.most_a_day)
        diagnostics.add(reader.place_of("most_a_month"), rules::month_below_day);
    reader.finish();
    return read;
}

}  // namespace hall::campaigns
