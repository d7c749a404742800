// The shortcuts of hall-smsc agree with the codecs that they stand in for.

#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/text/message_content.hpp"
#include "tools/hall_smsc/wire.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::codecs;
using namespace hall::tools;

namespace {

SubmitSm a_submit(std::string_view text, LongMessages method, std::size_t index) {
    const auto split = split_text(text, DefaultAlphabet::gsm, method);
    REQUIRE(split.has_value());
    REQUIRE(index < split->parts.size());
    SubmitSm submit;
    submit.service_type = "CMT";
    submit.source = {0, 1, "10086"};
    submit.destination = {1, 1, "8613800138000"};
    submit.validity_period = "000001000000000R";
    put_content(submit, *split, index, method, 0x1234);
    return submit;
}

std::string long_text() {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "营业厅";
    return text;
}

}  // namespace

TEST_CASE("the answer from the template is the one that the codec writes") {
    const Header submit{40, CommandId::submit_sm, CommandStatus::ok, 0x01020304};
    const auto coded = encode_pdu({CommandStatus::ok, 0x01020304, SubmitSmResp{"0badcafe", {}}});
    REQUIRE(coded.has_value());
    const MessageIdResponse answer(submit, 0x0BADCAFE);
    CHECK(Bytes(answer.bytes().begin(), answer.bytes().end()) == *coded);

    const Header data{40, CommandId::data_sm, CommandStatus::ok, 7};
    const auto coded_data = encode_pdu({CommandStatus::ok, 7, DataSmResp{"00000001", {}}});
    REQUIRE(coded_data.has_value());
    const MessageIdResponse data_answer(data, 1);
    CHECK(Bytes(data_answer.bytes().begin(), data_answer.bytes().end()) == *coded_data);
}

TEST_CASE("a glance sees the destination and the part that the codec sees") {
    for (const LongMessages method : {LongMessages::udh8, LongMessages::udh16}) {
        const SubmitSm submit = a_submit(long_text(), method, 2);
        const auto frame = encode_pdu({CommandStatus::ok, 1, submit});
        REQUIRE(frame.has_value());
        const auto glance = glance_at_submit(ByteView(*frame).subspan(header_size));
        REQUIRE(glance);
        CHECK(glance->destination == "8613800138000");
        REQUIRE(glance->part);
        CHECK(glance->part == take_content(submit).part);
        CHECK(glance->part->sequence == 3);
    }
    const auto frame = encode_pdu({CommandStatus::ok, 1, a_submit("hello", LongMessages::udh8, 0)});
    REQUIRE(frame.has_value());
    const auto glance = glance_at_submit(ByteView(*frame).subspan(header_size));
    REQUIRE(glance);
    CHECK_FALSE(glance->part);
}

TEST_CASE("a glance declines what is cut off and what has TLVs") {
    const auto frame = encode_pdu({CommandStatus::ok, 1, a_submit(long_text(), LongMessages::udh8, 0)});
    REQUIRE(frame.has_value());
    const ByteView body = ByteView(*frame).subspan(header_size);
    for (std::size_t length = 0; length < body.size(); ++length) {
        if (glance_at_submit(body.first(length))) FAIL("took a body cut to " << length << " octets");
    }
    const auto with_tlvs = encode_pdu({CommandStatus::ok, 1, a_submit(long_text(), LongMessages::sar, 0)});
    REQUIRE(with_tlvs.has_value());
    CHECK_FALSE(glance_at_submit(ByteView(*with_tlvs).subspan(header_size)));
}
