#include "daemon/business/row_guard.hpp"

#include "daemon/observe/log.hpp"

namespace hall::daemon {

std::string RowGuard::try_alone(const std::string& key, const std::function<void()>& work) {
    if (const auto doomed = doomed_.find(key); doomed != doomed_.end()) return doomed->second;
    const auto take_back = mark_();
    try {
        auto savepoint = store_.savepoint();
        work();
        savepoint.release();
        return {};
    } catch (const store::StoreError& error) {
        if (error.page_damaged()) {
            note_damage(error.what());
            doomed_[key] = error.what();
            throw TransactionDoomed{key, error.what()};
        }
        if (!error.row_at_fault()) throw;
        take_back();
        return error.what();
    } catch (const std::exception& error) {
        take_back();
        const std::string why = error.what();
        return why.empty() ? "it could not be dealt with" : why;
    }
}

bool RowGuard::attempt(const store::AsideRow& row, const std::function<void()>& work,
                       const std::function<void()>& withdraw, bool found_again) {
    if (!careful_) {
        work();
        return true;
    }
    if (only_doomed_ && found_again && !doomed_.contains(key_of(row))) return false;
    auto why = try_alone(key_of(row), work);
    if (why.empty()) return true;
    // Nothing can be written on a damaged page.
    set_aside(row, std::move(why), doomed_.contains(key_of(row)) ? std::function<void()>{} : withdraw);
    return false;
}

void RowGuard::probe(const std::string& key, const std::function<void()>& read) {
    try {
        read();
    } catch (const store::StoreError& error) {
        if (!error.page_damaged()) throw;
        doomed_[key] = error.what();
    }
}

void RowGuard::set_aside(store::AsideRow row, std::string why, const std::function<void()>& withdraw) {
    ++failures_;
    row.since = row.last_at = to_millis(now_);
    if (const auto before = again_.find({row.kind, row.row_id}); before != again_.end()) {
        row.id = before->second.id;
        row.since = before->second.since;
        row.tries = before->second.tries + 1;
        if (!row.due) row.due = before->second.due;
    }
    row.why = std::move(why);
    store_.aside.record(row);
    told_.push_back(std::move(row));
    if (!withdraw) return;
    try_alone("withdraw " + key_of(told_.back()), withdraw);  // whoever looks for due rows leaves it out in any case
}

void RowGuard::tell() {
    for (const auto& row : told_)
        log(LogLevel::error, "row_set_aside", {{"kind", row.kind}, {"id", row.row_id}, {"why", row.why}});
    told_.clear();
}

void RowGuard::note_damage(const std::string& why) {
    if (!damaged_since_) damaged_since_ = now_;
    damage_ = why;
}

}  // namespace hall::daemon
