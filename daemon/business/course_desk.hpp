#pragma once
// What happens by itself as the days pass: months are charged, prices return, trials end, points are granted and
// expire, invitations lapse. Each day's events happen in order, also when nobody looked for many days.

#include "daemon/business/business_desk.hpp"

namespace hall::daemon {

class CourseDesk {
public:
    CourseDesk(const BusinessTools& tools, BackEnd& back_end) : tools_(tools), rewards_(tools), back_end_(back_end) {}

    /// Does what is due, at most so much that no text waits long for the rest. True when more is due. What cannot be dealt
    /// with is RowGuard's.
    bool run(const HallTime& now, BusinessOutput& out);

    /// Outside of a transaction: finds those of the due rows that stand on damaged pages. Throws StoreError.
    void probe_due(campaigns::Date today);

    /// When run() will next have work, by the hall's clock.
    std::optional<UtcTime> next_due();

private:
    std::optional<std::int64_t> next_day();
    /// A row of the table `kind`, by its id.
    struct DueRow {
        const char* kind;
        std::int64_t id;
    };
    template <class Rows>
    void take_row(const DueRow& due, Rows& rows, const HallTime& time, BusinessOutput& out);
    template <class Rows>
    void note_whose(Rows& rows, store::AsideRow& what);
    void take_day(std::int64_t day, campaigns::Date today, std::size_t& budget, BusinessOutput& out);
    bool given_up(const store::SubscriptionRow& row, const HallTime& time);
    bool has_it(const store::SubscriptionRow& row);
    void go_on(store::SubscriptionRow& row, const HallTime& time, BusinessOutput& out);
    void charge(store::SubscriptionRow& row, campaigns::Subscription& one, const HallTime& time, BusinessOutput& out);
    void notify(const store::SubscriptionRow& row, const char* text, campaigns::Values values, BusinessOutput& out);
    void go_on(store::ReferralRow& row, const HallTime& time, BusinessOutput& out);
    bool kept(const store::ReferralRow& row);

    BusinessTools tools_;
    StaffRewards rewards_;
    BackEnd& back_end_;
    campaigns::Date seen_;  // the day on which what is due is looked at
};

}  // namespace hall::daemon
