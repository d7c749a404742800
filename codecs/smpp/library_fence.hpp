#pragma once
// The only door to libsmpp34. The library is given a copy of the mandatory part that it can neither
// refuse nor be harmed by: a plain header, no TLVs, a spare NUL behind it, and harmless values in the
// fields that it judges too strictly. What was replaced is put back afterwards, so the caller never notices.
// Not thread-safe: every call of the library writes its global log.
// Must not know PDU values.

#include "codecs/smpp/body_walk.hpp"

#include <cstddef>

namespace hall::codecs {

/// The library refused what the walk had found good. That would be a gap in the fence.
struct LibraryRefusal {
    std::string what;
};

/// Reads the mandatory fields of `body`, which `walk` has found good, through libsmpp34.
result<FieldValues, LibraryRefusal> library_unpack(CommandId command, ByteView body, const BodyWalk& walk);

/// Header and mandatory part of a frame through libsmpp34. The values must fit their fields. The header has
/// status 0 and a sequence number of no meaning, and the length of what is returned: patch them.
result<Bytes, LibraryRefusal> library_pack(CommandId command, FieldValues values);

/// How much of the library's log, a global of 2048 octets that it fills without a bound, the last call used.
std::size_t library_log_length();

/// More than this in the log counts as a refusal: the next larger body would write past its end.
inline constexpr std::size_t library_log_limit = 2000;

}  // namespace hall::codecs
