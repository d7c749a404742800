#include "tools/hallctl/rehearsal/phone_numbers.hpp"

#include "codecs/text/hall_number.hpp"
#include "tools/hallctl/import/csv_reader.hpp"
#include "tools/hallctl/rehearsal/phone_phrases.hpp"

#include <algorithm>
#include <set>

namespace hall::tools {

namespace {

using Values = std::set<std::string>;

constexpr codecs::Phrase brand{"brand", "品牌"};
constexpr codecs::Phrase city{"city", "归属地"};
constexpr codecs::Phrase language{"language", "语言"};

// A number of the plan: the least digit of each place.
std::string sample_number(const codecs::NumberPlan& plan) {
    std::string number = plan.trunk_prefix;
    for (std::size_t i = 0; i < plan.mobile_pattern.size(); ++i) {
        const char c = plan.mobile_pattern[i];
        if (c != '[') {
            number += c == '#' ? '0' : c;
            continue;
        }
        number += plan.mobile_pattern[i + 1];
        i = std::min(plan.mobile_pattern.find(']', i), plan.mobile_pattern.size());
    }
    return number;
}

void add(Values& to, const std::vector<std::string>& values) { to.insert(values.begin(), values.end()); }

Values of_conditions(const daemon::Configuration& configuration, std::string_view column) {
    Values known;
    for (const auto& node : configuration.menu->nodes) {
        if (!node.only_for) continue;
        add(known, column == "brand"  ? node.only_for->brands
                   : column == "city" ? node.only_for->cities
                                      : node.only_for->languages);
    }
    if (column == "language") add(known, configuration.menu->languages);
    if (configuration.catalogue == nullptr || column == "language") return known;
    for (const auto& package : configuration.catalogue->packages)
        add(known, column == "brand" ? package.audience.brands : package.audience.cities);
    return known;
}

// What is wrong with the file is told when it is imported.
void add_of_people(Values& known, const std::filesystem::path& csv, std::string_view column) {
    CsvReader file(csv);
    std::optional<std::size_t> at;
    while (const auto line = file.next()) {
        const auto& fields = line->fields;
        if (!at) {
            at = static_cast<std::size_t>(std::find(fields.begin(), fields.end(), column) - fields.begin());
        } else if (*at < fields.size() && !fields[*at].empty()) {
            known.insert(fields[*at]);
        }
    }
}

}  // namespace

std::optional<std::string> fault_of_sender(const std::string& number, const daemon::Settings& settings,
                                           const Words& words) {
    if (codecs::parse_msisdn(number, settings.number_plan)) return std::nullopt;
    return words(phone_phrases::bad_number, number, sample_number(settings.number_plan));
}

std::optional<std::string> fault_of_destination(const std::string& number, const daemon::Settings& settings,
                                                const Words& words) {
    if (number.size() <= 20 && codecs::hall_extension(number, settings.hall_number, settings.number_plan)) return std::nullopt;
    return words(phone_phrases::bad_destination, number, settings.hall_number);
}

std::vector<std::string> unknown_values(const SubscriberSheet& sheet, const daemon::Configuration& configuration,
                                        const std::filesystem::path& people, const Words& words) {
    std::vector<std::string> faults;
    for (const auto& [column, value] : sheet.columns) {
        if (column != "brand" && column != "city" && column != "language") continue;
        auto known = of_conditions(configuration, column);
        if (!people.empty()) add_of_people(known, people, column);
        if (known.empty() || known.contains(value)) continue;
        const auto& name = column == "brand" ? brand : column == "city" ? city : language;
        faults.push_back(words(phone_phrases::unknown_value, words(name), value, words.list(known)));
    }
    return faults;
}

}  // namespace hall::tools
