#pragma once
// Long messages put together again: parts in any order, repeated, on any link, with a time limit. A state
// machine in memory; what it holds is also in the store, so after a restart the clerk feeds it again.
// Must not know where parts come from or where whole messages go.

#include "codecs/text/part_holders.hpp"
#include "codecs/text/user_data_header.hpp"
#include "codecs/time.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace hall::codecs {

/// Which long message a part belongs to. Two messages with the same key cannot be told apart, which is
/// why a key is forgotten after the time limit. [TS 23.040, 9.2.3.24.1]
struct LongMessageKey {
    std::string source;       // canonical subscriber number
    std::string destination;  // hall number
    PartScheme scheme = PartScheme::udh8;
    std::uint16_t reference = 0;
    std::uint8_t total = 0;
    auto operator<=>(const LongMessageKey&) const = default;
};

/// One part waiting for its fellows. `id` is the caller's name for it (a row of the store).
struct WaitingPart {
    std::int64_t id = 0;
    Bytes content;
};

struct PartsWaiting {};                       // more parts are to come
struct PartRepeated { std::int64_t first; };  // the id under which this part is already held
struct PartsComplete {
    std::vector<std::int64_t> ids;  // in the order of the parts
    Bytes content;                  // joined; decode the alphabet only now
};
using PartOutcome = std::variant<PartsWaiting, PartRepeated, PartsComplete>;

/// A long message whose time ran out (or that had to make room).
struct ExpiredParts {
    LongMessageKey key;
    std::vector<std::int64_t> ids;
    std::vector<std::uint8_t> missing;  // the part numbers that never came
};

/// Owned by the clerk; not thread-safe.
class Reassembler {
public:
    /// `time_limit`: from the first part of a message to its last. `most_messages`: incomplete messages
    /// held at once, at least one. Beyond it, and beyond `most_octets` of content held, a message is given up (see
    /// take_expired): the oldest of the number that holds most, or, while no number holds more than its share (a 256th of
    /// the bound, at least one), the oldest of all. What comes now is not it, unless its number holds most and nothing else.
    Reassembler(Millis time_limit, std::size_t most_messages, std::size_t most_octets = usual_octets);

    /// A part has some 140 octets; with message_payload it can have 64 KiB, and 255 of those make one message.
    static constexpr std::size_t usual_octets = std::size_t{64} * 1024 * 1024;

    /// Takes one part that arrived at `now`. A part with the same number as one already held is a repeat
    /// if its content is equal; with different content the sender began a new message under the same
    /// reference: the old one is given up (see take_expired) and this part begins the new one. So it is when
    /// the time of the old one is over at `now`.
    /// The caller checks that `sequence` lies in 1 to key.total (decode_udh and take_content do). Should it
    /// not, the part is whole by itself and nothing that waits is touched.
    PartOutcome add(const LongMessageKey& key, std::uint8_t sequence, WaitingPart part, UtcTime now);

    /// A part that is held came again at `now`: its fellows may come again, too, so the time limit begins anew.
    void renew(const LongMessageKey& key, UtcTime now);

    /// Messages given up: past their time limit at `now`, pushed out, or superseded.
    std::vector<ExpiredParts> take_expired(UtcTime now);

    /// When the next message runs out of time; nothing when none waits.
    std::optional<UtcTime> next_expiry() const;

    std::size_t waiting_messages() const { return messages_.size(); }
    std::size_t waiting_octets() const { return octets_; }
    void clear();

private:
    struct Message {
        UtcTime first_seen;
        std::uint64_t arrival = 0;
        std::map<std::uint8_t, WaitingPart> parts;

        PartHolders::Age age() const { return {first_seen, arrival}; }
    };
    void expire(UtcTime now);
    /// `newest`: what a part came for just now.
    void make_room(std::map<LongMessageKey, Message>::iterator newest);
    void give_up(std::map<LongMessageKey, Message>::iterator message);
    void forget(std::map<LongMessageKey, Message>::iterator message);

    Millis time_limit_;
    std::size_t most_messages_;
    std::size_t most_octets_;
    std::size_t octets_ = 0;  // content of all parts held
    std::map<LongMessageKey, Message> messages_;
    std::map<PartHolders::Age, LongMessageKey> by_age_;
    PartHolders places_;  // by number
    PartHolders content_;
    std::uint64_t arrivals_ = 0;
    std::vector<ExpiredParts> given_up_;
};

}  // namespace hall::codecs
