#include "tools/hallctl/rehearsal/difference_report.hpp"

#include "menus/answer/decide.hpp"
#include "menus/preview/preview.hpp"
#include "menus/understand/fold.hpp"
#include "tools/hallctl/rehearsal/code_order.hpp"
#include "tools/hallctl/rehearsal/difference_phrases.hpp"
#include "tools/hallctl/rehearsal/key_words.hpp"
#include "tools/hallctl/rehearsal/text_difference.hpp"

#include <algorithm>

namespace hall::tools {

namespace {

using codecs::Phrase;
using namespace difference_phrases;
using menus::Aspect;
using menus::CodeLead;

class Report {
public:
    Report(const ComparedHall& before, const ComparedHall& after, const Reading& reading)
        : before_(before), after_(after), style_(reading.parts), words_(reading.words) {}

    std::string text(menus::MenuDifference menu, const campaigns::CatalogueDifference& catalogue) {
        const auto taken = texts_taken_over(before_.menu, after_.menu, after_.terms.number_plan);
        for (auto& one : terms_apart(before_.terms, after_.terms)) menu.settings.push_back(std::move(one));
        section(settings_title, menu.settings, [&](const auto& one) { setting(one); });
        section(codes_title, menu.codes, [&](const auto& one) { code(one); });
        if (menu.codes.empty()) {
            section(codes_title, taken, [&](const auto& one) { take_over(one); });
        } else {
            for (const auto& one : taken) take_over(one);
        }
        section(items_title, menu.items, [&](const auto& one) { item(one); });
        section(prices_title, catalogue.prices, [&](const auto& one) { price(one); });
        section(catalogue_title, catalogue.entries, [&](const auto& one) { entry(one); });
        section(answers_title, menu.answers, [&](const auto& one) { answer(one); });
        if (!out_.empty())
            out_ += "\n" + words_(totals, menu.codes.size() + taken.size(), menu.items.size(), menu.answers.size(),
                                  catalogue.prices.size(), catalogue.entries.size()) + "\n";
        return std::move(out_);
    }

private:
    template <class Differences, class Tell>
    void section(const Phrase& title, const Differences& all, Tell tell) {
        if (all.empty()) return;
        out_ += (out_.empty() ? "" : "\n") + words_(title) + "\n";
        for (const auto& one : all) tell(one);
    }

    void line(const std::string& text) { out_ += "  " + text + "\n"; }
    void below(const std::string& text) { out_ += "      " + text + "\n"; }

    std::string or_nothing(const std::string& text) const { return text.empty() ? words_(nothing) : text; }

    void setting(const menus::SettingDifference& one) {
        line(words_(item_changes,
                    words_(was_and_is, setting_words(one.key, words_), or_nothing(one.before), or_nothing(one.after))));
    }

    std::string lead(const CodeLead& lead) const {
        const auto item = item_words(*lead.node);
        switch (lead.kind) {
            case CodeLead::Kind::alias: return words_(as_alias, item);
            case CodeLead::Kind::moved:
                return lead.until ? words_(as_moved_until, item, end_words(*lead.until, lead.zone))
                                  : words_(as_moved, item);
            default: return words_(as_code, item);
        }
    }

    void code(const menus::CodeDifference& one) {
        if (one.after.node == nullptr) {
            line(words_(code_goes, one.code, lead(one.before)));
            return what_becomes_of(one.code);
        }
        if (one.before.node == nullptr) {
            line(words_(code_comes, one.code, lead(one.after)));
            who_had_it(one.code);
        } else {
            line(words_(code_changes, one.code, lead(one.before), lead(one.after)));
        }
        what_it_answers(*one.after.node);
    }

    // A code that is gone may fit another one with a parameter, or is near to some.
    void what_becomes_of(const std::string& code) {
        if (code.find('{') != std::string::npos) return;
        // Which item takes it; whether that is closed today, or to somebody, is told of the item.
        const auto taken = patterned_lead(after_.menu, menus::fold_text(code), after_.terms.number_plan);
        if (taken && !taken->names_nothing) {
            below(words_(now_leads_to, item_words(*taken->node)));
            return what_it_answers(*taken->node);
        }
        const auto decision = menus::decide(after_.menu, {}, code, after_.terms.number_plan);
        if (decision.node != nullptr) below(words_(now_leads_to, item_words(*decision.node)));
        if (!decision.action) below(words_(now_answers, first_line(decision.reply)));
    }

    // A code without parameters goes before those with some.
    void who_had_it(const std::string& code) {
        const auto had = patterned_lead(before_.menu, menus::fold_text(code), before_.terms.number_plan);
        if (had && !had->names_nothing) below(words_(led_to, item_words(*had->node), had->code->written()));
    }

    void take_over(const TakenOver& one) {
        line(words_(taken_over, one.text, item_words(*one.before.node), one.before.code->written(),
                    item_words(*one.after.node), one.after.code->written()));
        what_it_answers(*one.after.node);
    }

    // The action, or the begin of the text.
    void what_it_answers(const menus::MenuNode& node) {
        if (!node.action.empty()) return below(words_(now_does, action_words(node, words_)));
        below(words_(now_answers, first_line(menus::preview_answer(after_.menu, node, 0).front())));
    }

    static std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

    std::string place(const menus::Menu& menu, const menus::MenuNode& node) const {
        const auto way = node.parent ? way_words(menu, node) : words_(top);
        if (node.digit > 0) return words_(with_digit, way, node.digit);
        if (!node.parent) return way;
        return words_(node.listed ? listed_in_pages : without_digit, way);
    }

    void item(const menus::ItemDifference& one) {
        if (one.after == nullptr)
            return line(words_(item_goes, item_words(*one.before), place(before_.menu, *one.before)));
        if (one.before == nullptr) {
            line(words_(item_comes, item_words(*one.after), place(after_.menu, *one.after)));
            if (one.after->only_for)
                below(words_(is, words_(aspect_name(Aspect::only_for)), only_for_words(one.after->only_for, words_)));
            if (one.after->open)
                below(words_(is, words_(aspect_name(Aspect::open)), opening_words(one.after->open, words_)));
            return;
        }
        line(words_(item_changes, item_words(*one.after)));
        for (const auto aspect : one.aspects)
            below(words_(was_and_is, words_(aspect_name(aspect)), value(before_.menu, *one.before, aspect),
                         value(after_.menu, *one.after, aspect)));
    }

    std::string value(const menus::Menu& menu, const menus::MenuNode& node, Aspect aspect) const {
        switch (aspect) {
            case Aspect::name: return names(menu, node);
            case Aspect::place: return place(menu, node);
            case Aspect::advertised: return or_nothing(node.codes.empty() ? "" : node.codes.front().written());
            case Aspect::keywords: return or_nothing(keywords(node));
            case Aspect::action: return or_nothing(action_words(node, words_));
            case Aspect::only_for: return with_otherwise(only_for_words(node.only_for, words_), node.only_for);
            case Aspect::open: return with_otherwise(opening_words(node.open, words_), node.open);
            case Aspect::paged: return words_(node.paged ? yes : no);
        }
        return {};
    }

    std::string names(const menus::Menu& menu, const menus::MenuNode& node) const {
        std::vector<std::string> all;
        for (menus::Language language = 0; language < menu.languages.size(); ++language)
            if (node.name.has(language)) all.push_back(node.name.in(language));
        return fmt::format("{}", fmt::join(all, " / "));
    }

    std::string keywords(const menus::MenuNode& node) const {
        std::vector<std::string> all;
        for (const auto& words : node.keywords) all.push_back(fmt::format("{}", fmt::join(words, "+")));
        return words_.list(all);
    }

    // Both conditions tell those whom they turn away something of their own.
    template <class Condition>
    std::string with_otherwise(std::string text, const std::optional<Condition>& condition) const {
        if (condition && !condition->otherwise.empty())
            text += fmt::format(" (\"{}\")", menus::preview(condition->otherwise.in(0), {}));
        return text;
    }

    void price(const campaigns::PriceDifference& one) {
        line(words_(price_changes, one.package, one.name, campaigns::format_date(one.day),
                    price_words(one.before, words_), price_words(one.after, words_)));
    }

    void entry(const campaigns::EntryDifference& one) {
        using What = campaigns::EntryDifference::What;
        const auto list = words_(list_name(one.list));
        const auto name = one.name == one.id ? std::string() : one.name;
        if (one.what == What::gone) return line(trimmed(words_(entry_goes, list, one.id, name)));
        std::vector<std::string> fields;
        for (const auto& field : one.fields)
            fields.push_back(field_words(field, one.what == What::come));
        line(trimmed(
            words_(one.what == What::come ? entry_comes : entry_changes, list, one.id, name, words_list(fields))));
    }

    std::string field_words(const campaigns::FieldDifference& field, bool only_after) const {
        const auto key = catalogue_key_words(field.key, words_);
        const auto after = or_nothing(catalogue_value_words(field.key, field.after, words_));
        if (only_after) return words_(is, key, after);
        return words_(was_and_is, key, or_nothing(catalogue_value_words(field.key, field.before, words_)), after);
    }

    std::string words_list(const std::vector<std::string>& all) const {
        return fmt::format("{}", fmt::join(all, words_.chinese() ? "；" : "; "));
    }

    // Names that are not there leave two blanks, or one before the colon.
    static std::string trimmed(std::string text) {
        for (const auto* gap : {" :", " ："})
            for (auto at = text.find(gap); at != std::string::npos; at = text.find(gap)) text.erase(at, 1);
        for (auto at = text.find("  "); at != std::string::npos; at = text.find("  ")) text.erase(at, 1);
        return text;
    }

    std::string figures(const std::vector<std::string>& texts) const {
        if (texts.size() > 1) return words_(pages, texts.size());
        return shared_phrases::parts_words(part_lengths(texts.front(), style_), words_);
    }

    std::string title(const menus::AnswerDifference& one) const {
        const auto* node = one.after != nullptr ? one.after : one.before;
        std::string title;
        if (node != nullptr) {
            title = one.slug.empty() ? item_words(*node) : words_(reply_text, item_words(*node), one.slug);
        } else {
            title = one.package.empty() ? words_(hall_text, one.slug) : words_(package_text, one.slug, one.package);
        }
        const bool several = before_.menu.languages.size() > 1 || after_.menu.languages.size() > 1;
        return several ? words_(in_language, title, one.language) : title;
    }

    void answer(const menus::AnswerDifference& one) {
        if (one.after_texts.empty()) return line(words_(answer_goes, title(one)));
        if (one.before_texts.empty()) {
            line(words_(answer_comes, title(one), figures(one.after_texts)));
        } else {
            const auto then = figures(one.before_texts);
            const auto now = figures(one.after_texts);
            line(then == now ? words_(answer_stays_long, title(one), now)
                             : words_(answer_changes, title(one), then, now));
        }
        const auto count = std::max(one.before_texts.size(), one.after_texts.size());
        for (std::size_t page = 0; page < count; ++page)
            compare(page < one.before_texts.size() ? &one.before_texts[page] : nullptr,
                    page < one.after_texts.size() ? &one.after_texts[page] : nullptr);
    }

    void compare(const std::string* before, const std::string* after) {
        if (before == nullptr || after == nullptr) {
            const auto& only = before == nullptr ? *after : *before;
            for (const auto& one : line_difference(only, only)) below((before == nullptr ? "+ " : "- ") + one.before);
            return;
        }
        using Kind = LineDifference::Kind;
        for (const auto& one : line_difference(*before, *after)) {
            if (one.kind == Kind::same) continue;
            if (one.kind != Kind::come) below("- " + one.before);
            if (one.kind != Kind::gone) below("+ " + one.after);
            if (one.kind == Kind::changed) below("! " + in_one_line(text_difference(one.before, one.after)));
        }
    }

    const ComparedHall& before_;
    const ComparedHall& after_;
    const PartStyle& style_;
    const Words& words_;
    std::string out_;
};

}  // namespace

std::string difference_report(const ComparedHall& before, const ComparedHall& after, const Reading& reading) {
    return Report(before, after, reading)
        .text(menus::difference_between(before.menu, after.menu),
              campaigns::difference_between(before.catalogue, after.catalogue, reading.day));
}

}  // namespace hall::tools
