// Chooses the encoding of a reply and cuts it. Each part is filled as far as the characters allow, which
// gives the fewest parts possible. Must not know PDUs: message_content puts the parts into them.

#include "codecs/text/split.hpp"

#include "codecs/text/gsm7.hpp"
#include "codecs/text/unicode.hpp"

#include <algorithm>

namespace hall::codecs {
namespace {

constexpr std::size_t most_parts = 255;         // one octet counts them
constexpr std::size_t longest_payload = 65535;  // the length of a TLV [SMPP v3.4, 5.3.2.32]
constexpr std::size_t user_data_octets = 140;   // [TS 23.040, 9.2.3.16]

/// What `c` takes of a part's capacity; 0 when the alphabet does not hold it. ASCII is what the SMSC turns
/// into GSM 7-bit for the radio, where brackets take two septets.
std::size_t size_of(char32_t c, Alphabet alphabet) {
    switch (alphabet) {
        case Alphabet::gsm7:
            return static_cast<std::size_t>(gsm7_septets(c));
        case Alphabet::ascii:
        case Alphabet::gbk:
            return c > 0x7F ? 0 : static_cast<std::size_t>(std::max(1, gsm7_septets(c)));
        case Alphabet::latin1:
            return c > 0xFF ? 0 : 1;
        case Alphabet::utf8:
            return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        case Alphabet::ucs2:
            return c < 0x10000 ? 2 : 4;
        case Alphabet::binary:
            break;
    }
    return 0;
}

/// One way to send the text.
struct Candidate {
    Alphabet alphabet = Alphabet::gsm7;
    std::uint8_t data_coding = 0;
    std::size_t size = 0;           // of the whole text, in the unit of part_capacity
    std::size_t octets = 0;         // of the whole text, encoded
    std::vector<std::size_t> ends;  // where each part ends, in code points; empty: too many parts
};

std::optional<Candidate> measure(std::u32string_view text, Alphabet alphabet, std::uint8_t data_coding) {
    Candidate out{alphabet, data_coding, 0, 0, {}};
    for (const char32_t c : text) {
        const std::size_t size = size_of(c, alphabet);
        if (size == 0) return std::nullopt;
        out.size += size;
    }
    out.octets = alphabet == Alphabet::ascii || alphabet == Alphabet::gbk ? text.size() : out.size;
    return out;
}

bool fits_one_part(const Candidate& candidate, LongMessages method) {
    if (method == LongMessages::payload) return candidate.octets <= longest_payload;
    return candidate.size <= part_capacity(candidate.alphabet, method, false);
}

/// Where each part ends when every part takes as many graphemes as it can hold. A grapheme that no part
/// could hold is taken code point by code point. Empty when more than 255 parts would be needed.
std::vector<std::size_t> cut(std::u32string_view text, const std::vector<std::size_t>& boundaries, Alphabet alphabet,
                             std::size_t capacity) {
    std::vector<std::size_t> ends;
    std::size_t used = 0;
    const auto take = [&](std::size_t at, std::size_t size) {
        if (used + size > capacity) {
            ends.push_back(at);
            used = 0;
        }
        used += size;
    };
    for (std::size_t i = 0; i + 1 < boundaries.size() && ends.size() < most_parts; ++i) {
        const std::size_t begin = boundaries[i];
        const std::size_t end = boundaries[i + 1];
        std::size_t size = 0;
        for (std::size_t at = begin; at < end; ++at) size += size_of(text[at], alphabet);
        if (size <= capacity) {
            take(begin, size);
        } else {
            for (std::size_t at = begin; at < end; ++at) take(at, size_of(text[at], alphabet));
        }
    }
    ends.push_back(text.size());
    if (ends.size() > most_parts) ends.clear();
    return ends;
}

/// True when `a` is to be preferred to `b`, both being possible.
bool is_better(const Candidate& a, const Candidate& b) {
    if (a.ends.size() != b.ends.size()) return a.ends.size() < b.ends.size();
    return a.octets < b.octets;
}

SplitText encode(std::u32string_view text, const Candidate& candidate) {
    SplitText out{candidate.alphabet, candidate.data_coding, {}};
    std::size_t begin = 0;
    for (const std::size_t end : candidate.ends) {
        // measure() has seen that the alphabet holds every character.
        out.parts.push_back(encode_text(text.substr(begin, end - begin), candidate.alphabet).value_or(Bytes{}));
        begin = end;
    }
    return out;
}

}  // namespace

std::string_view to_string(LongMessages method) {
    switch (method) {
        case LongMessages::udh8:
            return "udh8";
        case LongMessages::udh16:
            return "udh16";
        case LongMessages::sar:
            return "sar";
        case LongMessages::payload:
            return "payload";
    }
    return "unknown";
}

std::optional<LongMessages> parse_long_messages(std::string_view word) {
    for (const auto method : {LongMessages::udh8, LongMessages::udh16, LongMessages::sar, LongMessages::payload}) {
        if (word == to_string(method)) return method;
    }
    return std::nullopt;
}

std::size_t part_capacity(Alphabet alphabet, LongMessages method, bool multipart) {
    std::size_t octets = user_data_octets;
    if (multipart) {
        // The SMSC turns sar_* into an 8-bit UDH; payload is only cut by us when it is too long for a TLV.
        octets -= method == LongMessages::udh8 || method == LongMessages::sar ? 6 : 7;
    } else if (method == LongMessages::payload) {
        octets = longest_payload;
    }
    switch (alphabet) {
        case Alphabet::gsm7:
        case Alphabet::ascii:
        case Alphabet::gbk:
            return octets == longest_payload ? octets : octets * 8 / 7;
        case Alphabet::ucs2:
            return octets / 2 * 2;
        case Alphabet::latin1:
        case Alphabet::utf8:
        case Alphabet::binary:
            break;
    }
    return octets;
}

result<SplitText, SplitError> split_text(std::string_view utf8, DefaultAlphabet default_alphabet, LongMessages method) {
    const std::u32string text = decode_utf8(utf8);
    std::vector<Candidate> candidates;  // data_coding 0 first: it wins a tie
    for (const std::uint8_t data_coding : {std::uint8_t{0}, std::uint8_t{8}}) {
        if (auto candidate = measure(text, alphabet_of(data_coding, default_alphabet), data_coding)) {
            candidates.push_back(std::move(*candidate));
        }
    }

    std::vector<std::size_t> boundaries;  // found only when something has to be cut
    const Candidate* best = nullptr;
    for (Candidate& candidate : candidates) {
        if (fits_one_part(candidate, method)) {
            candidate.ends = {text.size()};
        } else if (best == nullptr || best->ends.size() > 1) {
            if (boundaries.empty()) boundaries = grapheme_boundaries(text);
            candidate.ends = cut(text, boundaries, candidate.alphabet, part_capacity(candidate.alphabet, method, true));
        }
        if (!candidate.ends.empty() && (best == nullptr || is_better(candidate, *best))) best = &candidate;
    }
    if (best == nullptr) return SplitError{"the text needs more than 255 parts"};
    return encode(text, *best);
}

}  // namespace hall::codecs
