#include "tools/hallctl/rehearsal/menu_map.hpp"

#include "campaigns/action.hpp"
#include "campaigns/order.hpp"
#include "menus/answer/render.hpp"
#include "menus/preview/preview.hpp"

#include <algorithm>

namespace hall::tools {

namespace {

bool is_reason(const std::string& slug) {
    const auto& reasons = campaigns::all_reasons();
    return std::any_of(reasons.begin(), reasons.end(), [&](const auto& reason) { return reason.slug == slug; });
}

/// What an action comes to when all goes well: the first answer that its subscriber gets.
std::string first_outcome(const std::string& action) {
    for (const auto& info : campaigns::known_actions()) {
        if (info.name != action) continue;
        for (const auto& outcome : info.outcomes)
            if (outcome.slug != "not_available_yet" && outcome.slug != "being_processed" && !is_reason(outcome.slug))
                return outcome.slug;
    }
    return "not_available_yet";
}

class Mapper {
public:
    Mapper(const HallFiles& files, campaigns::Date day)
        : files_(files),
          menu_(*files.menu),
          day_(day),
          samples_(menu_, *files.catalogue, day),
          below_(menu_.nodes.size()) {
        for (menus::NodeIndex i = 0; i < menu_.nodes.size(); ++i)
            if (menu_.nodes[i].parent) below_[*menu_.nodes[i].parent].push_back(i);
    }

    MenuMap run() {
        add(0, 0);
        add_texts(menu_.texts, "");
        for (const auto& [package, texts] : menu_.package_texts) add_texts(texts, package);
        return std::move(map_);
    }

private:
    void add(menus::NodeIndex index, int depth) {
        const auto& node = menu_.nodes[index];
        MapItem item;
        item.node = &node;
        item.depth = depth;
        item.bubbles = bubbles_of(node);
        if (node.action == "order") price(package_of(node), item);
        map_.items.push_back(std::move(item));
        // Listed ones first, in the order of their digits; then those that only codes lead to.
        auto below = below_[index];
        std::stable_sort(below.begin(), below.end(), [&](auto one, auto other) { return rank(one) < rank(other); });
        for (const auto child : below) add(child, depth + 1);
    }

    void price(const std::string& id, MapItem& item) const {
        item.charged = true;
        const auto* package = files_.catalogue->find(id);
        if (package == nullptr) return;
        item.charged = package->price > 0;
        item.package = package->name;
        item.prices = campaigns::phases_offered(*files_.catalogue, *package, day_);
    }

    int rank(menus::NodeIndex index) const {
        const auto& node = menu_.nodes[index];
        constexpr int behind_all_digits = 10;
        return !node.listed ? behind_all_digits + 1 : node.digit > 0 ? node.digit : behind_all_digits;
    }

    static std::string package_of(const menus::MenuNode& node) {
        const auto package = node.arguments.find("package");
        return package == node.arguments.end() ? std::string() : package->second;
    }

    std::vector<Bubble> bubbles_of(const menus::MenuNode& node) {
        std::vector<Bubble> bubbles;
        for (menus::Language language = 0; language < menu_.languages.size(); ++language) {
            if (node.action.empty()) {
                own_answers(node, language, bubbles);
            } else {
                outcomes(node, language, bubbles);
            }
        }
        return bubbles;
    }

    void own_answers(const menus::MenuNode& node, menus::Language language, std::vector<Bubble>& out) {
        if (!node.text.has(language)) return;
        for (const auto& list : menus::preview_lists(menu_, node, language)) {
            auto known = menus::item_values(menu_, node, language);
            known.emplace_back("choices", list);
            out.push_back(bubble(node.text.in(language), "", known, "", language));
        }
    }

    void outcomes(const menus::MenuNode& node, menus::Language language, std::vector<Bubble>& out) {
        const auto known = menus::item_values(menu_, node, language);
        const auto package = package_of(node);
        const auto first = first_outcome(node.action);
        if (!node.replies.contains(first))
            if (const auto* text = hall_text(first, package); text != nullptr && text->has(language))
                out.push_back(bubble(text->in(language), first, known, package, language));
        for (const auto& [slug, text] : node.replies)
            if (text.has(language)) out.push_back(bubble(text.in(language), slug, known, package, language));
    }

    const menus::Localised<menus::Template>* hall_text(const std::string& slug, const std::string& package) const {
        if (const auto own = menu_.package_texts.find(package); own != menu_.package_texts.end())
            if (const auto text = own->second.find(slug); text != own->second.end()) return &text->second;
        const auto text = menu_.texts.find(slug);
        return text == menu_.texts.end() ? nullptr : &text->second;
    }

    void add_texts(const menus::HallTexts& texts, const std::string& package) {
        for (const auto& [slug, text] : texts) {
            if (slug.starts_with("piece_") || slug == "next_page") continue;  // no text by themselves
            for (menus::Language language = 0; language < menu_.languages.size(); ++language)
                if (text.has(language))
                    map_.hall_texts.push_back(bubble(text.in(language), package.empty() ? slug : package + ": " + slug,
                                                     {}, package, language));
        }
    }

    Bubble bubble(const menus::Template& text, const std::string& slug, const menus::Values& known,
                  const std::string& package, menus::Language language) const {
        Bubble out{slug, menu_.languages.size() > 1 ? menu_.languages[language] : std::string(), {}, {}};
        const auto sampled = samples_.values(package, language);
        const auto find = [](const menus::Values& values, const std::string& name) -> const std::string* {
            const auto found =
                std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.first == name; });
            return found == values.end() ? nullptr : &found->second;
        };
        for (const auto& piece : text.pieces()) {
            const auto* value = piece.placeholder ? find(known, piece.text) : &piece.text;
            const auto* sample = value == nullptr ? find(sampled, piece.text) : nullptr;
            if (value != nullptr) {
                out.pieces.push_back({BubblePiece::Kind::plain, *value, {}});
            } else if (sample != nullptr && !sample->empty()) {
                out.pieces.push_back({BubblePiece::Kind::sample, *sample, piece.text});
            } else {
                out.pieces.push_back({BubblePiece::Kind::open, "{" + piece.text + "}", piece.text});
            }
        }
        out.parts = part_lengths(out.text(), files_.parts);
        return out;
    }

    const HallFiles& files_;
    const menus::Menu& menu_;
    campaigns::Date day_;
    Samples samples_;
    std::vector<std::vector<menus::NodeIndex>> below_;
    MenuMap map_;
};

}  // namespace

std::string Bubble::text() const {
    std::string text;
    for (const auto& piece : pieces) text += piece.text;
    return text;
}

MenuMap map_of(const HallFiles& files, campaigns::Date day) { return Mapper(files, day).run(); }

}  // namespace hall::tools
