// Headers as phones and SMSCs send them, good and bad.

#include "codecs/text/user_data_header.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::codecs;

namespace {

/// The header, which must be readable.
UserDataHeader read(const Bytes& content) {
    const auto header = decode_udh(content);
    if (!header) FAIL(header.error().what);
    return *header;
}

}  // namespace

TEST_CASE("the two concatenation headers, octet by octet") {
    const PartInfo narrow{PartScheme::udh8, 0xAB, 3, 2};
    const PartInfo wide{PartScheme::udh16, 0x1234, 255, 255};
    CHECK(encode_udh(narrow) == Bytes{0x05, 0x00, 0x03, 0xAB, 0x03, 0x02});
    CHECK(encode_udh(wide) == Bytes{0x06, 0x08, 0x04, 0x12, 0x34, 0xFF, 0xFF});
    CHECK(read(encode_udh(narrow)).part == narrow);
    CHECK(read(encode_udh(narrow)).length == 6);
    CHECK(read(encode_udh(wide)).part == wide);
    CHECK(read(encode_udh(wide)).length == 7);
}

TEST_CASE("an 8-bit reference is the low octet of the number it is given") {
    CHECK(encode_udh({PartScheme::udh8, 0x12FE, 2, 1})[3] == 0xFE);
}

TEST_CASE("every part number from 1 to its total is read back") {
    for (unsigned total = 1; total <= 255; ++total) {
        for (unsigned sequence = 0; sequence <= 255; ++sequence) {
            for (const auto scheme : {PartScheme::udh8, PartScheme::udh16}) {
                const PartInfo part{scheme, 7, static_cast<std::uint8_t>(total), static_cast<std::uint8_t>(sequence)};
                const auto header = decode_udh(encode_udh(part));
                const bool possible = sequence >= 1 && sequence <= total;
                if (!header || header->part.has_value() != possible || (possible && header->part != part)) {
                    FAIL(sequence << " of " << total);
                }
            }
        }
    }
    SUCCEED();
}

TEST_CASE("part numbers that cannot be are ignored, the header is still taken off") {
    for (const Bytes& content :
         {Bytes{5, 0, 3, 1, 3, 0}, Bytes{5, 0, 3, 1, 3, 4}, Bytes{5, 0, 3, 1, 0, 0}, Bytes{5, 0, 3, 1, 0, 1}}) {
        const auto header = read(content);
        CHECK_FALSE(header.part.has_value());
        CHECK(header.length == 6);
    }
}

TEST_CASE("information elements that say nothing about parts are skipped") {
    // Turkish single shift (0x24) and locking shift (0x25) around the part number.
    const auto shifts = read({11, 0x24, 1, 1, 0x00, 3, 9, 2, 1, 0x25, 1, 1, 'x'});
    CHECK(shifts.part == PartInfo{PartScheme::udh8, 9, 2, 1});
    CHECK(shifts.length == 12);
    // Application ports alone.
    const auto ports = read({6, 0x05, 4, 0x0B, 0x84, 0x23, 0xF0, 'x'});
    CHECK_FALSE(ports.part.has_value());
    CHECK(ports.length == 7);
    // An element without data, and an unknown one.
    CHECK(read({9, 0x70, 0, 0xEE, 0, 0x00, 3, 4, 2, 2}).part == PartInfo{PartScheme::udh8, 4, 2, 2});
    // Concatenation with a length that it cannot have.
    CHECK_FALSE(read({4, 0x00, 2, 1, 1}).part.has_value());
    CHECK_FALSE(read({6, 0x00, 4, 1, 1, 1, 1}).part.has_value());
    CHECK_FALSE(read({5, 0x08, 3, 1, 2, 1}).part.has_value());
}

TEST_CASE("of several part numbers the last valid one holds") {
    CHECK(read({11, 0x00, 3, 9, 2, 1, 0x08, 4, 1, 2, 3, 2}).part == PartInfo{PartScheme::udh16, 0x0102, 3, 2});
    CHECK(read({11, 0x08, 4, 1, 2, 3, 2, 0x00, 3, 9, 2, 1}).part == PartInfo{PartScheme::udh8, 9, 2, 1});
    CHECK(read({10, 0x00, 3, 9, 2, 1, 0x00, 3, 9, 2, 5}).part == PartInfo{PartScheme::udh8, 9, 2, 1});
}

TEST_CASE("a header of length 0 is legal and empty") {
    const auto header = read({0, 'x'});
    CHECK(header.length == 1);
    CHECK_FALSE(header.part.has_value());
}

TEST_CASE("lengths that run past the end are refused with a reason") {
    for (const Bytes& content : {
             Bytes{},                           // nothing where the length should be
             Bytes{5},                          // the header is longer than the message
             Bytes{6, 0x00, 3, 1, 2, 1},        // by one octet
             Bytes{5, 0x00, 4, 1, 2, 1},        // the element is longer than the header
             Bytes{1, 0x00, 'x', 'y'},          // an element without length
             Bytes{6, 0x00, 3, 1, 2, 1, 0x24},  // the same behind a good element
             Bytes{255, 0x00, 3, 1, 2, 1},
         }) {
        const auto header = decode_udh(content);
        REQUIRE_FALSE(header.has_value());
        CHECK_FALSE(header.error().what.empty());
    }
}
