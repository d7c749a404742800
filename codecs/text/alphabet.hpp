#pragma once
// From a data_coding octet to text and back. What data_coding 0 means is a property of the SMSC, so every
// function that needs it takes the link's DefaultAlphabet. [SMPP v3.4, 5.2.19; TS 23.038, 4]

#include "codecs/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace hall::codecs {

/// What this SMSC means by data_coding 0 (a setting of the link).
enum class DefaultAlphabet { gsm, latin1, ascii, utf8, gbk };

/// How the characters of one message are coded.
enum class Alphabet { gsm7, latin1, ascii, utf8, gbk, ucs2, binary };

/// "gsm7", "latin1", "ascii", "utf8", "gbk", "ucs2", "binary"
std::string_view to_string(Alphabet alphabet);

/// "gsm", "latin1", "ascii", "utf8", "gbk"; parse_default_alphabet is its inverse (nothing for other words).
std::string_view to_string(DefaultAlphabet alphabet);
std::optional<DefaultAlphabet> parse_default_alphabet(std::string_view word);

/// The alphabet that `data_coding` announces; see coding_of(). Where it is the SMSC's own, `default_alphabet` says which.
Alphabet alphabet_of(std::uint8_t data_coding, DefaultAlphabet default_alphabet);

/// The content (without UDH) as UTF-8. Never fails for a text alphabet: what cannot be read becomes
/// U+FFFD. Nothing for Alphabet::binary. What is announced wrongly is read_text's business.
std::optional<std::string> decode_text(ByteView content, Alphabet alphabet);

/// The content octets, or nothing when the alphabet does not hold the text (binary holds none, gbk is written as far as it is
/// ASCII: Chinese goes as UCS-2, which every SMSC takes).
std::optional<Bytes> encode_text(std::u32string_view text, Alphabet alphabet);

}  // namespace hall::codecs
