#pragma once
// Judges what happens to the book of a hall that sells: after each commit what is new in it, at the end all of it.
//   - Nothing is charged, ordered, expired or given up as too old while the clock is in doubt. Whether it is, the
//     judge knows from the history (World::clock_in_doubt), not from the hall.
//   - Each order is explained by a yes, or by a text that orders at once.
//   - The price returns only after its notice was accepted by the SMSC.
//   - What the business did is told: the reply to the text of each order was sent, or has a reason that is its own.
//   - Nobody's charge waits for the outbox: what is due happens within five minutes in which the hall was well.
//   - No month is charged twice, what was due has happened, and the book's own audit is clean.

#include "daemon/store/database.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/simulation/wait_judge.hpp"
#include "tests/simulation/world.hpp"

namespace hall::simulation {

class BookJudge {
public:
    BookJudge(World& world, const Plan& plan, const WaitJudge& waits) : world_(world), plan_(plan), waits_(waits) {}

    /// Before the first event: what stands in the book then is none of the history's.
    void begin(store::Database& database);

    /// After a commit of the clerk. Reads `database`, which may fail while the disk does.
    void look(store::Database& database);

    /// When all is settled.
    void judge_the_end(const std::filesystem::path& path);

private:
    void look_at_orders(store::Database& database);
    void look_at_charges(store::Database& database);
    void look_at_losses(store::Database& database);
    void judge_notice(store::Database& database, std::int64_t subscription, std::int64_t month);
    void judge_telling(store::Database& database);
    /// Whether what was due `late` ago and earlier has happened.
    void judge_due(store::Database& database, Millis late, bool told_first);
    void look_for_due(store::Database& database);
    bool is_victim(const std::string& number) const { return number == plan_.victim; }

    World& world_;
    const Plan& plan_;
    const WaitJudge& waits_;
    std::int64_t last_order_ = 0;
    std::int64_t last_movement_ = 0;
    std::int64_t losses_ = 0;
    Instant looked_for_due_{};
    Instant doubt_seen_{};
};

}  // namespace hall::simulation
