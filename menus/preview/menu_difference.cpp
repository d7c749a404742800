#include "menus/preview/menu_difference.hpp"

#include "menus/answer/render.hpp"
#include "menus/preview/preview.hpp"

#include <algorithm>
#include <map>

namespace hall::menus {

namespace {

struct Lead {
    std::string written;
    CodeLead lead;
};

/// By what a code fits, so that "ktll10" and "KTLL10" are one; in the order of the words.
std::map<std::string, Lead> leads_of(const Menu& menu) {
    std::map<std::string, Lead> leads;
    for (const MenuNode& node : menu.nodes) {
        for (const auto& code : node.codes)
            leads.emplace(code.shape(), Lead{code.written(), {CodeLead::Kind::code, &node, {}, {}}});
        for (const auto& alias : node.aliases)
            leads.emplace(alias.shape(), Lead{alias.written(), {CodeLead::Kind::alias, &node, {}, {}}});
    }
    for (const MovedCode& moved : menu.moved)
        leads.emplace(
            moved.code.shape(),
            Lead{moved.code.written(), {CodeLead::Kind::moved, &menu.nodes[moved.to], moved.until, moved.zone}});
    return leads;
}

std::vector<CodeDifference> codes_apart(const Menu& before, const Menu& after) {
    std::vector<CodeDifference> apart;
    const auto then = leads_of(before);
    const auto now = leads_of(after);
    for (const auto& [shape, lead] : then) {
        const auto found = now.find(shape);
        if (found == now.end()) {
            apart.push_back({lead.written, lead.lead, {}});
        } else if (!(found->second.lead == lead.lead)) {
            apart.push_back({found->second.written, lead.lead, found->second.lead});
        }
    }
    for (const auto& [shape, lead] : now)
        if (!then.contains(shape)) apart.push_back({lead.written, {}, lead.lead});
    return apart;
}

std::string id_above(const Menu& menu, const MenuNode& node) { return node.parent ? menu.nodes[*node.parent].id : ""; }

std::string advertised(const MenuNode& node) { return node.codes.empty() ? std::string() : node.codes.front().shape(); }

/// In the languages of both menus; a name that one of them does not have is not compared.
bool same_names(const Menu& before, const MenuNode& then, const Menu& after, const MenuNode& now) {
    return std::all_of(after.languages.begin(), after.languages.end(), [&](const std::string& language) {
        const auto known = std::find(before.languages.begin(), before.languages.end(), language);
        return known == before.languages.end() ||
               then.name.in(before.language_of(language)) == now.name.in(after.language_of(language));
    });
}

/// Whether two conditions say the same, wherever in the files their words stand.
template <class Condition>
bool same_condition(std::optional<Condition> then, std::optional<Condition> now) {
    if (then.has_value() != now.has_value()) return false;
    if (!then) return true;
    const auto& old_words = then->otherwise.values();
    const auto& new_words = now->otherwise.values();
    const bool same_words =
        std::equal(old_words.begin(), old_words.end(), new_words.begin(), new_words.end(),
                   [](const Template& one, const Template& other) { return one.pieces() == other.pieces(); });
    then->otherwise = now->otherwise;
    return same_words && *then == *now;
}

std::set<Aspect> aspects_apart(const Menu& before, const MenuNode& then, const Menu& after, const MenuNode& now) {
    std::set<Aspect> aspects;
    if (!same_names(before, then, after, now)) aspects.insert(Aspect::name);
    if (id_above(before, then) != id_above(after, now) || then.digit != now.digit || then.listed != now.listed)
        aspects.insert(Aspect::place);
    if (advertised(then) != advertised(now)) aspects.insert(Aspect::advertised);
    if (then.keywords != now.keywords) aspects.insert(Aspect::keywords);
    if (then.action != now.action || then.arguments != now.arguments) aspects.insert(Aspect::action);
    if (!same_condition(then.only_for, now.only_for)) aspects.insert(Aspect::only_for);
    if (!same_condition(then.open, now.open)) aspects.insert(Aspect::open);
    if (then.paged != now.paged) aspects.insert(Aspect::paged);
    return aspects;
}

std::vector<ItemDifference> items_apart(const Menu& before, const Menu& after) {
    std::vector<ItemDifference> apart;
    for (const MenuNode& node : before.nodes)
        if (after.by_id(node.id) == nullptr) apart.push_back({&node, nullptr, {}});
    for (const MenuNode& node : after.nodes) {
        const MenuNode* then = before.by_id(node.id);
        if (then == nullptr) {
            apart.push_back({nullptr, &node, {}});
        } else if (auto aspects = aspects_apart(before, *then, after, node); !aspects.empty()) {
            apart.push_back({then, &node, std::move(aspects)});
        }
    }
    return apart;
}

using Texts = std::vector<std::string>;

/// A text as it is written for that language; nothing when it is not.
Texts texts_in(const Localised<Template>* text, Language language, const Values& values) {
    if (text == nullptr || !text->has(language)) return {};
    return {preview(text->in(language), values)};
}

const Localised<Template>* find(const HallTexts& texts, const std::string& slug) {
    const auto found = texts.find(slug);
    return found == texts.end() ? nullptr : &found->second;
}

std::set<std::string> slugs_of(const HallTexts& one, const HallTexts& other) {
    std::set<std::string> slugs;
    for (const auto* texts : {&one, &other})
        for (const auto& text : *texts) slugs.insert(text.first);
    return slugs;
}

class AnswerComparison {
public:
    AnswerComparison(const Menu& before, const Menu& after, std::string language)
        : before_(before),
          after_(after),
          language_(std::move(language)),
          then_(place_in(before)),
          now_(place_in(after)) {}

    void compare(std::vector<AnswerDifference>& out) const {
        for (const MenuNode& node : after_.nodes) compare(before_.by_id(node.id), node, out);
        compare(before_.texts, after_.texts, "", out);
        std::set<std::string> packages;
        for (const auto* menu : {&before_, &after_})
            for (const auto& own : menu->package_texts) packages.insert(own.first);
        for (const auto& package : packages) compare(own(before_, package), own(after_, package), package, out);
        compare(notices_of(before_), notices_of(after_), "", out);
    }

private:
    std::optional<Language> place_in(const Menu& menu) const {
        const auto found = std::find(menu.languages.begin(), menu.languages.end(), language_);
        if (found == menu.languages.end()) return std::nullopt;
        return static_cast<Language>(found - menu.languages.begin());
    }

    static const HallTexts& own(const Menu& menu, const std::string& package) {
        static const HallTexts none;
        const auto found = menu.package_texts.find(package);
        return found == menu.package_texts.end() ? none : found->second;
    }

    /// What old codes say in place of the hall's text.
    static HallTexts notices_of(const Menu& menu) {
        HallTexts notices;
        for (const MovedCode& moved : menu.moved)
            if (!moved.notice.empty()) notices.emplace("moved: " + moved.code.written(), moved.notice);
        return notices;
    }

    static Texts answer_of(const Menu& menu, const MenuNode* node, const std::optional<Language>& language) {
        if (node == nullptr || !language || !node->text.has(*language)) return {};
        return preview_answer(menu, *node, *language);
    }

    static Values values_of(const Menu& menu, const MenuNode* node, Language language) {
        return node == nullptr ? Values{} : item_values(menu, *node, language);
    }

    void compare(const MenuNode* before, const MenuNode& after, std::vector<AnswerDifference>& out) const {
        add({before, &after, "", "", language_, answer_of(before_, before, then_), answer_of(after_, &after, now_)},
            out);
        static const HallTexts none;
        const auto& replies = before == nullptr ? none : before->replies;
        for (const auto& slug : slugs_of(replies, after.replies))
            add({before, &after, slug, "", language_,
                 then_ ? texts_in(find(replies, slug), *then_, values_of(before_, before, *then_)) : Texts{},
                 now_ ? texts_in(find(after.replies, slug), *now_, values_of(after_, &after, *now_)) : Texts{}},
                out);
    }

    void compare(const HallTexts& before, const HallTexts& after, const std::string& package,
                 std::vector<AnswerDifference>& out) const {
        for (const auto& slug : slugs_of(before, after))
            add({nullptr, nullptr, slug, package, language_, then_ ? texts_in(find(before, slug), *then_, {}) : Texts{},
                 now_ ? texts_in(find(after, slug), *now_, {}) : Texts{}},
                out);
    }

    static void add(AnswerDifference answer, std::vector<AnswerDifference>& out) {
        if (answer.before_texts != answer.after_texts) out.push_back(std::move(answer));
    }

    const Menu& before_;
    const Menu& after_;
    std::string language_;
    std::optional<Language> then_;  // its place in each menu; nothing: the menu does not have it
    std::optional<Language> now_;
};

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<SettingDifference> settings_apart(const Menu& before, const Menu& after) {
    std::vector<SettingDifference> apart;
    const auto compare = [&](std::string key, std::string then, std::string now) {
        if (then != now) apart.push_back({std::move(key), std::move(then), std::move(now)});
    };
    const auto seconds = [](const Menu& menu) {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(menu.dialogue_lifetime).count()) + "s";
    };
    const auto entry = [](const Menu& menu, const std::string& extension) {
        const auto found = menu.extensions.find(extension);
        return found == menu.extensions.end() ? std::string() : menu.nodes[found->second].id;
    };
    const auto synonyms = [](const Menu& menu, const std::string& word) {
        for (const auto& group : menu.synonyms)
            if (group.front() == word) return listed({group.begin() + 1, group.end()});
        return std::string();
    };
    compare("hall", before.hall_name.in(0), after.hall_name.in(0));
    compare("languages", listed(before.languages), listed(after.languages));
    compare("dialogue.expires_after", seconds(before), seconds(after));
    std::set<std::string> extensions;
    for (const auto* menu : {&before, &after})
        for (const auto& extension : menu->extensions) extensions.insert(extension.first);
    for (const auto& extension : extensions)
        compare("extensions." + extension, entry(before, extension), entry(after, extension));
    std::set<std::string> words;
    for (const auto* menu : {&before, &after})
        for (const auto& group : menu->synonyms) words.insert(group.front());
    for (const auto& word : words) compare("synonyms." + word, synonyms(before, word), synonyms(after, word));
    return apart;
}

}  // namespace

MenuDifference difference_between(const Menu& before, const Menu& after) {
    MenuDifference difference;
    difference.settings = settings_apart(before, after);
    difference.codes = codes_apart(before, after);
    difference.items = items_apart(before, after);
    auto languages = after.languages;
    for (const auto& language : before.languages)
        if (std::find(languages.begin(), languages.end(), language) == languages.end()) languages.push_back(language);
    for (const auto& language : languages) AnswerComparison(before, after, language).compare(difference.answers);
    return difference;
}

}  // namespace hall::menus
