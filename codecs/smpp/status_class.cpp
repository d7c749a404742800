#include "codecs/smpp/status_class.hpp"

namespace hall::codecs {

StatusClass classify(CommandStatus status, const StatusOverrides& overrides) {
    if (status == CommandStatus::ok) return StatusClass::accepted;
    if (const auto found = overrides.find(status); found != overrides.end()) return found->second;
    const auto value = static_cast<std::uint32_t>(status);
    switch (value) {
        case 0x58: return StatusClass::slow_down;
        // 0x14: many SMSCs mean the queue of one destination by it (a handset that is off), so the link goes on.
        case 0x08:
        case 0x14:
        case 0x45:
        case 0x64:
        case 0xFF:
        case 0x102: return StatusClass::retry;
        case 0x03:
        case 0x04:
        case 0x05: return StatusClass::rebind;
        case 0x06:
        case 0x07:
        case 0x0A:
        case 0x0D:
        case 0x0E:
        case 0x0F:
        case 0x15:
        case 0x42:
        case 0x43:
        case 0x48:
        case 0x49:
        case 0x53:
        case 0x54:
        case 0x63: return StatusClass::stop;
        default: break;
    }
    // Vendors' own: refusing at once would lose replies, repeating for ever helps nobody.
    if (value >= 0x400 && value <= 0x4FF) return StatusClass::once_more;
    return StatusClass::refused;
}

std::optional<StatusClass> parse_status_class(std::string_view word) {
    if (word == "slow_down") return StatusClass::slow_down;
    if (word == "retry") return StatusClass::retry;
    if (word == "rebind") return StatusClass::rebind;
    if (word == "stop") return StatusClass::stop;
    if (word == "refuse") return StatusClass::refused;
    return std::nullopt;
}

}  // namespace hall::codecs
