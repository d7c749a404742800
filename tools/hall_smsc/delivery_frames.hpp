#pragma once
// A text of a subscriber as the deliver_sm frames that carry it, one a part. Everybody who delivers texts builds
// them here.

#include "codecs/result.hpp"
#include "tools/hall_smsc/post_settings.hpp"

#include <vector>

namespace hall::tools {

/// A whole frame with sequence number 1, to be overwritten, and the text of this part.
struct DeliveryFrame {
    Bytes frame;
    std::string body;
};

/// Why a text cannot be sent at all.
struct SendError {
    std::string what;
};

/// `from` with a plus is sent as international. `reference` ties the parts together.
result<std::vector<DeliveryFrame>, SendError> encode_deliveries(std::string_view from, const std::string& to,
                                                                std::string_view text, const PostSettings& settings,
                                                                std::uint16_t reference);

}  // namespace hall::tools
