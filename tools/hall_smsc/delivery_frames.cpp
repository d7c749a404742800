#include "tools/hall_smsc/delivery_frames.hpp"

#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/text/message_content.hpp"

namespace hall::tools {

namespace {

codecs::Address subscriber_address(std::string_view number) {
    if (number.starts_with('+')) return {1, 1, std::string(number.substr(1))};
    return {0, 1, std::string(number)};
}

}  // namespace

result<std::vector<DeliveryFrame>, SendError> encode_deliveries(std::string_view from, const std::string& to,
                                                                std::string_view text, const PostSettings& settings,
                                                                std::uint16_t reference) {
    const auto split = codecs::split_text(text, settings.alphabet, settings.long_messages);
    if (!split) return SendError{split.error().what};
    std::vector<DeliveryFrame> deliveries;
    for (std::size_t i = 0; i < split->parts.size(); ++i) {
        codecs::SubmitSm message;
        message.source = subscriber_address(from);
        message.destination = {0, 1, to};
        codecs::put_content(message, *split, i, settings.long_messages, reference);
        codecs::DeliverSm delivery{std::move(static_cast<codecs::ShortMessage&>(message))};
        auto frame = codecs::encode_pdu({codecs::CommandStatus::ok, 1, std::move(delivery)});
        if (!frame) return SendError{frame.error().what};
        deliveries.push_back({std::move(*frame), codecs::decode_text(split->parts[i], split->alphabet).value_or("")});
    }
    return deliveries;
}

}  // namespace hall::tools
