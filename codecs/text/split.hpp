#pragma once
// A reply text cut into the parts that go out: the shortest encoding that holds it, and cuts that fall
// between user-perceived characters only. [TS 23.038; TS 23.040, 9.2.3.24; SMPP v3.4, 5.3.2.22-25]

#include "codecs/text/alphabet.hpp"
#include "codecs/text/user_data_header.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace hall::codecs {

/// How this link wants long messages (a setting).
enum class LongMessages { udh8, udh16, sar, payload };

std::string_view to_string(LongMessages method);
std::optional<LongMessages> parse_long_messages(std::string_view word);

/// The content of each part, without headers.
struct SplitText {
    Alphabet alphabet = Alphabet::gsm7;
    std::uint8_t data_coding = 0;
    std::vector<Bytes> parts;  // one or more; one alone needs no header at all
};

/// Octets of content that one part may hold: 140 octets of user data less the header; 7-bit content
/// counts septets (160, 153 with udh8 and sar, 152 with udh16). [TS 23.040] ASCII counts septets too, two for
/// a bracket: the SMSC turns it into GSM 7-bit for the radio. 65535 for payload in one part.
std::size_t part_capacity(Alphabet alphabet, LongMessages method, bool multipart);

/// Encodes and cuts `utf8`. Candidates are data_coding 0 (as the link defines it) and data_coding 8; the
/// one with fewer parts wins, then the one with fewer octets, then data_coding 0.
/// With LongMessages::payload the result is always one part (at most 65535 octets; longer texts are cut
/// as udh16 would).
/// A cut never falls inside an escape pair, a surrogate pair, a UTF-8 sequence or a grapheme; only a
/// grapheme longer than a whole part is cut, between code points.
/// Fails only when the text would need more than 255 parts.
struct SplitError {
    std::string what;
};
result<SplitText, SplitError> split_text(std::string_view utf8, DefaultAlphabet default_alphabet, LongMessages method);

}  // namespace hall::codecs
