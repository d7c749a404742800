#include "tools/hall_smsc/wire.hpp"

#include <algorithm>

namespace hall::tools {

namespace {

/// Walks a body; once a field runs past the end everything after it is empty and good() is false.
class Cursor {
public:
    explicit Cursor(ByteView bytes) : rest_(bytes) {}

    std::uint8_t octet() {
        const ByteView one = take(1);
        return one.empty() ? std::uint8_t{0} : one[0];
    }

    std::string_view c_string() {
        const auto end = std::find(rest_.begin(), rest_.end(), std::uint8_t{0});
        const ByteView text = take(static_cast<std::size_t>(end - rest_.begin()));
        take(1);
        return {reinterpret_cast<const char*>(text.data()), text.size()};
    }

    ByteView take(std::size_t count) {
        good_ = good_ && count <= rest_.size();
        if (!good_) return {};
        const ByteView taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }

private:
    ByteView rest_;
    bool good_ = true;
};

}  // namespace

void put_u32(std::span<std::uint8_t> bytes, std::size_t offset, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes[offset + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

MessageIdResponse::MessageIdResponse(const codecs::Header& request, std::uint32_t message_id) {
    put_u32(bytes_, 0, static_cast<std::uint32_t>(bytes_.size()));
    put_u32(bytes_, 4, static_cast<std::uint32_t>(request.command_id) | 0x80000000U);
    put_u32(bytes_, 12, request.sequence_number);
    for (std::size_t i = 0; i < 8; ++i) {
        bytes_[codecs::header_size + i] =
            static_cast<std::uint8_t>("0123456789abcdef"[(message_id >> (28 - 4 * i)) & 15]);
    }
}

std::optional<Glance> glance_at_submit(ByteView body) {  // [SMPP v3.4, 4.4.1]
    Cursor cursor(body);
    cursor.c_string();  // service_type
    cursor.take(2);
    cursor.c_string();  // source
    cursor.take(2);
    Glance glance;
    glance.destination = cursor.c_string();
    const std::uint8_t esm_class = cursor.octet();
    cursor.take(2);     // protocol_id, priority_flag
    cursor.c_string();  // schedule_delivery_time
    cursor.c_string();  // validity_period
    cursor.take(4);     // registered_delivery to sm_default_msg_id
    const ByteView content = cursor.take(cursor.octet());
    if (!cursor.good() || !cursor.at_end()) return std::nullopt;
    if ((esm_class & codecs::esm_class_udhi) != 0) {
        const auto header = codecs::decode_udh(content);
        if (!header) return std::nullopt;
        glance.part = header->part;
    }
    return glance;
}

}  // namespace hall::tools
