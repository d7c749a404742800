#include "daemon/clerk/redelivery.hpp"

#include <algorithm>
#include <array>

namespace hall::daemon {

namespace {

using namespace std::chrono_literals;
using codecs::Tag;

constexpr auto housekeeping = 10min;
// How long the sign of life that makes an answer safe may take once it is asked for.
constexpr Millis grace = 1s;

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
    for (const auto tag : identifying_tags) {  // whatever the order on the wire
        for (const auto& tlv : message.tlvs.all()) {
            if (tlv.tag != tag) continue;
            hash.number(static_cast<std::uint64_t>(tag));
            hash.add(tlv.value);
        }
    }
    return hash.value();
}

Redelivery::Redelivery(store::Store& store, const ClerkSettings& settings) : store_(store), settings_(settings) {}

std::int64_t Redelivery::session_key(const SessionId& session) const {
    return (run_id_ << 44) | static_cast<std::int64_t>((session.link & 0xFFF) << 32) |
           static_cast<std::int64_t>(session.session & 0xFFFFFFFF);
}

std::optional<store::InDoubtRow> Redelivery::recognise(const store::InboundRow& row, UtcTime now) {
    if (!row.fingerprint || settings_.sabotage.skip_repeats) return std::nullopt;
    // What was read before a clock that is behind was accepted, and is dealt with after it, bears a time that lies ahead.
    const auto came = std::min(row.received_at, to_millis(now));
    for (auto& earlier : store_.texts.in_doubt(row, came - settings_.redelivery.window.count())) {
        if (!has_reason_to_repeat(earlier, row)) continue;
        store_.texts.record_doubt_resolved(earlier.id);
        read_.erase(earlier.id);
        return earlier;
    }
    return std::nullopt;
}

bool Redelivery::has_reason_to_repeat(const store::InDoubtRow& earlier, const store::InboundRow& row) const {
    const auto& rules = settings_.redelivery;
    // On the same connection the SMSC repeats only once its patience is over; before that the same content is a
    // second text. On another connection it may have given up the first one already, and we have yet to notice.
    const bool same_connection = earlier.session == row.session;
    // A time of day that was set back says nothing of how long it was.
    const auto waited = row.received_at - earlier.waiting_since;
    if (same_connection && waited >= 0 && waited < rules.patience.count()) return false;
    const auto read = read_.find(earlier.id);
    if (read == read_.end()) return true;
    const bool read_in_time = read->second.proven_at - earlier.waiting_since <= rules.patience.count();
    if (!read_in_time) return true;
    // It has read our answer and would repeat only if it had died since. On its own connection it has not.
    if (same_connection) return false;
    const auto sign_of_life_due = read->second.proven_at + rules.doubt.count() + grace.count();
    return row.received_at > sign_of_life_due;
}

void Redelivery::trace(const AnswersTraced& traced) {
    for (const auto& answer : traced.answers) {
        switch (traced.fate) {
            case AnswerFate::read:
                read_[answer.inbound_id] = {to_millis(answer.answered_at), to_millis(answer.proven_at)};
                break;
            case AnswerFate::safe:
                read_.erase(answer.inbound_id);
                // What was read late the SMSC may have given up before: it stays in doubt.
                store_.texts.record_answered(answer.inbound_id, to_millis(answer.answered_at),
                                             to_millis(answer.proven_at), settings_.redelivery.patience.count());
                break;
            case AnswerFate::doubtful: read_.erase(answer.inbound_id); break;
        }
    }
}

void Redelivery::time_has_leapt(Millis by) {
    for (auto& [id, read] : read_) {
        read.answered_at += by.count();
        read.proven_at += by.count();
    }
    forgot_at_ = {};
}

void Redelivery::forget_old_doubts(UtcTime now) {
    if (now < forgot_at_ + housekeeping) return;
    forgot_at_ = now;
    store_.texts.forget_doubts(to_millis(now - settings_.redelivery.window));
}

}  // namespace hall::daemon
