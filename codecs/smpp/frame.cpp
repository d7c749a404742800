// Cutting the byte stream into frames. See the header.

#include "codecs/smpp/frame.hpp"

#include "codecs/smpp/big_endian.hpp"

#include <algorithm>
#include <array>

namespace hall::codecs {

Header read_header(ByteView bytes) {
    return {.command_length = read_u32(bytes, 0),
            .command_id = static_cast<CommandId>(read_u32(bytes, 4)),
            .command_status = static_cast<CommandStatus>(read_u32(bytes, 8)),
            .sequence_number = read_u32(bytes, 12)};
}

Bytes encode_header(const Header& header) {
    Bytes bytes(header_size);
    write_u32(bytes, 0, header.command_length);
    write_u32(bytes, 4, static_cast<std::uint32_t>(header.command_id));
    write_u32(bytes, 8, static_cast<std::uint32_t>(header.command_status));
    write_u32(bytes, 12, header.sequence_number);
    return bytes;
}

FrameBuffer::FrameBuffer(std::size_t max_frame) : max_frame_(max_frame) {}

std::span<std::uint8_t> FrameBuffer::prepare(std::size_t at_least) {
    if (begin_ > 0) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() - end_ < at_least) {
        buffer_.resize(end_ + at_least);
    }
    return std::span(buffer_).subspan(end_);
}

void FrameBuffer::commit(std::size_t count) {
    // After the framing is lost nothing that follows means anything; dropping it keeps the buffer small
    // while the connection is being closed.
    if (!lost_) {
        end_ = std::min(end_ + count, buffer_.size());
    }
}

std::variant<Frame, NeedMoreBytes, FramingLost> FrameBuffer::next() {
    const ByteView waiting = ByteView(buffer_).subspan(begin_, end_ - begin_);
    if (waiting.size() < 4) {
        return NeedMoreBytes{};
    }
    // The length is judged as soon as its four octets are here, even if the rest of the header is not.
    const std::size_t length = read_u32(waiting, 0);
    if (lost_ || length < header_size || length > max_frame_) {
        lost_ = true;
        std::array<std::uint8_t, header_size> header{};
        std::copy_n(waiting.begin(), std::min(waiting.size(), header_size), header.begin());
        return FramingLost{read_header(header)};
    }
    if (waiting.size() < length) {
        return NeedMoreBytes{};
    }
    begin_ += length;
    return Frame{.header = read_header(waiting), .body = waiting.subspan(header_size, length - header_size)};
}

}  // namespace hall::codecs
