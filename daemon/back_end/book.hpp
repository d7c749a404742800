#pragma once
// The accounts in the hall's own database: answers at once, in the clerk's transaction, so that an order and its
// money are in one commit.

#include "daemon/back_end/back_end.hpp"
#include "daemon/store/store.hpp"

namespace hall::daemon {

class Book final : public BackEnd {
public:
    explicit Book(store::Store& store) : store_(store) {}

    std::optional<BackEndAnswer> ask(const BackEndRequest& request) override;
    void send(const BackEndRequest&) override {}  // ask() has always answered
    bool bills_by_itself() const override { return false; }

private:
    AccountFacts facts_of(const BackEndRequest& request);
    /// Takes `price` fen off the account, or refuses.
    BackEndAnswer charge(const BackEndRequest& request, std::int64_t subscription, std::int64_t price);
    BackEndAnswer give(const BackEndRequest& request, const campaigns::PointsItem& item);

    store::Store& store_;
};

}  // namespace hall::daemon
