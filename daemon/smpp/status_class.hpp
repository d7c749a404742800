#pragma once
// What a submit's command_status means for the message and for the link. A value nobody listed is taken for
// final: repeating blindly what an SMSC refuses helps nobody. [domain facts: SMPP v3.4, 5.1.3 and usage]

#include "codecs/smpp/status.hpp"

namespace hall::daemon {

enum class StatusClass {
    accepted,
    slow_down,  // the SMSC cannot keep up: hold the whole link, then the same message again
    transient,  // something passing, for this subscriber perhaps: the same message again after a rest
    refused,    // this message will never be taken
};

constexpr StatusClass classify(codecs::CommandStatus status) {
    using codecs::CommandStatus;
    switch (status) {
        case CommandStatus::ok: return StatusClass::accepted;
        case CommandStatus::throttled: return StatusClass::slow_down;
        // Many SMSCs mean the queue of one destination by it (a handset that is off), so the link goes on.
        case CommandStatus::message_queue_full:
        case CommandStatus::system_error:
        case CommandStatus::try_again_later:
        case CommandStatus::submit_failed:
        case CommandStatus::unknown_error:
        case CommandStatus::invalid_bind_status: return StatusClass::transient;
        default: return StatusClass::refused;
    }
}

}  // namespace hall::daemon
