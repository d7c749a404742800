#include "menus/preview/explanation.hpp"

#include "menus/answer/presence.hpp"
#include "menus/tree/guess_entries.hpp"
#include "menus/understand/fold.hpp"
#include "menus/understand/places.hpp"
#include "menus/understand/readings.hpp"

#include <algorithm>

namespace hall::menus {

namespace {

using By = Explanation::By;
using Offer = Explanation::Offer;

class Explainer {
public:
    Explainer(const Menu& menu, const Situation& situation, std::string_view text, const codecs::NumberPlan& plan)
        : menu_(menu), situation_(situation), text_(text), plan_(plan),
          decision_(decide(menu, situation, text, plan)) {
        for (const char c : fold_sentence(text))
            if (c != ' ') sentence_ += c;
    }

    Explanation run() {
        out_.readings = readings(text_);
        out_.reading = out_.readings.front();
        out_.node = decision_.node;
        find_way();
        if (decision_.meaning == Meaning::refused) find_hindrance();
        return std::move(out_);
    }

private:
    void find_way() {
        for (const auto& reading : out_.readings)
            if (is_built_in(reading) || is_code(reading)) return;
        for (const auto& reading : out_.readings)
            if (const auto* moved = menu_.moved_code(reading)) return lead(By::moved, reading, &moved->code);
        if (decision_.meaning == Meaning::keyword) return heard();
        if (decision_.meaning == Meaning::offered && asks(text_) && asks_about_pattern()) return;
        const auto place = has_list() ? place_on_list(out_.readings) : std::nullopt;
        if (place && decision_.meaning != Meaning::code) {
            out_.digit = *place;
            return lead(By::digit, out_.readings.front());
        }
        if (decision_.meaning == Meaning::offered) return guessed();
        // Without what only surrounds it comes first.
        for (auto reading = out_.readings.rbegin(); reading != out_.readings.rend(); ++reading)
            if (is_patterned(*reading)) return;
    }

    bool has_list() const { return situation_.dialogue && situation_.now < situation_.dialogue->expires; }

    bool is_built_in(const std::string& reading) {
        if (reading.empty() || reading == "00") {
            lead(By::home, reading);
        } else if (reading == "0") {
            lead(By::back, reading);
        } else if (reading.size() == 1 && reading.front() >= '1' && reading.front() <= '9') {
            lead(By::digit, reading);
            out_.digit = reading.front() - '0';
        }
        return out_.by != By::nothing;
    }

    bool is_code(const std::string& reading) {
        const auto* node = menu_.by_code(reading);
        if (node == nullptr) return false;
        const bool asked = decision_.meaning == Meaning::offered;
        for (const auto* codes : {&node->codes, &node->aliases})
            for (const auto& code : *codes)
                if (code.literal() == reading)
                    lead(asked ? By::asked : codes == &node->codes ? By::code : By::alias, reading, &code);
        out_.node = node;
        return true;
    }

    /// "KTSP？": the page above was offered.
    bool asks_about_pattern() {
        for (auto reading = out_.readings.rbegin(); reading != out_.readings.rend(); ++reading) {
            for (const auto& patterned : menu_.patterned_codes()) {
                const auto& node = menu_.nodes[patterned.node];
                const auto result = node.codes[patterned.code].match(*reading, plan_);
                const auto* match = std::get_if<Match>(&result);
                if (!node.acts || node.releases || match == nullptr || !names_what_is_there(*match)) continue;
                lead(By::asked, *reading, &node.codes[patterned.code]);
                out_.node = &node;
                return true;
            }
        }
        return false;
    }

    bool names_what_is_there(const Match& match) const {
        return std::all_of(match.parameters.begin(), match.parameters.end(), [&](const Parameter& parameter) {
            const auto known = menu_.known_words.find(parameter.name);
            return known == menu_.known_words.end() || known->second.contains(parameter.value);
        });
    }

    bool is_patterned(const std::string& reading) {
        for (const auto& patterned : menu_.patterned_codes()) {
            const auto& node = menu_.nodes[patterned.node];
            // What another item closes is refused in the name of that one (menus/answer/withdrawal).
            if (decision_.node != &node && decision_.meaning != Meaning::refused) continue;
            const auto& code = node.codes[patterned.code];
            const auto result = code.match(reading, plan_);
            const bool by_another = decision_.node != &node;
            if (const auto* match = std::get_if<Match>(&result); match && (!by_another || names_what_is_there(*match))) {
                out_.parameters = match->parameters;
                lead(By::code, reading, &code);
                return true;
            }
            const auto* wrong = std::get_if<InvalidParameter>(&result);
            if (wrong == nullptr || decision_.meaning != Meaning::invalid_parameter) continue;
            out_.parameters = {{wrong->name, wrong->type, wrong->written, ""}};
            lead(By::wrong_parameter, reading, &code);
            return true;
        }
        return false;
    }

    void lead(By by, const std::string& reading, const CodePattern* code = nullptr) {
        out_.by = by;
        out_.reading = reading;
        out_.code = code;
    }

    void heard() {
        out_.by = By::keyword;
        out_.words = keywords_of(*decision_.node);
    }

    /// Of the words that the sentence holds, the longest; empty: none.
    std::string keywords_of(const MenuNode& node) const {
        std::string longest;
        for (const auto& set : node.keywords) {
            std::string words;
            const bool all = std::all_of(set.begin(), set.end(), [&](const std::string& word) {
                words += (words.empty() ? "" : "+") + word;
                const std::string heard = heard_as(word);
                if (!heard.empty() && heard != word) words += "(" + heard + ")";
                return !heard.empty();
            });
            if (all && words.size() > longest.size()) longest = words;
        }
        return longest;
    }

    /// The word, or the synonym of it that stands in the sentence; empty: none.
    std::string heard_as(const std::string& word) const {
        if (sentence_.find(word) != std::string::npos) return word;
        for (const auto& group : menu_.synonyms) {
            if (std::find(group.begin(), group.end(), word) == group.end()) continue;
            for (const auto& other : group)
                if (sentence_.find(other) != std::string::npos) return other;
        }
        return {};
    }

    void guessed() {
        out_.by = By::guess;
        const auto entries = guess_entries(menu_);
        if (!decision_.next) return;
        for (const auto& shown : decision_.next->shown)
            if (const auto* node = menu_.by_id(shown.node_id)) out_.offers.push_back(offer_of(*node, entries));
    }

    Offer offer_of(const MenuNode& node, const std::vector<GuessEntry>& entries) const {
        const auto index = static_cast<NodeIndex>(&node - menu_.nodes.data());
        Offer offer{&node, Offer::Why::mentioned, {}, Nearness::alike};
        for (const auto& entry : entries) {
            const bool own = entry.node == index;
            if (own && near(entry, offer)) return offer;
            // Of one that charges its page is offered.
            if (own || (entry.charges && entry.page == index))
                for (const auto& code : entry.codes)
                    if (code.size() > offer.of.size() && sentence_.find(code) != std::string::npos) offer.of = code;
        }
        if (offer.of.empty()) offer = {&node, Offer::Why::keyword, keywords_of(node), Nearness::alike};
        return offer;
    }

    bool near(const GuessEntry& entry, Offer& offer) const {
        NearCodes codes;
        for (std::size_t i = 0; i < entry.codes.size(); ++i) codes.add(entry.codes[i], i);
        std::optional<NearCodes::Found> nearest;
        for (const auto& reading : out_.readings)
            for (const auto& found : codes.find(reading))
                if (!nearest || found.nearness < nearest->nearness) nearest = found;
        if (!nearest) return false;
        offer.why = Offer::Why::near;
        offer.of = entry.codes[nearest->entry];
        offer.nearness = nearest->nearness;
        return true;
    }

    void find_hindrance() {
        const Viewer viewer{situation_.subscriber, situation_.now, menu_.language_of(situation_.subscriber.language)};
        out_.hindering = hindrance(menu_, *decision_.node, viewer);
        if (out_.hindering == nullptr) return;
        out_.not_for_him = out_.hindering->only_for && !holds(*out_.hindering->only_for, situation_.subscriber);
        if (out_.hindering->open) out_.state = state_of(*out_.hindering->open, situation_.now);
    }

    const Menu& menu_;
    const Situation& situation_;
    std::string_view text_;
    const codecs::NumberPlan& plan_;
    Decision decision_;
    std::string sentence_;  // folded, without blanks
    Explanation out_;
};

}  // namespace

Explanation explain(const Menu& menu, const Situation& situation, std::string_view text,
                    const codecs::NumberPlan& plan) {
    return Explainer(menu, situation, text, plan).run();
}

}  // namespace hall::menus
