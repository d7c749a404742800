#include "menus/understand/code_pattern.hpp"

#include "menus/understand/fold.hpp"
#include "menus/understand/parameter.hpp"

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

using Piece = CodePattern::Piece;

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

CodePattern::CodePattern(std::string written, codecs::Place place, std::vector<Piece> pieces)
    : written_(std::move(written)), place_(std::move(place)), pieces_(std::move(pieces)) {
    if (pieces_.size() == 1)
        if (const auto* literal = std::get_if<std::string>(&pieces_.front())) literal_ = *literal;
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
