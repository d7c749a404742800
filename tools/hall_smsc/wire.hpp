#pragma once
// The few places where hall-smsc touches octets itself, because under load it must cost less than the hall that
// it measures: an answer and a delivery from a template, and a glance at a submit_sm that looks for its
// destination and its part number only.
// Must stay consistent with codecs/smpp, which remains the one that judges; tests/tools compares them.

#include "codecs/smpp/frame.hpp"
#include "codecs/text/user_data_header.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace hall::tools {

/// Writes `value` over the four octets at `offset`.
void put_u32(std::span<std::uint8_t> bytes, std::size_t offset, std::uint32_t value);

/// submit_sm_resp or data_sm_resp with status 0 and a message id of eight hexadecimal digits.
class MessageIdResponse {
public:
    MessageIdResponse(const codecs::Header& request, std::uint32_t message_id);
    ByteView bytes() const { return bytes_; }

private:
    std::array<std::uint8_t, codecs::header_size + 9> bytes_{};
};

/// What the load needs to know of a submit_sm.
struct Glance {
    std::string_view destination;  // points into the body
    std::optional<codecs::PartInfo> part;
};

/// Nothing when the body is not plain enough for a glance (cut off, TLVs, data_sm): decode it properly then.
std::optional<Glance> glance_at_submit(ByteView body);

}  // namespace hall::tools
