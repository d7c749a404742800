#pragma once
// What happens by itself as the days pass: months are charged, prices return, trials end, points are granted and
// expire, invitations lapse. Each day's events happen in order, also when nobody looked for many days.

#include "daemon/business/business_desk.hpp"

#include <set>

namespace hall::daemon {

class CourseDesk {
public:
    CourseDesk(const BusinessTools& tools, BackEnd& back_end) : tools_(tools), rewards_(tools), back_end_(back_end) {}

    /// What something happens to.
    struct Item {
        enum class Kind { subscription, referral };
        Kind kind = Kind::subscription;
        std::int64_t id = 0;
    };

    /// Does what is due, at most so much that no text waits long for the rest. True when more is due.
    bool run(const HallTime& now, BusinessOutput& out);

    /// What run() was at when it threw; nothing: nothing in particular.
    const std::optional<Item>& under_way() const { return under_way_; }

    /// The subscriber was told what he had to be told before this subscription's next charge.
    void told(std::int64_t subscription_id);

    /// Whether he must still be told it. False when it will not be charged any more; if that is because nobody is there to
    /// pay, it ends.
    bool must_be_told(std::int64_t subscription_id, const HallTime& time);

    /// What is due of it waits until that day, so that it does not keep others from their turn.
    void postpone(const Item& item, campaigns::Date until);

    /// When run() will next have work, by the hall's clock.
    std::optional<UtcTime> next_due();

private:
    std::optional<std::int64_t> next_day();
    void take_day(std::int64_t day, campaigns::Date today, std::size_t& budget, BusinessOutput& out);
    bool given_up(const store::SubscriptionRow& row, const HallTime& time);
    bool held_back(const campaigns::Subscription& one);
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
    std::optional<Item> under_way_;
    std::set<std::int64_t> announced_;  // subscriptions whose notices are in the output of this run, and nowhere else yet
};

}  // namespace hall::daemon
