// One package of the catalogue file.

#include "campaigns/catalogue_reading.hpp"

namespace hall::campaigns {

using codecs::Diagnostics;
using codecs::MapReader;

namespace {

constexpr std::int64_t most_of_anything = 1'000'000'000;

void read_audience(const codecs::YamlNode& node, Audience& audience, Diagnostics& diagnostics) {
    MapReader reader(node, "for", diagnostics);
    if (!reader.is_map()) return;
    audience.cities = ids_of(read_references(reader, "cities", diagnostics));
    audience.brands = ids_of(read_references(reader, "brands", diagnostics));
    audience.spend_from = read_yuan(reader, "spend_from", diagnostics);
    audience.spend_below = read_yuan(reader, "spend_below", diagnostics);
    if (audience.spend_from && audience.spend_below && *audience.spend_below <= *audience.spend_from)
        diagnostics.add(reader.place_of("spend_below"), "spend_below is not above spend_from: nobody may have it",
                        "make it larger, or take one of the two out");
    reader.finish();
}

void read_codes(const codecs::YamlNode& node, Package& package, Diagnostics& diagnostics) {
    MapReader reader(node, "codes", diagnostics);
    if (!reader.is_map()) return;
    package.order_code = reader.text_or("order", "");
    package.cancel_code = reader.text_or("cancel", "");
    reader.finish();
}

void read_holds(const codecs::YamlNode& node, Package& package, Diagnostics& diagnostics) {
    MapReader reader(node, "holds", diagnostics);
    if (!reader.is_map()) return;
    for (const auto* unit : {"data_mb", "minutes", "texts"})
        if (const auto amount = reader.integer_or(unit, 0, 1, most_of_anything); amount > 0) package.holds[unit] = amount;
    reader.finish();
}

}  // namespace

PackageRead read_package(const codecs::YamlNode& node, Diagnostics& diagnostics) {
    PackageRead read;
    read.place = node.place;
    auto& package = read.package;
    MapReader reader(node, "package", diagnostics);
    if (!reader.is_map()) return read;
    package.id = read_id(reader, diagnostics);
    package.name = reader.required_text("name");
    package.kind = reader.word_or("kind", "service", {"data", "voice", "texts", "service"});
    if (!reader.has("price")) {
        reader.required_text("price");  // says that it is missing
    } else {
        package.price = read_yuan(reader, "price", diagnostics).value_or(0);
    }
    package.family = reader.text_or("family", "");
    package.start = reader.word_or("starts", "now", {"now", "next_month"}) == "now" ? Package::Start::now
                                                                                    : Package::Start::next_month;
    package.trial_days = static_cast<int>(reader.integer_or("trial_days", 0, 0, 366));
    package.only_here = reader.flag_or("only_here", false);
    package.confirm = reader.flag_or("confirm", true);
    if (const auto* holds = reader.node("holds")) read_holds(*holds, package, diagnostics);
    if (const auto* codes = reader.node("codes")) read_codes(*codes, package, diagnostics);
    if (const auto* audience = reader.node("for")) read_audience(*audience, package.audience, diagnostics);
    read.needs = read_references(reader, "needs", diagnostics);
    read.excludes = read_references(reader, "excludes", diagnostics);
    package.needs = ids_of(read.needs);
    package.excludes = ids_of(read.excludes);
    reader.finish();
    return read;
}

}  // namespace hall::campaigns
