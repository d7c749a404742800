#include "tests/business/property_hall.hpp"

#include "daemon/business/audit.hpp"
#include "tests/business/business_fixture.hpp"
#include "tests/business/property_catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace hall::test {

namespace {

using namespace std::chrono_literals;

/// The hall before its first text, made once.
struct Beginning {
    explicit Beginning(PropertyHall::Accounts accounts) : fixture(property_catalogue) {
        fixture.staff(7, phones[9], "王芳");
        fixture.staff(8, "13600136000", "李明");
        if (accounts == PropertyHall::Accounts::own) add_subscribers();
        fixture.clerk.reset();
        fixture.store.reset();
    }
    void add_subscribers() {
        constexpr std::array<std::int64_t, 10> balances = {500, 1000, 2000, 5000, 10000, 20000, 50000, 0, 800, 50000};
        for (std::size_t i = 0; i < balances.size(); ++i) fixture.subscriber(phones[i], balances[i]);
        fixture.subscriber(phones[10], 5000, {{"status", "suspended"}});
        fixture.subscriber(phones[11], 5000, {{"blacklisted", "yes"}});
    }
    BusinessFixture fixture;
};

const BusinessFixture& beginning(PropertyHall::Accounts accounts) {
    static const Beginning own(PropertyHall::Accounts::own);
    static const Beginning elsewhere(PropertyHall::Accounts::elsewhere);
    return accounts == PropertyHall::Accounts::own ? own.fixture : elsewhere.fixture;
}

}  // namespace

PropertyHall::PropertyHall(DiskGate& gate, std::uint64_t seed, Accounts accounts, daemon::Sabotage sabotage)
    : gate_(gate), random_(seed), settings_(beginning(accounts).settings), accounts_(accounts),
      now_(beginning(accounts).now) {
    settings_.sabotage = std::move(sabotage);
    std::filesystem::copy_file(beginning(accounts).path, path_);
    looks_ = std::make_unique<store::Database>(path_, store::Database::Mode::read_only, 1s);
    open();
}

void PropertyHall::open() {
    store_ = std::make_unique<store::Store>(path_, 200ms);
    clerk_ = std::make_unique<daemon::Clerk>(*store_, settings_, accounts_ == Accounts::own ? nullptr : &back_end_);
    for (const auto& part : clerk_->start(now_).outbox) {
        daemon::SubmitSettled settled;
        settled.outbound_id = part.id;
        settled.smsc = part.smsc;
        settled.answered_at = now_;
        waiting_.emplace_back(settled);
    }
    // It was away for weeks: somebody says that the clock is right.
    if (clerk_->health().clock_doubt) waiting_.emplace_back(daemon::ClockAccepted{"property", now_});
}

std::vector<std::string> PropertyHall::run(int steps) {
    for (int i = 0; i < steps; ++i) step();
    if (!refused_.empty()) hand_in(std::exchange(refused_, {}));
    settle();
    check_rest();
    auto all = faults_;
    for (auto& fault : model_.faults(path_)) all.push_back(std::move(fault));
    store::AuditReader book(path_);
    for (auto& difference : daemon::differences(book, settings_.catalogue.get())) all.push_back(std::move(difference));
    return all;
}

daemon::BatchResult PropertyHall::handle(std::vector<daemon::Event> events) {
    for (auto& one : waiting_) events.push_back(std::move(one));
    waiting_.clear();
    auto result = clerk_->handle(std::move(events), now_);
    for (const auto& part : result.outbox) {
        daemon::SubmitSettled settled;
        settled.outbound_id = part.id;
        settled.smsc = part.smsc;
        settled.answered_at = now_;
        // Some notices are not taken; a charge that one of them announces must wait for another try.
        if (part.kind == daemon::ReplyKind::notice && part.id % 3 == 0) settled.how = daemon::Settlement::refused;
        waiting_.emplace_back(settled);
    }
    check_announced();
    for (const auto& request : result.asked) asked_.push_back(request);
    return result;
}

// Rows only come, so that what is charged before its announcement was taken is seen after the step that charged it.
void PropertyHall::check_announced() {
    store::Statement early(*looks_, R"(
SELECT s.id, c.month FROM subscriptions s JOIN charges c ON c.subscription_id = s.id
  JOIN phases p ON p.subscription_id = s.id AND p.until_day IS NULL
WHERE s.notice_given = 1 AND c.amount = p.price AND c.day >= p.from_day
  AND EXISTS (SELECT 1 FROM phases f WHERE f.subscription_id = s.id AND f.price < p.price)
  AND NOT EXISTS (SELECT 1 FROM replies r WHERE r.text_id = s.text_id AND r.notice = 'notice_price_returns_soon'
                  AND r.status = 'accepted'))");
    early.begin();
    while (early.step())
        faults_.push_back(fmt::format("subscription {}: month {} was charged at a price whose announcement nobody took",
                                      early.integer(0), early.integer(1)));
}

void PropertyHall::see_notices() {
    store::Statement notices(*looks_, R"(
SELECT r.id, substr(r.subscriber, 3), t.hall_number, r.body FROM replies r JOIN texts t ON t.id = r.text_id
WHERE r.kind = 'notice' AND r.id > ? ORDER BY r.id)");
    notices.begin(last_notice_);
    while (notices.step()) {
        last_notice_ = notices.integer(0);
        model_.shown(notices.text(1), notices.text(2), notices.text(3), now_);
    }
}

void PropertyHall::hand_in(const std::vector<std::size_t>& which) {
    std::vector<daemon::Event> events;
    const auto first = sequence_ + 1;
    for (const auto one : which) {
        auto event = sent_[one].event;
        event.session = {static_cast<std::size_t>(pick(2)), session_};
        event.sequence_number = ++sequence_;
        event.received_at = now_;
        events.emplace_back(std::move(event));
    }
    const bool failing = chance(6);
    if (failing) gate_.fail_syncs(true);
    const auto result = handle(std::move(events));
    if (failing) {
        note("the commit fails");
        if (chance(40)) crash(false);
        gate_.fail_syncs(false);
    }
    hear_answers(result, which, first);
}

void PropertyHall::hear_answers(const daemon::BatchResult& result, const std::vector<std::size_t>& which,
                                std::uint32_t first) {
    store::Statement what(*looks_, R"(
SELECT i.text_id, r.body, t.outcome IS 'try_later' FROM inbound i LEFT JOIN texts t ON t.id = i.text_id
  LEFT JOIN replies r ON r.text_id = i.text_id AND r.kind = 'reply' WHERE i.id = ?)");
    const bool heard = chance(70);
    daemon::AnswersTraced traced;
    for (const auto& answer : result.answers) {
        const auto index = which[answer.sequence_number - first];
        auto& sent = sent_[index];
        if (answer.status != codecs::CommandStatus::ok) {
            refused_.push_back(index);
            ++refusals_;
            continue;
        }
        what.begin(answer.inbound_id);
        // What is put off while the clock is in doubt has not happened, and may happen when it comes again.
        if (what.step() && what.integer(2) == 0 && acted_.insert(what.integer(0)).second)
            model_.acted(sent.text, what.text(1), now_);
        sent.taken = true;
        sent.proven = heard;
        if (heard) traced.answers.push_back({answer.inbound_id, now_ + 5ms, now_ + 10ms});
    }
    see_notices();
    if (!heard) ++session_;
    if (traced.answers.empty()) return;
    for (const auto fate : {daemon::AnswerFate::read, daemon::AnswerFate::safe}) {
        traced.fate = fate;
        waiting_.emplace_back(traced);
    }
}

// Whatever was committed stays, whatever was not is gone; the answers on the wire may be lost.
void PropertyHall::crash(bool orderly) {
    note(orderly ? "restart" : "crash");
    if (orderly) clerk_->finish(now_);
    asked_.clear();
    clerk_.reset();
    store_.reset();
    waiting_.clear();
    ++session_;
    gate_.fail_syncs(false);
    open();
}

void PropertyHall::settle() {
    note("rest");
    for (int i = 0; i < 1000; ++i) {
        handle({});
        const auto next = clerk_->next_wakeup(now_);
        if (waiting_.empty() && !clerk_->wants_retry() && (!next || *next > now_)) return;
    }
    faults_.push_back("the hall does not come to rest");
}

std::map<std::string, std::int64_t> PropertyHall::tally() {
    std::map<std::string, std::int64_t> counts;
    store::Statement rows(*looks_, R"(
SELECT outcome, count(*) FROM texts WHERE outcome IS NOT NULL GROUP BY 1
UNION ALL SELECT 'notice ' || replace(notice, 'notice_', ''), count(*) FROM replies WHERE kind = 'notice' GROUP BY 1
UNION ALL SELECT 'subscription ' || state, count(*) FROM subscriptions GROUP BY 1
UNION ALL SELECT 'order that never began', count(*) FROM orders WHERE never_began = 1
UNION ALL SELECT 'number with a new owner', count(*) FROM subscribers WHERE number LIKE '%~%'
UNION ALL SELECT 'number cancelled', count(*) FROM subscribers WHERE cancelled_day IS NOT NULL
UNION ALL SELECT 'referral ' || state, count(*) FROM referrals GROUP BY 1
UNION ALL SELECT 'points ' || kind, count(*) FROM points_moves GROUP BY 1
UNION ALL SELECT 'credit ' || iif(amount > 0, 'given', 'taken back'), count(*) FROM staff_credits GROUP BY 1
UNION ALL SELECT 'month charged', count(*) FROM charges
UNION ALL SELECT 'text', count(*) FROM texts
UNION ALL SELECT 'text repeated', count(*) FROM inbound WHERE status = 'repeated')");
    rows.begin();
    while (rows.step()) counts[rows.text(0)] += rows.integer(1);
    counts["text refused"] = refusals_;
    return counts;
}

void PropertyHall::check_rest() {
    const auto overdue = [&](std::optional<std::int64_t> day, const char* what) {
        if (day && campaigns::begin_of(daemon::day_of(*day), settings_.business.zone) + settings_.business.run_from <= now_)
            faults_.push_back(fmt::format("{} were due on day {} and nobody looked", what, *day));
    };
    overdue(store_->subscriptions.next_day(), "subscriptions");
    overdue(store_->referrals.next_day(), "referrals");
    overdue(store_->points.next_day(), "points");
}

}  // namespace hall::test
