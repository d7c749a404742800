#pragma once
// What is drawn for a history before it begins: the hall's settings, the SMSC's manners, and how often what goes
// wrong. Most kinds of trouble are absent from any one history, so that a failing one is short to read.

#include "daemon/config/settings.hpp"
#include "tests/simulation/sim_random.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hall::simulation {

inline constexpr std::size_t most_smscs = 2;
inline constexpr const char* smsc_names[most_smscs] = {"main", "second"};
inline std::size_t smsc_index(std::string_view name) { return name == smsc_names[0] ? 0 : 1; }

/// From the begin of the history.
struct Stretch {
    Millis from{};
    Millis lasts{};  // 0: never
    bool holds(Millis since_begin) const { return since_begin >= from && since_begin < from + lasts; }
};

struct Plan {
    // The hall.
    std::size_t links = 1;
    bool pairs = false;  // each link a transmitter and a receiver
    std::size_t window = 10;
    std::uint32_t rate = 0;
    std::size_t batch_limit = 256;
    std::size_t inbox_limit = 5000;
    std::size_t outbox_limit = 50000;
    Millis enquire_link{};
    Millis response_timeout{};
    Millis reconnect_to{};
    Millis long_text_limit{};
    codecs::LongMessages long_messages = codecs::LongMessages::udh16;
    bool receipts = false;
    daemon::Unanswered unanswered = daemon::Unanswered::resend;
    Millis commit_from{};  // how long a commit takes
    Millis commit_to{};
    double slow_commit = 0;  // chance of one that takes seconds
    Millis slowest_commit{};

    // The network.
    Millis latency_from{};
    Millis latency_to{};
    double slow_packet = 0;
    Millis slowest_packet{};
    Millis slowest_delay{};  // of all packets, in this history
    double split = 0;  // chance that a write arrives in pieces

    // The SMSC.
    Millis patience{};
    std::size_t deliver_window = 10;
    bool late_answer_counts = false;
    Millis smsc_enquire_link{};
    Millis smsc_inactivity{};
    bool one_session_a_link = false;  // a second bind is refused while the first seems alive
    Millis longest_redelivery_wait{};
    Millis forgets{};  // what an SMSC that dies may forget of what it has read
    double twin = 0;
    double lost_connect = 0;  // nobody answers a connection attempt
    double data_sm = 0;
    double refuse_bind = 0;
    // For each submit.
    double throttle = 0;
    std::uint32_t most_per_second = 0;  // throttles beyond it; 0: no limit
    bool throttles_by_rate = false;     // so much that the hall has to slow down
    double passing_refusal = 0;
    double final_refusal = 0;
    double odd_refusal = 0;  // about the session, about everything, or of the vendor's own
    double lost_answer = 0;     // taken, and the answer never sent
    double swallowed = 0;       // not taken, and no answer
    double late_answer = 0;
    Millis latest_answer{};
    // How receipts write a message id that submit_sm_resp gave in hexadecimal.
    bool decimal_receipts = false;
    bool padded_receipts = false;

    // The subscribers.
    Millis length{};  // of the troubled part of the history; then everything works until all is settled
    std::size_t subscribers = 1;
    std::size_t texts = 1;
    double long_text = 0;
    double repeat = 0;

    // How often in the troubled part.
    std::size_t kills = 0;
    std::size_t power_cuts = 0;
    std::size_t kills_in_store = 0;  // at a drawn disk operation
    std::size_t stops = 0;
    std::size_t disk_faults = 0;
    std::size_t link_losses = 0;
    std::size_t half_open = 0;
    std::size_t smsc_deaths = 0;
    std::size_t stalls = 0;       // of a connection
    std::size_t freezes = 0;      // of the hall's process, all threads
    std::size_t clock_steps = 0;  // of the time of day, by seconds

    // One odd thing (see plan_odd.cpp): in a share of the histories, one kind or two in each.
    std::size_t smscs = 1;              // the subscribers are theirs by turns
    Stretch second_away;                // the second SMSC: nobody listens there
    std::size_t unreachable = 0;        // so many subscribers, from the first: each submit to them is refused with ...
    codecs::CommandStatus unreachable_status = codecs::CommandStatus::message_queue_full;
    Stretch unreachable_during;
    std::size_t flood = 0;              // texts by the first subscriber, beside the others
    Stretch flood_during;
    bool book = false;                  // the hall sells, has subscribers in its book, and charges come due
    std::size_t dialogues = 0;          // with those who order, confirm, decline, try, cancel and ask
    std::string victim;                 // whose rows are spoilt; empty: nobody's
    std::size_t spoilings = 0;
    Millis clock_jump{};                // the time of day is set by so much, days ahead or minutes to days back; 0: never
    bool jump_while_down = false;
    double jump_undone = 0;             // chance that it is set right again; otherwise `hallctl clock accept`

    /// The odd one himself: his own waits are not judged.
    bool is_odd(std::string_view subscriber) const;
    /// Nothing reaches him now.
    bool is_unreachable(std::string_view subscriber, Millis since_begin) const;
    /// Where he belongs.
    std::size_t smsc_of(std::string_view subscriber) const;
};

Plan draw_plan(Random& random);

/// Adds one odd thing to the plan, or two, or none.
void draw_odd_things(Plan& plan, Random& random);

/// The subscriber with this number in the history, from 0, as his SMSC writes him.
std::string subscriber_number(std::size_t index);

/// From now on nothing goes wrong any more: what is left has to settle.
void calm(Plan& plan);

}  // namespace hall::simulation
