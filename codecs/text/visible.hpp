#pragma once
// What people read on a terminal, in a log or in a spreadsheet must not act there: a subscriber's text may hold escape
// sequences, a bell, marks that turn the line round, a line break that makes a line of ours up, a formula.
// Knows neither who sent it nor where it goes.

#include <string>
#include <string_view>

namespace hall::codecs {

/// one: a line break is shown as the other characters are. kept: LF stays, for whole texts of ours.
enum class LineBreaks { one, kept };

/// `text` with everything that acts or that nobody sees as an escape: \x1b, \x0a and \x7f for controls of ASCII, \x80 for an octet
/// that is no UTF-8, \u0085, \u202e or \U000e0041 for other controls, separators of lines and formatting characters
/// [Unicode 15, general categories Cc, Cf, Zl, Zp], but for the two joiners, which emoji and some scripts need. All else,
/// the backslash too, stays, so that it can be applied twice. The result is well-formed UTF-8.
std::string visible(std::string_view text, LineBreaks breaks = LineBreaks::one);

/// JSON that a serializer wrote, with the same characters as \uXXXX inside its strings: for a program it says the same as
/// before [RFC 8259, 7]. An octet that is no UTF-8 becomes U+FFFD. LF stays; it can only stand between values.
std::string visible_json(std::string_view json);

/// As a field of CSV [RFC 4180]: visible(), in quotes where it must be, and with an apostrophe in front where a spreadsheet would take
/// it for a formula. Example: `=1+1` is `'=1+1`, `李,强` is `"李,强"`.
std::string csv_field(std::string_view text);

}  // namespace hall::codecs
