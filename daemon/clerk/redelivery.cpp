#include "daemon/clerk/redelivery.hpp"

#include <algorithm>
#include <array>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;
using codecs::Tag;

constexpr auto housekeeping = 10min;

// What a handset or its network put into the message. [SMPP v3.4, 5.3.2; v5.0, 4.8.4]
constexpr std::array identifying_tags = {
    Tag{0x0005},  // dest_addr_subunit
    Tag{0x000D},  // source_addr_subunit
    Tag::user_message_reference, Tag{0x0205} /* user_response_code */, Tag{0x020A} /* source_port */,
    Tag{0x020B} /* destination_port */, Tag::sar_msg_ref_num, Tag::sar_total_segments, Tag::sar_segment_seqnum,
    Tag{0x0202} /* source_subaddress */, Tag{0x0203} /* dest_subaddress */, Tag{0x0381} /* callback_num */,
    Tag::message_payload, Tag{0x1383} /* its_session_info */,
};

// FNV-1a, with each field's length before it so that fields cannot flow into each other. It need not resist
// forgers: who makes two texts of his own alike gets one answer.
class Hash {
public:
    void add(ByteView bytes) {
        number(bytes.size());
        for (const auto octet : bytes) step(octet);
    }
    void add(std::string_view text) {
        number(text.size());
        for (const auto octet : text) step(static_cast<std::uint8_t>(octet));
    }
    void number(std::uint64_t value) {
        for (int i = 0; i < 8; ++i) step(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    std::int64_t value() const { return static_cast<std::int64_t>(hash_); }

private:
    void step(std::uint8_t octet) {
        hash_ ^= octet;
        hash_ *= 0x100000001B3ULL;
    }
    std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

}  // namespace

std::int64_t fingerprint_of(const codecs::ShortMessage& message) {
    Hash hash;
    hash.add(message.service_type);
    hash.add(message.source.digits);
    hash.add(message.destination.digits);
    hash.number(message.esm_class);
    hash.number(message.protocol_id);
    hash.number(message.data_coding);
    hash.add(message.short_message);
    for (const auto& tlv : message.tlvs.all()) {
        if (std::find(identifying_tags.begin(), identifying_tags.end(), tlv.tag) == identifying_tags.end()) continue;
        hash.number(static_cast<std::uint64_t>(tlv.tag));
        hash.add(tlv.value);
    }
    return hash.value();
}

Redelivery::Redelivery(store::Store& store, const ClerkSettings& settings) : store_(store), settings_(settings) {}

std::int64_t Redelivery::session_key(const SessionId& session) const {
    return (run_id_ << 40) | static_cast<std::int64_t>((session.link & 0xFF) << 32) |
           static_cast<std::int64_t>(session.session & 0xFFFFFFFF);
}

std::optional<store::InDoubtRow> Redelivery::recognise(const store::InboundRow& row) {
    if (!row.fingerprint || settings_.sabotage.skip_repeats) return std::nullopt;
    const auto& rules = settings_.redelivery;
    for (auto& earlier : store_.texts.in_doubt(row, row.received_at - rules.window.count())) {
        // On the same connection the SMSC has a reason to repeat only once its patience is over; before that the
        // same content is a second text. On another connection it may have given up the first one already.
        const bool too_soon = row.received_at - earlier.received_at < rules.patience.count();
        if (earlier.session == row.session && too_soon) continue;
        store_.texts.record_doubt_resolved(earlier.id);
        return earlier;
    }
    return std::nullopt;
}

void Redelivery::record_reached(const AnswersReached& reached) {
    // What was proven late may have been read late: for all we know the SMSC has given the answer up by then.
    for (const auto& answer : reached.answers)
        store_.texts.record_answered(answer.inbound_id, to_millis(answer.answered_at), to_millis(reached.at),
                                     settings_.redelivery.patience.count());
}

void Redelivery::forget_old_doubts(UtcTime now) {
    if (now < forgot_at_ + housekeeping) return;
    forgot_at_ = now;
    store_.texts.forget_doubts(to_millis(now - settings_.redelivery.window));
}

}  // namespace hall::daemon
