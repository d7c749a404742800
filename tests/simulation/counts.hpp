#pragma once
// What a history contained: how often each thing that a hall must stand happened. Sums of many histories show that
// the simulation does what it claims to.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hall::simulation {

enum class Count : std::size_t {
    texts,             // MOs that subscribers sent
    long_texts,        // of them in several parts
    honest_repeats,    // the same text again, and meant so: must be answered again
    ambiguous_repeats, // the same text again while the first may be delivered again: not judged
    deliveries,        // deliver_sm and data_sm sent by the SMSC
    redeliveries,      // of them again, because no status-0 answer was seen
    twin_deliveries,   // of them on two links at once
    late_answers,      // deliver_sm_resp that came after the SMSC's patience
    refused_texts,     // answered "try later" by the hall
    recognised,        // repeats that the hall recognised
    effects,           // texts that the hall dealt with
    submits,           // submit_sm that reached the SMSC
    taken,             // of them taken
    taken_again,       // of them taken although an earlier copy was taken
    throttles,
    submits_refused,   // for other reasons, in passing or for good
    lost_answers,      // submit_sm_resp never sent, the part taken or not
    late_submit_answers,
    receipts,
    replies_refused,
    replies_given_up,
    replies_held,
    crashes,           // the process killed
    power_cuts,
    stops,             // in order
    disk_faults,
    link_losses,
    half_open,
    smsc_deaths,       // the SMSC gone with all links, having forgotten the last answers
    refused_binds,
    stalls,
    freezes,
    clock_steps,
    flood_texts,
    unreachable,       // submits to a destination that was full or throttled for a while
    away,              // SMSCs that were away for a while
    dialogues,
    orders,            // carried out
    charges,
    spoilt_rows,
    clock_jumps,
    clock_accepted,    // by hallctl
    steps,             // events
    last,
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(Count::last)> count_names = {
    "texts",
    "texts in several parts",
    "honest repeats",
    "ambiguous repeats",
    "deliveries",
    "redeliveries",
    "deliveries on two links at once",
    "answers after the SMSC's patience",
    "texts answered 'try later'",
    "repeats recognised",
    "effects",
    "submits",
    "submits taken",
    "submits taken again",
    "submits throttled",
    "submits refused otherwise",
    "submit answers lost",
    "submit answers late",
    "receipts",
    "parts of replies refused",
    "parts of replies given up",
    "parts of replies held",
    "crashes",
    "power cuts",
    "orderly stops",
    "disk faults",
    "link losses",
    "half-open links",
    "SMSC deaths",
    "binds refused",
    "stalled links",
    "freezes of the hall",
    "steps of the time of day",
    "texts of a flood",
    "submits to the unreachable",
    "SMSCs away for a while",
    "dialogues with customers",
    "orders",
    "charges",
    "rows spoilt",
    "jumps of the time of day",
    "times of day accepted",
    "events",
};

class Counts {
public:
    void add(Count what, std::uint64_t how_many = 1) { values_[static_cast<std::size_t>(what)] += how_many; }
    std::uint64_t of(Count what) const { return values_[static_cast<std::size_t>(what)]; }
    Counts& operator+=(const Counts& other) {
        for (std::size_t i = 0; i < values_.size(); ++i) values_[i] += other.values_[i];
        return *this;
    }

private:
    std::array<std::uint64_t, static_cast<std::size_t>(Count::last)> values_{};
};

}  // namespace hall::simulation
