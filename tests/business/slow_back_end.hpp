#pragma once
// A back end that takes its time: it never answers at once, keeps the accounts itself, and carries out each key once.

#include "daemon/back_end/back_end.hpp"

#include <map>
#include <string>

namespace hall::test {

class SlowBackEnd final : public daemon::BackEnd {
public:
    std::optional<daemon::BackEndAnswer> ask(const daemon::BackEndRequest&) override { return std::nullopt; }
    void send(const daemon::BackEndRequest&) override {}  // tests hand requests to answer()
    bool bills_by_itself() const override { return true; }

    /// What it says to `request`. Asked to carry something out, it does so unless `refuses`; under one key it stays with
    /// what it said first.
    daemon::BackEndAnswer answer(const daemon::BackEndRequest& request, bool refuses = false) {
        using How = daemon::BackEndAnswer::How;
        daemon::BackEndAnswer said;
        said.case_id = request.case_id;
        said.key = request.key;
        if (std::holds_alternative<daemon::AskFacts>(request.task)) {
            said.how = How::facts;
            said.facts.emplace();
            auto& he = said.facts->subscriber;
            he.number = request.subscriber;
            he.status = campaigns::SubscriberFacts::Status::active;
            he.balance = 1'000'000;
            return said;
        }
        const auto known = carried_out.find(request.key);
        if (std::holds_alternative<daemon::AskOutcome>(request.task)) {
            said.how = known == carried_out.end() ? How::not_known : known->second;
        } else {
            said.how = known == carried_out.end() ? (refuses ? How::refused : How::done) : known->second;
            carried_out[request.key] = said.how;
        }
        if (said.how == How::refused) said.reason = campaigns::Reason::system_failed;
        return said;
    }

    std::map<std::string, daemon::BackEndAnswer::How> carried_out;  // by key
};

}  // namespace hall::test
