// Prices that operators write into texts by hand must be those of the catalogue. Looked at is only what a text says of
// a month ("每月8.00元", "8元/月"), in the texts of an item that orders or cancels one package, or of the page above such
// items: all other sums may be anything.

#include "codecs/text/yuan.hpp"
#include "daemon/config/review/reviews.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace hall::daemon {

namespace {

using menus::Menu;
using menus::MenuNode;

/// The one package that the items of a page, or the item itself, name; empty: none, or several.
std::string package_of(const Menu& menu, const MenuNode& node) {
    std::set<std::string> packages;
    const auto add = [&packages](const MenuNode& one) {
        if (const auto own = one.arguments.find("package"); own != one.arguments.end()) packages.insert(own->second);
    };
    add(node);
    for (const auto& below : menu.nodes)
        if (below.parent && &menu.nodes[*below.parent] == &node) add(below);
    return packages.size() == 1 ? *packages.begin() : std::string();
}

bool is_sum(char c) { return (c >= '0' && c <= '9') || c == '.'; }

/// The sums, in fen, that `words` says are paid each month.
std::vector<std::int64_t> monthly_sums(std::string_view words) {
    std::vector<std::int64_t> sums;
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
        if (!is_sum(words[begin])) continue;
        auto end = begin;
        while (end < words.size() && is_sum(words[end])) ++end;
        auto before = words.substr(0, begin);
        const auto behind = words.substr(end);
        const bool sign = before.ends_with("¥");
        if (sign) before.remove_suffix(std::string_view("¥").size());
        const bool yuan = sign || behind.starts_with("元");
        const auto unit = behind.starts_with("元") ? behind.substr(std::string_view("元").size()) : behind;
        const bool monthly = before.ends_with("每月") || before.ends_with("月费") || unit.starts_with("/月");
        // "每月10元包": the name of a package.
        if (const auto sum = codecs::parse_yuan(words.substr(begin, end - begin));
            sum && yuan && monthly && !unit.starts_with("包"))
            sums.push_back(*sum);
        begin = end;
    }
    return sums;
}

class Prices {
public:
    explicit Prices(const campaigns::Catalogue& catalogue) : catalogue_(catalogue) {}

    /// All that a month of the package may cost, the plain price first.
    std::vector<std::int64_t> of(const campaigns::Package& package) const {
        std::vector<std::int64_t> prices = {package.price};
        for (const auto& offer : catalogue_.offers) {
            if (std::find(offer.packages.begin(), offer.packages.end(), package.id) == offer.packages.end()) continue;
            for (const auto& step : offer.steps) {
                const auto price = campaigns::percent_of(package.price, step.percent);
                if (std::find(prices.begin(), prices.end(), price) == prices.end()) prices.push_back(price);
            }
        }
        return prices;
    }

    /// Whether it is a price of another package that the text speaks of.
    bool is_of_another(std::int64_t sum, const std::string& words) const {
        return std::any_of(catalogue_.packages.begin(), catalogue_.packages.end(), [&](const auto& package) {
            if (words.find(package.name) == std::string::npos) return false;
            const auto prices = of(package);
            return std::find(prices.begin(), prices.end(), sum) != prices.end();
        });
    }

private:
    const campaigns::Catalogue& catalogue_;
};

}  // namespace

void review_told_prices(const ReviewSubject& subject, codecs::Diagnostics& diagnostics) {
    if (subject.catalogue == nullptr) return;
    const Prices prices(*subject.catalogue);
    for (const auto& use : texts_of(subject.menu)) {
        if (use.node == nullptr) continue;
        const auto* package = subject.catalogue->find(package_of(subject.menu, *use.node));
        if (package == nullptr) continue;
        const auto right = prices.of(*package);
        for (menus::Language language = 0; language < subject.menu.languages.size(); ++language) {
            if (!use.text->has(language)) continue;
            const auto& text = use.text->in(language);
            const auto words = text.render({});
            for (const auto sum : monthly_sums(words)) {
                if (std::find(right.begin(), right.end(), sum) != right.end() || prices.is_of_another(sum, words)) continue;
                std::vector<std::string> written;
                for (const auto price : right) written.push_back(codecs::format_yuan(price));
                diagnostics.add(text.place(), review_rules::price_of_no_offer,
                                {use.name(), codecs::format_yuan(sum), package->id, codecs::listed(written)});
            }
        }
    }
}

}  // namespace hall::daemon
