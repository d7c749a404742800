#include "menus/node_answer.hpp"

#include "menus/hall_texts.hpp"
#include "menus/parameter.hpp"

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

std::string listed(const Slots& slots) {
    std::string text;
    for (const auto& slot : slots) {
        text += (text.empty() ? "" : ", ") + slot.name;
    }
    return text.empty() ? "nothing" : text;
}

class AnswerReader {
public:
    AnswerReader(MapReader& reader, const NodeSurroundings& around, MenuNode& node, Diagnostics& diagnostics)
        : reader_(reader), around_(around), node_(node), diagnostics_(diagnostics) {}

    void read() {
        const bool has_text = reader_.has("text");
        const bool has_action = reader_.has("action");
        const std::string text = read_text(reader_, "text", diagnostics_);
        const YamlNode* action = reader_.node("action");
        const YamlNode* with = reader_.node("with");
        const YamlNode* replies = reader_.node("replies");
        if (has_text == has_action) {
            diagnostics_.add(has_text ? reader_.place_of("action") : node_.place,
                             label() + (has_text ? " has a text and an action" : " has neither a text nor an action"),
                             has_text ? "keep one; an action answers through its replies" : "add one of them");
        }
        if (has_action) {
            read_action(*action, with, replies);
            return;
        }
        if (has_text && !text.empty()) {
            node_.text = Localised<Template>(read_template(text, reader_.place_of("text"), {}));
            if (around_.has_choices && !node_.text.in(0).uses("choices")) {
                diagnostics_.add(reader_.place_of("text"), "the text of a menu does not show {choices}",
                                 "add {choices}, so that subscribers see the digits");
            }
        }
        for (const auto& [key, value] : {std::pair{"with", with}, std::pair{"replies", replies}}) {
            if (value != nullptr) {
                diagnostics_.add(value->place, std::string(key) + " stands in an item without an action",
                                 "remove it, or write an action in place of the text");
            }
        }
    }

private:
    std::string label() const { return node_.id.empty() ? "menu item" : "menu item \"" + node_.id + "\""; }

    /// Parameters that are there whichever way the subscriber came: in every code, and no digit leads here.
    Names sure_parameters() const {
        Names names;
        if (around_.digit_chooses || node_.codes.empty()) {
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

    Template read_template(const std::string& text, const codecs::Place& place, const Names& values) {
        Names allowed = {"name", "code", "hall", "choices"};
        const Names parameters = sure_parameters();
        allowed.insert(allowed.end(), parameters.begin(), parameters.end());
        allowed.insert(allowed.end(), values.begin(), values.end());
        Template parsed = Template::parse(text, place, allowed, diagnostics_);
        if (parsed.uses("choices") && !around_.has_choices) {
            diagnostics_.add(place, "{choices} stands in an item without choices", "remove it, or add choices");
        }
        if (parsed.uses("code") && (node_.codes.empty() || node_.codes.front().literal().empty())) {
            diagnostics_.add(place, "{code} stands in an item whose first code has a parameter or is missing",
                             "write out what the subscriber shall text");
        }
        return parsed;
    }

    void read_action(const YamlNode& value, const YamlNode* with, const YamlNode* replies) {
        if (around_.has_choices) {
            diagnostics_.add(value.place, "an item with choices has an action", "give it a text that shows {choices}");
        }
        node_.action = value.kind == YamlNode::Kind::scalar ? value.scalar : "";
        const auto spec = std::find_if(around_.actions.begin(), around_.actions.end(),
                                       [&](const ActionSpec& action) { return action.name == node_.action; });
        if (spec == around_.actions.end()) {
            Names names;
            for (const ActionSpec& action : around_.actions) {
                names.push_back(action.name);
            }
            const std::string nearest = codecs::nearest_word(node_.action, names);
            diagnostics_.add(value.place,
                             node_.action.empty() ? "action is no name" : "action " + node_.action + " is unknown",
                             nearest.empty() ? "docs/menu-file.md lists the actions" : "write \"" + nearest + "\"");
            return;
        }
        node_.acts = spec->acts;
        const bool with_is_map = with != nullptr && with->kind == YamlNode::Kind::map;
        if (with != nullptr) {
            read_arguments(*with, *spec);
        }
        check_parameters(value.place, *spec, with_is_map ? with : nullptr);
        if (replies != nullptr) {
            read_replies(*replies, *spec);
        }
        if (around_.texts != nullptr) {
            around_.texts->check(node_, value.place, *spec, replies);
        }
    }

    void read_arguments(const YamlNode& with, const ActionSpec& spec) {
        if (with.kind != YamlNode::Kind::map) {
            diagnostics_.add(with.place, "with is no map", "write it like with: {package: CL5}");
            return;
        }
        for (const YamlNode::Entry& entry : with.entries) {
            const CodePattern::Slot* slot = find_slot(spec.parameters, entry.key);
            if (slot == nullptr) {
                diagnostics_.add(entry.key_place, "action " + spec.name + " does not take " + entry.key,
                                 "it takes " + listed(spec.parameters));
                continue;
            }
            const auto value = fixed_parameter_value(slot->type, entry.value.scalar);
            if (!value) {
                diagnostics_.add(
                    entry.value.place,
                    entry.key + " is \"" + entry.value.scalar + "\", which is no " + std::string(to_string(slot->type)),
                    remedy_for(slot->type));
                continue;
            }
            check_known(entry, *value, spec);
            node_.arguments.emplace(entry.key, *value);
        }
    }

    void check_known(const YamlNode::Entry& entry, const std::string& value, const ActionSpec& spec) {
        const auto known = spec.known_values.find(entry.key);
        if (known == spec.known_values.end()) return;
        const auto& values = known->second;
        if (std::find(values.begin(), values.end(), value) != values.end()) return;
        const auto nearest = codecs::nearest_word(value, values);
        diagnostics_.add(entry.value.place, "there is no " + entry.key + " " + value,
                         nearest.empty() ? "use one of the catalogue" : "did you mean \"" + nearest + "\"?");
    }

    static std::string remedy_for(ParameterType type) {
        switch (type) {
            case ParameterType::phone:
                return "write it like +8613800138000";
            case ParameterType::amount:
                return "write yuan like 50 or 12.50";
            case ParameterType::number:
                return "write 1 to 18 digits";
            case ParameterType::word:
                return "write 1 to 20 letters or digits";
        }
        return "";
    }

    /// Every way to the node must bring all that the action needs, and nothing that it does not take.
    void check_parameters(const codecs::Place& place, const ActionSpec& spec, const YamlNode* with) {
        for (const CodePattern& code : node_.codes) {
            for (const auto& slot : code.slots()) {
                const CodePattern::Slot* wanted = find_slot(spec.parameters, slot.name);
                if (wanted == nullptr) {
                    diagnostics_.add(code.place(), "action " + spec.name + " does not take " + slot.name,
                                     "it takes " + listed(spec.parameters));
                } else if (wanted->type != slot.type) {
                    diagnostics_.add(code.place(),
                                     "parameter " + slot.name + " is a " + std::string(to_string(slot.type)),
                                     "action " + spec.name + " needs a " + std::string(to_string(wanted->type)));
                } else if (with != nullptr && with->find(slot.name) != nullptr) {
                    diagnostics_.add(code.place(), "parameter " + slot.name + " stands in the code and in with",
                                     "keep it in one place");
                }
            }
        }
        for (const auto& wanted : spec.parameters) {
            if (spec.optional.contains(wanted.name) || (with != nullptr && with->find(wanted.name) != nullptr)) {
                continue;
            }
            const std::string needs = "action " + spec.name + " needs " + wanted.name;
            const std::string slot = "{" + wanted.name + ":" + std::string(to_string(wanted.type)) + "}";
            if (around_.digit_chooses) {
                diagnostics_.add(place, needs + ", which a digit cannot bring",
                                 "put it into with, or " + slot + " into every code and digit: none");
                continue;
            }
            for (const CodePattern& code : node_.codes) {
                if (find_slot(code.slots(), wanted.name) == nullptr) {
                    diagnostics_.add(code.place(), needs + ", which code \"" + code.written() + "\" does not bring",
                                     "write " + slot + " into the code, or put it into with");
                }
            }
        }
    }

    void read_replies(const YamlNode& replies, const ActionSpec& spec) {
        MapReader reader(replies, "replies", diagnostics_);
        for (const ActionSpec::Outcome& outcome : spec.outcomes) {
            const std::string text = read_text(reader, outcome.slug, diagnostics_);
            if (!text.empty()) {
                node_.replies.emplace(outcome.slug, Localised<Template>(read_template(
                                                        text, reader.place_of(outcome.slug), outcome.placeholders)));
            }
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
