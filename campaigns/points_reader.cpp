// What points are good for, in the catalogue file.

#include "campaigns/catalogue_reading.hpp"
#include "campaigns/rules.hpp"

#include <map>

namespace hall::campaigns {

using codecs::Diagnostics;
using codecs::MapReader;
using codecs::YamlNode;

namespace {

PointsItem read_item(const YamlNode& node, Diagnostics& diagnostics) {
    PointsItem item;
    MapReader reader(node, rules::item, diagnostics);
    if (!reader.is_map()) return item;
    item.id = read_id(reader, diagnostics);
    item.name = reader.required_text("name");
    item.points = reader.required_integer("points", 1, most_of_anything);
    const auto* gives = reader.node("gives");
    if (gives != nullptr) item.gives = read_amounts(*gives, "gives", diagnostics);
    const auto credit = read_yuan(reader, "credit", diagnostics);
    item.credit = credit.value_or(0);
    // Amounts that are wrong are reported already.
    const bool no_amounts = gives == nullptr || (gives->kind == YamlNode::Kind::map && gives->entries.empty());
    const bool no_credit = !reader.has("credit") || credit == 0;
    if (no_amounts && no_credit)
        diagnostics.add(node.place, rules::item_gives_nothing,
                        {item.id.empty() ? rules::the_item : codecs::filled(rules::item_named, {item.id})});
    reader.finish();
    return item;
}

}  // namespace

PointsTerms read_points(const YamlNode& node, Diagnostics& diagnostics) {
    PointsTerms terms;
    MapReader reader(node, "points", diagnostics);
    if (!reader.is_map()) return terms;
    terms.expire_after_months =
        static_cast<int>(reader.integer_or("expire_after_months", terms.expire_after_months, 1, 120));
    std::map<std::string, int> lines;  // of each id
    if (const auto* list = read_list(reader, "items", false, "id", diagnostics)) {
        for (const auto& entry : list->items) {
            auto item = read_item(entry, diagnostics);
            const auto [first, fresh] = lines.emplace(item.id, entry.place.line);
            if (!fresh && !item.id.empty())
                diagnostics.add(entry.place, rules::id_taken, {rules::item, item.id, std::to_string(first->second)});
            terms.items.push_back(std::move(item));
        }
    }
    reader.finish();
    return terms;
}

}  // namespace hall::campaigns
