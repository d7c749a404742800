// Codes that fit the same text: a code with parameters and another one, or one that a code or alias without any
// answers before.

#include "daemon/config/review/pattern_overlap.hpp"
#include "daemon/config/review/reviews.hpp"

#include <map>

namespace hall::daemon {

namespace {

using menus::CodePattern;
using menus::Menu;
using menus::MenuNode;

std::string where(const codecs::Place& place) {
    return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

/// The letters that every text which fits begins with; what cannot fit is passed over by them.
std::string beginning_of(const CodePattern& code) {
    const auto shape = code.shape();
    return shape.substr(0, shape.find('{'));
}

struct Patterned {
    const MenuNode* node;
    const CodePattern* code;
    std::string beginning;
};

class Codes {
public:
    Codes(const ReviewSubject& subject, codecs::Diagnostics& diagnostics)
        : menu_(subject.menu), plan_(subject.settings.number_plan), diagnostics_(diagnostics) {
        for (const auto& patterned : menu_.patterned_codes()) {
            const auto& node = menu_.nodes[patterned.node];
            const auto& code = node.codes[patterned.code];
            all_.push_back({&node, &code, beginning_of(code)});
        }
        for (const auto& one : all_) by_first_[one.beginning.empty() ? '\0' : one.beginning.front()].push_back(&one);
    }

    void look_at_patterns() {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const auto& first = all_[j];
                const auto& second = all_[i];
                if (first.node == second.node || !beginnings_agree(first.beginning, second.beginning)) continue;
                const auto text = common_text(*first.code, *second.code, plan_);
                if (!text) continue;
                diagnostics_.add(second.code->place(), review_rules::ambiguous_codes,
                                 {second.code->written(), first.code->written(), first.node->id,
                                  where(first.code->place()), *text});
            }
        }
    }

    void look_at_plain_codes() {
        for (const auto& node : menu_.nodes) {
            for (const auto& code : node.codes) look_at(node, code, review_rules::code_before_pattern);
            for (const auto& alias : node.aliases) look_at(node, alias, review_rules::alias_before_pattern);
        }
    }

    void look_at_keywords() {
        for (const auto& node : menu_.nodes) {
            for (const auto& words : node.keywords) {
                const auto* moved = words.size() == 1 ? menu_.moved_code(words.front()) : nullptr;
                if (moved == nullptr || &menu_.nodes[moved->to] == &node) continue;
                diagnostics_.add(node.place, review_rules::keyword_is_old_code,
                                 {words.front(), node.id, menu_.nodes[moved->to].id});
            }
        }
    }

private:
    static bool beginnings_agree(const std::string& a, const std::string& b) {
        return a.starts_with(b) || b.starts_with(a);
    }

    void look_at(const MenuNode& node, const CodePattern& plain, const codecs::Rule& rule) {
        if (plain.literal().empty()) return;
        for (const char first : {plain.literal().front(), '\0'}) {
            const auto found = by_first_.find(first);
            if (found == by_first_.end()) continue;
            for (const auto* patterned : found->second) {
                if (patterned->node == &node || !plain.literal().starts_with(patterned->beginning)) continue;
                const auto result = patterned->code->match(plain.literal(), plan_);
                const auto* match = std::get_if<menus::Match>(&result);
                if (match == nullptr || !would_answer(*match)) continue;
                if (does_the_same(node, *patterned->node, *match)) continue;
                diagnostics_.add(plain.place(), rule,
                                 {plain.written(), patterned->code->written(), patterned->node->id,
                                  where(patterned->code->place())});
            }
        }
    }

    /// "KTXYZ" fits KT{package:word}, but there is no package XYZ: nothing is lost.
    bool would_answer(const menus::Match& match) const {
        for (const auto& parameter : match.parameters) {
            const auto known = menu_.known_words.find(parameter.name);
            if (known != menu_.known_words.end() && !known->second.contains(parameter.value)) return false;
        }
        return true;
    }

    /// "KTCL" orders the package that KT{package:word} would order: an item of its own for a common case.
    static bool does_the_same(const MenuNode& node, const MenuNode& other, const menus::Match& match) {
        if (node.action.empty() || node.action != other.action) return false;
        for (const auto& parameter : match.parameters)
            if (!node.arguments.contains(parameter.name)) return false;
        return true;
    }

    const Menu& menu_;
    const codecs::NumberPlan& plan_;
    codecs::Diagnostics& diagnostics_;
    std::vector<Patterned> all_;
    std::map<char, std::vector<const Patterned*>> by_first_;
};

}  // namespace

void review_codes(const ReviewSubject& subject, codecs::Diagnostics& diagnostics) {
    Codes codes(subject, diagnostics);
    codes.look_at_patterns();
    codes.look_at_plain_codes();
    codes.look_at_keywords();
}

}  // namespace hall::daemon
