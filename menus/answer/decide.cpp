#include "menus/answer/decide.hpp"

#include "menus/answer/choice_list.hpp"
#include "menus/answer/moment_text.hpp"
#include "menus/answer/presence.hpp"
#include "menus/answer/render.hpp"
#include "menus/answer/withdrawal.hpp"
#include "menus/understand/fold.hpp"
#include "menus/understand/places.hpp"
#include "menus/understand/readings.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::menus {

namespace {

/// Of what he wrote, as much as an answer may repeat.
std::string shortened(std::string_view written) {
    constexpr std::size_t most = 24;  // characters
    std::size_t end = 0;
    for (std::size_t count = 0; end < written.size(); ++count) {
        if (count == most) return std::string(written.substr(0, end)) + "…";
        do ++end;
        while (end < written.size() && (static_cast<unsigned char>(written[end]) & 0xC0U) == 0x80U);
    }
    return std::string(written);
}

bool wants_to_be_rid(const std::vector<std::string>& readings) {
    constexpr std::array<std::string_view, 12> words = {"退", "取消", "关闭", "关掉", "停用", "停止", "不要",
                                                        "不想", "别",   "CANCEL", "STOP", "UNSUBSCRIBE"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return readings.front().find(word) != std::string::npos;
    });
}

/// One step of understanding: what stays the same for it is held here.
class Step {
public:
    Step(const Menu& menu, const Situation& situation, const codecs::NumberPlan& plan)
        : menu_(menu), situation_(situation), plan_(plan),
          viewer_{situation.subscriber, situation.now, menu.language_of(situation.subscriber.language)},
          own_entry_(menu.entry(situation.extension)),
          entry_(is_there(menu, own_entry_, viewer_) ? own_entry_ : menu.home()) {
        if (situation.dialogue && situation.now < situation.dialogue->expires) {
            dialogue_ = &*situation.dialogue;
            stands_at_ = menu.by_id(dialogue_->node_id);
        }
    }

    Decision decide(std::string_view text) const {
        const std::vector<std::string> readings = menus::readings(text);
        for (const std::string& reading : readings) {
            if (auto decision = built_in(reading, asks(text))) return *std::move(decision);
            if (const MenuNode* node = menu_.by_code(reading)) {
                // "DHHF？" asks what that is; who spends must say so.
                if (!opens(*node) || !asks(text) || !is_there(menu_, *node, viewer_)) return answer(Meaning::code, *node);
                return offer(Meaning::offered, spoken_of(), {index_of(*node)},
                             {{"written", shortened(readings.front())}});
            }
        }
        for (const std::string& reading : readings) {
            if (const MovedCode* moved = menu_.moved_code(reading)) return answer_moved(*moved, reading, asks(text));
        }
        return try_patterns(readings, text);
    }

private:
    /// "0", "00", nothing at all, and digits.
    std::optional<Decision> built_in(std::string_view reading, bool only_asks) const {
        if (reading.empty() || reading == "00") return go_home();
        if (reading == "0") return back();
        if (reading.size() == 1 && reading.front() >= '1' && reading.front() <= '9') return choose(reading.front() - '0', only_asks);
        return std::nullopt;
    }

    /// An entry that is not there for him now is no dead end: he reads why, and stands at home.
    Decision go_home() const {
        Decision home = answer(Meaning::home, entry_);
        if (&entry_ == &own_entry_ || home.meaning == Meaning::refused) return home;
        Decision decision = answer(Meaning::home, own_entry_);
        if (!home.action) {
            decision.reply += "\n" + home.reply;
            decision.next = std::move(home.next);
        }
        return decision;
    }

    Decision back() const {
        if (stands_at_ == nullptr) return answer(Meaning::back, entry_);
        if (dialogue_->page == Dialogue::offered) return answer(Meaning::back, menu_.menu_at(*stands_at_));
        if (dialogue_->page > 0 && !stands_at_->choices.empty())
            return answer(Meaning::back, *stands_at_, {}, dialogue_->page - 1);
        // The entry of an extension is its home: there is nothing above it.
        const bool above = stands_at_->parent && stands_at_ != &entry_;
        return answer(Meaning::back, above ? menu_.nodes[*stands_at_->parent] : entry_);
    }

    /// Whether a digit would choose from something.
    bool has_list() const { return dialogue_ != nullptr && (stands_at_ != nullptr || !dialogue_->shown.empty()); }

    /// `only_asks`: "1？" orders nothing.
    Decision choose(int digit, bool only_asks) const {
        if (!has_list()) return hall_answer(Meaning::no_dialogue, "no_dialogue", nullptr);
        const std::vector<ShownChoice> shown =
            dialogue_->shown.empty() ? list_choices(menu_, menu_.menu_at(*stands_at_), viewer_).shown : dialogue_->shown;
        for (const ShownChoice& choice : shown) {
            if (choice.digit != digit) continue;
            if (choice.node_id == next_page_id) {
                const MenuNode* first = menu_.by_id(shown.front().node_id);
                if (first == nullptr || !first->parent) break;
                return answer(Meaning::next_page, menu_.nodes[*first->parent], {}, dialogue_->page + 1);
            }
            const MenuNode* node = menu_.by_id(choice.node_id);
            if (node == nullptr) continue;
            if (only_asks && opens(*node) && is_there(menu_, *node, viewer_))
                return offer(Meaning::offered, spoken_of(), {index_of(*node)}, {{"written", std::to_string(digit)}});
            return answer(Meaning::choice, *node);
        }
        return stands_at_ == nullptr ? hall_answer(Meaning::no_dialogue, "no_dialogue", nullptr)
                                     : hall_answer(Meaning::unknown, "unknown_code", nullptr);
    }

    Decision answer(Meaning meaning, const MenuNode& node, std::vector<Parameter> parameters = {}, int page = 0) const {
        if (const MenuNode* hindering = hindrance(menu_, node, viewer_)) return refuse(node, *hindering);
        if (opens(node)) {
            Values values(node.arguments.begin(), node.arguments.end());
            for (const Parameter& parameter : parameters) values.emplace_back(parameter.name, parameter.value);
            if (const auto closed = withdrawn(menu_, node.action, values, viewer_))
                return refuse(*closed->item, *closed->hindering);
        }
        Decision decision;
        decision.node = &node;
        decision.meaning = meaning;
        decision.next = place_at(node, page);
        if (!node.action.empty()) {
            decision.action = ActionCall{node.action, std::move(parameters), node.arguments};
            return decision;
        }
        Values values = item_values(menu_, node, viewer_.language);
        for (const Parameter& parameter : parameters) values.emplace_back(parameter.name, parameter.written);
        if (!node.choices.empty()) values.emplace_back("choices", list_choices(menu_, node, viewer_, page).text);
        decision.reply = node.text.in(viewer_.language).render(values);
        return decision;
    }

    Decision refuse(const MenuNode& node, const MenuNode& hindering) const {
        Decision decision;
        decision.meaning = Meaning::refused;
        decision.node = &node;
        decision.reply = refusal_text(menu_, node, hindering, viewer_);
        return decision;
    }

    static bool opens(const MenuNode& node) { return node.acts && !node.releases; }

    /// The text for a list of what he spoke of and what is there: `near` tells of codes that are not.
    std::string_view spoken_of() const { return menu_.texts.contains("spoken_of") ? "spoken_of" : "near"; }

    NodeIndex index_of(const MenuNode& node) const { return static_cast<NodeIndex>(&node - menu_.nodes.data()); }

    /// Where he stands after `node` has answered, and from which list his next digit chooses.
    Dialogue place_at(const MenuNode& node, int page) const {
        Dialogue place{node.id, situation_.now + menu_.dialogue_lifetime, {}, 0};
        const MenuNode& list_of = menu_.menu_at(node);
        // The answer shows no list: the one that he has read before still counts.
        const bool still_reads = node.choices.empty() && dialogue_ != nullptr && !dialogue_->shown.empty();
        if (still_reads) {
            place.shown = dialogue_->shown;
            place.page = dialogue_->page;
        } else {
            ChoiceList list = list_choices(menu_, list_of, viewer_, page);
            place.shown = std::move(list.shown);
            place.page = list.page;
        }
        return place;
    }

    Decision answer_moved(const MovedCode& moved, const std::string& written, bool only_asks) const {
        const MenuNode& node = menu_.nodes[moved.to];
        const bool there = is_there(menu_, node, viewer_);
        if (only_asks && there && opens(node))
            return offer(Meaning::offered, spoken_of(), {moved.to}, {{"written", written}});
        const bool for_good = moved.until && situation_.now >= *moved.until;
        Values values = item_values(menu_, node, viewer_.language);
        values.emplace_back("old", written);
        if (moved.until) values.emplace_back("until", end_text(menu_, *moved.until, moved.zone, viewer_.language));
        if (for_good && there) return offer(Meaning::moved, "moved_for_good", {moved.to}, std::move(values));
        Decision decision = answer(Meaning::moved, node);
        if (decision.meaning == Meaning::refused) return decision;
        decision.notice = moved.notice.empty() ? render_text(menu_, "moved", values, {}, viewer_.language)
                                               : moved.notice.in(viewer_.language).render(values);
        if (!decision.action) decision.reply = std::exchange(decision.notice, {}) + "\n" + decision.reply;
        return decision;
    }

    /// A list from which a digit picks, while he goes on standing where he stands.
    Decision offer(Meaning meaning, std::string_view key, const std::vector<NodeIndex>& nodes, Values values) const {
        Decision decision;
        decision.meaning = meaning;
        ChoiceList list = list_nodes(menu_, nodes, viewer_);
        values.emplace_back("choices", list.text);
        decision.reply = render_text(menu_, key, values, {}, viewer_.language);
        decision.next = Dialogue{stands_at_ == nullptr ? entry_.id : stands_at_->id,
                                 situation_.now + menu_.dialogue_lifetime, std::move(list.shown), Dialogue::offered};
        return decision;
    }

    /// A text of the hall. Where it shows a list, his next digit must choose from that list.
    Decision hall_answer(Meaning meaning, std::string_view key, const MenuNode* node, Values values = {}) const {
        Decision decision;
        decision.meaning = meaning;
        decision.node = node;
        const MenuNode& list_of = stands_at_ == nullptr ? entry_ : menu_.menu_at(*stands_at_);
        const int page = stands_at_ == nullptr ? 0 : std::max(0, dialogue_->page);
        ChoiceList list = list_choices(menu_, list_of, viewer_, page);
        values.emplace_back("choices", list.text);
        decision.reply = render_text(menu_, key, values, {}, viewer_.language);
        const auto text = menu_.texts.find(std::string(key));
        const bool shows_list = text != menu_.texts.end() && text->second.in(viewer_.language).uses("choices");
        if (!shows_list) return decision;
        if (stands_at_ == nullptr) {
            decision.next = Dialogue{list_of.id, situation_.now + menu_.dialogue_lifetime, std::move(list.shown), list.page};
        } else if (!dialogue_->shown.empty() && (dialogue_->shown != list.shown || dialogue_->page != list.page)) {
            decision.next = Dialogue{stands_at_->id, dialogue_->expires, std::move(list.shown), list.page};
        }
        return decision;
    }

    /// Whether all that the code names is there: no package XYZ, perhaps a slip in "KTCL". What he has he can give up,
    /// also when the catalogue does not know it any more.
    bool names_what_is_there(const MenuNode& node, const Match& match) const {
        return std::all_of(match.parameters.begin(), match.parameters.end(), [&](const Parameter& parameter) {
            const auto known = menu_.known_words.find(parameter.name);
            return known == menu_.known_words.end() || known->second.contains(parameter.value) ||
                   (node.releases && situation_.has && situation_.has(parameter.value));
        });
    }

    Decision try_patterns(const std::vector<std::string>& readings, std::string_view text) const {
        std::optional<std::pair<const MenuNode*, InvalidParameter>> wrong;
        std::optional<std::pair<const MenuNode*, std::vector<Parameter>>> names_nothing;
        // Without what only surrounds it: "KTXYZ谢谢" asks for XYZ.
        for (auto reading = readings.rbegin(); reading != readings.rend(); ++reading) {
            for (const Menu::PatternedCode& patterned : menu_.patterned_codes()) {
                const MenuNode& node = menu_.nodes[patterned.node];
                MatchResult result = node.codes[patterned.code].match(*reading, plan_);
                if (auto* match = std::get_if<Match>(&result)) {
                    if (names_what_is_there(node, *match)) {
                        Decision decision = answer(Meaning::code, node, match->parameters);
                        const bool only_asks = opens(node) && asks(text) && decision.meaning != Meaning::refused;
                        return only_asks ? tell_of(node, readings.front()) : decision;
                    }
                    if (!names_nothing) names_nothing.emplace(&node, std::move(match->parameters));
                }
                if (auto* invalid = std::get_if<InvalidParameter>(&result); invalid != nullptr && !wrong) {
                    wrong.emplace(&node, std::move(*invalid));
                }
            }
        }
        if (!wrong) {
            if (auto chosen = choose_by_words(readings, text)) return *std::move(chosen);
            if (auto guessed = guess(readings, text)) return *std::move(guessed);
            if (names_nothing) return answer(Meaning::code, *names_nothing->first, std::move(names_nothing->second));
            return hall_answer(Meaning::unknown, "unknown_code", nullptr);
        }
        Values values = item_values(menu_, *wrong->first, viewer_.language);
        values.emplace_back("written", shortened(wrong->second.written));
        return hall_answer(Meaning::invalid_parameter, "invalid_" + std::string(to_string(wrong->second.type)),
                           wrong->first, std::move(values));
    }

    /// "KTSP？" asks what that is: of a code that a digit cannot bring, the page above it tells.
    Decision tell_of(const MenuNode& node, std::string_view written) const {
        const NodeIndex page = node.parent && is_there(menu_, menu_.nodes[*node.parent], viewer_) ? *node.parent : 0;
        return offer(Meaning::offered, spoken_of(), {page}, {{"written", shortened(written)}});
    }

    /// "第二个" of a list that he has before him is its 2; 10 is no number of it.
    std::optional<Decision> choose_by_words(const std::vector<std::string>& readings, std::string_view text) const {
        if (!has_list()) return std::nullopt;
        const auto place = place_on_list(readings);
        if (!place) return std::nullopt;
        if (*place > 9) return hall_answer(Meaning::unknown, "unknown_code", nullptr);
        return choose(*place, asks(text));
    }

    /// Nothing in here acts: what is only near, or spoken of, is offered, and a digit picks.
    std::optional<Decision> guess(const std::vector<std::string>& readings, std::string_view text) const {
        // Whoever wants to get rid of something is not offered to order it.
        const bool refuses = wants_to_be_rid(readings);
        const auto there = [&](NodeIndex index) {
            const MenuNode& node = menu_.nodes[index];
            return is_there(menu_, node, viewer_) && !(refuses && node.acts && !node.releases);
        };
        const Guess guess = menu_.guesser().guess(readings, fold_sentence(text), there);
        if (guess.kind == Guess::Kind::none) return std::nullopt;
        if (guess.kind == Guess::Kind::answer) return answer(Meaning::keyword, menu_.nodes[guess.nodes.front()]);
        const std::string_view key = guess.why == Guess::Why::near ? "near" : spoken_of();
        return offer(Meaning::offered, key, guess.nodes, {{"written", shortened(readings.front())}});
    }

    const Menu& menu_;
    const Situation& situation_;
    const codecs::NumberPlan& plan_;
    Viewer viewer_;
    const MenuNode& own_entry_;  // of the extension that he texted to
    const MenuNode& entry_;      // where 00 leads: home, when that one is not there for him
    const Dialogue* dialogue_ = nullptr;   // nullptr: none that is still alive
    const MenuNode* stands_at_ = nullptr;  // nullptr: nowhere, or at an item that is gone
};

}  // namespace

std::string_view to_string(Meaning meaning) {
    switch (meaning) {
        case Meaning::home: return "home";
        case Meaning::back: return "back";
        case Meaning::next_page: return "next_page";
        case Meaning::choice: return "choice";
        case Meaning::code: return "code";
        case Meaning::moved: return "moved";
        case Meaning::keyword: return "keyword";
        case Meaning::offered: return "offered";
        case Meaning::refused: return "refused";
        case Meaning::unknown: return "unknown";
        case Meaning::no_dialogue: return "no_dialogue";
        case Meaning::invalid_parameter: return "invalid_parameter";
    }
    return "";
}

Decision decide(const Menu& menu, const Situation& situation, std::string_view text, const codecs::NumberPlan& plan) {
    return Step(menu, situation, plan).decide(text);
}

}  // namespace hall::menus
