#include "tests/business/remote_back_end.hpp"

namespace hall::test {

using How = daemon::BackEndAnswer::How;

daemon::BackEndAnswer RemoteBackEnd::answer(const daemon::BackEndRequest& request) {
    daemon::BackEndAnswer answer;
    answer.case_id = request.case_id;
    answer.key = request.key;
    const auto account = balances.find(request.subscriber);
    if (std::holds_alternative<daemon::AskFacts>(request.task)) {
        answer.how = How::facts;
        answer.facts.emplace();
        auto& he = answer.facts->subscriber;
        he.number = request.subscriber;
        if (account == balances.end()) return answer;
        he.status = campaigns::SubscriberFacts::Status::active;
        he.city = "石家庄";
        he.brand = "全球通";
        he.spend = 8800;
        he.balance = account->second;
        return answer;
    }
    const auto known = outcomes.find(request.key);
    if (known != outcomes.end()) {
        auto again = known->second;
        again.case_id = request.case_id;
        return again;
    }
    if (std::holds_alternative<daemon::AskOutcome>(request.task)) {
        answer.how = How::not_known;
        return answer;
    }
    answer.how = How::done;
    if (const auto* order = std::get_if<daemon::PlaceOrder>(&request.task)) {
        if (account->second < order->price_now) {
            answer.how = How::refused;
            answer.reason = campaigns::Reason::balance_short;
        } else {
            account->second -= order->price_now;
        }
        answer.balance = account->second;
    }
    if (answer.how == How::done) ++carried_out;
    outcomes[request.key] = answer;
    return answer;
}

}  // namespace hall::test
