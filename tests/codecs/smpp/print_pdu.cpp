// See the header.

#include "tests/codecs/smpp/print_pdu.hpp"

#include <fmt/format.h>

namespace hall::test {
namespace {

using namespace hall::codecs;

std::string quote(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        const bool plain = c >= 32 && c < 127 && c != '"' && c != '\\';
        out += plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
    return out + '"';
}

std::string hex(const Bytes& bytes) {
    std::string out;
    for (const std::uint8_t byte : bytes) {
        out += fmt::format("{:02x}", byte);
    }
    return out;
}

class Printer {
public:
    std::vector<std::string> lines;

    void text(const char* name, const std::string& value) { lines.push_back(fmt::format("{} {}", name, quote(value))); }
    void number(const char* name, std::uint8_t value) { lines.push_back(fmt::format("{} 0x{:02x}", name, value)); }
    void address(const char* name, const Address& value) {
        lines.push_back(fmt::format("{} {}/{} {}", name, value.ton, value.npi, quote(value.digits)));
    }
    void octets(const std::string& name, const Bytes& value) {
        lines.push_back(value.empty() ? name : name + ' ' + hex(value));
    }
    void tlvs(const TlvList& list) {
        for (const Tlv& tlv : list.all()) {
            octets(fmt::format("tlv 0x{:04x}", static_cast<std::uint16_t>(tlv.tag)), tlv.value);
        }
    }

    void operator()(const Bind& bind) {
        text("system_id", bind.system_id);
        text("password", bind.password);
        text("system_type", bind.system_type);
        number("interface_version", bind.interface_version);
        address("address_range", bind.address_range);
    }
    void operator()(const BindResp& resp) {
        text("system_id", resp.system_id);
        tlvs(resp.tlvs);
    }
    void operator()(const ShortMessage& sm) {
        text("service_type", sm.service_type);
        address("source", sm.source);
        address("destination", sm.destination);
        number("esm_class", sm.esm_class);
        number("protocol_id", sm.protocol_id);
        number("priority_flag", sm.priority_flag);
        text("schedule_delivery_time", sm.schedule_delivery_time);
        text("validity_period", sm.validity_period);
        number("registered_delivery", sm.registered_delivery);
        number("replace_if_present_flag", sm.replace_if_present_flag);
        number("data_coding", sm.data_coding);
        number("sm_default_msg_id", sm.sm_default_msg_id);
        octets("short_message", sm.short_message);
        tlvs(sm.tlvs);
    }
    void operator()(const DataSm& data) {
        text("service_type", data.service_type);
        address("source", data.source);
        address("destination", data.destination);
        number("esm_class", data.esm_class);
        number("registered_delivery", data.registered_delivery);
        number("data_coding", data.data_coding);
        tlvs(data.tlvs);
    }
    template <class Resp>
    requires requires(Resp resp) { resp.message_id, resp.tlvs; }
    void operator()(const Resp& resp) {
        text("message_id", resp.message_id);
        tlvs(resp.tlvs);
    }
    void operator()(const QuerySmResp& resp) {
        text("message_id", resp.message_id);
        text("final_date", resp.final_date);
        number("message_state", resp.message_state);
        number("error_code", resp.error_code);
    }
    void operator()(const Outbind& outbind) {
        text("system_id", outbind.system_id);
        text("password", outbind.password);
    }
    void operator()(const AlertNotification& alert) {
        address("source", alert.source);
        address("esme", alert.esme);
        tlvs(alert.tlvs);
    }
    template <class Empty>
    requires std::is_empty_v<Empty>
    void operator()(const Empty&) {}
};

}  // namespace

std::vector<std::string> print_pdu(const Pdu& pdu) {
    Printer printer;
    printer.lines.push_back(fmt::format("{} {} sequence {}", to_string(command_id_of(pdu.body)), to_string(pdu.status),
                                        pdu.sequence_number));
    std::visit([&](const auto& body) { printer(body); }, pdu.body);
    return printer.lines;
}

}  // namespace hall::test
