#pragma once
// From a data_coding octet to text and back. What data_coding 0 means is a property of the SMSC, so every
// function that needs it takes the link's DefaultAlphabet. [SMPP v3.4, 5.2.19; TS 23.038, 4]

#include "codecs/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace hall::codecs {

/// What this SMSC means by data_coding 0 (a setting of the link).
enum class DefaultAlphabet { gsm, latin1, ascii, utf8 };

/// How the characters of one message are coded.
enum class Alphabet { gsm7, latin1, ascii, utf8, ucs2, binary };

/// "gsm7", "latin1", "ascii", "utf8", "ucs2", "binary"
std::string_view to_string(Alphabet alphabet);

/// "gsm", "latin1", "ascii", "utf8"; parse_default_alphabet is its inverse (nothing for other words).
std::string_view to_string(DefaultAlphabet alphabet);
std::optional<DefaultAlphabet> parse_default_alphabet(std::string_view word);

/// The alphabet that `data_coding` announces. GSM message classes (0xF0-0xFF) and message-waiting groups
/// (0xC0-0xEF) are honoured; a value we do not know is read as data_coding 0, and 2, 4 and 0xF4-0xF7 are
/// binary.
Alphabet alphabet_of(std::uint8_t data_coding, DefaultAlphabet default_alphabet);

/// The content (without UDH) as UTF-8. Never fails for a text alphabet: what cannot be read becomes
/// U+FFFD. Nothing for Alphabet::binary.
std::optional<std::string> decode_text(ByteView content, Alphabet alphabet);

/// The content octets, or nothing when the alphabet does not hold the text (binary holds none).
std::optional<Bytes> encode_text(std::u32string_view text, Alphabet alphabet);

}  // namespace hall::codecs
