#pragma once
// Between the clerk's values and the store's rows, so that neither side learns the other.

#include "codecs/text/msisdn.hpp"
#include "codecs/text/reassembly.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/store/rows.hpp"

#include <optional>

namespace hall::daemon {

store::AddressRow to_row(const codecs::Address& address);
codecs::Address from_row(const store::AddressRow& row);

/// The address of a sender as it is to be read, and answered. Some SMSCs say "alphanumeric" (TON 5) of every sender: one whose
/// address is a mobile number of the plan is no name. All others are as they came.
codecs::Address sender_address(codecs::Address source, const codecs::NumberPlan& plan);

store::PartRow to_row(const codecs::PartInfo& part);
codecs::PartInfo from_row(const store::PartRow& row);

/// The PDU as it came; kind and status are the caller's.
store::InboundRow to_row(const TextArrived& event, const std::string& subscriber, UtcTime now);

store::RefusedRow to_row(const PduRefused& event);

store::SettledRow to_row(const SubmitSettled& event);

/// What became of a part as one line, for a settlement that cannot be written yet; and back. Throws std::runtime_error when
/// the line is none.
std::string settlement_text(const SubmitSettled& event);
store::SettledRow settled_from_text(std::int64_t outbound_id, const std::string& text);

/// TLVs as one blob, in wire form, and back. Throws std::runtime_error when it does not decode: what was written by us
/// does, and what is no longer as it was written must not go to anybody.
store::Blob to_blob(const codecs::TlvList& tlvs);
codecs::TlvList tlvs_from_blob(const store::Blob& blob);

/// The submit_sm that was never settled, as it was. Throws std::runtime_error when its row is not as it was written.
OutboundPart from_row(const store::WaitingOutboundRow& row);

/// A part that waits, without its header. Throws likewise.
codecs::WaitingPart waiting_part(const store::WaitingPartRow& row);

}  // namespace hall::daemon
