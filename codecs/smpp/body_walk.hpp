#pragma once
// The mandatory part of each body as a table of fields, and a walker that finds where every field lies.
// It checks each bound and each closing NUL, so that whoever reads afterwards can trust them, and it says
// where the mandatory part ends and the TLVs begin.
// Must not know PDU values nor libsmpp34.

#include "codecs/result.hpp"
#include "codecs/smpp/command.hpp"
#include "codecs/smpp/status.hpp"

#include <cstddef>

namespace hall::codecs {

enum class FieldKind : std::uint8_t {
    text,               // C-octet string: octets and a closing NUL
    time,               // the same, empty or 16 octets [SMPP v3.4, 7.1.1]
    octet,              // one octet that may hold anything
    ton,                // type of number [5.2.5]
    npi,                // numbering plan [5.2.6]
    interface_version,  // [5.2.4]
    short_message,      // sm_length and as many octets [5.2.21, 5.2.22]
};

struct Field {
    const char* name;
    FieldKind kind;
    std::size_t most;        // largest number of octets in it, without the NUL or the length octet
    CommandStatus too_long;  // what to answer when it holds more
};

/// The mandatory fields of a body in wire order; empty for a command that is a header only, and for those
/// commands that the hall does not decode (submit_multi, query_sm, cancel_sm, replace_sm).
std::span<const Field> mandatory_fields(CommandId command);

/// What a field holds: a number for the one-octet kinds, octets for the others.
struct FieldValue {
    std::uint8_t number = 0;
    std::string text;
    bool operator==(const FieldValue&) const = default;
};
using FieldValues = std::vector<FieldValue>;

/// Where a field lies in the body, closing NUL or length octet included.
struct FieldPlace {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct BodyWalk {
    std::vector<FieldPlace> places;  // one for each mandatory field
    std::size_t end = 0;             // where the TLVs begin
};

struct BodyFault {
    const Field* field = nullptr;  // never null
    CommandStatus answer = CommandStatus::system_error;
    bool cut_off = false;  // the body ended inside this field; otherwise the field itself is too long
    std::size_t begin = 0;  // where the field begins
};

/// Walks the mandatory part. A body that ends too early is ESME_RINVCMDLEN, an sm_length of 255 or past
/// the end ESME_RINVMSGLEN, and a string without NUL within its size what the table says for that field.
result<BodyWalk, BodyFault> walk_body(std::span<const Field> fields, ByteView body);

/// The values of all fields of a body that was walked.
FieldValues read_fields(std::span<const Field> fields, ByteView body, const BodyWalk& walk);

/// Appends one field, with its NUL or length octet. The value must fit the field.
void append_field(const Field& field, const FieldValue& value, Bytes& out);

}  // namespace hall::codecs
