#pragma once
// A short code as operators write it, with typed parameters inside: "42", "{friend:phone}CL", "CZ{sum:amount}".

#include "codecs/text/msisdn.hpp"
#include "codecs/yaml/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hall::menus {

/// phone: a number of a subscriber at home; amount: yuan with at most two decimals, kept in fen;
/// number: 1 to 18 digits; word: 1 to 20 letters or digits.
enum class ParameterType { phone, amount, number, word };

std::string_view to_string(ParameterType type);

/// The type of that name ("phone"), or nothing.
std::optional<ParameterType> parse_parameter_type(std::string_view name);

/// A parameter as the subscriber wrote it and as the action gets it.
struct Parameter {
    std::string name;
    ParameterType type = ParameterType::number;
    std::string written;
    std::string value;  // phone: canonical MSISDN; amount: fen; number, word: as folded
    bool operator==(const Parameter&) const = default;
};

struct NoMatch {};
/// The shape fits, the value does not ("123CL" is no phone number).
struct InvalidParameter {
    std::string name;
    ParameterType type = ParameterType::number;
    std::string written;
};
struct Match {
    std::vector<Parameter> parameters;
};
using MatchResult = std::variant<NoMatch, InvalidParameter, Match>;

class CodePattern {
public:
    struct Slot {
        std::string name;
        ParameterType type = ParameterType::number;
        bool operator==(const Slot&) const = default;
    };

    using Piece = std::variant<std::string, Slot>;

    CodePattern() = default;
    /// A code that stands at `place` of its file; menus/load/code_parser.hpp takes it apart. Of `pieces`, not empty, the
    /// literals are folded, and no two slots are neighbours.
    CodePattern(std::string written, codecs::Place place, std::vector<Piece> pieces);

    /// Compares with a folded text. Literals must fit exactly; a phone slot takes an optional + and 3 to 20
    /// digits, an amount digits with an optional decimal point, a number digits, a word letters and digits;
    /// none takes more than 40 characters. Of several ways to fit, the one whose values are all right is
    /// taken, and among those the one whose first slots are longest.
    MatchResult match(std::string_view folded, const codecs::NumberPlan& plan) const;

    const std::string& written() const { return written_; }
    const codecs::Place& place() const { return place_; }
    /// The folded code itself when it has no slots; empty otherwise.
    const std::string& literal() const { return literal_; }
    std::vector<Slot> slots() const;
    /// The folded code with the types alone in its slots ("CL{phone}"): equal for codes that fit the same texts.
    std::string shape() const;

private:
    std::string written_;
    std::string literal_;
    codecs::Place place_;
    std::vector<Piece> pieces_;
};

}  // namespace hall::menus
