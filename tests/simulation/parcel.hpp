#pragma once
// What the simulated SMSC holds for the hall: texts of subscribers as they meant them, and the PDUs in which they
// travel, each of which is delivered until it was seen to be acknowledged.

#include "codecs/smpp/pdu.hpp"
#include "codecs/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace hall::simulation {

/// One deliver_sm or data_sm. It keeps its content through all deliveries; only the sequence number is new.
struct Parcel {
    enum class State { waiting, under_way, acknowledged };

    std::size_t number = 0;
    std::size_t text = 0;      // which text it is (a part of); no_text for a receipt
    std::size_t smsc = 0;      // which SMSC has it
    codecs::ShortMessage message;
    bool as_data_sm = false;
    // Of a receipt: the message it speaks of, and its end in the hall's words (empty: not the end).
    std::string message_id;
    std::string final_state;
    State state = State::waiting;
    Instant first_sent{};
    Instant due{};             // when it may be delivered (again)
    int deliveries = 0;
    int in_flight = 0;         // copies of it
    // Of the acknowledgement that counted.
    Instant acknowledged_at{};
    Millis answered_after{};
    std::uint64_t acknowledged_on = 0;  // connection
    bool met_freeze = false;            // then the hall cannot tell how long it lay there
    bool never_forgotten = false;       // by an SMSC that dies

    static constexpr std::size_t no_text = SIZE_MAX;
};

/// What a subscriber sent. Texts of the same subscriber, destination and body are one group: nothing on the wire
/// tells them apart.
struct Text {
    std::size_t number = 0;
    std::string subscriber;   // as in the source address
    std::string destination;
    std::string body;         // UTF-8
    enum class Repeat {
        none,
        honest,     // meant so, and every earlier one is beyond doubt: must be answered
        prompt,     // meant so, and soon: must be answered if nothing comes between, and is ambiguous otherwise
        ambiguous,  // the SMSC may deliver an earlier one again: may be taken for that
    } repeat = Repeat::none;
    std::size_t repeats = 0;  // a prompt one: which text
    std::vector<std::size_t> parcels;

    std::string group() const { return subscriber + " " + destination + " " + body; }
};

}  // namespace hall::simulation
