#pragma once
// The port to whoever keeps the subscribers' accounts: what the hall asks, and what it may be told. The book in the
// hall's own database answers at once; another system answers seconds later, or never. Must not know texts or menus.

#include "campaigns/facts.hpp"
#include "campaigns/order.hpp"
#include "campaigns/points.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hall::daemon {

/// What it knows of one number. Subscriptions that the hall itself has taken are the hall's own knowledge; `elsewhere`
/// are those that were ordered through other channels and that it does not know.
struct AccountFacts {
    struct Usage {
        std::string unit;  // "data_mb", "minutes", "texts"
        std::int64_t used = 0;
        std::int64_t given = 0;  // beside what his packages hold
    };
    campaigns::SubscriberFacts subscriber;
    std::string tariff;
    std::vector<Usage> usage;  // of this calendar month
    std::vector<campaigns::Subscription> elsewhere;
};

struct AskFacts {};
/// `price_now`: fen to be charged with the order; 0 when its first month begins later.
struct PlaceOrder {
    campaigns::OrderPlan plan;
    std::int64_t subscription = 0;
    std::int64_t price_now = 0;
};
struct PlaceTrial {
    campaigns::TrialPlan plan;
    std::int64_t subscription = 0;
};
struct PlaceCancel {
    campaigns::CancelPlan plan;
    std::string package;
};
struct ChargeMonth {
    std::int64_t subscription = 0;
    std::string package;
    int month = 0;
    std::int64_t price = 0;
};
struct Give {
    campaigns::PointsItem item;
};
/// What has become of the request under this key?
struct AskOutcome {};

using BackEndTask = std::variant<AskFacts, PlaceOrder, PlaceTrial, PlaceCancel, ChargeMonth, Give, AskOutcome>;

/// `key` names what is to be carried out, for ever: asked under one key twice, it is carried out once.
struct BackEndRequest {
    std::int64_t case_id = 0;  // comes back with the answer
    std::string key;
    std::string subscriber;    // canonical
    std::optional<std::int64_t> text_id;  // the text that led to it
    UtcTime at;                // by the hall's clock
    campaigns::Date day;
    BackEndTask task;
};

struct BackEndAnswer {
    enum class How {
        facts,      // to AskFacts
        done,       // carried out
        refused,    // not carried out, and it never will be under this key
        not_known,  // to AskOutcome: it never heard of the key
        failed,     // it cannot say
    };
    std::int64_t case_id = 0;
    std::string key;
    How how = How::failed;
    std::optional<AccountFacts> facts;
    campaigns::Reason reason = campaigns::Reason::system_failed;  // of a refusal
    std::optional<std::int64_t> movement;                         // of money in the book
    std::optional<std::int64_t> balance;                          // afterwards
};

class BackEnd {
public:
    virtual ~BackEnd() = default;

    /// Clerk's thread, inside its transaction. Answers at once; or nothing, and has done nothing: then send() follows
    /// when the transaction is on disk. Throws StoreError.
    virtual std::optional<BackEndAnswer> ask(const BackEndRequest& request) = 0;

    /// Any thread, after the commit. The answer comes back as an event, once, several times, or never.
    virtual void send(const BackEndRequest& request) = 0;

    /// True when it charges the months of a subscription by itself, and the hall must not.
    virtual bool bills_by_itself() const = 0;
};

}  // namespace hall::daemon
