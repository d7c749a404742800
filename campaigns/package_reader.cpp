// One package of the catalogue file.

#include "campaigns/catalogue_reading.hpp"
#include "campaigns/rules.hpp"

namespace hall::campaigns {

using codecs::Diagnostics;
using codecs::MapReader;

namespace {

void read_audience(const codecs::YamlNode& node, Audience& audience, Diagnostics& diagnostics) {
    MapReader reader(node, "for", diagnostics);
    if (!reader.is_map()) return;
    audience.cities = ids_of(read_references(reader, "cities", diagnostics));
    audience.brands = ids_of(read_references(reader, "brands", diagnostics));
    audience.spend_from = read_yuan(reader, "spend_from", diagnostics);
    audience.spend_below = read_yuan(reader, "spend_below", diagnostics);
    if (audience.spend_from && audience.spend_below && *audience.spend_below <= *audience.spend_from)
        diagnostics.add(reader.place_of("spend_below"), rules::audience_is_nobody);
    reader.finish();
}

void read_codes(const codecs::YamlNode& node, PackageRead& read, Diagnostics& diagnostics) {
    MapReader reader(node, "codes", diagnostics);
    if (!reader.is_map()) return;
    const auto code = [&](const char* key) {
        auto text = reader.text_or(key, "");
        if (!text.empty()) read.codes.push_back({text, reader.place_of(key)});
        return text;
    };
    read.package.order_code = code("order");
    read.package.cancel_code = code("cancel");
    reader.finish();
}

}  // namespace

PackageRead read_package(const codecs::YamlNode& node, Diagnostics& diagnostics) {
    PackageRead read;
    read.place = node.place;
    auto& package = read.package;
    package.place = node.place;
    MapReader reader(node, rules::package, diagnostics);
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
    package.staff_reward = read_yuan(reader, "staff_reward", diagnostics).value_or(0);
    package.trial_days = static_cast<int>(reader.integer_or("trial_days", 0, 0, 366));
    package.only_here = reader.flag_or("only_here", false);
    package.sold = reader.flag_or("sold", true);
    package.confirm = reader.flag_or("confirm", true);
    if (const auto* holds = reader.node("holds")) package.holds = read_amounts(*holds, "holds", diagnostics);
    if (const auto* codes = reader.node("codes")) read_codes(*codes, read, diagnostics);
    if (const auto* audience = reader.node("for")) read_audience(*audience, package.audience, diagnostics);
    read.needs = read_references(reader, "needs", diagnostics);
    read.excludes = read_references(reader, "excludes", diagnostics);
    package.needs = ids_of(read.needs);
    package.excludes = ids_of(read.excludes);
    reader.finish();
    return read;
}

}  // namespace hall::campaigns
