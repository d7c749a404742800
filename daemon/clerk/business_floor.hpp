#pragma once
// Where the clerk and the business meet: texts that ask for an action go in, replies and notices come out as submits.
// A hall without a catalogue has none of it, and every action is not available yet.

#include "daemon/back_end/book.hpp"
#include "daemon/business/business_desk.hpp"
#include "daemon/business/course_desk.hpp"
#include "daemon/clerk/hall_clock.hpp"
#include "daemon/clerk/notice_desk.hpp"
#include "daemon/clerk/reply_writer.hpp"
#include "daemon/observe/log.hpp"

#include <memory>

namespace hall::daemon {

class BusinessFloor {
public:
    /// `back_end`: nullptr for the book in the hall's own database.
    BusinessFloor(store::Store& store, const ClerkSettings& settings, ReplyWriter& writer, RowGuard& rows, const OpenLanes& open,
                  BackEnd* back_end);

    /// Once, at the start, inside a transaction.
    void begin(UtcTime now) {
        clock_.begin();
        if (!desk_) return;
        const auto alone = [this](const char* what, const std::function<void()>& work) {
            if (const auto why = rows_.try_alone(what, work); !why.empty())
                log(LogLevel::error, "not_caught_up", {{"what", what}, {"why", why}});
        };
        alone("notices", [&] { notices_.catch_up(holds(now), now); });
        alone("packages", [&] { warn_of_gone_packages(*settings_.catalogue); });
        plan();  // what came due while nobody looked is not left until the first text
    }

    /// Packages that people have and that leave the catalogue with `next` (nullptr: there will be none); the log is told
    /// of them, too. Inside a transaction. Throws StoreError.
    std::vector<PackageGone> warn_before(const campaigns::Catalogue* next);

    /// The menu, the catalogue or the words in the settings are others from now on.
    void reopen();

    const HallClock& clock() const { return clock_; }

    /// While the machine's clock is in doubt: nothing is due, and what acts is put off. See may_act().
    void stand_still(bool still) { still_ = still; }
    bool stands_still() const { return still_; }

    /// Whether the action may be carried out now: in doubt only what changes nothing, and an opt-out.
    bool may_act(std::string_view action) const;

    /// See QuestionDesk.
    Heard hear(const std::string& subscriber, const std::string& hall_number, const QuestionDesk::Said& said,
               UtcTime now);
    std::optional<ToldAnswer> ask_again(const std::string& subscriber, const std::string& hall_number, UtcTime now);
    /// Until when what he was asked can be answered, in real time; nothing: he is not asked.
    std::optional<UtcTime> question_until(const std::string& subscriber, const std::string& hall_number);
    void lapse(const std::string& subscriber, const std::string& hall_number);

    /// What the action comes to, and the reply that says so. Notices that it leads to are in `out`.
    struct Done {
        std::string outcome;
        std::string reply;
    };
    Done act(campaigns::ActionRequest request, const ActionOrigin& origin, std::string agreed, UtcTime now,
             BatchResult& out);
    /// A text of the hall in the language of `number`.
    std::string text(const std::string& number, const ToldAnswer& told) const {
        const auto listening = phrases_->to(number);
        return phrases_->text(told.text, told.values, told.package);
    }

    /// One that was set aside is tried again. Throws std::runtime_error when it cannot be written.
    void send_again(Notice notice, UtcTime now, BatchResult& out) { notices_.write_down(std::move(notice), now, out); }

    void answered(const BackEndAnswer& answer, UtcTime now, BatchResult& out);

    /// What is due by itself.
    void run_due(UtcTime now, BatchResult& out);

    /// Notices that waited for room.
    void send_notices(UtcTime now, BatchResult& out);
    /// All parts of a notice were taken, or not.
    void notice_ended(std::int64_t reply_id, bool taken, UtcTime now) {
        if (course_) notices_.ended(reply_id, taken, holds(now), now);
    }
    const store::NoticeTotals& notices() const { return notices_.totals(); }

    /// Outside of a transaction: finds out which due rows stand on damaged pages. Throws StoreError.
    void probe_due(UtcTime now) {
        if (course_) course_->probe_due(clock_.at(now).day);
    }

    /// At the end of a transaction: looks up what comes due next, if anything in it may have changed that.
    void plan_ahead(UtcTime now) {
        if (desk_ && !planned_) plan();
        notices_.count(now);
    }

    /// When run_due() will have work.
    std::optional<UtcTime> next_due(UtcTime now) const;
    /// When send_notices() will, with nothing else to wake the clerk.
    std::optional<UtcTime> next_notice(UtcTime now) const { return notices_.next_due(now); }

    /// Since when, in real time, what is due in the business has not been done.
    std::optional<UtcTime> due_since(UtcTime now) const;

    /// Notices may have come to their ends beside the way of settlements.
    void catch_up_again() { catch_up_ = true; }

    /// Whether the notice that holds this subscription's charge back must still be sent.
    bool announces(std::int64_t subscription_id, UtcTime now) {
        return course_ && course_->must_be_told(subscription_id, clock_.at(now));
    }

    /// Somebody else may have moved it: look again.
    void plan_anew() {
        planned_ = false;
        notices_.forget();
    }

    /// What was rolled back may have moved it: look again.
    void forget_plans() {
        planned_ = false;
        notices_.forget();
        catch_up_ = true;
        if (desk_) desk_->forget();
    }

private:
    void send(BusinessOutput output, UtcTime now, BatchResult& out);
    void plan();
    NoticeDesk::Holds holds(UtcTime now);
    std::vector<PackageGone> warn_of_gone_packages(const campaigns::Catalogue& catalogue);

    store::Store& store_;
    const ClerkSettings& settings_;
    RowGuard& rows_;
    NoticeDesk notices_;
    HallClock clock_;
    std::unique_ptr<Phrases> phrases_;
    Book book_;
    BackEnd& back_end_;
    std::unique_ptr<BusinessDesk> desk_;
    std::unique_ptr<CourseDesk> course_;
    bool still_ = false;
    // When something is due by the hall's clock, as far as it was looked up.
    bool planned_ = false;
    bool catch_up_ = false;  // with notices that ended while nothing was sold, or in a transaction that was rolled back
    std::optional<UtcTime> course_due_;
    std::optional<UtcTime> cases_due_;
};

}  // namespace hall::daemon
