#pragma once
// What the SMSC and the hall's wire show of themselves, for whoever judges the history. The judge sees both ends of
// each connection; neither end sees the judge.

#include "codecs/smpp/pdu.hpp"
#include "tests/simulation/parcel.hpp"

#include <cstdint>

namespace hall::simulation {

/// A request on a connection.
struct RequestId {
    std::uint64_t connection = 0;
    std::uint32_t sequence = 0;
    auto operator<=>(const RequestId&) const = default;
};

class Witness {
public:
    virtual ~Witness() = default;

    /// The SMSC read a deliver_sm_resp or data_sm_resp with status 0 for this parcel.
    virtual void acknowledged(const Parcel& parcel, RequestId delivery) = 0;

    /// The hall wrote a submit_sm for this outbound row.
    virtual void submit_written(RequestId submit, std::int64_t outbound_id) = 0;
    /// The hall gave this outbound row up, or holds it for a person, because nobody answered: others pass it.
    virtual void given_up(std::int64_t outbound_id) = 0;
    /// The SMSC read the submit.
    virtual void submit_read(RequestId submit, const codecs::SubmitSm& pdu) = 0;
    /// The SMSC took the part; the answer may still be lost.
    virtual void submit_taken(RequestId submit, const codecs::SubmitSm& pdu) = 0;
    /// The SMSC wrote an answer to it (any status).
    virtual void submit_answered(RequestId submit) = 0;
    /// The connection is gone at the SMSC's end.
    virtual void connection_over(std::uint64_t connection) = 0;
};

}  // namespace hall::simulation
