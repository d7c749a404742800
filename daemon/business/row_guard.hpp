#pragma once
// One row after the other, so that one that cannot be dealt with stops no other. A good batch pays nothing for it: it is
// tried without precautions, and only when something failed it is begun again carefully, each row within a savepoint. What
// fails then is taken back and set aside (docs/decisions/0044). Inside the clerk's open transaction.

#include "codecs/time.hpp"
#include "daemon/store/store.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hall::daemon {

/// Something stood on a damaged page of the file. SQLite then lets the open transaction do nothing but roll back; begun again,
/// it finds `key` in RowGuard's memory and leaves it alone. No std::exception, so that nobody takes it for a row's fault.
struct TransactionDoomed {
    std::string key;
    std::string why;
};

class RowGuard {
public:
    explicit RowGuard(store::Store& store) : store_(store) {}

    /// Called before each savepoint; what it gives takes back, in the memory beside the store, what was done since.
    void take_back_by(std::function<std::function<void()>()> mark) { mark_ = std::move(mark); }

    /// A transaction begins at `now`.
    void begin(UtcTime now) {
        now_ = now;
        failures_ = 0;
        told_.clear();
    }

    /// The transaction is on disk: logs what it set aside.
    void tell();

    void be_careful(bool careful) { careful_ = careful; }
    bool careful() const { return careful_; }
    /// How many rows failed since begin().
    std::size_t failures() const { return failures_; }

    /// Without precautions: does `work`, and lets pass what it throws. Carefully: what it throws is taken back, its row is
    /// set aside, and the answer is false; `withdraw` then takes the row from where it would be found again (it may fail:
    /// who looks for due rows leaves out those that are set aside). Throws StoreError when it is the store that fails.
    /// `found_again`: what is not done now is found by itself the next time, so that it may be left, see only_doomed().
    bool attempt(const store::AsideRow& row, const std::function<void()>& work,
                 const std::function<void()>& withdraw = {}, bool found_again = false);

    /// Does `work` within a savepoint, careful or not. Says why it failed and was taken back; empty: it did not. `key` names
    /// it within the batch. Throws StoreError when it is the store that fails, TransactionDoomed when a page is damaged.
    std::string try_alone(const std::string& key, const std::function<void()>& work);

    /// Outside of a transaction, where it harms nothing: reads, and remembers what stands on a damaged page.
    void probe(const std::string& key, const std::function<void()>& read);

    /// The batch is over: what was damaged is set aside by now, or was an event's own.
    void forget_doomed() {
        doomed_.clear();
        only_doomed_ = false;
    }
    /// Too many were found on damaged pages: this transaction sets those aside, and leaves the other rows that are found
    /// again to the next one.
    void only_doomed() { only_doomed_ = true; }

    static std::string key_of(const store::AsideRow& row) { return row.kind + " " + std::to_string(row.row_id); }

    /// Sets a row aside that is known to be bad.
    void set_aside(store::AsideRow row, std::string why, const std::function<void()>& withdraw = {});

    /// It was set aside before and is tried again: should it fail once more, it is the same case. Without a row: no other is.
    void expect_again(const store::AsideRow& row) { again_[{row.kind, row.row_id}] = row; }
    void expect_again() { again_.clear(); }

    /// A page of the database file is damaged: since when that is known, and what SQLite said.
    const std::optional<UtcTime>& damaged_since() const { return damaged_since_; }
    const std::string& damage() const { return damage_; }

    void note_damage(const std::string& why);

private:
    store::Store& store_;
    std::function<std::function<void()>()> mark_ = [] { return [] {}; };
    UtcTime now_{};
    bool careful_ = false;
    std::size_t failures_ = 0;
    bool only_doomed_ = false;
    std::vector<store::AsideRow> told_;
    std::map<std::pair<std::string, std::int64_t>, store::AsideRow> again_;
    std::map<std::string, std::string> doomed_;  // key -> why
    std::optional<UtcTime> damaged_since_;
    std::string damage_;
};

}  // namespace hall::daemon
