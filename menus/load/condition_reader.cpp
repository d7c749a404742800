#include "menus/load/condition_reader.hpp"

#include "codecs/text/yuan.hpp"
#include "menus/load/known_value.hpp"
#include "menus/load/rules.hpp"
#include "menus/load/written_time.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

using codecs::Diagnostics;
using codecs::MapReader;
using codecs::YamlNode;

std::vector<std::string> words_under(MapReader& reader, std::string_view key) {
    std::vector<std::string> words;
    for (const YamlNode* word : reader.scalars(key)) words.push_back(word->scalar);
    return words;
}

std::vector<std::string> packages_under(MapReader& reader, std::string_view key, const ConditionSurroundings& around,
                                        Diagnostics& diagnostics) {
    std::vector<std::string> packages;
    for (const YamlNode* word : reader.scalars(key)) {
        packages.push_back(fold_text(word->scalar));
        if (around.packages) check_known_value("package", packages.back(), *around.packages, word->place, diagnostics);
    }
    return packages;
}

std::optional<std::int64_t> yuan_under(MapReader& reader, std::string_view key, Diagnostics& diagnostics) {
    if (reader.node(key) == nullptr) return std::nullopt;
    const std::string written = reader.required_text(key);
    const auto fen = codecs::parse_yuan(written);
    if (!fen && !written.empty()) diagnostics.add(reader.place_of(key), rules::bad_spend, {key, written});
    return fen;
}

void read_spend(const YamlNode& node, OnlyFor& only_for, Diagnostics& diagnostics) {
    MapReader reader(node, "spend", diagnostics);
    only_for.spend_from = yuan_under(reader, "from", diagnostics);
    only_for.spend_below = yuan_under(reader, "below", diagnostics);
    if (only_for.spend_from && only_for.spend_below && *only_for.spend_from >= *only_for.spend_below)
        diagnostics.add(reader.place_of("below"), rules::spend_for_nobody,
                        {codecs::format_yuan(*only_for.spend_from), codecs::format_yuan(*only_for.spend_below)});
    reader.finish();
}

std::optional<WrittenMoment> moment_under(MapReader& reader, std::string_view key, Millis zone,
                                          Diagnostics& diagnostics) {
    if (reader.node(key) == nullptr) return std::nullopt;
    const std::string written = reader.required_text(key);
    const auto moment = parse_moment(written, zone);
    if (!moment && !written.empty()) diagnostics.add(reader.place_of(key), rules::bad_moment, {key, written});
    return moment;
}

void read_days(MapReader& reader, Opening& open, Diagnostics& diagnostics) {
    constexpr std::array<std::string_view, 7> names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    if (reader.node("days") == nullptr) return;
    open.days.fill(false);
    const auto days = reader.scalars("days");
    for (const YamlNode* day : days) {
        const auto found = std::find(names.begin(), names.end(), day->scalar);
        if (found == names.end()) {
            diagnostics.add(day->place, rules::bad_day, {day->scalar});
        } else {
            open.days[static_cast<std::size_t>(found - names.begin())] = true;
        }
    }
    if (days.empty()) diagnostics.add(reader.place_of("days"), rules::bad_day, {rules::nothing});
}

void read_times(MapReader& reader, Opening& open, Diagnostics& diagnostics) {
    if (reader.node("zone") != nullptr) {
        const std::string written = reader.required_text("zone");
        const auto zone = parse_zone(written);
        if (!zone && !written.empty()) diagnostics.add(reader.place_of("zone"), rules::bad_open_zone, {written});
        open.zone = zone.value_or(open.zone);
    }
    if (const auto from = moment_under(reader, "from", open.zone, diagnostics)) open.from = from->begins;
    if (const auto until = moment_under(reader, "until", open.zone, diagnostics)) open.until = until->ends;
    if (open.from && open.until && *open.from >= *open.until)
        diagnostics.add(reader.place_of("until"), rules::never_open);
    if (reader.node("hours") != nullptr) {
        open.hours_written = reader.required_text("hours");
        open.hours = parse_hours(open.hours_written);
        if (!open.hours && !open.hours_written.empty())
            diagnostics.add(reader.place_of("hours"), rules::bad_hours, {open.hours_written});
    }
    read_days(reader, open, diagnostics);
}

}  // namespace

std::optional<OnlyFor> read_only_for(MapReader& item, const ConditionSurroundings& around, Diagnostics& diagnostics) {
    const YamlNode* node = item.node("only_for");
    if (node == nullptr) return std::nullopt;
    MapReader reader(*node, "only_for", diagnostics);
    if (!reader.is_map()) return std::nullopt;
    OnlyFor only_for;
    only_for.brands = words_under(reader, "brand");
    only_for.cities = words_under(reader, "city");
    only_for.languages = words_under(reader, "language");
    for (const YamlNode* language : reader.scalars("language")) {
        if (std::find(around.languages.begin(), around.languages.end(), language->scalar) == around.languages.end())
            diagnostics.add(language->place, rules::unknown_language,
                            {language->scalar, codecs::listed(around.languages)});
    }
    if (const YamlNode* spend = reader.node("spend")) read_spend(*spend, only_for, diagnostics);
    only_for.has = packages_under(reader, "has", around, diagnostics);
    only_for.has_not = packages_under(reader, "has_not", around, diagnostics);
    const bool asks = !only_for.brands.empty() || !only_for.cities.empty() || !only_for.languages.empty() ||
                      reader.has("spend") || !only_for.has.empty() || !only_for.has_not.empty();
    if (!asks) diagnostics.add(node->place, rules::only_for_everybody);
    if (reader.required_node("otherwise") != nullptr)
        only_for.otherwise = around.texts.read(reader, "otherwise", {"name", "hall"});
    reader.finish();
    return only_for;
}

std::optional<Opening> read_opening(MapReader& item, const ConditionSurroundings& around, Diagnostics& diagnostics) {
    const YamlNode* node = item.node("open");
    if (node == nullptr) return std::nullopt;
    MapReader reader(*node, "open", diagnostics);
    if (!reader.is_map()) return std::nullopt;
    Opening open;
    open.zone = around.zone;
    read_times(reader, open, diagnostics);
    if (!reader.has("from") && !reader.has("until") && !reader.has("hours") && !reader.has("days"))
        diagnostics.add(node->place, rules::always_open);
    std::vector<std::string> allowed = {"name", "hall"};
    for (const char* key : {"from", "until", "hours"})
        if (reader.has(key)) allowed.emplace_back(key);
    open.otherwise = around.texts.read(reader, "otherwise", allowed);
    if (!reader.has("otherwise")) {
        if (reader.has("days")) diagnostics.add(node->place, rules::days_without_words);
        for (const auto& [key, text] : {std::pair{"from", "not_open_yet"}, {"until", "no_longer_open"}, {"hours", "not_open_now"}})
            if (reader.has(key) && around.text_check != nullptr) around.text_check->need("open", text, node->place);
    }
    reader.finish();
    return open;
}

}  // namespace hall::menus
