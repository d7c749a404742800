// The stream cutter: whatever arrives in whatever pieces, the frames are the stream, in order and whole.
// The first octet of the input sets the size of the pieces.

#include "codecs/smpp/frame.hpp"

#include <algorithm>
#include <cstdlib>

using namespace hall::codecs;

namespace {

void require(bool good) {
    if (!good) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    constexpr std::size_t max_frame = 4096;
    const std::size_t piece = std::size_t{1} + data[0];
    const hall::ByteView stream(data + 1, size - 1);
    FrameBuffer buffer(max_frame);
    std::size_t seen = 0;
    bool lost = false;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        const hall::ByteView part = stream.subspan(at, std::min(piece, stream.size() - at));
        const auto room = buffer.prepare(part.size());
        require(room.size() >= part.size());
        std::ranges::copy(part, room.begin());
        buffer.commit(part.size());
        for (auto next = buffer.next(); !std::holds_alternative<NeedMoreBytes>(next); next = buffer.next()) {
            if (std::holds_alternative<FramingLost>(next)) {
                lost = true;
                break;
            }
            require(!lost);
            const Frame& frame = std::get<Frame>(next);
            require(frame.header.command_length == header_size + frame.body.size());
            require(frame.header.command_length <= max_frame);
            require(read_header(stream.subspan(seen)) == frame.header);
            require(std::ranges::equal(frame.body, stream.subspan(seen + header_size, frame.body.size())));
            seen += frame.header.command_length;
        }
        require(lost || buffer.pending() == at + part.size() - seen);
        require(buffer.pending() < max_frame + 257);
    }
    return 0;
}
