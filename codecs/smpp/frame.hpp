#pragma once
// A TCP byte stream cut into SMPP frames. Lengths are checked before anything is allocated or awaited,
// so a hostile command_length costs nothing. [SMPP v3.4, 3.2]
// Must not know what is inside a body.

#include "codecs/result.hpp"
#include "codecs/smpp/command.hpp"
#include "codecs/smpp/status.hpp"

#include <cstddef>
#include <variant>

namespace hall::codecs {

inline constexpr std::size_t header_size = 16;

/// The four big-endian words that begin every PDU. [SMPP v3.4, 3.2]
struct Header {
    std::uint32_t command_length = 0;
    CommandId command_id{};
    CommandStatus command_status{};
    std::uint32_t sequence_number = 0;
    bool operator==(const Header&) const = default;
};

/// Reads the header from the first 16 bytes of `bytes`, which must hold at least that many.
Header read_header(ByteView bytes);

/// The same way back: 16 octets.
Bytes encode_header(const Header& header);

/// One whole PDU; `body` points into the buffer and is good until the next call on it.
struct Frame {
    Header header;
    ByteView body;
};

/// More bytes are needed before the next frame is whole.
struct NeedMoreBytes {};

/// command_length was below 16 or above the limit: the stream cannot be cut into frames any more. Answer
/// with generic_nack ESME_RINVCMDLEN and close. [SMPP v3.4, 3.2.1.1, 4.3]
struct FramingLost {
    Header header;
};

/// Collects what the socket read and hands out frames. Owned by one connection; not thread-safe.
class FrameBuffer {
public:
    /// `max_frame`: largest command_length that is believed, in bytes (a message_payload may hold 64 KiB).
    explicit FrameBuffer(std::size_t max_frame);

    /// Room to read into, at least `at_least` bytes long. Invalidates earlier frames.
    std::span<std::uint8_t> prepare(std::size_t at_least);

    /// Says that the first `count` bytes of what prepare() gave were filled.
    void commit(std::size_t count);

    /// The next whole frame, or why there is none. After FramingLost it says FramingLost for ever.
    std::variant<Frame, NeedMoreBytes, FramingLost> next();

    /// Bytes that wait for the rest of their frame (0 when the stream stands between two PDUs).
    std::size_t pending() const { return end_ - begin_; }

private:
    Bytes buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t max_frame_;
    bool lost_ = false;
};

}  // namespace hall::codecs
