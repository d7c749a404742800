// The codes that the catalogue says a package is ordered and cancelled by: texts tell them to subscribers, so the menu
// must know them, and they must do what is promised.

#include "daemon/config/review/reviews.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

class PackageCodes {
public:
    PackageCodes(const ReviewSubject& subject, codecs::Diagnostics& diagnostics)
        : menu_(subject.menu), plan_(subject.settings.number_plan), diagnostics_(diagnostics) {}

    void look_at(const campaigns::Package& package, const std::string& code, const char* key, const std::string& action,
                 const codecs::Phrase& does) {
        if (code.empty()) return;
        const auto folded = menus::fold_text(code);
        if (const auto* node = menu_.by_code(folded)) {
            const auto fixed = node->arguments.find("package");
            if (node->action == action && fixed != node->arguments.end() && fixed->second == package.id) return;
            return elsewhere(package, code, key, *node, does);
        }
        for (const auto& patterned : menu_.patterned_codes()) {
            const auto& node = menu_.nodes[patterned.node];
            const auto result = node.codes[patterned.code].match(folded, plan_);
            const auto* match = std::get_if<menus::Match>(&result);
            if (match == nullptr) continue;
            if (node.action == action && brings(*match, package)) return;
            return elsewhere(package, code, key, node, does);
        }
        diagnostics_.add(package.place, review_rules::package_code_unknown, {package.id, code, key});
    }

    /// What is on sale and has no code at all.
    void look_for_an_order(const campaigns::Package& package) {
        if (!is_ordered(package)) diagnostics_.add(package.place, review_rules::package_not_ordered, {package.id});
    }

    /// What is charged for must say how to end it.
    void look_for_a_way_out(const campaigns::Package& package) {
        if (!package.order_code.empty() || is_ordered(package))
            diagnostics_.add(package.place, review_rules::package_not_cancelled, {package.id});
    }

private:
    bool is_ordered(const campaigns::Package& package) const {
        const auto orders = [&](const menus::MenuNode& node) {
            if (node.action != "order") return false;
            const auto fixed = node.arguments.find("package");
            return fixed == node.arguments.end() || fixed->second == package.id;
        };
        return std::any_of(menu_.nodes.begin(), menu_.nodes.end(), orders);
    }

    static bool brings(const menus::Match& match, const campaigns::Package& package) {
        for (const auto& parameter : match.parameters)
            if (parameter.name == "package")
                return parameter.value == menus::fold_text(package.id) ||
                       parameter.value == menus::fold_text(package.name);
        return false;
    }

    void elsewhere(const campaigns::Package& package, const std::string& code, const char* key,
                   const menus::MenuNode& node, const codecs::Phrase& does) {
        diagnostics_.add(package.place, review_rules::package_code_elsewhere, {package.id, code, key, node.id, does});
    }

    const menus::Menu& menu_;
    const codecs::NumberPlan& plan_;
    codecs::Diagnostics& diagnostics_;
};

}  // namespace

void review_package_codes(const ReviewSubject& subject, codecs::Diagnostics& diagnostics) {
    if (subject.catalogue == nullptr) return;
    PackageCodes codes(subject, diagnostics);
    for (const auto& package : subject.catalogue->packages) {
        // Whoever has a package that is no longer sold must still be able to cancel it.
        if (package.sold) codes.look_at(package, package.order_code, "order", "order", review_rules::order);
        if (package.sold && package.order_code.empty()) codes.look_for_an_order(package);
        if (package.sold && package.price > 0 && package.cancel_code.empty()) codes.look_for_a_way_out(package);
        codes.look_at(package, package.cancel_code, "cancel", "cancel", review_rules::cancel);
    }
}

}  // namespace hall::daemon
