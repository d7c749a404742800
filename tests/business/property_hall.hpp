#pragma once
// A hall to be tormented: a catalogue with every kind of term and small numbers, a dozen phones, an SMSC that loses
// links and delivers again, a disk that fails, a process that dies. Every step follows from the seed.

#include "daemon/clerk/clerk.hpp"
#include "tests/business/property_model.hpp"
#include "tests/business/slow_back_end.hpp"
#include "tests/support/disk_gate.hpp"
#include "tests/support/temp_directory.hpp"

#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace hall::test {

class PropertyHall {
public:
    /// Whose accounts: the hall's own, or those of a back end that takes its time, loses answers and gives them twice.
    enum class Accounts { own, elsewhere };

    PropertyHall(DiskGate& gate, std::uint64_t seed, Accounts accounts, daemon::Sabotage sabotage = {});

    /// Takes so many steps, then lets everything come to rest and returns all that is wrong.
    std::vector<std::string> run(int steps);

    /// How often what came about: outcomes of texts, names of notices, states of rows, "repeated" and "refused" texts.
    std::map<std::string, std::int64_t> tally();

    /// What happened, one step a line, for whoever reads a failure.
    const std::string& history() const { return history_; }

private:
    /// A text as the SMSC knows it.
    struct Sent {
        daemon::TextArrived event;
        int text = 0;         // of the model
        bool taken = false;   // answered with OK at least once
        bool proven = false;  // the answer is known to have been read
    };

    void open();
    void step();
    void send_texts();
    void redeliver();
    void hand_in(const std::vector<std::size_t>& which);
    void hear_answers(const daemon::BatchResult& result, const std::vector<std::size_t>& which, std::uint32_t first);
    daemon::BatchResult handle(std::vector<daemon::Event> events);
    void check_rest();
    void see_notices();
    void check_announced();
    void answer_back_end();
    void crash(bool orderly);
    void move_clock();
    void pay();
    void import_line();
    void settle();
    void note(const std::string& line) { history_ += line + "\n"; }

    std::size_t write(const std::string& phone);
    daemon::TextArrived event_of(const std::string& phone, const std::string& body, const std::string& to);
    std::string body_for(const std::string& phone, const std::string& to);
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
    bool chance(int percent) { return pick(100) < percent; }
    const std::string& one_of(const std::vector<std::string>& all) {
        return all[static_cast<std::size_t>(pick(static_cast<int>(all.size())))];
    }
    const std::string& somebody();

    DiskGate& gate_;
    std::mt19937_64 random_;
    TempDirectory directory_;
    std::filesystem::path path_ = directory_ / "hall.db";
    daemon::ClerkSettings settings_;
    Accounts accounts_;
    SlowBackEnd back_end_;
    std::vector<daemon::BackEndRequest> asked_;  // on the way to the back end
    std::int64_t last_notice_ = 0;
    UtcTime now_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<daemon::Clerk> clerk_;
    std::unique_ptr<store::Database> looks_;  // what an operator with sqlite3 would see
    std::uint64_t session_ = 1;
    std::uint32_t sequence_ = 0;
    std::vector<Sent> sent_;
    std::vector<std::size_t> refused_;  // the SMSC keeps them and tries again
    std::map<std::string, std::string> minds_;  // the package that a phone was last about, so that stories come about
    std::vector<daemon::Event> waiting_;  // what the hall will hear of its submits and answers
    std::set<std::int64_t> acted_;        // ids of texts in the database
    PropertyModel model_;
    std::vector<std::string> faults_;
    std::string history_;
    std::int64_t refusals_ = 0;
};

}  // namespace hall::test
