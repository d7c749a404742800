#include "tools/hallctl/rehearsal/map_page.hpp"

#include "codecs/text/visible.hpp"
#include "tools/hallctl/rehearsal/map_phrases.hpp"
#include "tools/hallctl/rehearsal/map_style.hpp"
#include "tools/hallctl/rehearsal/map_tree.hpp"

namespace hall::tools {

namespace {

using namespace map_phrases;

class Page {
public:
    Page(const HallFiles& files, const MenuMap& map, campaigns::Date day, const Words& words)
        : files_(files), menu_(*files.menu), map_(map), day_(day), words_(words) {}

    std::string run() {
        const auto name = html_escaped(menu_.hall_name.in(0));
        out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                           "<title>{} · {}</title>\n<style>{}</style>\n</head>\n<body>\n"
                           "<h1>{} <small>{} · {}</small></h1>\n",
                           words_.chinese() ? "zh-CN" : "en", name, words_(title), map_style, name,
                           html_escaped(files_.terms.number), words_(title));
        legend();
        tree();
        extensions();
        moved();
        heading(items_title);
        for (const auto& item : map_.items) article(item);
        heading(texts_title);
        bubbles(map_.hall_texts);
        return std::move(out_) + "</body>\n</html>\n";
    }

private:
    void heading(const Phrase& phrase) { out_ += fmt::format("<h2>{}</h2>\n", words_(phrase)); }

    void legend() {
        heading(legend_title);
        const auto row = [&](std::string_view mark, const std::string& meaning) {
            out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", mark, meaning);
        };
        out_ += "<dl class=\"legend\">\n";
        row("<span class=\"digit\">1</span>", words_(legend_digit));
        row("<span class=\"code\">42</span>", words_(legend_code));
        row("<span class=\"alias\">42</span>", words_(legend_alias));
        row("<span class=\"charge\">¥</span>", words_(legend_charged, campaigns::format_date(day_)));
        row("<span class=\"sample\">92.00</span>", words_(legend_sample));
        row("<span class=\"open\">{list}</span>", words_(legend_open));
        row("66+53", words_(legend_parts));
        out_ += "</dl>\n";
    }

    void tree() {
        heading(tree_title);
        out_ += "<nav class=\"tree\">\n<ul>\n";
        int depth = 0;
        for (std::size_t i = 0; i < map_.items.size(); ++i) {
            const auto& item = map_.items[i];
            for (; depth > item.depth; --depth) out_ += "</ul></li>\n";
            const auto& node = *item.node;
            out_ += fmt::format("<li><span class=\"digit\">{}</span><a href=\"#{}\">{}</a> {}{}", digit_words(node),
                                html_escaped(node.id), html_escaped(map_name(menu_, node)),
                                node.codes.empty() ? std::string() : chip("code", node.codes.front().written()),
                                !item.charged ? "" : " <span class=\"charge\">¥</span>");
            if (i + 1 < map_.items.size() && map_.items[i + 1].depth > item.depth) {
                out_ += "\n<ul>\n";
                ++depth;
            } else {
                out_ += "</li>\n";
            }
        }
        for (; depth > 0; --depth) out_ += "</ul></li>\n";
        out_ += "</ul>\n</nav>\n";
    }

    std::string chip(std::string_view kind, std::string_view code) const {
        return fmt::format("<span class=\"{}\">{}</span>", kind, html_escaped(code));
    }

    void row(const Phrase& name, const std::string& html) {
        out_ += fmt::format("<p><span class=\"soft\">{}:</span> {}</p>\n", words_(name), html);
    }

    void extensions() {
        if (menu_.extensions.empty()) return;
        heading(extensions_title);
        for (const auto& [digits, node] : menu_.extensions)
            out_ += fmt::format("<p>{} {}</p>\n", chip("code", files_.terms.number + digits), link(menu_.nodes[node]));
    }

    void moved() {
        if (menu_.moved.empty()) return;
        heading(moved_title);
        for (const auto& one : menu_.moved)
            out_ += fmt::format("<p>{} {} {}</p>\n", chip("code", one.code.written()), link(menu_.nodes[one.to]),
                                one.until ? words_(until, end_words(*one.until, one.zone)) : std::string());
    }

    std::string link(const menus::MenuNode& node) const {
        return fmt::format("<a href=\"#{}\">{}</a>", html_escaped(node.id), html_escaped(map_name(menu_, node)));
    }

    void article(const MapItem& item) {
        const auto& node = *item.node;
        const auto way = way_words(menu_, node);
        out_ += fmt::format(
            "<article id=\"{}\">\n<h3><span class=\"digit\">{}</span>{} <span class=\"soft\">{}{}</span></h3>\n",
            html_escaped(node.id), digit_words(node), html_escaped(map_name(menu_, node)), html_escaped(node.id),
            way.empty() ? "" : " · " + html_escaped(way));
        facts(item);
        bubbles(item.bubbles);
        out_ += "</article>\n";
    }

    void facts(const MapItem& item) {
        const auto& node = *item.node;
        std::string chips;
        for (const auto& code : node.codes) chips += chip("code", code.written());
        for (const auto& alias : node.aliases) chips += chip("alias", alias.written());
        if (!chips.empty()) row(codes, chips);
        std::vector<std::string> sets;
        for (const auto& set : node.keywords) sets.push_back(html_escaped(fmt::format("{}", fmt::join(set, "+"))));
        if (!sets.empty()) row(shared_phrases::keywords, words_.list(sets));
        if (!node.action.empty()) row(shared_phrases::action, html_escaped(action_words(node, words_)));
        if (item.charged)
            out_ += fmt::format("<p class=\"charge\">¥ {}</p>\n",
                                html_escaped(words_(charged, item.package + " " + charge_words(item, words_))));
        if (node.only_for) row(shared_phrases::only_for, html_escaped(only_for_words(node.only_for, words_)));
        if (node.open) row(shared_phrases::open, html_escaped(opening_words(node.open, words_)));
    }

    void bubbles(const std::vector<Bubble>& all) {
        if (all.empty()) return;
        out_ += "<div class=\"bubbles\">\n";
        for (const auto& one : all) bubble(one);
        out_ += "</div>\n";
    }

    void bubble(const Bubble& one) {
        out_ += "<div class=\"bubble\">";
        const auto label = one.slug + (one.slug.empty() || one.language.empty() ? "" : " · ") + one.language;
        if (!label.empty()) out_ += fmt::format("<div class=\"slug\">{}</div>", html_escaped(label));
        out_ += "<blockquote>";
        for (const auto& piece : one.pieces) {
            const auto text = html_escaped(piece.text);
            out_ += piece.kind == BubblePiece::Kind::plain ? text
                    : piece.kind == BubblePiece::Kind::sample
                        ? fmt::format("<span class=\"sample\" title=\"{{{}}}\">{}</span>",
                                      html_escaped(piece.placeholder), text)
                        : fmt::format("<span class=\"open\">{}</span>", text);
        }
        out_ += fmt::format("</blockquote><div class=\"figures\">{}</div></div>\n",
                            shared_phrases::parts_words(one.parts, words_));
    }

    const HallFiles& files_;
    const menus::Menu& menu_;
    const MenuMap& map_;
    campaigns::Date day_;
    const Words& words_;
    std::string out_;
};

}  // namespace

std::string map_page(const HallFiles& files, const MenuMap& map, campaigns::Date day, const Words& words) {
    return Page(files, map, day, words).run();
}

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : codecs::visible(text, codecs::LineBreaks::kept)) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

}  // namespace hall::tools
