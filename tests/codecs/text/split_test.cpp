// Capacities, words, limits; and for random texts: nothing lost, nothing torn, no part too many.

#include "codecs/text/split.hpp"

#include "codecs/text/gsm7.hpp"
#include "codecs/text/unicode.hpp"
#include "tests/codecs/text/random_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <numeric>

using namespace hall;
using namespace hall::codecs;

namespace {

constexpr std::array all_methods{LongMessages::udh8, LongMessages::udh16, LongMessages::sar, LongMessages::payload};
constexpr std::array all_links{DefaultAlphabet::gsm, DefaultAlphabet::latin1, DefaultAlphabet::ascii,
                               DefaultAlphabet::utf8};

/// What each character takes of a part: its octets, or for ASCII its septets on the radio. Nothing when the
/// alphabet does not hold the text.
std::optional<std::vector<std::size_t>> slow_sizes(std::u32string_view text, Alphabet alphabet) {
    if (!encode_text(text, alphabet)) return std::nullopt;
    std::vector<std::size_t> out;
    for (const char32_t c : text) {
        const bool two_septets = alphabet == Alphabet::ascii && gsm7_septets(c) == 2;
        out.push_back(two_septets ? 2 : encode_text(std::u32string_view(&c, 1), alphabet)->size());
    }
    return out;
}

std::size_t sum(const std::vector<std::size_t>& sizes, std::size_t begin, std::size_t end) {
    const auto at = [&](std::size_t i) { return sizes.begin() + static_cast<std::ptrdiff_t>(i); };
    return std::accumulate(at(begin), at(end), std::size_t{0});
}

/// For each position of the text whether a cut is allowed there.
std::vector<bool> allowed_cuts(std::u32string_view text, const std::vector<std::size_t>& sizes, std::size_t capacity) {
    std::vector<bool> allowed(text.size() + 1, false);
    const auto boundaries = grapheme_boundaries(text);
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        allowed[boundaries[i]] = true;
        if (i == 0 || sum(sizes, boundaries[i - 1], boundaries[i]) <= capacity) continue;
        for (std::size_t at = boundaries[i - 1]; at < boundaries[i]; ++at) allowed[at] = true;
    }
    return allowed;
}

/// The fewest parts there can be, by looking at every last cut. 0 when the alphabet does not hold the text.
std::size_t fewest_parts(std::u32string_view text, Alphabet alphabet, LongMessages method) {
    const auto sizes = slow_sizes(text, alphabet);
    if (!sizes) return 0;
    if (sum(*sizes, 0, text.size()) <= part_capacity(alphabet, method, false)) return 1;
    const std::size_t capacity = part_capacity(alphabet, method, true);
    const auto allowed = allowed_cuts(text, *sizes, capacity);
    std::vector<std::size_t> fewest(text.size() + 1, text.size() + 1);
    fewest[0] = 0;
    for (std::size_t end = 1; end <= text.size(); ++end) {
        std::size_t size = 0;
        for (std::size_t begin = end; allowed[end] && begin-- > 0;) {
            size += (*sizes)[begin];
            if (size > capacity) break;
            if (allowed[begin]) fewest[end] = std::min(fewest[end], fewest[begin] + 1);
        }
    }
    return fewest[text.size()];
}

/// The alphabet and number of parts that the header promises, by the slow count.
struct Promise {
    Alphabet alphabet;
    std::size_t parts;
};

Promise promise_of(std::u32string_view text, DefaultAlphabet link, LongMessages method) {
    const Promise zero{alphabet_of(0, link), fewest_parts(text, alphabet_of(0, link), method)};
    const Promise ucs2{Alphabet::ucs2, fewest_parts(text, Alphabet::ucs2, method)};
    if (zero.parts == 0 || zero.parts > ucs2.parts) return ucs2;
    if (zero.parts < ucs2.parts) return zero;
    return encode_text(text, zero.alphabet)->size() <= encode_text(text, Alphabet::ucs2)->size() ? zero : ucs2;
}

/// What is wrong with this split of the text; empty when all is well.
std::string fault_of_split(std::u32string_view text, DefaultAlphabet link, LongMessages method) {
    const auto split = split_text(encode_utf8(text), link, method);
    if (!split) return "was refused: " + split.error().what;
    if (split->parts.empty()) return "has no part";
    const Promise promise = promise_of(text, link, method);
    if (split->alphabet != promise.alphabet) return "is in the wrong alphabet";
    if (alphabet_of(split->data_coding, link) != split->alphabet) return "has the wrong data_coding";
    if (split->parts.size() != promise.parts) return "has too many parts";

    const bool multipart = split->parts.size() > 1;
    const std::size_t capacity = part_capacity(split->alphabet, method, multipart);
    const auto sizes = slow_sizes(text, split->alphabet).value();
    const auto allowed = allowed_cuts(text, sizes, capacity);
    std::string joined;
    std::size_t begin = 0;
    for (const Bytes& part : split->parts) {
        if (part.empty() && multipart) return "has an empty part";
        const std::string piece = decode_text(part, split->alphabet).value();
        joined += piece;
        const std::size_t end = begin + decode_utf8(piece).size();
        if (end > text.size() || !allowed[end]) return "is cut at a wrong place";
        if (sum(sizes, begin, end) > capacity) return "has a part too long";
        begin = end;
    }
    return joined == encode_utf8(text) ? "" : "does not join to the text";
}

}  // namespace

TEST_CASE("the capacities of TS 23.040") {
    CHECK(part_capacity(Alphabet::gsm7, LongMessages::udh8, false) == 160);
    CHECK(part_capacity(Alphabet::gsm7, LongMessages::udh8, true) == 153);
    CHECK(part_capacity(Alphabet::gsm7, LongMessages::udh16, true) == 152);
    CHECK(part_capacity(Alphabet::gsm7, LongMessages::sar, true) == 153);
    CHECK(part_capacity(Alphabet::ascii, LongMessages::udh8, true) == 153);
    CHECK(part_capacity(Alphabet::latin1, LongMessages::sar, false) == 140);
    CHECK(part_capacity(Alphabet::latin1, LongMessages::udh8, true) == 134);
    CHECK(part_capacity(Alphabet::utf8, LongMessages::udh16, true) == 133);
    CHECK(part_capacity(Alphabet::binary, LongMessages::udh16, true) == 133);
    CHECK(part_capacity(Alphabet::ucs2, LongMessages::udh8, false) == 140);
    CHECK(part_capacity(Alphabet::ucs2, LongMessages::udh8, true) == 134);
    CHECK(part_capacity(Alphabet::ucs2, LongMessages::sar, true) == 134);
    CHECK(part_capacity(Alphabet::ucs2, LongMessages::udh16, true) == 132);  // 66 units: no half character
    CHECK(part_capacity(Alphabet::gsm7, LongMessages::payload, false) == 65535);
    CHECK(part_capacity(Alphabet::ucs2, LongMessages::payload, false) == 65534);
    CHECK(part_capacity(Alphabet::gsm7, LongMessages::payload, true) == 152);
}

TEST_CASE("the words for long messages") {
    for (const char* word : {"udh8", "udh16", "sar", "payload"}) {
        const auto parsed = parse_long_messages(word);
        REQUIRE(parsed.has_value());
        CHECK(to_string(*parsed) == word);
    }
    for (const char* word : {"", "udh", "SAR", "udh-8"}) CHECK_FALSE(parse_long_messages(word).has_value());
}

TEST_CASE("255 parts are sent, 256 are refused with a reason") {
    const auto most = split_text(std::string(255 * 153, 'a'), DefaultAlphabet::gsm, LongMessages::udh8);
    REQUIRE(most.has_value());
    CHECK(most->parts.size() == 255);
    const auto more = split_text(std::string(255 * 153 + 1, 'a'), DefaultAlphabet::gsm, LongMessages::udh8);
    REQUIRE_FALSE(more.has_value());
    CHECK(more.error().what.find("255") != std::string::npos);
}

TEST_CASE("a text that is no UTF-8 is sent with replacement characters") {
    const auto split = split_text("ok \xE6\x82", DefaultAlphabet::gsm, LongMessages::udh8);
    REQUIRE(split.has_value());
    CHECK(split->alphabet == Alphabet::ucs2);
    CHECK(decode_text(split->parts.at(0), split->alphabet) == "ok \uFFFD");
}

TEST_CASE("random texts are split without loss, at allowed places, into as few parts as possible") {
    for (const std::uint64_t seed : {101U, 102U, 103U, 104U, 105U, 106U}) {
        test::Random random(seed);
        for (int i = 0; i < 15; ++i) {
            const auto text = test::random_text(random, 2000);
            for (const auto link : all_links) {
                for (const auto method : all_methods) {
                    const std::string fault = fault_of_split(text, link, method);
                    if (!fault.empty()) {
                        FAIL("seed " << seed << " round " << i << ": the split by " << to_string(method) << " on a "
                                     << to_string(link) << " link " << fault << ": " << encode_utf8(text));
                    }
                }
            }
        }
    }
    SUCCEED();
}

TEST_CASE("texts around every border are split without fault") {
    for (const std::uint64_t seed : {201U, 202U, 203U}) {
        test::Random random(seed);
        for (std::size_t length = 60; length <= 330; ++length) {
            const char32_t filler = test::any_of(random, U"aé您€");
            std::u32string text(length, filler);
            text += test::random_cluster(random) + std::u32string(test::below(random, 12), filler);
            const auto link = all_links[test::below(random, all_links.size())];
            const auto method = all_methods[test::below(random, 3)];
            const std::string fault = fault_of_split(text, link, method);
            if (!fault.empty()) FAIL("seed " << seed << " length " << length << " " << fault);
        }
    }
    SUCCEED();
}

TEST_CASE("a very long text is refused or split in time that grows with its length only") {
    // Marks on one letter: a single grapheme as long as the text, the worst case for a search of borders.
    std::u32string text(1'000'000, U'\u0301');
    CHECK_FALSE(split_text(encode_utf8(text), DefaultAlphabet::gsm, LongMessages::udh8).has_value());
    text.resize(17'000);
    CHECK(split_text(encode_utf8(text), DefaultAlphabet::gsm, LongMessages::udh8)->parts.size() == 254);
}
