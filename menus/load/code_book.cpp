#include "menus/load/code_book.hpp"

#include "menus/load/code_parser.hpp"
#include "menus/load/rules.hpp"
#include "menus/load/where.hpp"

namespace hall::menus {

using codecs::YamlNode;

void CodeBook::read_codes(codecs::MapReader& reader, MenuNode& node) {
    if (node.parent && reader.is_map() && !reader.has("codes")) {
        reader.required_node("codes");
        return;
    }
    const std::vector<const YamlNode*> codes = reader.scalars("codes");
    if (const YamlNode* list = reader.node("codes");
        list != nullptr && list->kind == YamlNode::Kind::sequence && list->items.empty()) {
        diagnostics_.add(list->place, rules::no_codes);
    }
    for (const YamlNode* written : codes) {
        auto code = parse_code(written->scalar, written->place, diagnostics_);
        if (!code) continue;
        if (is_free(*code)) {
            const auto [first, is_new] = codes_.emplace(code->shape(), code->place());
            if (!is_new)
                diagnostics_.add(code->place(), rules::code_taken,
                                 {code->written(), where(first->second, code->place())});
            check_slots(*code);
        }
        node.codes.push_back(std::move(*code));
    }
}

void CodeBook::read_aliases(codecs::MapReader& reader, MenuNode& node) {
    for (const YamlNode* written : reader.scalars("aliases")) {
        auto alias = parse_code(written->scalar, written->place, diagnostics_);
        if (!alias) continue;
        if (alias->literal().empty()) {
            diagnostics_.add(alias->place(), rules::alias_with_parameter, {alias->written()});
        } else if (is_free(*alias)) {
            unchecked_aliases_.push_back(*alias);
            node.aliases.push_back(std::move(*alias));
        }
    }
}

void CodeBook::check_aliases() {
    for (const CodePattern& alias : unchecked_aliases_) {
        const codecs::Place& place = alias.place();
        if (const auto code = codes_.find(alias.literal()); code != codes_.end()) {
            diagnostics_.add(place, rules::alias_shadows_code, {alias.written(), where(code->second, place)});
            continue;
        }
        const auto [first, is_new] = aliases_.emplace(alias.literal(), place);
        if (!is_new) diagnostics_.add(place, rules::alias_taken, {alias.written(), where(first->second, place)});
    }
}

std::optional<CodePattern> CodeBook::read_moved(const YamlNode& written) {
    auto code = parse_code(written.scalar, written.place, diagnostics_);
    if (!code) return std::nullopt;
    if (code->literal().empty()) {
        diagnostics_.add(code->place(), rules::moved_code_with_parameter, {code->written()});
        return std::nullopt;
    }
    if (!is_free(*code)) return std::nullopt;
    if (const codecs::Place* first = place_of(code->literal())) {
        diagnostics_.add(code->place(), rules::moved_code_taken, {code->written(), where(*first, code->place())});
        return std::nullopt;
    }
    moved_.emplace(code->literal(), code->place());
    return code;
}

bool CodeBook::is_free(const CodePattern& code) {
    const std::string& literal = code.literal();
    if (literal == "0" || literal == "00") {
        diagnostics_.add(code.place(), literal == "0" ? rules::code_leads_back : rules::code_leads_home, {literal});
        return false;
    }
    if (literal.size() == 1 && literal.front() >= '1' && literal.front() <= '9') {
        diagnostics_.add(code.place(), rules::code_is_digit, {literal});
        return false;
    }
    return true;
}

void CodeBook::check_slots(const CodePattern& code) {
    for (const auto& slot : code.slots()) {
        bool taken = snippets_.has(slot.name);
        for (const std::string_view reserved : {"name", "code", "hall", "choices", "written"})
            taken = taken || slot.name == reserved;
        if (taken) diagnostics_.add(code.place(), rules::parameter_is_placeholder, {slot.name});
    }
}

const codecs::Place* CodeBook::place_of(const std::string& shape) const {
    for (const auto* taken : {&codes_, &aliases_, &moved_})
        if (const auto found = taken->find(shape); found != taken->end()) return &found->second;
    return nullptr;
}

}  // namespace hall::menus
