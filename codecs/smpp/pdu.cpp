// Which command a body travels under.

#include "codecs/smpp/pdu.hpp"

namespace hall::codecs {
namespace {

CommandId bind_command(BindRole role) {
    switch (role) {
        case BindRole::transmitter:
            return CommandId::bind_transmitter;
        case BindRole::receiver:
            return CommandId::bind_receiver;
        case BindRole::transceiver:
            break;
    }
    return CommandId::bind_transceiver;
}

struct Command {
    CommandId operator()(const Bind& bind) const { return bind_command(bind.role); }
    CommandId operator()(const BindResp& resp) const {
        return static_cast<CommandId>(static_cast<std::uint32_t>(bind_command(resp.role)) | 0x80000000U);
    }
    CommandId operator()(const SubmitSm&) const { return CommandId::submit_sm; }
    CommandId operator()(const SubmitSmResp&) const { return CommandId::submit_sm_resp; }
    CommandId operator()(const DeliverSm&) const { return CommandId::deliver_sm; }
    CommandId operator()(const DeliverSmResp&) const { return CommandId::deliver_sm_resp; }
    CommandId operator()(const DataSm&) const { return CommandId::data_sm; }
    CommandId operator()(const DataSmResp&) const { return CommandId::data_sm_resp; }
    CommandId operator()(const QuerySmResp&) const { return CommandId::query_sm_resp; }
    CommandId operator()(const CancelSmResp&) const { return CommandId::cancel_sm_resp; }
    CommandId operator()(const ReplaceSmResp&) const { return CommandId::replace_sm_resp; }
    CommandId operator()(const Outbind&) const { return CommandId::outbind; }
    CommandId operator()(const AlertNotification&) const { return CommandId::alert_notification; }
    CommandId operator()(const Unbind&) const { return CommandId::unbind; }
    CommandId operator()(const UnbindResp&) const { return CommandId::unbind_resp; }
    CommandId operator()(const EnquireLink&) const { return CommandId::enquire_link; }
    CommandId operator()(const EnquireLinkResp&) const { return CommandId::enquire_link_resp; }
    CommandId operator()(const GenericNack&) const { return CommandId::generic_nack; }
};

}  // namespace

CommandId command_id_of(const PduBody& body) {
    return std::visit(Command{}, body);
}

}  // namespace hall::codecs
