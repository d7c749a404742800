// The fence around libsmpp34: it must never refuse what the walk found good, must give back exactly what
// the octets say, and must keep the library's unbounded log far from its end.

#include "codecs/smpp/frame.hpp"
#include "codecs/smpp/library_fence.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>

using namespace hall::codecs;
using hall::Bytes;
using hall::ByteView;

namespace {

constexpr std::array with_fields{
    CommandId::bind_receiver,
    CommandId::bind_receiver_resp,
    CommandId::bind_transmitter,
    CommandId::bind_transmitter_resp,
    CommandId::bind_transceiver,
    CommandId::bind_transceiver_resp,
    CommandId::outbind,
    CommandId::submit_sm,
    CommandId::submit_sm_resp,
    CommandId::deliver_sm,
    CommandId::deliver_sm_resp,
    CommandId::data_sm,
    CommandId::data_sm_resp,
    CommandId::query_sm_resp,
    CommandId::alert_notification,
};

Bytes by_hand(CommandId command, const FieldValues& values) {
    Bytes body;
    const auto fields = mandatory_fields(command);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        append_field(fields[i], values[i], body);
    }
    return body;
}

bool is_number(FieldKind kind) {
    return kind != FieldKind::text && kind != FieldKind::time && kind != FieldKind::short_message;
}

/// Both ways through the fence; empty if good, otherwise what went wrong.
std::string there_and_back(CommandId command, const FieldValues& values) {
    const Bytes body = by_hand(command, values);
    const auto walk = walk_body(mandatory_fields(command), body);
    if (!walk || walk->end != body.size()) {
        return "the walk refuses a good body";
    }
    const auto read = library_unpack(command, body, *walk);
    if (!read) {
        return read.error().what;
    }
    if (*read != values) {
        return "unpacked values differ";
    }
    if (library_log_length() >= library_log_limit) {
        return "log nearly full after unpack";
    }
    const auto frame = library_pack(command, values);
    if (!frame) {
        return frame.error().what;
    }
    if (library_log_length() >= library_log_limit) {
        return "log nearly full after pack";
    }
    if (read_header(*frame).command_length != frame->size() || read_header(*frame).command_id != command) {
        return "wrong header";
    }
    return ByteView(*frame).size() == body.size() + header_size &&
                   std::equal(body.begin(), body.end(), frame->begin() + header_size)
               ? ""
               : "packed octets differ";
}

}  // namespace

TEST_CASE("the largest legal body of each command leaves room in the library's log", "[smpp]") {
    std::size_t most = 0;
    for (const CommandId command : with_fields) {
        INFO(to_string(command));
        FieldValues values;
        for (const Field& field : mandatory_fields(command)) {
            FieldValue value;
            if (is_number(field.kind)) {
                // The longest names that the library logs belong to values that it knows.
                value.number = field.kind == FieldKind::octet               ? 255
                               : field.kind == FieldKind::interface_version ? 0x34
                                                                            : 6;
            } else {
                value.text.assign(field.most, 'x');
            }
            values.push_back(value);
        }
        CHECK(there_and_back(command, values).empty());
        most = std::max(most, library_log_length());
    }
    CHECK(most > 500);  // the log is really measured
    CHECK(most < 1000);
}

TEST_CASE("every TON, NPI and interface version passes the fence unchanged", "[smpp]") {
    for (const CommandId command : with_fields) {
        const auto fields = mandatory_fields(command);
        for (int number = 0; number < 256; ++number) {
            FieldValues values(fields.size());
            for (std::size_t i = 0; i < fields.size(); ++i) {
                if (is_number(fields[i].kind)) {
                    values[i].number = static_cast<std::uint8_t>(number);
                }
            }
            if (const std::string wrong = there_and_back(command, values); !wrong.empty()) {
                FAIL(to_string(command) << " with " << number << " everywhere: " << wrong);
            }
        }
    }
}

TEST_CASE("every length of every string passes the fence unchanged", "[smpp]") {
    for (const CommandId command : with_fields) {
        const auto fields = mandatory_fields(command);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            for (std::size_t size = 0; !is_number(fields[i].kind) && size <= fields[i].most; ++size) {
                FieldValues values(fields.size());
                values[i].text.assign(size, '%');
                if (const std::string wrong = there_and_back(command, values); !wrong.empty()) {
                    FAIL(to_string(command) << ' ' << fields[i].name << " of " << size << " octets: " << wrong);
                }
            }
        }
    }
}

TEST_CASE("random bodies pass the fence unchanged", "[smpp]") {
    for (const std::uint64_t seed : {1ULL, 20261121ULL, 10086ULL}) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        for (int round = 0; round < 3000; ++round) {
            const CommandId command = with_fields[random() % with_fields.size()];
            FieldValues values;
            for (const Field& field : mandatory_fields(command)) {
                FieldValue value;
                if (is_number(field.kind)) {
                    value.number = static_cast<std::uint8_t>(random());
                } else {
                    value.text.resize(random() % (field.most + 1));
                    for (char& c : value.text) {
                        const auto octet = static_cast<unsigned char>(random());
                        c = static_cast<char>(field.kind == FieldKind::short_message || octet != 0 ? octet : 1);
                    }
                }
                values.push_back(std::move(value));
            }
            if (const std::string wrong = there_and_back(command, values); !wrong.empty()) {
                FAIL(to_string(command) << " in round " << round << ": " << wrong);
            }
        }
    }
}

TEST_CASE("a value too long for its field is refused by the fence, not cut", "[smpp]") {
    const auto fields = mandatory_fields(CommandId::submit_sm);
    FieldValues values(fields.size());
    values[0].text = "ABCDEF";  // service_type holds five
    CHECK_FALSE(library_pack(CommandId::submit_sm, values).has_value());
}

TEST_CASE("a command without a mandatory body is not taken to the library", "[smpp]") {
    CHECK(mandatory_fields(CommandId::submit_multi).empty());
    CHECK_FALSE(library_pack(CommandId::submit_multi, {}).has_value());
    CHECK_FALSE(library_unpack(CommandId::submit_multi, {}, BodyWalk{}).has_value());
}
