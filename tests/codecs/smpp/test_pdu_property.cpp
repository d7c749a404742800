// Any PDU value that fits its fields goes out and comes back equal.

#include "codecs/smpp/pdu_codec.hpp"
#include "tests/codecs/smpp/print_pdu.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <concepts>
#include <random>
#include <utility>

using namespace hall::codecs;
using hall::Bytes;
using hall::ByteView;

namespace {

/// Values for one PDU. Lengths lean towards both ends of what a field may hold.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }
    std::uint8_t octet() { return static_cast<std::uint8_t>(random_()); }
    std::size_t length(std::size_t most) {
        switch (below(4)) {
            case 0:
                return 0;
            case 1:
                return most;
            default:
                return below(most + 1);
        }
    }
    std::string text(std::size_t most) {
        std::string out(length(most), ' ');
        for (char& c : out) {
            c = static_cast<char>(1 + below(255));  // never NUL
        }
        return out;
    }
    std::string time() { return below(2) == 0 ? "" : "000002000000000R"; }
    Bytes octets(std::size_t most) {
        Bytes out(length(most));
        for (std::uint8_t& byte : out) {
            byte = octet();
        }
        return out;
    }
    Address address(std::size_t most) { return {octet(), octet(), text(most)}; }
    TlvList tlvs() {
        constexpr std::array known{Tag::receipted_message_id, Tag::message_state, Tag::congestion_state,
                                   Tag::network_error_code, Tag::sar_msg_ref_num};
        TlvList list;
        for (std::size_t i = below(6); i > 0; --i) {
            Tag tag = below(2) == 0 ? known[below(known.size())] : static_cast<Tag>(random_());
            if (tag == Tag::message_payload) {
                tag = Tag::message_state;  // must not stand beside a short_message
            }
            list.add(tag, octets(below(20) == 0 ? 3000 : 12));
        }
        return list;
    }

private:
    std::mt19937_64 random_;
};

void fill(Dice& dice, ShortMessage& sm) {
    sm.service_type = dice.text(5);
    sm.source = dice.address(20);
    sm.destination = dice.address(20);
    sm.esm_class = dice.octet();
    sm.protocol_id = dice.octet();
    sm.priority_flag = dice.octet();
    sm.schedule_delivery_time = dice.time();
    sm.validity_period = dice.time();
    sm.registered_delivery = dice.octet();
    sm.replace_if_present_flag = dice.octet();
    sm.data_coding = dice.octet();
    sm.sm_default_msg_id = dice.octet();
    sm.short_message = dice.octets(254);
    sm.tlvs = dice.tlvs();
    if (sm.short_message.empty()) {
        sm.tlvs.add(Tag::message_payload, dice.octets(2000));
    }
}

template <std::size_t I = 0>
PduBody body_at(std::size_t index) {
    if constexpr (I < std::variant_size_v<PduBody>) {
        return index == I ? PduBody(std::in_place_index<I>) : body_at<I + 1>(index);
    } else {
        return {};
    }
}

void fill(Dice& dice, PduBody& body) {
    std::visit(
        [&](auto& typed) {
            using Body = std::remove_reference_t<decltype(typed)>;
            if constexpr (requires { typed.role; }) {
                typed.role = static_cast<BindRole>(dice.below(3));
            }
            if constexpr (requires { typed.tlvs; }) {
                typed.tlvs = dice.tlvs();
            }
            if constexpr (std::derived_from<Body, ShortMessage>) {
                fill(dice, static_cast<ShortMessage&>(typed));
            } else if constexpr (std::same_as<Body, Bind>) {
                typed.system_id = dice.text(15);
                typed.password = dice.text(8);
                typed.system_type = dice.text(12);
                typed.interface_version = dice.octet();
                typed.address_range = dice.address(40);
            } else if constexpr (std::same_as<Body, BindResp>) {
                typed.system_id = dice.text(15);
            } else if constexpr (std::same_as<Body, Outbind>) {
                typed.system_id = dice.text(15);
                typed.password = dice.text(8);
            } else if constexpr (std::same_as<Body, DataSm>) {
                typed.service_type = dice.text(5);
                typed.source = dice.address(64);
                typed.destination = dice.address(64);
                typed.esm_class = dice.octet();
                typed.registered_delivery = dice.octet();
                typed.data_coding = dice.octet();
            } else if constexpr (std::same_as<Body, AlertNotification>) {
                typed.source = dice.address(64);
                typed.esme = dice.address(64);
            } else if constexpr (requires { typed.message_id; }) {
                typed.message_id = dice.text(64);
                if constexpr (std::same_as<Body, QuerySmResp>) {
                    typed.final_date = dice.time();
                    typed.message_state = dice.octet();
                    typed.error_code = dice.octet();
                }
            } else {
                static_assert(std::is_empty_v<Body>, "this body needs random values too");
            }
        },
        body);
}

}  // namespace

TEST_CASE("any PDU value goes out and comes back equal", "[smpp]") {
    for (const std::uint64_t seed : {1ULL, 2ULL, 10086ULL, 20261121ULL}) {
        CAPTURE(seed);
        Dice dice(seed);
        for (int round = 0; round < 2500; ++round) {
            Pdu pdu;
            pdu.status = static_cast<CommandStatus>(dice.below(3) == 0 ? dice.below(0x500) : 0);
            pdu.sequence_number = static_cast<std::uint32_t>(dice.below(0x100000000ULL));
            pdu.body = body_at(dice.below(std::variant_size_v<PduBody>));
            fill(dice, pdu.body);
            const auto bytes = encode_pdu(pdu);
            if (!bytes) {
                FAIL("round " << round << ": " << bytes.error().what);
            }
            const Header header = read_header(*bytes);
            if (header.command_length != bytes->size()) {
                FAIL("round " << round << ": wrong command_length");
            }
            const auto again = decode_pdu(header, ByteView(*bytes).subspan(header_size));
            if (!again) {
                FAIL("round " << round << ": " << again.error().what);
            }
            if (*again != pdu) {
                CHECK(hall::test::print_pdu(*again) == hall::test::print_pdu(pdu));
                FAIL("round " << round << ": the value changed");
            }
        }
    }
}
