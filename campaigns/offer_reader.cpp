// One offer of the catalogue file.

#include "campaigns/catalogue_reading.hpp"
#include "campaigns/rules.hpp"

namespace hall::campaigns {

using codecs::Diagnostics;
using codecs::MapReader;

namespace {

std::optional<Date> read_date(MapReader& reader, std::string_view key, Diagnostics& diagnostics) {
    const auto text = reader.text_or(key, "");
    if (text.empty()) return std::nullopt;
    const auto date = parse_date(text);
    if (!date) diagnostics.add(reader.place_of(key), rules::not_a_day, {key, text});
    return date;
}

std::optional<std::int64_t> read_limit(MapReader& reader, std::string_view key) {
    const auto limit = reader.integer_or(key, 0, 1, most_of_anything);
    return limit > 0 ? std::optional(limit) : std::nullopt;
}

std::vector<OfferStep> read_steps(MapReader& reader, Diagnostics& diagnostics) {
    std::vector<OfferStep> steps;
    const auto* node = reader.required_node("steps");
    if (node == nullptr) return steps;
    if (node->kind != codecs::YamlNode::Kind::sequence || node->items.empty()) {
        diagnostics.add(node->place, rules::no_steps);
        return steps;
    }
    for (const auto& item : node->items) {
        MapReader step(item, rules::step, diagnostics);
        if (!step.is_map()) continue;
        steps.push_back({static_cast<int>(step.required_integer("months", 1, 120)),
                         static_cast<int>(step.required_integer("percent", 0, 100))});
        step.finish();
    }
    return steps;
}

}  // namespace

OfferRead read_offer(const codecs::YamlNode& node, Diagnostics& diagnostics) {
    OfferRead read;
    read.place = node.place;
    auto& offer = read.offer;
    offer.place = node.place;
    MapReader reader(node, rules::offer, diagnostics);
    if (!reader.is_map()) return read;
    offer.id = read_id(reader, diagnostics);
    offer.name = reader.required_text("name");
    read.packages = read_references(reader, "packages", diagnostics);
    if (!reader.has("packages")) {
        reader.required_text("packages");  // says that it is missing
    }
    offer.packages = ids_of(read.packages);
    offer.steps = read_steps(reader, diagnostics);
    offer.counts = reader.word_or("counts_from", "day", {"day", "next_month"}) == "day" ? Offer::Counts::day
                                                                                        : Offer::Counts::next_month;
    offer.from = read_date(reader, "from", diagnostics);
    offer.until = read_date(reader, "until", diagnostics);
    if (offer.from && offer.until && *offer.until < *offer.from)
        diagnostics.add(reader.place_of("until"), rules::offer_never_runs);
    offer.most = read_limit(reader, "most");
    offer.most_each = read_limit(reader, "most_each");
    offer.notice_days = static_cast<int>(reader.integer_or("notice_days", 3, 1, 27));
    reader.finish();
    return read;
}

}  // namespace hall::campaigns
