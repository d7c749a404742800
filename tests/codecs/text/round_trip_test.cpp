// The whole way of a long text: split, put into PDUs part by part, received in any order with repeats,
// taken out, joined.

#include "codecs/text/message_content.hpp"
#include "codecs/text/reassembly.hpp"
#include "codecs/text/unicode.hpp"
#include "tests/codecs/text/random_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace hall;
using namespace hall::codecs;

namespace {

/// Sends `text` part by part, delivers the parts in random order with random repeats, and gives back what
/// is read at the far end.
std::string send_and_receive(test::Random& random, const std::string& text, DefaultAlphabet link, LongMessages method) {
    const auto split_result = split_text(text, link, method);
    if (!split_result) return split_result.error().what;
    const SplitText& split = *split_result;
    std::vector<DeliverSm> on_the_way;
    SubmitSm submitted;
    for (std::size_t i = 0; i < split.parts.size(); ++i) {
        put_content(submitted, split, i, method, 0xBEEF);
        if (submitted.short_message.size() > 254) return "short_message too long";
        DeliverSm delivered;
        static_cast<ShortMessage&>(delivered) = submitted;
        for (std::size_t n = 1 + test::below(random, 2); n > 0; --n) on_the_way.push_back(delivered);
    }
    std::shuffle(on_the_way.begin(), on_the_way.end(), random);

    Reassembler reassembler(Millis{60'000}, 10);
    std::int64_t id = 0;
    for (const DeliverSm& message : on_the_way) {
        const auto alphabet = alphabet_of(message.data_coding, link);
        MessageContent taken = take_content(message);
        if (!taken.remark.empty()) return taken.remark;
        if (!taken.part) return decode_text(taken.content, alphabet).value();
        const LongMessageKey key{"8613800138000", "10086", taken.part->scheme, taken.part->reference,
                                 taken.part->total};
        const auto outcome = reassembler.add(key, taken.part->sequence, {++id, std::move(taken.content)}, UtcTime{});
        if (const auto* whole = std::get_if<PartsComplete>(&outcome)) {
            return decode_text(whole->content, alphabet).value();
        }
    }
    return "never complete";
}

}  // namespace

TEST_CASE("a text arrives as it was sent, whatever the order and repeats of its parts") {
    for (const std::uint64_t seed : {301U, 302U, 303U, 304U, 305U}) {
        test::Random random(seed);
        for (int i = 0; i < 25; ++i) {
            const std::string text = encode_utf8(test::random_text(random, 2000));
            for (const auto link :
                 {DefaultAlphabet::gsm, DefaultAlphabet::latin1, DefaultAlphabet::ascii, DefaultAlphabet::utf8}) {
                for (const auto method :
                     {LongMessages::udh8, LongMessages::udh16, LongMessages::sar, LongMessages::payload}) {
                    const std::string arrived = send_and_receive(random, text, link, method);
                    if (arrived != text) {
                        FAIL("seed " << seed << " round " << i << " " << to_string(link) << " " << to_string(method)
                                     << ": sent " << text << " received " << arrived);
                    }
                }
            }
        }
    }
    SUCCEED();
}
