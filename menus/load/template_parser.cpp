#include "menus/load/template_parser.hpp"

#include "menus/load/rules.hpp"
#include "menus/load/snippets.hpp"

#include <algorithm>
#include <utility>

namespace hall::menus {

namespace {

using Names = std::vector<std::string>;

bool contains(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

codecs::Argument in_braces(const Names& names) {
    Names written;
    for (const std::string& name : names) written.push_back("{" + name + "}");
    return codecs::listed(written);
}

void report_unknown(std::string_view name, const codecs::Place& place, const Names& allowed, const Snippets* snippets,
                    codecs::Diagnostics& diagnostics) {
    Names known = allowed;
    if (snippets != nullptr) {
        const Names more = snippets->names();
        known.insert(known.end(), more.begin(), more.end());
    }
    const std::string nearest = codecs::nearest_word(name, known);
    if (allowed.empty() && nearest.empty()) {
        diagnostics.add(place, rules::placeholder_unknown, {name}, rules::none_known_here);
    } else if (allowed.empty()) {
        diagnostics.add(place, rules::placeholder_unknown, {name}, rules::nearest_here, {nearest});
    } else {
        diagnostics.add(place, rules::placeholder_unknown, {name},
                        nearest.empty() ? rules::known_here : rules::nearest_known_here, {in_braces(allowed), nearest});
    }
}

/// One text on its way to a template.
class TemplateParser {
public:
    /// `allowed`: nullptr for a piece, in which any placeholder may stand. `snippets`: nullptr for none.
    TemplateParser(const codecs::Place& place, const Names* allowed, Snippets* snippets, Language language,
                   codecs::Diagnostics& diagnostics)
        : place_(place), allowed_(allowed), snippets_(snippets), language_(language), diagnostics_(diagnostics) {}

    Template parse(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
                plain_.push_back(c);
                ++i;
            } else if (c == '}') {
                diagnostics_.add(place_, rules::brace_closes_nothing);
            } else if (c == '{') {
                const std::size_t end = text.find_first_of("{}", i + 1);
                if (end == std::string_view::npos || text[end] == '{') {
                    diagnostics_.add(place_, rules::placeholder_not_closed);
                    continue;
                }
                add_placeholder(text.substr(i + 1, end - i - 1));
                i = end;
            } else {
                plain_.push_back(c);
            }
        }
        end_plain();
        return {std::move(pieces_), place_};
    }

private:
    void end_plain() {
        if (!plain_.empty()) pieces_.push_back({false, std::exchange(plain_, {})});
    }

    void add_placeholder(std::string_view name) {
        if (!is_placeholder_name(name)) {
            diagnostics_.add(place_, rules::placeholder_malformed, {name});
        } else if (allowed_ == nullptr || contains(*allowed_, name)) {
            end_plain();
            pieces_.push_back({true, std::string(name)});
        } else if (const Template* words = snippets_ == nullptr ? nullptr : snippets_->use(name, language_)) {
            add_snippet(name, *words);
        } else {
            report_unknown(name, place_, *allowed_, snippets_, diagnostics_);
        }
    }

    void add_snippet(std::string_view name, const Template& words) {
        for (const Template::Piece& piece : words.pieces()) {
            if (!piece.placeholder) {
                plain_ += piece.text;
            } else if (contains(*allowed_, piece.text)) {
                end_plain();
                pieces_.push_back(piece);
            } else if (!snippets_->has(piece.text)) {  // one inside another was reported where they stand
                diagnostics_.add(place_, rules::snippet_shows_unknown, {name, piece.text});
            }
        }
    }

    const codecs::Place& place_;
    const Names* allowed_;
    Snippets* snippets_;
    Language language_;
    codecs::Diagnostics& diagnostics_;
    std::string plain_;
    std::vector<Template::Piece> pieces_;
};

}  // namespace

bool is_placeholder_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

Template parse_template(std::string_view text, const codecs::Place& place, const Names& allowed,
                        codecs::Diagnostics& diagnostics) {
    return TemplateParser(place, &allowed, nullptr, 0, diagnostics).parse(text);
}

Template parse_template(std::string_view text, const codecs::Place& place, const Names& allowed, Snippets& snippets,
                        Language language, codecs::Diagnostics& diagnostics) {
    return TemplateParser(place, &allowed, &snippets, language, diagnostics).parse(text);
}

Template parse_template_piece(std::string_view text, const codecs::Place& place, codecs::Diagnostics& diagnostics) {
    return TemplateParser(place, nullptr, nullptr, 0, diagnostics).parse(text);
}

}  // namespace hall::menus
