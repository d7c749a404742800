#pragma once
// The simulated SMSCs, one or two: hold texts until they were seen to be acknowledged, take and refuse submits, lose
// answers, and die. A model: it obeys SMPP and otherwise the plan. It knows nothing of the hall but what comes over the
// wire. What one holds leaves over its own sessions only.

#include "tests/simulation/smsc_session.hpp"
#include "tests/simulation/submit_desk.hpp"
#include "tests/simulation/wait_judge.hpp"
#include "tests/simulation/witness.hpp"

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace hall::simulation {

class SimSmsc {
public:
    SimSmsc(World& world, const Plan& plan, Witness& witness, WaitJudge& waits);

    /// The hall connects to this one; false: nobody listens.
    bool accept(std::size_t smsc, std::shared_ptr<Connection> connection);

    /// A subscriber sends this now, in these PDUs.
    void send(Text text, std::vector<codecs::ShortMessage> parts);

    /// True when the hall has had every chance to be sure that the SMSC read its answer to all of this text: from
    /// then on the same text again is a new one, and nobody may take it for a repeat.
    bool beyond_doubt(const Text& text) const;
    /// True when the hall has seen that the SMSC read its answer, and nothing has happened since.
    bool answered_in_order(const Text& text) const;

    /// All texts are acknowledged and all receipts sent.
    bool settled() const;

    /// One SMSC dies with all its links and comes back after a while.
    void die(std::size_t smsc);
    /// The second one ends all its links, and nobody listens there; see Plan::second_away.
    void go_away();
    /// A bound session drawn by chance; nullptr when there is none.
    SmscSession* any_session();

    /// How messages ended, by their ids, as far as the hall acknowledged a receipt that says so.
    std::map<std::string, std::string> ends_told() const;

    const std::vector<Text>& texts() const { return texts_; }
    const Parcel& parcel(std::size_t number) const { return parcels_[number]; }

    // For the sessions.
    codecs::CommandStatus answer_to_bind(const SmscSession& session);
    std::uint32_t next_sequence() { return ++world_.sequence; }
    void delivered(const SmscSession& session, const Parcel& parcel, std::uint32_t sequence);
    void answered(const SmscSession& session, std::uint32_t sequence, codecs::CommandStatus status);
    void changed(const SmscSession& session);
    void acknowledged(SmscSession& session, Parcel& parcel, std::uint32_t sequence, Millis took);
    void refused(Parcel& parcel, codecs::CommandStatus status);
    void not_answered(Parcel& parcel);
    void submitted(SmscSession& session, std::uint32_t sequence, const codecs::SubmitSm& pdu);
    void ended(SmscSession& session);
    /// The hall took its leave in order: what was acknowledged in this session is not forgotten any more.
    void taken_leave(const SmscSession& session);
    void pump();
    std::string name_of(const Parcel& parcel) const;

private:
    Parcel& new_parcel(std::size_t smsc, std::size_t text, codecs::ShortMessage message);
    bool in_order(std::uint64_t connection) const;
    void later(Parcel& parcel, Millis wait);
    void decide_prompt_repeat(const Parcel& parcel);
    void deliver(Parcel& parcel);
    Millis redelivery_wait(const Parcel& parcel);

    World& world_;
    const Plan& plan_;
    Witness& witness_;
    WaitJudge& waits_;
    SubmitDesk desk_;
    std::vector<std::shared_ptr<SmscSession>> sessions_;
    std::vector<Text> texts_;
    std::deque<Parcel> parcels_;       // a deque: sessions hold pointers
    std::array<std::deque<std::size_t>, most_smscs> ready_;  // due, in the order in which they became so
    std::size_t open_parcels_ = 0;
    std::array<Instant, most_smscs> away_until_{};
};

}  // namespace hall::simulation
