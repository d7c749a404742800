#pragma once
// The deliver_sm that the hall has not taken yet, and the rules by which an SMSC delivers again: after a lost link,
// an answer that did not come in time, an answer that says later. Every delivery has a new sequence number, and an
// answer to one that was given up is not believed.
// Must not know sockets or clocks: the moment is an argument.

#include "codecs/result.hpp"
#include "tools/hall_smsc/play/faults.hpp"
#include "tools/hall_smsc/smsc.hpp"

#include <deque>
#include <unordered_map>

namespace hall::tools {

/// One deliver_sm: a part of a text, or a receipt.
struct Parcel {
    std::uint32_t text = 0;  // 0: a receipt
    std::uint8_t part = 1;
    std::uint8_t parts = 1;
    std::uint32_t subscriber = 0;
    std::string body;  // for the record
    Bytes frame;
    LinkId only = 0;   // 0: any link
    LinkId avoid = 0;  // used only when there is no other
    std::string id;    // of a receipt
    std::string state;
    ReceiptVariant variant = ReceiptVariant::tlv;
    std::uint32_t attempts = 0;
};

using ParcelId = std::uint64_t;

enum class Outcome : std::uint8_t {
    unknown,       // nothing was delivered under this number
    given_up,      // that delivery had been given up
    acknowledged,  // for the first time
    again,         // it had been acknowledged before
    refused,       // and will be delivered again
};

struct DeliveryAnswer {
    Outcome outcome = Outcome::unknown;
    std::uint32_t text = 0;
    std::uint8_t part = 0;
};

class Deliveries {
public:
    /// `plan` draws when to deliver again; it must outlive this object.
    Deliveries(Millis patience, FaultPlan& plan) : patience_(patience), plan_(plan) {}

    void add(Parcel parcel, Instant due);

    /// Of those due by `now` the one that has waited longest; it must be handed() or put back by not_handed().
    std::optional<ParcelId> next_due(Instant now);
    Parcel& parcel(ParcelId id) { return parcels_.at(id).parcel; }

    void handed(ParcelId id, LinkId link, std::uint32_t sequence, Instant now);
    void not_handed(ParcelId id, Instant due);

    /// The parcel that was delivered under this number; `believed` false: read and forgotten.
    DeliveryAnswer answered(std::uint32_t sequence, codecs::CommandStatus status, bool believed, Instant now);

    /// What was delivered on this link and not acknowledged will be delivered again.
    void link_lost(LinkId link, Instant now);

    /// Gives up deliveries that were not answered in time.
    void look(Instant now);

    /// Parcels not acknowledged yet.
    std::size_t waiting() const { return waiting_; }

private:
    struct Held {
        Parcel parcel;
        std::size_t copies = 0;   // deliveries under way that may still be believed
        std::size_t entries = 0;  // in deliveries_, those given up too
        bool due = false;         // in due_, to be handed
        bool acknowledged = false;
    };
    struct Delivery {
        ParcelId parcel = 0;
        LinkId link = 0;
        bool given_up = false;
    };

    void give_up(Delivery& delivery, Instant now);
    void put_back(ParcelId id, Held& held, Instant due);
    void forget_if_done(std::unordered_map<ParcelId, Held>::iterator held);

    Millis patience_;
    FaultPlan& plan_;
    std::unordered_map<ParcelId, Held> parcels_;
    ParcelId last_ = 0;
    std::size_t waiting_ = 0;
    std::multimap<Instant, ParcelId> due_;
    std::map<std::uint32_t, Delivery> deliveries_;  // by sequence number
    std::deque<std::pair<Instant, std::uint32_t>> deadlines_;
};

}  // namespace hall::tools
