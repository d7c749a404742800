#include "daemon/config/review/review.hpp"

#include "daemon/config/review/reviews.hpp"

namespace hall::daemon {

codecs::Argument TextUse::name() const {
    if (node != nullptr && key.empty()) return codecs::filled(review_rules::text_of_item, {node->id});
    if (node != nullptr) return codecs::filled(review_rules::reply_of_item, {node->id, key});
    if (!package.empty()) return codecs::filled(review_rules::text_of_package, {key, package});
    return codecs::filled(review_rules::text_of_hall, {key});
}

std::vector<TextUse> texts_of(const menus::Menu& menu) {
    std::vector<TextUse> texts;
    const auto add = [&](const menus::Localised<menus::Template>& text, const menus::MenuNode* node,
                         const std::string& key, const std::string& package) {
        const bool piece = key.starts_with("piece_") || key == "next_page";
        if (!text.empty() && !piece) texts.push_back({&text, node, key, package});
    };
    for (const auto& node : menu.nodes) {
        add(node.text, &node, "", "");
        for (const auto& [outcome, text] : node.replies) add(text, &node, outcome, "");
    }
    for (const auto& [key, text] : menu.texts) add(text, nullptr, key, "");
    for (const auto& [package, own] : menu.package_texts)
        for (const auto& [key, text] : own) add(text, nullptr, key, package);
    return texts;
}

void review(const ReviewSubject& subject, const ReviewLimits& limits, codecs::Diagnostics& diagnostics) {
    review_ways(subject, diagnostics);
    review_dead_ends(subject, diagnostics);
    review_codes(subject, diagnostics);
    review_package_codes(subject, diagnostics);
    review_lengths(subject, limits, diagnostics);
    review_charges(subject, diagnostics);
    review_told_prices(subject, diagnostics);
    review_times(subject, limits.now, diagnostics);
}

}  // namespace hall::daemon
