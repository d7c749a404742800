#pragma once
// Between the clerk's values and the store's rows, so that neither side learns the other.

#include "codecs/text/user_data_header.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/store/rows.hpp"

#include <optional>

namespace hall::daemon {

store::AddressRow to_row(const codecs::Address& address);
codecs::Address from_row(const store::AddressRow& row);

store::PartRow to_row(const codecs::PartInfo& part);
codecs::PartInfo from_row(const store::PartRow& row);

/// The PDU as it came; kind and status are the caller's.
store::InboundRow to_row(const TextArrived& event, const std::string& subscriber, UtcTime now);

store::SettledRow to_row(const SubmitSettled& event);

/// TLVs as one blob, in wire form, and back. A blob that does not decode (it was written by us) gives what
/// could be read: nothing.
store::Blob to_blob(const codecs::TlvList& tlvs);
codecs::TlvList tlvs_from_blob(const store::Blob& blob);

/// The submit_sm that was never settled, as it was.
OutboundPart from_row(const store::WaitingOutboundRow& row);

/// The content of a part that waits, without its header.
Bytes content_of(const store::WaitingPartRow& row);

}  // namespace hall::daemon
