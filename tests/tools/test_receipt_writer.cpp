// Receipts in each form, field by field. [SMPP v3.4, 5.2.12, appendix B]

#include "codecs/smpp/pdu_codec.hpp"
#include "tools/hall_smsc/play/receipt_writer.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;
using codecs::Tag;

namespace {

ReceiptFacts facts_of(ReceiptVariant variant) {
    ReceiptFacts facts;
    facts.id = message_ids(7, variant).receipt;
    facts.hall = {0, 1, "10086"};
    facts.subscriber = {1, 1, "8613800000001"};
    facts.submitted = from_millis(1'795'316'400'000);  // 2026-11-22 03:00 UTC
    facts.done = facts.submitted + 90s;
    facts.text = "Q7 ok";
    facts.shuffle = 4242;
    return facts;
}

std::string text_of(const codecs::DeliverSm& receipt) {
    return {receipt.short_message.begin(), receipt.short_message.end()};
}

std::string id_tlv_of(const codecs::DeliverSm& receipt) {
    const auto* id = receipt.tlvs.find(Tag::receipted_message_id);
    if (id == nullptr || id->value.empty() || id->value.back() != 0) return "";
    return {id->value.begin(), id->value.end() - 1};
}

codecs::DeliverSm delivered(ReceiptVariant variant) {
    return write_receipt(facts_of(variant), variant, plan_receipts(variant, MessageState::delivered, 1s).front());
}

}  // namespace

TEST_CASE("every variant of a receipt is a deliver_sm that travels from the subscriber to the hall") {
    for (const ReceiptVariant variant : all_receipt_variants()) {
        INFO(to_string(variant));
        for (const MessageState state : {MessageState::delivered, MessageState::undeliverable}) {
            for (const PlannedReceipt& planned : plan_receipts(variant, state, 1s)) {
                const auto receipt = write_receipt(facts_of(variant), variant, planned);
                CHECK(receipt.source.digits == "8613800000001");
                CHECK(receipt.destination.digits == "10086");
                const int kind = planned.intermediate ? 0x20 : variant == ReceiptVariant::plain ? 0x00 : 0x04;
                CHECK((receipt.esm_class & 0x3C) == kind);
                CHECK(codecs::encode_pdu({codecs::CommandStatus::ok, 1, receipt}).has_value());
            }
        }
    }
}

TEST_CASE("the text of a receipt has the fields of appendix B in their order") {
    CHECK(
        text_of(delivered(ReceiptVariant::no_tlv)) ==
        "id:1000000007 sub:001 dlvrd:001 submit date:2611220300 done date:2611220301 stat:DELIVRD err:000 Text:Q7 ok");
    CHECK(delivered(ReceiptVariant::no_tlv).tlvs.empty());
    CHECK(text_of(delivered(ReceiptVariant::lower_case)).find("stat:delivrd") != std::string::npos);
    const auto failed = write_receipt(facts_of(ReceiptVariant::text), ReceiptVariant::text,
                                      plan_receipts(ReceiptVariant::text, MessageState::undeliverable, 1s).front());
    CHECK(text_of(failed).find("dlvrd:000") != std::string::npos);
    CHECK(text_of(failed).find("stat:UNDELIV err:011") != std::string::npos);
    CHECK(failed.tlvs.number(Tag::message_state) == 5U);
    CHECK(failed.tlvs.find(Tag::network_error_code)->value == Bytes{3, 0, 11});
}

TEST_CASE("a shuffled text has the same fields in another order, its free text last") {
    const std::string usual = text_of(delivered(ReceiptVariant::no_tlv));
    const std::string shuffled = text_of(delivered(ReceiptVariant::text_shuffled));
    CHECK(shuffled != usual);
    CHECK(shuffled.size() == usual.size());
    CHECK(shuffled.ends_with("Text:Q7 ok"));
    for (const char* field :
         {"id:1000000007", "sub:001", "submit date:2611220300", "done date:2611220301", "stat:DELIVRD", "err:000"}) {
        CHECK(shuffled.find(field) != std::string::npos);
    }
}

TEST_CASE("a receipt by TLVs alone has no text, and the free text of others stops before what is not ASCII") {
    const auto receipt = delivered(ReceiptVariant::tlv);
    CHECK(receipt.short_message.empty());
    CHECK(id_tlv_of(receipt) == "1000000007");
    CHECK(receipt.tlvs.number(Tag::message_state) == 2U);
    ReceiptFacts facts = facts_of(ReceiptVariant::text);
    facts.text = "OK充值";
    CHECK(text_of(write_receipt(facts, ReceiptVariant::text, {})).ends_with("Text:OK"));
}

TEST_CASE("ids differ between submit answer and receipt as the variant says") {
    CHECK(message_ids(7, ReceiptVariant::tlv).answer == "1000000007");
    CHECK(message_ids(7, ReceiptVariant::hex_id).answer == "1000000007");
    CHECK(message_ids(7, ReceiptVariant::hex_id).receipt == "3b9aca07");
    CHECK(message_ids(7, ReceiptVariant::decimal_id).answer == "3b9aca07");
    CHECK(message_ids(7, ReceiptVariant::decimal_id).receipt == "1000000007");
    CHECK(message_ids(7, ReceiptVariant::zero_padded).receipt == "0000001000000007");
    CHECK(id_tlv_of(delivered(ReceiptVariant::hex_id)) == "3b9aca07");
    std::set<std::string> seen;
    for (std::uint32_t serial = 1; serial <= 1000; ++serial) {
        const auto variant = serial % 2 == 0 ? ReceiptVariant::decimal_id : ReceiptVariant::hex_id;
        CHECK(seen.insert(message_ids(serial, variant).answer).second);
    }
}

TEST_CASE("the plan of receipts says how many leave, in which order and where") {
    using Variant = ReceiptVariant;
    const auto plan = [](Variant variant) { return plan_receipts(variant, MessageState::delivered, 1s); };
    CHECK(plan(Variant::text).size() == 1);
    CHECK(plan(Variant::text)[0].delay == 1s);
    REQUIRE(plan(Variant::early).size() == 1);
    CHECK(plan(Variant::early)[0].before_answer);
    CHECK(plan(Variant::early)[0].link == ReceiptLink::same);
    CHECK(plan(Variant::other_link)[0].link == ReceiptLink::other);
    CHECK(plan(Variant::twice).size() == 2);
    const auto backwards = plan(Variant::backwards);
    REQUIRE(backwards.size() == 2);
    CHECK(backwards[0].state == MessageState::delivered);
    CHECK(backwards[1].state == MessageState::enroute);
    CHECK(backwards[0].delay < backwards[1].delay);
    const auto intermediate = plan(Variant::intermediate);
    REQUIRE(intermediate.size() == 2);
    CHECK(intermediate[0].intermediate);
    CHECK(intermediate[0].state == MessageState::enroute);
    CHECK_FALSE(intermediate[1].intermediate);
    CHECK(intermediate[1].state == MessageState::delivered);
}

TEST_CASE("a receipt is wanted only where registered_delivery asks for one") {
    CHECK_FALSE(receipt_wanted(0x00, MessageState::delivered));
    CHECK(receipt_wanted(0x01, MessageState::delivered));
    CHECK(receipt_wanted(0x01, MessageState::undeliverable));
    CHECK_FALSE(receipt_wanted(0x02, MessageState::delivered));
    CHECK(receipt_wanted(0x02, MessageState::undeliverable));
    CHECK_FALSE(receipt_wanted(0x10, MessageState::delivered));  // intermediate notifications alone
}
