#pragma once
// The members of libsmpp34's structs in wire order, and how values go into them and come out. Part of
// library_fence.cpp alone. Templates, so that this file need not include the library's headers.

#include "codecs/smpp/body_walk.hpp"

#include <algorithm>
#include <cstddef>

namespace hall::codecs {

/// Calls `visit` with each member of a library struct, in wire order.
template <class Pdu, class Visit>
void each_member(Pdu& pdu, Visit&& visit) {
    if constexpr (requires { pdu.address_range; }) {
        visit(pdu.system_id);
        visit(pdu.password);
        visit(pdu.system_type);
        visit(pdu.interface_version);
        visit(pdu.addr_ton);
        visit(pdu.addr_npi);
        visit(pdu.address_range);
    } else if constexpr (requires { pdu.password; }) {
        visit(pdu.system_id);
        visit(pdu.password);
    } else if constexpr (requires { pdu.system_id; }) {
        visit(pdu.system_id);
    } else if constexpr (requires { pdu.esme_addr; }) {
        visit(pdu.source_addr_ton);
        visit(pdu.source_addr_npi);
        visit(pdu.source_addr);
        visit(pdu.esme_addr_ton);
        visit(pdu.esme_addr_npi);
        visit(pdu.esme_addr);
    } else if constexpr (requires { pdu.service_type; }) {
        visit(pdu.service_type);
        visit(pdu.source_addr_ton);
        visit(pdu.source_addr_npi);
        visit(pdu.source_addr);
        visit(pdu.dest_addr_ton);
        visit(pdu.dest_addr_npi);
        visit(pdu.destination_addr);
        visit(pdu.esm_class);
        if constexpr (requires { pdu.short_message; }) {
            visit(pdu.protocol_id);
            visit(pdu.priority_flag);
            visit(pdu.schedule_delivery_time);
            visit(pdu.validity_period);
            visit(pdu.registered_delivery);
            visit(pdu.replace_if_present_flag);
            visit(pdu.data_coding);
            visit(pdu.sm_default_msg_id);
            visit(pdu.sm_length, pdu.short_message);
        } else {
            visit(pdu.registered_delivery);
            visit(pdu.data_coding);
        }
    } else {
        visit(pdu.message_id);
        if constexpr (requires { pdu.final_date; }) {
            visit(pdu.final_date);
            visit(pdu.message_state);
            visit(pdu.error_code);
        }
    }
}

/// Struct -> values.
class MemberReader {
public:
    explicit MemberReader(FieldValues& values) : values_(values) {}
    void operator()(std::uint8_t number) { values_[at_++].number = number; }
    template <std::size_t N>
    void operator()(const std::uint8_t (&text)[N]) {
        const auto* const end = std::find(text, text + N, std::uint8_t{0});
        values_[at_++].text.assign(text, end);
    }
    template <std::size_t N>
    void operator()(std::uint8_t length, const std::uint8_t (&octets)[N]) {
        values_[at_++].text.assign(octets, octets + std::min<std::size_t>(length, N));
    }

private:
    FieldValues& values_;
    std::size_t at_ = 0;
};

/// Values -> zeroed struct. ok() turns false if one did not fit, which the fence should have prevented.
class MemberWriter {
public:
    explicit MemberWriter(const FieldValues& values) : values_(values) {}
    void operator()(std::uint8_t& number) { number = values_[at_++].number; }
    template <std::size_t N>
    void operator()(std::uint8_t (&text)[N]) {
        copy(text, N - 1);
    }
    template <std::size_t N>
    void operator()(std::uint8_t& length, std::uint8_t (&octets)[N]) {
        length = static_cast<std::uint8_t>(copy(octets, N));
    }
    bool ok() const { return ok_; }

private:
    std::size_t copy(std::uint8_t* out, std::size_t room) {
        const std::string& text = values_[at_++].text;
        ok_ = ok_ && text.size() <= room;
        const std::size_t size = std::min(text.size(), room);
        std::copy_n(text.begin(), size, out);
        return size;
    }
    const FieldValues& values_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

}  // namespace hall::codecs
