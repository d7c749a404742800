// What costs something must be told before: the price, how to confirm, how to cancel. Told either by the question that
// the hall asks (`ask`), or by the page above the item.

#include "codecs/text/yuan.hpp"
#include "daemon/config/review/reviews.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

using menus::Menu;
using menus::MenuNode;

const menus::Localised<menus::Template>* find_text(const menus::HallTexts& texts, const std::string& key) {
    const auto found = texts.find(key);
    return found == texts.end() ? nullptr : &found->second;
}

/// The question that is asked before `node` orders the package (nullptr: any), or nullptr.
const menus::Localised<menus::Template>* question_of(const Menu& menu, const MenuNode& node,
                                                     const campaigns::Package* package) {
    if (const auto own = node.replies.find("ask"); own != node.replies.end()) return &own->second;
    if (package != nullptr)
        if (const auto texts = menu.package_texts.find(package->id); texts != menu.package_texts.end())
            if (const auto* text = find_text(texts->second, "ask")) return text;
    return find_text(menu.texts, "ask");
}

/// One text in one language, and what it tells of the package.
struct Teller {
    const menus::Template& text;
    const campaigns::Package* package;  // nullptr: any

    bool tells_price() const {
        if (text.uses("price") || text.uses("terms")) return true;
        if (package == nullptr) return false;
        // "10.00元" and "10元" both tell it.
        const std::string words = text.render({});
        std::string sum = codecs::format_yuan(package->price);
        if (words.find(sum) != std::string::npos) return true;
        if (sum.ends_with(".00")) sum.resize(sum.size() - 3);
        return words.find(sum + "元") != std::string::npos || words.find(sum + " yuan") != std::string::npos;
    }
    bool tells_cancel_code() const {
        if (text.uses("cancel_code")) return true;
        return package != nullptr && !package->cancel_code.empty() &&
               menus::fold_text(text.render({})).find(menus::fold_text(package->cancel_code)) != std::string::npos;
    }
    bool tells_confirmation() const { return text.uses("yes"); }
};

class ChargedItem {
public:
    ChargedItem(const ReviewSubject& subject, const MenuNode& node, const campaigns::Package* package)
        : menu_(subject.menu), node_(node), package_(package) {
        const bool asks = package == nullptr || package->confirm;
        question_ = asks ? question_of(menu_, node, package) : nullptr;
        page_ = node.parent ? &menu_.nodes[*node.parent].text : nullptr;
    }

    void review(codecs::Diagnostics& diagnostics) const {
        const codecs::Argument what = package_ == nullptr ? codecs::Argument(review_rules::any_package) : package_->id;
        const codecs::Arguments arguments = {node_.id, what};
        // In every language: whoever is asked in English must be told in English.
        if (!told([](const Teller& teller) { return teller.tells_price(); }))
            diagnostics.add(node_.place, review_rules::charged_without_price, arguments);
        const auto confirms = [](const Teller& teller) { return teller.tells_confirmation(); };
        if (question_ != nullptr && !in_every_language(*question_, confirms))
            diagnostics.add(node_.place, review_rules::charged_without_confirmation, arguments);
        if (!told([](const Teller& teller) { return teller.tells_cancel_code(); }))
            diagnostics.add(node_.place, review_rules::charged_without_cancel_code, arguments);
    }

private:
    template <class Tells>
    bool told(Tells tells) const {
        return (question_ != nullptr && in_every_language(*question_, tells)) ||
               (page_ != nullptr && in_every_language(*page_, tells));
    }

    template <class Tells>
    bool in_every_language(const menus::Localised<menus::Template>& text, Tells tells) const {
        for (menus::Language language = 0; language < menu_.languages.size(); ++language)
            if (!tells(Teller{text.in(language), package_})) return false;
        return true;
    }

    const Menu& menu_;
    const MenuNode& node_;
    const campaigns::Package* package_;
    const menus::Localised<menus::Template>* question_ = nullptr;
    const menus::Localised<menus::Template>* page_ = nullptr;
};

}  // namespace

void review_charges(const ReviewSubject& subject, codecs::Diagnostics& diagnostics) {
    if (subject.catalogue != nullptr)
        for (const auto& offer : subject.catalogue->offers)
            if (offer.most && !offer.most_each)
                diagnostics.add(offer.place, review_rules::most_without_most_each, {offer.id, std::to_string(*offer.most)});
    for (const auto& node : subject.menu.nodes) {
        if (node.action != "order") continue;
        const auto fixed = node.arguments.find("package");
        if (fixed == node.arguments.end()) {
            ChargedItem(subject, node, nullptr).review(diagnostics);
            continue;
        }
        const auto* package = subject.catalogue == nullptr ? nullptr : subject.catalogue->find(fixed->second);
        if (package == nullptr || package->price > 0) ChargedItem(subject, node, package).review(diagnostics);
    }
}

}  // namespace hall::daemon
