#include "tools/hall_smsc/post_office.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/text/msisdn.hpp"
#include "tools/hall_smsc/wire.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::tools {

using codecs::CommandStatus;

namespace {

constexpr auto part_patience = std::chrono::minutes(5);
constexpr auto look_every = std::chrono::milliseconds(100);

/// The statuses after which an SMSC keeps the message and tries again.
bool is_temporary(CommandStatus status) {
    return status == CommandStatus::try_again_later || status == CommandStatus::message_queue_full ||
           status == CommandStatus::throttled || status == CommandStatus::system_error;
}

UtcTime now_utc() {
    return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
}

}  // namespace

std::string seconds(Millis span) {
    return fmt::format("{:g} s", static_cast<double>(span.count()) / 1000);
}

std::string canonical_number(std::string_view digits) {
    return codecs::canonical_subscriber(digits, 0, codecs::NumberPlan{});
}

PostOffice::PostOffice(boost::asio::io_context& io, Smsc& smsc, PostSettings settings, PostUser& user)
    : timer_(io), smsc_(smsc), settings_(settings), user_(user), parts_(part_patience, 1000) {}

result<TextId, SendError> PostOffice::send(const std::string& from, const std::string& to, std::string_view text) {
    auto frames = encode_deliveries(from, to, text, settings_, static_cast<std::uint16_t>(last_text_ + 1));
    if (!frames) return frames.error();
    const TextId id = ++last_text_;
    const Instant now = Instant::clock::now();
    for (DeliveryFrame& delivery : *frames) {
        parcels_.push_back({id, std::move(delivery.frame), 0, 0, 0, {}});
        try_parcel(parcels_.back(), now);
    }
    watch();
    return id;
}

void PostOffice::try_parcel(Parcel& parcel, Instant now) {
    parcel.sequence = smsc_.next_sequence();
    put_u32(parcel.frame, 12, parcel.sequence);
    parcel.link = smsc_.deliver(parcel.frame);
    if (parcel.link == 0) {  // waiting for a link costs no attempt
        parcel.due = now + settings_.retry_after;
        return;
    }
    ++parcel.attempts;
    parcel.due = now + settings_.response_timeout;
}

void PostOffice::put_back(Parcel& parcel, const std::string& reason) {
    parcel.link = 0;
    parcel.due = Instant::clock::now() + settings_.retry_after;
    if (parcel.attempts < settings_.most_attempts) {
        user_.remark(fmt::format("{}; delivering again in {}", reason, seconds(settings_.retry_after)));
    }
}

void PostOffice::give_up(TextId text, const std::string& reason) {
    parcels_.remove_if([text](const Parcel& parcel) { return parcel.text == text; });
    user_.undeliverable(text, reason);
}

void PostOffice::watch() {
    if (watching_ || parcels_.empty()) return;
    watching_ = true;
    timer_.expires_after(look_every);
    timer_.async_wait([this](const boost::system::error_code& error) {
        watching_ = false;
        if (!error) look_at_parcels();
    });
}

void PostOffice::look_at_parcels() {
    const Instant now = Instant::clock::now();
    for (Parcel& parcel : parcels_) {
        if (parcel.due > now) continue;
        if (parcel.link == 0) {
            try_parcel(parcel, now);
        } else {
            put_back(parcel, "the hall has not acknowledged within " + seconds(settings_.response_timeout));
        }
    }
    const auto hopeless = [this](const Parcel& p) { return p.link == 0 && p.attempts >= settings_.most_attempts; };
    for (auto it = parcels_.begin();
         (it = std::find_if(parcels_.begin(), parcels_.end(), hopeless)) != parcels_.end();) {
        give_up(it->text, fmt::format("was delivered {} times in vain", it->attempts));
    }
    watch();
}

void PostOffice::receiver_bound() {
    for (Parcel& parcel : parcels_) {
        if (parcel.link == 0) parcel.due = {};
    }
    user_.hall_bound();
}

void PostOffice::link_lost(LinkId link) {
    for (Parcel& parcel : parcels_) {
        if (parcel.link == link) put_back(parcel, "the link was lost before the hall acknowledged");
    }
    if (!smsc_.can_deliver()) user_.hall_gone();
}

void PostOffice::delivery_answered(LinkId, const codecs::Header& answer) {
    for (auto it = parcels_.begin(); it != parcels_.end(); ++it) {
        if (it->sequence != answer.sequence_number) continue;
        // An answer that comes after patience has ended is as good: the hall has the text.
        const CommandStatus status = answer.command_status;
        if (status == CommandStatus::ok && answer.command_id == codecs::CommandId::deliver_sm_resp) {
            parcels_.erase(it);
        } else if (it->link == 0) {
            // Refused late; it is to be delivered again anyway.
        } else if (is_temporary(status)) {
            put_back(*it, fmt::format("the hall said try later ({})", codecs::to_string(status)));
        } else {
            give_up(it->text, fmt::format("was refused by the hall ({})", codecs::to_string(status)));
        }
        return;
    }
}

std::optional<CommandStatus> PostOffice::submitted(LinkId, const codecs::Frame& frame) {
    const auto pdu = codecs::decode_pdu(frame.header, frame.body);
    if (!pdu) {
        user_.remark("the hall submitted what cannot be read: " + pdu.error().what);
        return pdu.error().answer;
    }
    if (const auto* submit = std::get_if<codecs::SubmitSm>(&pdu->body)) {
        take_message(submit->source, submit->destination, submit->data_coding, codecs::take_content(*submit));
    } else if (const auto* data = std::get_if<codecs::DataSm>(&pdu->body)) {
        take_message(data->source, data->destination, data->data_coding, codecs::take_content(*data));
    }
    return CommandStatus::ok;
}

void PostOffice::take_message(const codecs::Address& source, const codecs::Address& destination,
                              std::uint8_t data_coding, codecs::MessageContent content) {
    if (!content.remark.empty()) user_.remark(content.remark);
    Answer answer;
    answer.subscriber = canonical_number(destination.digits);
    answer.hall = source.digits;
    answer.alphabet = codecs::alphabet_of(data_coding, settings_.alphabet);
    if (content.part && content.part->total > 1) {
        const codecs::LongMessageKey key{answer.subscriber, answer.hall, content.part->scheme, content.part->reference,
                                         content.part->total};
        auto outcome = parts_.add(key, content.part->sequence, {++last_part_, std::move(content.content)}, now_utc());
        auto* whole = std::get_if<codecs::PartsComplete>(&outcome);
        if (whole == nullptr) return;
        answer.parts = whole->ids.size();
        content.content = std::move(whole->content);
    }
    answer.arrived = Instant::clock::now();
    answer.text = codecs::decode_text(content.content, answer.alphabet)
                      .value_or(fmt::format("({} octets of binary data)", content.content.size()));
    user_.answered(answer);
}

}  // namespace hall::tools
