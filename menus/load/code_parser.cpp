#include "menus/load/code_parser.hpp"

#include "menus/load/rules.hpp"
#include "menus/understand/fold.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace hall::menus {

namespace {

bool is_slot_name(std::string_view name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

/// A literal beside a slot keeps what it has there, whatever it is: only the ends of a whole text are stripped of
/// punctuation. A digit stands in for the slot, for nothing composes with it.
std::string folded_literal(std::string_view literal, bool first, bool last) {
    std::string folded = fold_text((first ? "" : "0") + std::string(literal) + (last ? "" : "0"));
    if (!first && !folded.empty()) {
        folded.erase(0, 1);
    }
    if (!last && !folded.empty()) {
        folded.pop_back();
    }
    return folded;
}

/// Reads what stands between the braces, or says what is wrong with it.
std::optional<CodePattern::Slot> parse_slot(std::string_view inside, const codecs::Place& place,
                                            codecs::Diagnostics& diagnostics) {
    const std::size_t colon = inside.find(':');
    if (colon == std::string_view::npos || !is_slot_name(inside.substr(0, colon))) {
        diagnostics.add(place, rules::parameter_malformed, {inside});
        return std::nullopt;
    }
    const std::string name(inside.substr(0, colon));
    const std::string type_name(inside.substr(colon + 1));
    const std::optional<ParameterType> type = parse_parameter_type(type_name);
    if (!type) {
        const std::string nearest = codecs::nearest_word(type_name, {"phone", "amount", "number", "word"});
        if (nearest.empty()) {
            diagnostics.add(place, rules::parameter_type_unknown, {name, type_name});
        } else {
            diagnostics.add(place, rules::parameter_type_unknown, {name, type_name}, rules::write_instead, {nearest});
        }
        return std::nullopt;
    }
    return CodePattern::Slot{name, *type};
}

}  // namespace

std::optional<CodePattern> parse_code(std::string_view written, const codecs::Place& place,
                                      codecs::Diagnostics& diagnostics) {
    std::vector<CodePattern::Piece> pieces;
    std::set<std::string> names;
    const auto refuse = [&](const codecs::Rule& rule, std::string_view parameter = {}) {
        diagnostics.add(place, rule, {written, parameter});
        return std::nullopt;
    };
    std::string_view rest = written;
    while (!rest.empty()) {
        const std::size_t brace = std::min(rest.find_first_of("{}"), rest.size());
        std::string literal =
            folded_literal(rest.substr(0, brace), rest.size() == written.size(), brace == rest.size());
        if (!literal.empty()) {
            pieces.emplace_back(std::move(literal));
        }
        rest.remove_prefix(brace);
        if (rest.empty()) {
            break;
        }
        const std::size_t closing = rest.find_first_of("{}", 1);
        if (rest.front() == '}' || closing == std::string_view::npos || rest[closing] == '{') {
            return refuse(rules::code_brace);
        }
        const std::optional<CodePattern::Slot> slot = parse_slot(rest.substr(1, closing - 1), place, diagnostics);
        if (!slot) {
            return std::nullopt;
        }
        if (!names.insert(slot->name).second) {
            return refuse(rules::parameter_twice, slot->name);
        }
        if (!pieces.empty() && std::holds_alternative<CodePattern::Slot>(pieces.back())) {
            return refuse(rules::parameters_side_by_side);
        }
        pieces.emplace_back(*slot);
        rest.remove_prefix(closing + 1);
    }
    if (pieces.empty()) {
        return refuse(rules::code_empty);
    }
    if (pieces.size() == 1 && names.size() == 1) {
        return refuse(rules::parameter_alone);
    }
    return CodePattern(std::string(written), place, std::move(pieces));
}

}  // namespace hall::menus
