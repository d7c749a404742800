#include "menus/decide.hpp"

#include "menus/fold.hpp"

#include <utility>

namespace hall::menus {

namespace {

/// Values that any text of `node` may show.
Values values_of(const Menu& menu, const MenuNode& node, const std::vector<Parameter>& parameters) {
    Values values;
    for (const Parameter& parameter : parameters) {
        values.emplace_back(parameter.name, parameter.written);
    }
    values.emplace_back("name", node.name);
    values.emplace_back("code", node.codes.empty() ? std::string() : node.codes.front().literal());
    values.emplace_back("hall", menu.hall_name);
    return values;
}

/// The words of the package where it has some of its own, else the hall's; nullptr when there are none.
const Template* text_for(const Menu& menu, std::string_view key, std::string_view package) {
    const std::string slug(key);
    if (const auto texts = menu.package_texts.find(std::string(package)); texts != menu.package_texts.end()) {
        if (const auto own = texts->second.find(slug); own != texts->second.end()) {
            return &own->second;
        }
    }
    const auto common = menu.texts.find(slug);
    return common == menu.texts.end() ? nullptr : &common->second;
}

/// One step of understanding: what stays the same for it is held here.
class Step {
public:
    Step(const Menu& menu, const std::optional<Dialogue>& dialogue, UtcTime now) : menu_(menu), now_(now) {
        if (dialogue && now < dialogue->expires) {
            stands_at_ = menu.by_id(dialogue->node_id);
        }
    }

    Decision decide(std::string_view text, const codecs::NumberPlan& plan) const {
        const std::string folded = fold_text(text);
        if (folded.empty() || folded == "00") {
            return answer(Meaning::home, menu_.home());
        }
        if (folded == "0") {
            const bool above = stands_at_ != nullptr && stands_at_->parent;
            return answer(Meaning::back, above ? menu_.nodes[*stands_at_->parent] : menu_.home());
        }
        if (folded.size() == 1 && folded.front() >= '1' && folded.front() <= '9') {
            return choose(folded.front() - '0');
        }
        if (const MenuNode* node = menu_.by_code(folded)) {
            return answer(Meaning::code, *node);
        }
        return try_patterns(folded, plan);
    }

private:
    Decision answer(Meaning meaning, const MenuNode& node, std::vector<Parameter> parameters = {}) const {
        Decision decision;
        decision.meaning = meaning;
        decision.node = &node;
        decision.next = Dialogue{node.id, now_ + menu_.dialogue_lifetime};
        if (!node.action.empty()) {
            decision.action = ActionCall{node.action, std::move(parameters), node.arguments};
            return decision;
        }
        Values values = values_of(menu_, node, parameters);
        values.emplace_back("choices", menu_.choices_text(node));
        decision.reply = node.text.render(values);
        return decision;
    }

    /// A text of the hall. Where it shows a list, his next digit must choose from that list.
    Decision hall_answer(Meaning meaning, std::string_view key, const MenuNode* node, Values values = {}) const {
        Decision decision;
        decision.meaning = meaning;
        decision.node = node;
        const auto text = menu_.texts.find(std::string(key));
        if (text == menu_.texts.end()) {
            return decision;  // the loader sees to it that every text is there
        }
        const MenuNode& list = stands_at_ == nullptr ? menu_.home() : menu_.menu_at(*stands_at_);
        values.emplace_back("hall", menu_.hall_name);
        values.emplace_back("choices", menu_.choices_text(list));
        decision.reply = text->second.render(values);
        if (stands_at_ == nullptr && text->second.uses("choices")) {
            decision.next = Dialogue{menu_.home().id, now_ + menu_.dialogue_lifetime};
        }
        return decision;
    }

    Decision choose(int digit) const {
        if (stands_at_ == nullptr) {
            return hall_answer(Meaning::no_dialogue, "no_dialogue", nullptr);
        }
        for (const NodeIndex choice : menu_.menu_at(*stands_at_).choices) {
            if (menu_.nodes[choice].digit == digit) {
                return answer(Meaning::choice, menu_.nodes[choice]);
            }
        }
        return hall_answer(Meaning::unknown, "unknown_code", nullptr);
    }

    Decision try_patterns(std::string_view folded, const codecs::NumberPlan& plan) const {
        std::optional<std::pair<const MenuNode*, InvalidParameter>> wrong;
        for (const Menu::PatternedCode& patterned : menu_.patterned_codes()) {
            const MenuNode& node = menu_.nodes[patterned.node];
            MatchResult result = node.codes[patterned.code].match(folded, plan);
            if (auto* match = std::get_if<Match>(&result)) {
                return answer(Meaning::code, node, std::move(match->parameters));
            }
            if (auto* invalid = std::get_if<InvalidParameter>(&result); invalid != nullptr && !wrong) {
                wrong.emplace(&node, std::move(*invalid));
            }
        }
        if (!wrong) {
            return hall_answer(Meaning::unknown, "unknown_code", nullptr);
        }
        Values values = values_of(menu_, *wrong->first, {});
        values.emplace_back("written", wrong->second.written);
        return hall_answer(Meaning::invalid_parameter, "invalid_" + std::string(to_string(wrong->second.type)),
                           wrong->first, std::move(values));
    }

    const Menu& menu_;
    UtcTime now_;
    const MenuNode* stands_at_ = nullptr;  // without a live dialogue: nullptr
};

}  // namespace

std::string_view to_string(Meaning meaning) {
    switch (meaning) {
        case Meaning::home:
            return "home";
        case Meaning::back:
            return "back";
        case Meaning::choice:
            return "choice";
        case Meaning::code:
            return "code";
        case Meaning::unknown:
            return "unknown";
        case Meaning::no_dialogue:
            return "no_dialogue";
        case Meaning::invalid_parameter:
            return "invalid_parameter";
    }
    return "";
}

Decision decide(const Menu& menu, const std::optional<Dialogue>& dialogue, std::string_view text,
                const codecs::NumberPlan& plan, UtcTime now) {
    return Step(menu, dialogue, now).decide(text, plan);
}

std::string render_outcome(const Menu& menu, const MenuNode& node, const ActionCall& call, std::string_view slug,
                           const Values& values, std::string_view package) {
    Values all = values;
    for (auto& value : values_of(menu, node, call.parameters)) {
        all.push_back(std::move(value));
    }
    all.emplace_back("choices", menu.choices_text(menu.menu_at(node)));
    if (const auto own = node.replies.find(std::string(slug)); own != node.replies.end()) {
        return own->second.render(all);
    }
    const Template* text = text_for(menu, slug, package);
    return text == nullptr ? render_text(menu, "fault", {}) : text->render(all);
}

std::string render_text(const Menu& menu, std::string_view key, const Values& values, std::string_view package) {
    const Template* text = text_for(menu, key, package);
    if (text == nullptr) {
        return {};
    }
    Values all = values;
    all.emplace_back("hall", menu.hall_name);
    return text->render(all);
}

}  // namespace hall::menus
