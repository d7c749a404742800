#include "daemon/config/business_reader.hpp"

#include "daemon/config/rules.hpp"
#include "daemon/config/section.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

using codecs::Diagnostics;
using codecs::MapReader;

/// The words under `key`, each of which must say something once it is folded.
void read_words(MapReader& reader, const char* key, std::vector<std::string>& words, Diagnostics& diagnostics) {
    if (!reader.has(key)) return;
    words.clear();
    for (const auto* node : reader.scalars(key)) {
        if (menus::fold_text(node->scalar).empty())
            diagnostics.add(node->place, rules::word_says_nothing, {key});
        words.push_back(node->scalar);
    }
    if (words.empty()) diagnostics.add(reader.place_of(key), rules::no_words, {key});
}

}  // namespace

void read_business(MapReader& reader, BusinessSettings& business, Diagnostics& diagnostics) {
    const auto zone = reader.text_or("time_zone", "+08:00");
    if (const auto parsed = campaigns::parse_zone(zone)) {
        business.zone = *parsed;
    } else {
        diagnostics.add(reader.place_of("time_zone"), rules::bad_time_zone, {zone});
    }
    read_words(reader, "yes", business.yes, diagnostics);
    read_words(reader, "no", business.no, diagnostics);
    for (const auto& yes : business.yes)
        for (const auto& no : business.no)
            if (menus::fold_text(yes) == menus::fold_text(no))
                diagnostics.add(reader.place_of("no"), rules::yes_and_no, {no});
    business.wait = reader.duration_or("wait", business.wait, std::chrono::minutes(1), std::chrono::hours(48));
    business.run_from = reader.duration_or("run_from", business.run_from, Millis(0), std::chrono::hours(23));
    section(reader, "clock", diagnostics, [&](MapReader& inner) {
        constexpr Millis most = std::chrono::days(365);
        auto& clock = business.clock;
        clock.ahead = inner.duration_or("ahead", clock.ahead, std::chrono::hours(1), most);
        clock.behind = inner.duration_or("behind", clock.behind, std::chrono::seconds(10), most);
    });
    business.test_clock = reader.flag_or("test_clock", false);
}

}  // namespace hall::daemon
