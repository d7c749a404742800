// Text decoding, folding and splitting. The first octet chooses the link's alphabet and the way of long
// messages, the second a data_coding; the rest is the text, as UTF-8 and as content of a message.

#include "codecs/text/split.hpp"
#include "codecs/text/unicode.hpp"

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

    const std::string folded = fold_compatibility(bytes);
    check(is_valid_utf8(folded));
    check(fold_compatibility(folded) == folded);
    return 0;
}
