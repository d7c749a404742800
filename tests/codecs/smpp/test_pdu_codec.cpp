// Rules of decoding and encoding that a file of octets cannot show: limits, tolerance, refusals.

#include "codecs/smpp/pdu_codec.hpp"
#include "tests/support/hex_file.hpp"

#include <catch2/catch.hpp>

using namespace hall::codecs;
using hall::Bytes;
using hall::ByteView;

namespace {

Pdu odd(const std::string& name) {
    const auto file = hall::test::load_hex_file(HALL_SOURCE_DIR "/tests/codecs/smpp/odd/" + name + ".hex");
    const auto pdu = decode_pdu(read_header(file.bytes), ByteView(file.bytes).subspan(header_size));
    if (!pdu) {
        FAIL(name << ": " << pdu.error().what);
    }
    return *pdu;
}

template <class Body>
Body odd_body(const std::string& name) {
    return std::get<Body>(odd(name).body);
}

std::string refused(PduBody body) {
    const auto bytes = encode_pdu({.status = CommandStatus::ok, .sequence_number = 1, .body = std::move(body)});
    return bytes ? "" : bytes.error().what;
}

SubmitSm a_submit() {
    SubmitSm submit;
    submit.source = {0, 1, "10086"};
    submit.destination = {1, 1, "8613800138000"};
    submit.short_message = {'h', 'i'};
    return submit;
}

}  // namespace

TEST_CASE("a message_state of two octets is read and does not disturb the TLVs after it", "[smpp]") {
    const auto receipt = odd_body<DeliverSm>("deliver_sm_message_state_of_2_octets");
    CHECK(receipt.tlvs.number(Tag::message_state) == 2U);
    REQUIRE(receipt.tlvs.find(Tag::receipted_message_id) != nullptr);
    CHECK(receipt.tlvs.find(Tag::receipted_message_id)->value == Bytes{'1', 0});
}

TEST_CASE("unknown TON and NPI, filled times and odd sequence numbers arrive as they were sent", "[smpp]") {
    CHECK(odd_body<DeliverSm>("deliver_sm_ton_npi_255").source == Address{255, 255, "8613800138000"});
    CHECK(odd_body<DeliverSm>("deliver_sm_ton_npi_255").destination == Address{255, 255, "10086"});
    CHECK(odd_body<DeliverSm>("deliver_sm_times_filled").validity_period == "261123093000032+");
    CHECK(odd("deliver_sm_sequence_0").sequence_number == 0);
    CHECK(odd("deliver_sm_sequence_0xffffffff").sequence_number == 0xffffffff);
}

TEST_CASE("texts of any length that the protocol allows arrive whole", "[smpp]") {
    CHECK(odd_body<DeliverSm>("deliver_sm_254_octets").short_message == Bytes(254, '1'));
    CHECK(odd_body<DeliverSm>("deliver_sm_payload_65535").tlvs.find(Tag::message_payload)->value == Bytes(65535, '0'));
    CHECK(odd_body<DeliverSm>("deliver_sm_nul_in_text").short_message == Bytes{'0', '0', 0, '0', '0', 0});
    CHECK(odd_body<DeliverSm>("deliver_sm_1000_empty_tlvs").tlvs.all().size() == 1000);
    CHECK(odd_body<DeliverSm>("deliver_sm_text_and_empty_payload").short_message == Bytes{'0', '0', '0', '0'});
}

TEST_CASE("a response is read as far as it makes sense", "[smpp]") {
    CHECK(odd_body<SubmitSmResp>("submit_sm_resp_id_without_nul").message_id == "ABCDEF01");
    CHECK(odd_body<SubmitSmResp>("submit_sm_resp_ok_header_only").message_id.empty());
    CHECK(odd_body<SubmitSmResp>("submit_sm_resp_error_with_id").message_id == "77");
    CHECK(odd_body<SubmitSmResp>("submit_sm_resp_garbage").message_id == "88");
    CHECK(odd_body<SubmitSmResp>("submit_sm_resp_garbage").tlvs.empty());
    CHECK(odd_body<SubmitSmResp>("submit_sm_resp_id_65_octets").message_id.empty());
    CHECK(odd_body<QuerySmResp>("query_sm_resp_cut_off").message_id == "9");
    CHECK(odd("submit_sm_resp_reserved_status").status == static_cast<CommandStatus>(0xdeadbeef));
    CHECK(odd("submit_sm_resp_vendor_status").status == static_cast<CommandStatus>(0x410));
}

TEST_CASE("an error response with TLVs but without message_id keeps its TLVs", "[smpp]") {
    const auto resp = odd_body<SubmitSmResp>("submit_sm_resp_error_tlvs_only");
    CHECK(resp.message_id.empty());
    REQUIRE(resp.tlvs.find(Tag::network_error_code) != nullptr);
    CHECK(resp.tlvs.find(Tag::network_error_code)->value == Bytes{3, 0, 11});
}

TEST_CASE("any bind response id is a bind response with its role", "[smpp]") {
    CHECK(odd_body<BindResp>("bind_resp_wrong_role").role == BindRole::transmitter);
    CHECK(odd_body<BindResp>("bind_resp_wrong_role").system_id == "SMSC");
    CHECK(odd_body<BindResp>("bind_resp_error_header_only").role == BindRole::transceiver);
    CHECK(odd("bind_resp_error_one_octet").status == CommandStatus::invalid_password);
}

TEST_CASE("a field longer than the specification allows is refused by name and never cut", "[smpp]") {
    Bind bind;
    bind.system_id = std::string(15, 's');
    bind.password = std::string(8, 'p');
    CHECK(refused(bind).empty());
    bind.password += 'p';
    CHECK(refused(bind) == "bind_transceiver: password has 9 octets, at most 8 fit");

    SubmitSm submit = a_submit();
    submit.short_message = Bytes(254, 'x');
    CHECK(refused(submit).empty());
    submit.short_message.push_back('x');
    CHECK(refused(submit).find("short_message") != std::string::npos);

    submit = a_submit();
    submit.destination.digits = std::string(21, '1');
    CHECK(refused(submit).find("destination_addr") != std::string::npos);

    SubmitSmResp resp;
    resp.message_id = std::string(65, 'm');
    CHECK(refused(resp).find("message_id") != std::string::npos);
}

TEST_CASE("a time is empty or has sixteen octets when we write it", "[smpp]") {
    SubmitSm submit = a_submit();
    submit.validity_period = "000002000000000R";
    CHECK(refused(submit).empty());
    submit.validity_period = "2 days";
    CHECK(refused(submit).find("validity_period") != std::string::npos);
}

TEST_CASE("a NUL inside a string is refused, inside a text it is not", "[smpp]") {
    SubmitSm submit = a_submit();
    submit.short_message = {'a', 0, 'b'};
    CHECK(refused(submit).empty());
    submit.source.digits = std::string("10\0086", 6);
    CHECK(refused(submit).find("source_addr") != std::string::npos);
}

TEST_CASE("a TLV of 65536 octets is refused", "[smpp]") {
    SubmitSm submit = a_submit();
    submit.short_message.clear();
    submit.tlvs.add(Tag::message_payload, Bytes(65535));
    CHECK(refused(submit).empty());
    submit.tlvs = {};
    submit.tlvs.add(Tag::message_payload, Bytes(65536));
    CHECK(refused(submit).find("0x0424") != std::string::npos);
}

TEST_CASE("refusals take the form that belongs to the request", "[smpp]") {
    const auto refusal = [](CommandId id) {
        return encode_refusal(
            {.command_length = 16, .command_id = id, .command_status = CommandStatus::ok, .sequence_number = 7},
            CommandStatus::invalid_command_length);
    };
    CHECK(refusal(CommandId::deliver_sm) == Bytes{0, 0, 0, 17, 0x80, 0, 0, 5, 0, 0, 0, 2, 0, 0, 0, 7, 0});
    CHECK(refusal(CommandId::submit_sm) == Bytes{0, 0, 0, 16, 0x80, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 7});
    CHECK(refusal(CommandId::query_sm) == Bytes{0, 0, 0, 20, 0x80, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0});
    CHECK(refusal(static_cast<CommandId>(0x999)) == Bytes{0, 0, 0, 16, 0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 7});
}

TEST_CASE("what is never answered gets no refusal", "[smpp]") {
    for (const std::uint32_t id : {0x80000005U, 0x80000000U, 0x80000999U, 0x0BU, 0x102U}) {
        CAPTURE(id);
        CHECK(encode_refusal({.command_length = 16,
                              .command_id = static_cast<CommandId>(id),
                              .command_status = CommandStatus::ok,
                              .sequence_number = 7},
                             CommandStatus::system_error)
                  .empty());
    }
}

TEST_CASE("what is said about a refused text holds no octet of it", "[smpp]") {
    const auto file =
        hall::test::load_hex_file(HALL_SOURCE_DIR "/tests/codecs/smpp/odd/deliver_sm_source_addr_too_long.hex");
    const auto pdu = decode_pdu(read_header(file.bytes), ByteView(file.bytes).subspan(header_size));
    REQUIRE_FALSE(pdu.has_value());
    CHECK(pdu.error().what == "deliver_sm: source_addr is longer than its field allows");
}
