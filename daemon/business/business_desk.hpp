#pragma once
// The business as the clerk sees it: an action goes in, what came of it comes out, at once or later as a second text.
// Everything it writes is in the clerk's open transaction.

#include "daemon/business/cancel_desk.hpp"
#include "daemon/business/fulfilment.hpp"
#include "daemon/business/order_desk.hpp"
#include "daemon/business/phrases.hpp"
#include "daemon/business/points_desk.hpp"
#include "daemon/business/query_desk.hpp"
#include "daemon/business/question_desk.hpp"
#include "daemon/business/referral_desk.hpp"

namespace hall::daemon {

/// What has to leave once the transaction is on disk.
struct BusinessOutput {
    std::vector<Notice> notices;
    std::vector<BackEndRequest> asked;
};

/// The text that an action came from.
struct ActionOrigin {
    std::int64_t text_id = 0;
    std::string hall_number;
    std::string node;
};

class BusinessDesk {
public:
    BusinessDesk(const BusinessTools& tools, BackEnd& back_end);

    QuestionDesk& questions() { return questions_; }

    /// What the action comes to; "being_processed" when the back end takes its time. `agreed`: the terms that the
    /// subscriber has confirmed, or "".
    campaigns::Outcome take(const campaigns::ActionRequest& request, const ActionOrigin& origin, std::string agreed,
                            const HallTime& time, BusinessOutput& out);

    /// The back end has answered, late, or again, or what nobody asked.
    void answered(const BackEndAnswer& answer, const HallTime& time, BusinessOutput& out);

    /// Asks the back end again where it was silent for too long.
    void ask_again(const HallTime& time, BusinessOutput& out);

    /// What a transaction that was rolled back may have left in the memory.
    void forget() { facts_.clear(); }

private:
    Step begin(Work& work);
    campaigns::Outcome run(Work& work, BusinessOutput& out);
    campaigns::Outcome opt_out(Work& work);
    campaigns::Outcome carried_out(Work& work, std::optional<std::int64_t> subscription, std::string_view package,
                                   const BackEndAnswer& answer);
    void park(Work& work, const Need& need, BackEndRequest request, BusinessOutput& out);
    void finish(Work& work, const campaigns::Outcome& outcome, BusinessOutput& out);
    Work work_of(const store::CaseRow& row, const HallTime& time);
    void check(const store::CaseRow& row) const;
    void take_answer(const BackEndAnswer& answer, const HallTime& time, BusinessOutput& out);
    void ask_again(store::CaseRow& row, const HallTime& time, BusinessOutput& out);
    /// A case that cannot be dealt with is set aside; false then.
    bool attempt(std::int64_t case_id, const std::function<void()>& work);
    void reconcile(const store::CaseRow& row, const HallTime& time, BusinessOutput& out);
    void take_back(Work& work, const store::CaseRow& row);

    BusinessTools tools_;
    BackEnd& back_end_;
    QuestionDesk questions_;
    QueryDesk queries_;
    OrderDesk orders_;
    Fulfilment fulfilment_;
    CancelDesk cancellations_;
    ReferralDesk referrals_;
    PointsDesk points_;
    // Facts that a slow back end has told so far for cases that need more of them.
    std::map<std::int64_t, std::map<std::string, AccountFacts, std::less<>>> facts_;
};

}  // namespace hall::daemon
