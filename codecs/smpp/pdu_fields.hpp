#pragma once
// The fields of each PDU value in the order of its mandatory body: said once, used to read and to write.
// The order must be the one of the tables in body_walk.cpp; the golden files prove it.

#include "codecs/smpp/pdu.hpp"

#include <concepts>
#include <type_traits>

namespace hall::codecs {

/// Calls `visit` with each mandatory field of a (possibly const) body: std::string, std::uint8_t or Bytes.
template <class Body, class Visit>
void each_field(Body& body, Visit&& visit) {
    using Plain = std::remove_const_t<Body>;
    const auto visit_address = [&](auto& address) {
        visit(address.ton);
        visit(address.npi);
        visit(address.digits);
    };
    if constexpr (std::same_as<Plain, Bind>) {
        visit(body.system_id);
        visit(body.password);
        visit(body.system_type);
        visit(body.interface_version);
        visit_address(body.address_range);
    } else if constexpr (std::same_as<Plain, BindResp>) {
        visit(body.system_id);
    } else if constexpr (std::same_as<Plain, Outbind>) {
        visit(body.system_id);
        visit(body.password);
    } else if constexpr (std::derived_from<Plain, ShortMessage>) {
        visit(body.service_type);
        visit_address(body.source);
        visit_address(body.destination);
        visit(body.esm_class);
        visit(body.protocol_id);
        visit(body.priority_flag);
        visit(body.schedule_delivery_time);
        visit(body.validity_period);
        visit(body.registered_delivery);
        visit(body.replace_if_present_flag);
        visit(body.data_coding);
        visit(body.sm_default_msg_id);
        visit(body.short_message);
    } else if constexpr (std::same_as<Plain, DataSm>) {
        visit(body.service_type);
        visit_address(body.source);
        visit_address(body.destination);
        visit(body.esm_class);
        visit(body.registered_delivery);
        visit(body.data_coding);
    } else if constexpr (std::same_as<Plain, QuerySmResp>) {
        visit(body.message_id);
        visit(body.final_date);
        visit(body.message_state);
        visit(body.error_code);
    } else if constexpr (std::same_as<Plain, AlertNotification>) {
        visit_address(body.source);
        visit_address(body.esme);
    } else if constexpr (requires { body.message_id; }) {
        visit(body.message_id);
    } else {
        static_assert(std::is_empty_v<Plain>, "a body with fields that no branch above names");
    }
}

}  // namespace hall::codecs
