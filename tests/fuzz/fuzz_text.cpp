// Text decoding, folding and splitting. The first octet chooses the link's alphabet and the way of long
// messages, the second a data_coding; the rest is the text, as UTF-8 and as content of a message.

#include "codecs/text/read_text.hpp"
#include "codecs/text/split.hpp"
#include "codecs/text/unicode.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>

using namespace hall;
using namespace hall::codecs;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

void split_and_join(std::string_view bytes, DefaultAlphabet link, LongMessages method) {
    const std::string text = encode_utf8(decode_utf8(bytes));
    const auto split = split_text(bytes, link, method);
    if (!split) {
        check(text.size() > 255 * 60);
        return;
    }
    check(!split->parts.empty() && split->parts.size() <= 255);
    std::string joined;
    for (const Bytes& part : split->parts) {
        check(!part.empty() || text.empty());
        check(part.size() <= part_capacity(split->alphabet, method, split->parts.size() > 1));
        joined += decode_text(part, split->alphabet).value();
    }
    check(joined == text);
}

/// What a subscriber wrote, in one part or cut in two, from an SMSC of any habits: always UTF-8 without a zero.
void read_as_wire(ByteView content, std::uint8_t data_coding, std::uint8_t habits) {
    const TextHabits how{static_cast<DefaultAlphabet>(habits % 5), (habits & 0x80U) != 0};
    const std::size_t half = content.size() / 2;
    const std::array parts{CodedContent{content.first(half), data_coding, habits % 8U},
                           CodedContent{content.subspan(half), static_cast<std::uint8_t>(habits & 4U ? data_coding : habits), 6}};
    for (const auto& read : {read_text(std::span(parts).first(1), how), read_text(parts, how)}) {
        check(!read.alphabet.empty());
        if (!read.text) continue;
        check(is_valid_utf8(*read.text) && read.text->find('\0') == std::string::npos);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto link = static_cast<DefaultAlphabet>(data[0] & 3U);
    const auto method = static_cast<LongMessages>((data[0] >> 2U) & 3U);
    const ByteView content(data + 2, size - 2);
    const std::string bytes(content.begin(), content.end());

    split_and_join(bytes, link, method);

    const auto decoded = decode_text(content, alphabet_of(data[1], link));
    check(!decoded || is_valid_utf8(*decoded));

    read_as_wire(content, data[1], data[0]);

    const std::string folded = fold_compatibility(bytes);
    check(is_valid_utf8(folded));
    check(fold_compatibility(folded) == folded);
    return 0;
}
