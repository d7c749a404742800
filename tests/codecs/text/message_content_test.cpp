// Content in and out of PDUs.

#include "codecs/text/message_content.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::codecs;

namespace {

DeliverSm received(Bytes short_message, std::uint8_t esm_class = 0) {
    DeliverSm out;
    out.short_message = std::move(short_message);
    out.esm_class = esm_class;
    return out;
}

DeliverSm with_sar(DeliverSm message, std::uint16_t reference, std::uint8_t total, std::uint8_t sequence) {
    message.tlvs.add_u16(Tag::sar_msg_ref_num, reference);
    message.tlvs.add_u8(Tag::sar_total_segments, total);
    message.tlvs.add_u8(Tag::sar_segment_seqnum, sequence);
    return message;
}

const Bytes hello{'h', 'e', 'l', 'l', 'o'};
const Bytes hello_with_udh{5, 0, 3, 0x2A, 3, 2, 'h', 'e', 'l', 'l', 'o'};

SplitText three_parts() {
    SplitText out;
    out.alphabet = Alphabet::ucs2;
    out.data_coding = 8;
    out.parts = {{0x4F, 0x60}, {0x59, 0x7D}, {0xFF, 0x01}};
    return out;
}

}  // namespace

TEST_CASE("a plain message is all content") {
    const auto taken = take_content(received(hello));
    CHECK(taken.content == hello);
    CHECK_FALSE(taken.part.has_value());
    CHECK(taken.remark.empty());
    CHECK(take_content(received({})).content.empty());
}

TEST_CASE("octets that look like a header are content unless esm_class says so") {
    CHECK(take_content(received(hello_with_udh)).content == hello_with_udh);
    const auto taken = take_content(received(hello_with_udh, esm_class_udhi));
    CHECK(taken.content == hello);
    CHECK(taken.part == PartInfo{PartScheme::udh8, 0x2A, 3, 2});
    CHECK(taken.remark.empty());
}

TEST_CASE("a broken header leaves everything as content and says why") {
    const Bytes broken{9, 0, 3, 1, 2, 1};
    const auto taken = take_content(received(broken, esm_class_udhi));
    CHECK(taken.content == broken);
    CHECK_FALSE(taken.part.has_value());
    CHECK_FALSE(taken.remark.empty());
    CHECK_FALSE(take_content(received({}, esm_class_udhi)).remark.empty());
}

TEST_CASE("a part number that cannot be makes the message stand alone, without its header") {
    const auto taken = take_content(received({5, 0, 3, 1, 3, 4, 'x'}, esm_class_udhi));
    CHECK(taken.content == Bytes{'x'});
    CHECK_FALSE(taken.part.has_value());
}

TEST_CASE("a shift table in the header is taken off and not obeyed") {
    const auto taken = take_content(received({3, 0x24, 1, 1, 'x'}, esm_class_udhi));
    CHECK(taken.content == Bytes{'x'});
    CHECK_FALSE(taken.part.has_value());
}

TEST_CASE("sar TLVs tell the part") {
    const auto taken = take_content(with_sar(received(hello), 0x1234, 3, 1));
    CHECK(taken.content == hello);
    CHECK(taken.part == PartInfo{PartScheme::sar, 0x1234, 3, 1});
    CHECK(taken.remark.empty());
}

TEST_CASE("incomplete or impossible sar TLVs are ignored and remarked") {
    DeliverSm incomplete = received(hello);
    incomplete.tlvs.add_u16(Tag::sar_msg_ref_num, 7);
    incomplete.tlvs.add_u8(Tag::sar_total_segments, 2);
    DeliverSm odd_length = with_sar(received(hello), 1, 1, 1);
    odd_length.tlvs = {};
    odd_length.tlvs.add(Tag::sar_msg_ref_num, {});
    odd_length.tlvs.add_u8(Tag::sar_total_segments, 2);
    odd_length.tlvs.add_u8(Tag::sar_segment_seqnum, 1);
    DeliverSm huge = received(hello);
    huge.tlvs.add(Tag::sar_msg_ref_num, {1, 0, 0});
    huge.tlvs.add_u16(Tag::sar_total_segments, 0x0102);
    huge.tlvs.add_u8(Tag::sar_segment_seqnum, 1);
    for (const DeliverSm& message : {incomplete, odd_length, huge, with_sar(received(hello), 1, 3, 0),
                                     with_sar(received(hello), 1, 3, 4), with_sar(received(hello), 1, 0, 0)}) {
        const auto taken = take_content(message);
        CHECK(taken.content == hello);
        CHECK_FALSE(taken.part.has_value());
        CHECK_FALSE(taken.remark.empty());
    }
}

TEST_CASE("the header wins over sar TLVs") {
    const auto differing = take_content(with_sar(received(hello_with_udh, esm_class_udhi), 9, 2, 1));
    CHECK(differing.part == PartInfo{PartScheme::udh8, 0x2A, 3, 2});
    CHECK_FALSE(differing.remark.empty());
    const auto agreeing = take_content(with_sar(received(hello_with_udh, esm_class_udhi), 0x2A, 3, 2));
    CHECK(agreeing.part == PartInfo{PartScheme::udh8, 0x2A, 3, 2});
    CHECK(agreeing.remark.empty());
    // A header that says nothing about parts does not stand against them.
    const auto ports = take_content(with_sar(received({3, 0x24, 1, 1, 'x'}, esm_class_udhi), 9, 2, 1));
    CHECK(ports.part == PartInfo{PartScheme::sar, 9, 2, 1});
    CHECK(ports.content == Bytes{'x'});
}

TEST_CASE("the content may stand in message_payload, with a header too") {
    DeliverSm message = received({});
    message.tlvs.add(Tag::message_payload, hello);
    CHECK(take_content(message).content == hello);
    message = received({}, esm_class_udhi);
    message.tlvs.add(Tag::message_payload, hello_with_udh);
    CHECK(take_content(message).content == hello);
    CHECK(take_content(message).part == PartInfo{PartScheme::udh8, 0x2A, 3, 2});

    DataSm data;
    CHECK(take_content(data).content.empty());
    data.esm_class = esm_class_udhi;
    data.tlvs.add(Tag::message_payload, hello_with_udh);
    CHECK(take_content(data).content == hello);
    CHECK(take_content(data).part.has_value());
}

TEST_CASE("one part alone is sent without any header") {
    SplitText text;
    text.parts = {hello};
    for (const auto method : {LongMessages::udh8, LongMessages::udh16, LongMessages::sar, LongMessages::payload}) {
        SubmitSm out;
        put_content(out, text, 0, method, 0x1234);
        CHECK(out.short_message == hello);
        CHECK(out.esm_class == 0);
        CHECK(out.data_coding == 0);
        CHECK(out.tlvs.empty());
    }
}

TEST_CASE("parts go out as the link wants them") {
    SubmitSm out;
    put_content(out, three_parts(), 1, LongMessages::udh8, 0x1234);
    CHECK(out.short_message == Bytes{5, 0, 3, 0x34, 3, 2, 0x59, 0x7D});
    CHECK(out.esm_class == esm_class_udhi);
    CHECK(out.data_coding == 8);
    CHECK(out.tlvs.empty());

    put_content(out, three_parts(), 2, LongMessages::udh16, 0x1234);
    CHECK(out.short_message == Bytes{6, 8, 4, 0x12, 0x34, 3, 3, 0xFF, 0x01});
    CHECK(out.esm_class == esm_class_udhi);

    put_content(out, three_parts(), 0, LongMessages::sar, 0x1234);
    CHECK(out.short_message == Bytes{0x4F, 0x60});
    CHECK(out.esm_class == 0);
    CHECK(out.tlvs.number(Tag::sar_msg_ref_num) == 0x1234U);
    CHECK(out.tlvs.number(Tag::sar_total_segments) == 3U);
    CHECK(out.tlvs.number(Tag::sar_segment_seqnum) == 1U);
}

TEST_CASE("a long text in one payload leaves short_message empty") {
    SplitText text;
    text.parts = {Bytes(500, 'a')};
    SubmitSm out;
    put_content(out, text, 0, LongMessages::payload, 1);
    CHECK(out.short_message.empty());
    CHECK(out.esm_class == 0);
    REQUIRE(out.tlvs.find(Tag::message_payload) != nullptr);
    CHECK(out.tlvs.find(Tag::message_payload)->value == text.parts[0]);
}

TEST_CASE("the same SubmitSm can be used for part after part, other fields stay") {
    SubmitSm out;
    out.service_type = "CMT";
    out.esm_class = 0x03;
    out.tlvs.add_u16(Tag::user_message_reference, 77);
    const SubmitSm before = out;
    for (const auto method : {LongMessages::sar, LongMessages::udh8, LongMessages::sar, LongMessages::udh16}) {
        for (std::size_t i = 0; i < 3; ++i) put_content(out, three_parts(), i, method, 5);
        CHECK(out.tlvs.all().size() == (method == LongMessages::sar ? 4 : 1));
    }
    SplitText payload;
    payload.parts = {Bytes(500, 'a')};
    put_content(out, payload, 0, LongMessages::payload, 5);
    CHECK(out.tlvs.all().size() == 2);
    SplitText alone;
    alone.parts = {hello};
    put_content(out, alone, 0, LongMessages::udh8, 5);
    CHECK(out.esm_class == 0x03);
    CHECK(out.tlvs == before.tlvs);
    CHECK(out.service_type == "CMT");
}
