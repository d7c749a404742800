// Names of commands, as the specification spells them. [SMPP v3.4, 5.1.2.1]

#include "codecs/smpp/command.hpp"

#include <fmt/format.h>

namespace hall::codecs {

std::string to_string(CommandId id) {
    switch (id) {
        case CommandId::generic_nack:
            return "generic_nack";
        case CommandId::bind_receiver:
            return "bind_receiver";
        case CommandId::bind_receiver_resp:
            return "bind_receiver_resp";
        case CommandId::bind_transmitter:
            return "bind_transmitter";
        case CommandId::bind_transmitter_resp:
            return "bind_transmitter_resp";
        case CommandId::query_sm:
            return "query_sm";
        case CommandId::query_sm_resp:
            return "query_sm_resp";
        case CommandId::submit_sm:
            return "submit_sm";
        case CommandId::submit_sm_resp:
            return "submit_sm_resp";
        case CommandId::deliver_sm:
            return "deliver_sm";
        case CommandId::deliver_sm_resp:
            return "deliver_sm_resp";
        case CommandId::unbind:
            return "unbind";
        case CommandId::unbind_resp:
            return "unbind_resp";
        case CommandId::replace_sm:
            return "replace_sm";
        case CommandId::replace_sm_resp:
            return "replace_sm_resp";
        case CommandId::cancel_sm:
            return "cancel_sm";
        case CommandId::cancel_sm_resp:
            return "cancel_sm_resp";
        case CommandId::bind_transceiver:
            return "bind_transceiver";
        case CommandId::bind_transceiver_resp:
            return "bind_transceiver_resp";
        case CommandId::outbind:
            return "outbind";
        case CommandId::enquire_link:
            return "enquire_link";
        case CommandId::enquire_link_resp:
            return "enquire_link_resp";
        case CommandId::submit_multi:
            return "submit_multi";
        case CommandId::submit_multi_resp:
            return "submit_multi_resp";
        case CommandId::alert_notification:
            return "alert_notification";
        case CommandId::data_sm:
            return "data_sm";
        case CommandId::data_sm_resp:
            return "data_sm_resp";
    }
    // Not in the enumeration, which is ordinary for a value that came from the wire.
    return fmt::format("command 0x{:08x}", static_cast<std::uint32_t>(id));
}

}  // namespace hall::codecs
