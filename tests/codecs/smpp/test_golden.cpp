// PDUs written by hand from the specification, in golden/*.hex: what they decode to, and that the encoder
// writes the very same octets.

#include "codecs/smpp/library_fence.hpp"
#include "codecs/smpp/pdu_codec.hpp"
#include "tests/codecs/smpp/print_pdu.hpp"
#include "tests/support/hex_file.hpp"

#include <catch2/catch.hpp>

using namespace hall::codecs;
using hall::ByteView;

TEST_CASE("each golden PDU decodes to its value and encodes to its octets", "[smpp]") {
    const auto files = hall::test::load_hex_folder(HALL_SOURCE_DIR "/tests/codecs/smpp/golden");
    REQUIRE(files.size() >= 25);
    for (const auto& file : files) {
        INFO(file.name << ": " << file.title);
        REQUIRE(file.bytes.size() >= header_size);
        const Header header = read_header(file.bytes);
        CHECK(header.command_length == file.bytes.size());
        const auto pdu = decode_pdu(header, ByteView(file.bytes).subspan(header_size));
        if (!pdu) {
            FAIL(pdu.error().what);
        }
        CHECK(hall::test::print_pdu(*pdu) == file.value);
        CHECK(library_log_length() < library_log_limit);
        if (!file.decode_only) {
            const auto bytes = encode_pdu(*pdu);
            if (!bytes) {
                FAIL(bytes.error().what);
            }
            CHECK(*bytes == file.bytes);
            CHECK(library_log_length() < library_log_limit);
        }
    }
}
