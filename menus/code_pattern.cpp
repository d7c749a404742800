#include "menus/code_pattern.hpp"

#include "menus/fold.hpp"
#include "menus/parameter.hpp"
#include "menus/rules.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

namespace hall::menus {

namespace {

constexpr std::array<std::pair<std::string_view, ParameterType>, 4> types = {{{"phone", ParameterType::phone},
                                                                              {"amount", ParameterType::amount},
                                                                              {"number", ParameterType::number},
                                                                              {"word", ParameterType::word}}};

using Piece = std::variant<std::string, CodePattern::Slot>;

/// Tries the ways in which `pieces` can take up all of `text`, longest slots first. A pair of piece and
/// position that has failed once is not tried again, so a hostile text cannot make this slow.
class Matcher {
public:
    Matcher(std::span<const Piece> pieces, std::string_view text, const codecs::NumberPlan& plan, bool only_right)
        : pieces_(pieces), text_(text), plan_(plan), only_right_(only_right) {}

    bool fits(std::size_t piece, std::size_t at) {
        if (piece == pieces_.size()) {
            return at == text_.size();
        }
        if (failed_.contains({piece, at})) {
            return false;
        }
        const bool found = std::holds_alternative<std::string>(pieces_[piece])
                               ? fits_literal(std::get<std::string>(pieces_[piece]), piece, at)
                               : fits_slot(std::get<CodePattern::Slot>(pieces_[piece]), piece, at);
        if (!found) {
            failed_.emplace(piece, at);
        }
        return found;
    }

    /// What the slots took, with an empty value where it is wrong.
    std::vector<Parameter> take() { return std::move(taken_); }

private:
    bool fits_literal(const std::string& literal, std::size_t piece, std::size_t at) {
        return text_.substr(at).starts_with(literal) && fits(piece + 1, at + literal.size());
    }

    bool fits_slot(const CodePattern::Slot& slot, std::size_t piece, std::size_t at) {
        for (const std::size_t length : parameter_lengths(slot.type, text_.substr(at))) {
            const std::string_view written = text_.substr(at, length);
            std::optional<std::string> value = parameter_value(slot.type, written, plan_);
            if (only_right_ && !value) {
                continue;
            }
            taken_.push_back({slot.name, slot.type, std::string(written), value.value_or("")});
            if (fits(piece + 1, at + length)) {
                return true;
            }
            taken_.pop_back();
        }
        return false;
    }

    std::span<const Piece> pieces_;
    std::string_view text_;
    const codecs::NumberPlan& plan_;
    bool only_right_;
    std::set<std::pair<std::size_t, std::size_t>> failed_;
    std::vector<Parameter> taken_;
};

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

std::string_view to_string(ParameterType type) {
    for (const auto& [name, known] : types) {
        if (known == type) {
            return name;
        }
    }
    return "";
}

std::optional<ParameterType> parse_parameter_type(std::string_view name) {
    for (const auto& [known, type] : types) {
        if (known == name) {
            return type;
        }
    }
    return std::nullopt;
}

std::optional<CodePattern> CodePattern::parse(std::string_view written, const codecs::Place& place,
                                              codecs::Diagnostics& diagnostics) {
    CodePattern pattern;
    pattern.written_ = written;
    pattern.place_ = place;
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
            pattern.pieces_.emplace_back(std::move(literal));
        }
        rest.remove_prefix(brace);
        if (rest.empty()) {
            break;
        }
        const std::size_t closing = rest.find_first_of("{}", 1);
        if (rest.front() == '}' || closing == std::string_view::npos || rest[closing] == '{') {
            return refuse(rules::code_brace);
        }
        const std::optional<Slot> slot = parse_slot(rest.substr(1, closing - 1), place, diagnostics);
        if (!slot) {
            return std::nullopt;
        }
        if (!names.insert(slot->name).second) {
            return refuse(rules::parameter_twice, slot->name);
        }
        if (!pattern.pieces_.empty() && std::holds_alternative<Slot>(pattern.pieces_.back())) {
            return refuse(rules::parameters_side_by_side);
        }
        pattern.pieces_.emplace_back(*slot);
        rest.remove_prefix(closing + 1);
    }
    if (pattern.pieces_.empty()) {
        return refuse(rules::code_empty);
    }
    if (pattern.pieces_.size() == 1 && names.size() == 1) {
        return refuse(rules::parameter_alone);
    }
    if (names.empty()) {
        pattern.literal_ = std::get<std::string>(pattern.pieces_.front());
    }
    return pattern;
}

MatchResult CodePattern::match(std::string_view folded, const codecs::NumberPlan& plan) const {
    const auto* first = pieces_.empty() ? nullptr : std::get_if<std::string>(&pieces_.front());
    const auto* last = pieces_.empty() ? nullptr : std::get_if<std::string>(&pieces_.back());
    if ((first != nullptr && !folded.starts_with(*first)) || (last != nullptr && !folded.ends_with(*last))) {
        return NoMatch{};
    }
    Matcher right(pieces_, folded, plan, true);
    if (right.fits(0, 0)) {
        return Match{right.take()};
    }
    Matcher shape(pieces_, folded, plan, false);
    if (shape.fits(0, 0)) {
        for (Parameter& parameter : shape.take()) {
            if (!parameter_value(parameter.type, parameter.written, plan)) {
                return InvalidParameter{parameter.name, parameter.type, parameter.written};
            }
        }
    }
    return NoMatch{};
}

std::vector<CodePattern::Slot> CodePattern::slots() const {
    std::vector<Slot> slots;
    for (const Piece& piece : pieces_) {
        if (const Slot* slot = std::get_if<Slot>(&piece)) {
            slots.push_back(*slot);
        }
    }
    return slots;
}

std::string CodePattern::shape() const {
    std::string shape;
    for (const Piece& piece : pieces_) {
        if (const Slot* slot = std::get_if<Slot>(&piece)) {
            shape.append("{").append(to_string(slot->type)).append("}");
        } else {
            shape += std::get<std::string>(piece);
        }
    }
    return shape;
}

}  // namespace hall::menus
