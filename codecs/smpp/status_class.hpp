#pragma once
// What a submit's command_status means for the message and for the link. Settings may say otherwise for one SMSC
// (`statuses:`), because vendors do. [domain facts: SMPP v3.4, 5.1.3 and usage]

#include "codecs/smpp/status.hpp"

#include <map>
#include <optional>
#include <string_view>

namespace hall::codecs {

enum class StatusClass {
    accepted,
    slow_down,  // the SMSC cannot keep up: hold the whole link, then the same message again
    retry,      // something passing, for this subscriber perhaps: the same message again after a rest
    once_more,  // nobody knows: one more attempt, then it is final
    rebind,     // the SMSC and we disagree about the session: begin a new one, then the same message again
    stop,       // something is set wrong that concerns every message: wait, and call a person
    refused,    // this message will never be taken
};

/// For one SMSC: the statuses that its settings class otherwise.
using StatusOverrides = std::map<CommandStatus, StatusClass>;

StatusClass classify(CommandStatus status, const StatusOverrides& overrides = {});

/// The words of the settings: slow_down, retry, rebind, stop, refuse. Nothing for another word.
std::optional<StatusClass> parse_status_class(std::string_view word);

}  // namespace hall::codecs
