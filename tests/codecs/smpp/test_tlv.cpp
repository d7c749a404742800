// TLVs walked by their own length octets.

#include "codecs/smpp/tlv.hpp"

#include <catch2/catch.hpp>

using namespace hall::codecs;
using hall::Bytes;

TEST_CASE("TLVs keep their order, their repeats and what is unknown", "[smpp]") {
    const Bytes bytes{0x03, 0x81, 0, 1, 'a', 0x14, 0x01, 0, 0, 0x03, 0x81, 0, 2, 'b', 'c', 0xff, 0xff, 0, 1, 7};
    const auto tlvs = decode_tlvs(bytes);
    REQUIRE(tlvs.has_value());
    REQUIRE(tlvs->all().size() == 4);
    CHECK(tlvs->all()[0] == Tlv{static_cast<Tag>(0x0381), {'a'}});
    CHECK(tlvs->all()[1] == Tlv{static_cast<Tag>(0x1401), {}});
    CHECK(tlvs->all()[2] == Tlv{static_cast<Tag>(0x0381), {'b', 'c'}});
    CHECK(tlvs->all()[3] == Tlv{static_cast<Tag>(0xffff), {7}});
    CHECK(tlvs->find(static_cast<Tag>(0x0381))->value == Bytes{'a'});
    CHECK(tlvs->find(Tag::message_payload) == nullptr);
    Bytes again;
    encode_tlvs(*tlvs, again);
    CHECK(again == bytes);
}

TEST_CASE("an empty TLV area is an empty list", "[smpp]") {
    const auto tlvs = decode_tlvs({});
    REQUIRE(tlvs.has_value());
    CHECK(tlvs->empty());
}

TEST_CASE("a TLV that runs past the end or leaves octets over is an error", "[smpp]") {
    CHECK_FALSE(decode_tlvs(Bytes{0x04}).has_value());
    CHECK_FALSE(decode_tlvs(Bytes{0x04, 0x24}).has_value());
    CHECK_FALSE(decode_tlvs(Bytes{0x04, 0x24, 0}).has_value());
    CHECK_FALSE(decode_tlvs(Bytes{0x04, 0x24, 0, 1}).has_value());
    CHECK_FALSE(decode_tlvs(Bytes{0x04, 0x24, 0xff, 0xff, 1, 2, 3}).has_value());
    CHECK_FALSE(decode_tlvs(Bytes{0x04, 0x24, 0, 1, 9, 0}).has_value());
    CHECK(decode_tlvs(Bytes{0x04, 0x24, 0, 1, 9}).has_value());
    CHECK(decode_tlvs(Bytes{0x04, 0x24, 0xff, 0xff, 1}).error().what ==
          "TLV 0x0424 says 65535 octets, only 1 are there");
}

TEST_CASE("a number is read whatever its length says, up to four octets", "[smpp]") {
    const auto number = [](Bytes value) {
        TlvList list;
        list.add(Tag::message_state, std::move(value));
        return list.number(Tag::message_state);
    };
    CHECK(number({2}) == 2U);
    CHECK(number({0, 2}) == 2U);
    CHECK(number({0x12, 0x34, 0x56}) == 0x123456U);
    CHECK(number({0xff, 0xff, 0xff, 0xff}) == 0xffffffffU);
    CHECK_FALSE(number({}));
    CHECK_FALSE(number({0, 0, 0, 0, 2}));
    CHECK_FALSE(TlvList().number(Tag::message_state));
}

TEST_CASE("numbers are added most significant octet first", "[smpp]") {
    TlvList list;
    list.add_u16(Tag::sar_msg_ref_num, 0x1234);
    list.add_u8(Tag::sar_total_segments, 3);
    Bytes bytes;
    encode_tlvs(list, bytes);
    CHECK(bytes == Bytes{0x02, 0x0c, 0, 2, 0x12, 0x34, 0x02, 0x0e, 0, 1, 3});
}

TEST_CASE("a TLV of 65535 octets goes out and comes back", "[smpp]") {
    TlvList list;
    list.add(Tag::message_payload, Bytes(65535, 0x41));
    Bytes bytes;
    encode_tlvs(list, bytes);
    CHECK(bytes.size() == 65539);
    const auto again = decode_tlvs(bytes);
    REQUIRE(again.has_value());
    CHECK(*again == list);
}
