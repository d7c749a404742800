#include "menus/load/node_answer.hpp"

#include "menus/load/hall_texts.hpp"
#include "menus/load/keywords.hpp"
#include "menus/load/known_value.hpp"
#include "menus/load/rules.hpp"
#include "menus/understand/parameter.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

using codecs::Diagnostics;
using codecs::MapReader;
using codecs::YamlNode;
using Names = std::vector<std::string>;
using Slots = std::vector<CodePattern::Slot>;

const CodePattern::Slot* find_slot(const Slots& slots, std::string_view name) {
    const auto found = std::find_if(slots.begin(), slots.end(), [&](const auto& slot) { return slot.name == name; });
    return found == slots.end() ? nullptr : &*found;
}

codecs::Argument listed(const Slots& slots) {
    Names names;
    for (const auto& slot : slots) names.push_back(slot.name);
    return names.empty() ? codecs::Argument(rules::nothing) : codecs::listed(names);
}

const codecs::Phrase& remedy_for(ParameterType type) {
    switch (type) {
        case ParameterType::phone:
            return rules::write_phone;
        case ParameterType::amount:
            return rules::write_amount;
        case ParameterType::number:
            return rules::write_number;
        case ParameterType::word:
            break;
    }
    return rules::write_word;
}

class AnswerReader {
public:
    AnswerReader(MapReader& reader, const NodeSurroundings& around, MenuNode& node, Diagnostics& diagnostics)
        : reader_(reader), around_(around), node_(node), diagnostics_(diagnostics) {}

    void read() {
        // Read before the texts: what leads to the item decides what these may show.
        node_.keywords = read_keywords(reader_, diagnostics_);
        const bool has_text = reader_.node("text") != nullptr;
        const YamlNode* action = reader_.node("action");
        const bool has_action = action != nullptr;
        const YamlNode* with = reader_.node("with");
        const YamlNode* replies = reader_.node("replies");
        if (has_text && has_action) {
            diagnostics_.add(reader_.place_of("action"), rules::text_and_action, {label()});
        } else if (!has_text && !has_action) {
            diagnostics_.add(node_.place, rules::no_answer, {label()});
        }
        if (has_text && !has_action) read_own_text();
        if (has_action) {
            read_action(*action, with, replies);
            return;
        }
        for (const auto& [key, value] : {std::pair{"with", with}, std::pair{"replies", replies}}) {
            if (value != nullptr) diagnostics_.add(value->place, rules::needs_an_action, {key});
        }
    }

private:
    codecs::Argument label() const {
        return node_.id.empty() ? codecs::Argument(rules::menu_item)
                                : codecs::filled(rules::menu_item_named, {node_.id});
    }

    void read_own_text() {
        node_.text = read_template(reader_, "text", {});
        if (around_.has_choices && !node_.text.empty() && !every_uses(node_.text, "choices"))
            diagnostics_.add(reader_.place_of("text"), rules::list_not_shown);
    }

    /// Parameters that are there whichever way the subscriber came: in every code, and nothing else leads here.
    Names sure_parameters() const {
        Names names;
        if (around_.digit_chooses || node_.codes.empty() || !node_.aliases.empty() || !node_.keywords.empty()) {
            return names;
        }
        for (const auto& slot : node_.codes.front().slots()) {
            const bool everywhere = std::all_of(node_.codes.begin(), node_.codes.end(), [&](const CodePattern& code) {
                return find_slot(code.slots(), slot.name) != nullptr;
            });
            if (everywhere) {
                names.push_back(slot.name);
            }
        }
        return names;
    }

    Localised<Template> read_template(MapReader& reader, std::string_view key, const Names& values) {
        Names allowed = {"name", "code", "hall", "choices"};
        const Names parameters = sure_parameters();
        allowed.insert(allowed.end(), parameters.begin(), parameters.end());
        allowed.insert(allowed.end(), values.begin(), values.end());
        Localised<Template> text = around_.texts.read(reader, key, allowed);
        if (any_uses(text, "choices") && !around_.has_choices)
            diagnostics_.add(reader.place_of(key), rules::choices_without_list);
        if (any_uses(text, "code") && (node_.codes.empty() || node_.codes.front().literal().empty()))
            diagnostics_.add(reader.place_of(key), rules::code_not_shown);
        return text;
    }

    void read_action(const YamlNode& value, const YamlNode* with, const YamlNode* replies) {
        if (around_.has_choices) {
            diagnostics_.add(value.place, rules::action_with_choices);
        }
        node_.action = value.kind == YamlNode::Kind::scalar ? value.scalar : "";
        const auto spec = std::find_if(around_.actions.begin(), around_.actions.end(),
                                       [&](const ActionSpec& action) { return action.name == node_.action; });
        if (spec == around_.actions.end()) {
            report_unknown_action(value.place);
            return;
        }
        node_.acts = spec->acts;
        node_.releases = spec->releases;
        if (node_.acts && reader_.has("keywords"))
            diagnostics_.add(reader_.place_of("keywords"), rules::keyword_on_act, {spec->name});
        const bool with_is_map = with != nullptr && with->kind == YamlNode::Kind::map;
        if (with != nullptr) {
            read_arguments(*with, *spec);
        }
        check_parameters(value.place, *spec, with_is_map ? with : nullptr);
        if (replies != nullptr) {
            read_replies(*replies, *spec);
        }
        if (around_.text_check != nullptr) {
            around_.text_check->check(node_, value.place, *spec, replies);
        }
    }

    void report_unknown_action(const codecs::Place& place) {
        if (node_.action.empty()) {
            diagnostics_.add(place, rules::action_no_name);
            return;
        }
        Names names;
        for (const ActionSpec& action : around_.actions) names.push_back(action.name);
        const std::string nearest = codecs::nearest_word(node_.action, names);
        if (nearest.empty()) {
            diagnostics_.add(place, rules::action_unknown, {node_.action});
        } else {
            diagnostics_.add(place, rules::action_unknown, {node_.action}, rules::write_instead, {nearest});
        }
    }

    void read_arguments(const YamlNode& with, const ActionSpec& spec) {
        if (with.kind != YamlNode::Kind::map) {
            diagnostics_.add(with.place, rules::with_no_map);
            return;
        }
        for (const YamlNode::Entry& entry : with.entries) {
            const CodePattern::Slot* slot = find_slot(spec.parameters, entry.key);
            if (slot == nullptr) {
                diagnostics_.add(entry.key_place, rules::not_taken, {spec.name, entry.key, listed(spec.parameters)});
                continue;
            }
            const auto value = fixed_parameter_value(slot->type, entry.value.scalar);
            if (!value) {
                diagnostics_.add(entry.value.place, rules::bad_value,
                                 {entry.key, entry.value.scalar, to_string(slot->type)}, remedy_for(slot->type));
                continue;
            }
            if (const auto known = spec.known_values.find(entry.key); known != spec.known_values.end())
                check_known_value(entry.key, *value, known->second, entry.value.place, diagnostics_);
            node_.arguments.emplace(entry.key, *value);
            if (spec.optional.contains(entry.key)) node_.incidental.insert(entry.key);
        }
    }

    /// Every way to the node must bring all that the action needs, and nothing that it does not take.
    void check_parameters(const codecs::Place& place, const ActionSpec& spec, const YamlNode* with) {
        for (const CodePattern& code : node_.codes) {
            for (const auto& slot : code.slots()) {
                const CodePattern::Slot* wanted = find_slot(spec.parameters, slot.name);
                if (wanted == nullptr) {
                    diagnostics_.add(code.place(), rules::not_taken, {spec.name, slot.name, listed(spec.parameters)});
                } else if (wanted->type != slot.type) {
                    diagnostics_.add(code.place(), rules::parameter_of_other_type,
                                     {slot.name, to_string(slot.type), spec.name, to_string(wanted->type)});
                } else if (with != nullptr && with->find(slot.name) != nullptr) {
                    diagnostics_.add(code.place(), rules::value_in_two_places, {slot.name});
                }
            }
        }
        for (const auto& wanted : spec.parameters) {
            if (!spec.optional.contains(wanted.name) && (with == nullptr || with->find(wanted.name) == nullptr))
                check_brought(place, spec, wanted);
        }
    }

    /// Whether every way to the node brings `wanted`.
    void check_brought(const codecs::Place& place, const ActionSpec& spec, const CodePattern::Slot& wanted) {
        const std::string slot = "{" + wanted.name + ":" + std::string(to_string(wanted.type)) + "}";
        if (around_.digit_chooses) {
            diagnostics_.add(place, rules::digit_brings_too_little, {spec.name, wanted.name, slot});
            return;
        }
        for (const auto* ways : {&node_.codes, &node_.aliases})
            for (const CodePattern& code : *ways)
                if (find_slot(code.slots(), wanted.name) == nullptr)
                    diagnostics_.add(code.place(), rules::code_brings_too_little,
                                     {spec.name, wanted.name, code.written(), slot});
        if (!node_.keywords.empty())
            diagnostics_.add(reader_.place_of("keywords"), rules::keyword_brings_too_little, {spec.name, wanted.name});
    }

    void read_replies(const YamlNode& replies, const ActionSpec& spec) {
        MapReader reader(replies, "replies", diagnostics_);
        for (const ActionSpec::Outcome& outcome : spec.outcomes) {
            if (Localised<Template> text = read_template(reader, outcome.slug, outcome.placeholders); !text.empty())
                node_.replies.emplace(outcome.slug, std::move(text));
        }
        reader.finish();
    }

    MapReader& reader_;
    const NodeSurroundings& around_;
    MenuNode& node_;
    Diagnostics& diagnostics_;
};

}  // namespace

void read_answer(MapReader& reader, const NodeSurroundings& around, MenuNode& node, Diagnostics& diagnostics) {
    AnswerReader(reader, around, node, diagnostics).read();
}

}  // namespace hall::menus
