#pragma once
// A back end on the other side of a network: it takes its time, loses questions and answers, says things twice, fails,
// and lies. What it really did stands in its own ledger.

#include "daemon/back_end/back_end.hpp"

#include <map>
#include <random>
#include <vector>

namespace hall::test {

class RemoteBackEnd final : public daemon::BackEnd {
public:
    std::optional<daemon::BackEndAnswer> ask(const daemon::BackEndRequest&) override { return std::nullopt; }
    void send(const daemon::BackEndRequest& request) override { sent.push_back(request); }
    bool bills_by_itself() const override { return true; }

    /// Its own account of a number.
    void subscriber(const std::string& number, std::int64_t balance) { balances[number] = balance; }

    /// What an honest and living back end answers; carries it out, once for each key.
    daemon::BackEndAnswer answer(const daemon::BackEndRequest& request);

    std::vector<daemon::BackEndRequest> sent;
    std::map<std::string, std::int64_t> balances;
    std::map<std::string, daemon::BackEndAnswer> outcomes;  // by key: what was carried out, or refused for good
    int carried_out = 0;
};

}  // namespace hall::test
