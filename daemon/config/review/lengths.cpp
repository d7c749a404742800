// How many texts an answer takes when what it shows is as long as it comes.

#include "codecs/text/split.hpp"
#include "daemon/config/review/longest_values.hpp"
#include "daemon/config/review/reviews.hpp"
#include "menus/answer/render.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

using menus::Language;
using menus::Menu;
using menus::MenuNode;

class Lengths {
public:
    Lengths(const ReviewSubject& subject, const ReviewLimits& limits, codecs::Diagnostics& diagnostics)
        : subject_(subject), limits_(limits), diagnostics_(diagnostics), values_(subject) {
        for (const auto& smsc : subject.settings.smscs) ways_.emplace_back(smsc.default_alphabet, smsc.long_messages);
        if (ways_.empty()) ways_.emplace_back(codecs::DefaultAlphabet::gsm, codecs::LongMessages::udh16);
        // A long text in one PDU is cut by the SMSC; the subscriber pays attention to what his phone shows.
        for (auto& [alphabet, method] : ways_)
            if (method == codecs::LongMessages::payload) method = codecs::LongMessages::udh16;
        std::sort(ways_.begin(), ways_.end());
        ways_.erase(std::unique(ways_.begin(), ways_.end()), ways_.end());
    }

    void look_at(const TextUse& use, Language language) {
        if (!use.text->has(language)) return;  // falls back to the first, which is looked at
        const bool own_page = use.node != nullptr && use.key.empty() && use.node->paged;
        if (own_page) return look_at_page(*use.node, language);
        const auto& text = use.text->in(language);
        const auto values = values_.of(use, text, language);
        const std::size_t parts = parts_of(text.render(values));
        const bool is_menu = use.node != nullptr && use.key.empty() && use.node->choices.size() > 2;
        const std::size_t most = is_menu ? limits_.menu_parts : limits_.reply_parts;
        if (parts <= most) return;
        diagnostics_.add(text.place(), review_rules::too_many_parts,
                         {in_language(use.name(), language), std::to_string(parts), assumed(values, use),
                          std::to_string(most)});
    }

private:
    std::size_t parts_of(const std::string& text) const {
        std::size_t most = 0;
        for (const auto& [alphabet, method] : ways_) {
            const auto split = codecs::split_text(text, alphabet, method);
            most = std::max(most, split ? split->parts.size() : std::size_t{256});
        }
        return most;
    }

    codecs::Argument in_language(const codecs::Argument& name, Language language) const {
        if (subject_.menu.languages.size() < 2) return name;
        return codecs::filled(review_rules::in_language, {name, subject_.menu.languages[language]});
    }

    /// A page is cut so that it fits into one text; with the longest item alone it must.
    void look_at_page(const MenuNode& node, Language language) {
        std::string line;
        for (const auto index : node.choices)
            if (const auto& name = subject_.menu.nodes[index].name.in(language); name.size() > line.size())
                line = name;
        const auto next = menus::render_text(subject_.menu, "next_page", {}, {}, language);
        const auto& text = node.text.in(language);
        auto values = menus::item_values(subject_.menu, node, language);
        values.emplace_back("choices", "1." + line + "\n2." + next);
        const auto parts = parts_of(text.render(values));
        if (parts > 1) diagnostics_.add(text.place(), review_rules::page_too_long, {node.id, std::to_string(parts)});
    }

    /// "with package=流量10元包, price=30.00", so that an operator can judge whether it ever comes to that.
    static codecs::Argument assumed(const menus::Values& values, const TextUse& use) {
        if (values.empty()) return review_rules::as_written;
        std::string en, zh;
        for (const auto& [name, value] : values) {
            const bool is_list = name == "choices" || name == "list";
            const bool own = name == "choices" && use.node != nullptr;
            const auto& list = own ? review_rules::its_list : review_rules::the_list;
            en += (en.empty() ? "" : ", ") + name + "=" + (is_list ? std::string(list.en) : value);
            zh += (zh.empty() ? "" : "、") + name + "=" + (is_list ? std::string(list.zh) : value);
        }
        return codecs::filled(review_rules::with_values, {codecs::Argument(en, zh)});
    }

    const ReviewSubject& subject_;
    const ReviewLimits& limits_;
    codecs::Diagnostics& diagnostics_;
    LongestValues values_;
    std::vector<std::pair<codecs::DefaultAlphabet, codecs::LongMessages>> ways_;
};

}  // namespace

void review_lengths(const ReviewSubject& subject, const ReviewLimits& limits, codecs::Diagnostics& diagnostics) {
    Lengths lengths(subject, limits, diagnostics);
    for (const auto& use : texts_of(subject.menu))
        for (Language language = 0; language < subject.menu.languages.size(); ++language) lengths.look_at(use, language);
}

}  // namespace hall::daemon
