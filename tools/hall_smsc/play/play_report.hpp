#pragma once
// What a play came to, as a table for people and as JSON for scripts.

#include "tools/hall_smsc/statistics.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hall::tools {

struct PlayReport {
    std::string about;
    std::uint64_t seed = 0;
    double seconds = 0;         // from the first bind to the end
    double texted_seconds = 0;  // of these, while texts were offered
    bool settled = false;

    std::size_t begun = 0;
    std::size_t acknowledged = 0;
    std::size_t owed = 0;  // texts to which a reply is due
    std::size_t answered = 0;
    std::size_t answered_meanwhile = 0;  // while texts were offered
    std::size_t hit = 0;                 // texts to whose submits happened what the scenario wished
    Quantiles others_ms;                 // from the text to its reply, of those to which nothing happened
    Quantiles hit_ms;                    // of the others
    std::size_t waited_in_vain = 0;  // a subscriber's patience ended before the reply came

    std::size_t delivered = 0;    // deliver_sm handed to a link, receipts included
    std::size_t redelivered = 0;  // of those, not the first time
    std::size_t refused = 0;      // deliver_sm_resp with another status than 0
    std::size_t delivery_answers_lost = 0;

    std::size_t submits = 0;
    std::size_t kept = 0;
    std::size_t throttled = 0;
    std::size_t submits_later = 0;  // after the first five seconds of submits
    std::size_t throttled_later = 0;
    std::size_t submit_answers_lost = 0;
    std::size_t late_answers = 0;

    std::size_t links_bound = 0;
    std::size_t links_dropped = 0;
    std::size_t links_lost = 0;
    std::size_t silences = 0;
    std::uint64_t enquire_links = 0;  // that the hall sent
    std::size_t binds_refused = 0;
    std::size_t receipts = 0;  // handed for the first time

    std::size_t overtaken = 0;  // replies first taken after the reply to a later text of the same subscriber
    std::size_t repeated = 0;
    std::size_t stray = 0;
    std::vector<std::uint32_t> unanswered;  // the texts, as the record counts them

    /// Every text was acknowledged, and answered where a reply is due.
    bool whole() const { return acknowledged == begun && answered == owed; }
};

std::string to_table(const PlayReport& report);
std::string to_json(const PlayReport& report);

}  // namespace hall::tools
