#include "daemon/business/course_desk.hpp"

#include "campaigns/course.hpp"
#include "campaigns/points.hpp"
#include "campaigns/succession.hpp"
#include "codecs/text/yuan.hpp"
#include "daemon/business/subscription_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace hall::daemon {

namespace {

using campaigns::CourseEvent;
using State = campaigns::Subscription::State;

// Of each kind in one transaction: some ten milliseconds of work.
constexpr std::size_t most_at_once = 200;
// 1970 to 2517: what rows may say, see also from_row().
constexpr std::int64_t first_day = 0;
constexpr std::int64_t last_day = 200'000;

std::string owner_of(const store::SubscriptionRow& row) { return row.number; }
std::string owner_of(const store::ReferralRow& row) { return row.referrer; }

}  // namespace

std::optional<std::int64_t> CourseDesk::next_day() {
    std::optional<std::int64_t> first;
    for (const auto& day : {tools_.store.subscriptions.next_day(), tools_.store.referrals.next_day(),
                            tools_.store.points.next_day()})
        if (day && (!first || *day < *first)) first = std::clamp(*day, first_day, last_day);
    return first;
}

std::optional<UtcTime> CourseDesk::next_due() {
    const auto day = next_day();
    if (!day) return std::nullopt;
    // A day that no calendar holds is a bad row's: it must not hide those of the others.
    return campaigns::begin_of(day_of(*day), tools_.settings.zone) + tools_.settings.run_from;
}

void CourseDesk::probe_due(campaigns::Date today) {
    auto& store = tools_.store;
    const auto most = static_cast<std::int64_t>(most_at_once);
    for (const auto id : store.subscriptions.due(day_number(today), most))
        tools_.rows.probe(RowGuard::key_of({0, "subscription", id}), [&] { store.subscriptions.find(id); });
    for (const auto id : store.referrals.due(day_number(today), most))
        tools_.rows.probe(RowGuard::key_of({0, "referral", id}), [&] { store.referrals.find(id); });
}

bool CourseDesk::run(const HallTime& now, BusinessOutput& out) {
    auto budget = most_at_once;
    announced_.clear();
    while (true) {
        const auto due = next_due();
        if (!due || now.at < *due) return false;
        if (budget == 0) return true;
        take_day(*next_day(), now.day, budget, out);
    }
}

void CourseDesk::take_day(std::int64_t day, campaigns::Date today, std::size_t& budget, BusinessOutput& out) {
    // A clock that is moved for a test passes each day in turn; a hall that was down wakes up today.
    seen_ = tools_.settings.test_clock ? day_of(day) : today;
    const HallTime time{campaigns::begin_of(day_of(day), tools_.settings.zone) + tools_.settings.run_from, day_of(day)};
    const auto most = static_cast<std::int64_t>(budget);
    auto& store = tools_.store;
    std::size_t done = 0;
    for (const auto id : store.subscriptions.due(day, most)) {
        take_row({"subscription", id}, store.subscriptions, time, out);
        ++done;
    }
    for (const auto id : store.referrals.due(day, most)) {
        take_row({"referral", id}, store.referrals, time, out);
        ++done;
    }
    for (const auto& lot : store.points.expired(day, most)) {
        tools_.rows.attempt({0, "lot", lot.id}, [&] {
            store.points.take({to_millis(time.at), day, lot.id, lot.left, "expired", std::nullopt, ""});
        }, {}, true);
        ++done;
    }
    budget -= std::min(budget, done);
}

template <class Rows>
void CourseDesk::take_row(const DueRow& due, Rows& rows, const HallTime& time, BusinessOutput& out) {
    BusinessOutput own;  // of a row that fails nothing leaves
    store::AsideRow what{0, due.kind, due.id};
    if (tools_.rows.careful()) note_whose(rows, what);
    const bool dealt_with = tools_.rows.attempt(
        what,
        [&] {
            auto row = rows.find(due.id);
            if (!row) throw std::runtime_error("the index names it, and it is not there");
            go_on(*row, time, own);
        },
        [&] { rows.set_next_day(due.id, std::nullopt); }, true);
    if (!dealt_with) return;
    std::move(own.notices.begin(), own.notices.end(), std::back_inserter(out.notices));
    std::move(own.asked.begin(), own.asked.end(), std::back_inserter(out.asked));
}

// For the list that a person reads, and to put it back: as far as the row can be read.
template <class Rows>
void CourseDesk::note_whose(Rows& rows, store::AsideRow& what) {
    tools_.rows.try_alone(RowGuard::key_of(what), [&] {
        if (const auto row = rows.find(what.row_id)) {
            what.number = owner_of(*row);
            what.due = row->next_day;
        }
    });
}

// Nobody is there who could be told, or his number is somebody else's by now.
bool CourseDesk::given_up(const store::SubscriptionRow& row, const HallTime& time) {
    const auto answer = back_end_.ask({0, "", row.number, row.text_id, time.at, time.day, AskFacts{}});
    return answer && answer->facts && answer->facts->subscriber.status == campaigns::SubscriberFacts::Status::cancelled;
}

// The full price is not taken before its announcement has arrived where he can read it.
bool CourseDesk::held_back(const campaigns::Subscription& one) {
    if (!one.notice_given) return false;
    const auto returns = campaigns::return_to_full_price(one.phases);
    if (!returns || campaigns::month_begin(one.anchor, one.months_charged) < *returns) return false;
    return announced_.contains(one.id) || tools_.store.notices.holds(one.id) || tools_.store.aside.holds(one.id);
}

void CourseDesk::told(std::int64_t subscription_id) {
    auto row = tools_.store.subscriptions.find(subscription_id);
    if (!row || !campaigns::is_charged_again(from_row(*row))) return;
    put_course(from_row(*row), tools_.catalogue.charging, *row);
    tools_.store.subscriptions.update(*row);
}

bool CourseDesk::must_be_told(std::int64_t subscription_id, const HallTime& time) {
    auto row = tools_.store.subscriptions.find(subscription_id);
    if (!row || !campaigns::is_charged_again(from_row(*row))) return false;
    if (!given_up(*row, time)) return true;
    auto one = from_row(*row);
    one.state = State::ended;
    one.until = std::min(one.until.value_or(time.day), time.day);
    put_course(one, tools_.catalogue.charging, *row);
    tools_.store.subscriptions.update(*row);
    return false;
}

bool CourseDesk::has_it(const store::SubscriptionRow& row) {
    for (const auto& one : tools_.store.subscriptions.of(row.number))
        if (one.id != row.id && one.package == row.package && one.state == "active") return true;
    return false;
}

void CourseDesk::notify(const store::SubscriptionRow& row, const char* text, campaigns::Values values, BusinessOutput& out) {
    const auto* package = tools_.catalogue.find(row.package);
    values.emplace_back("package", package == nullptr ? row.package : package->name);
    values.emplace_back("order_code", package == nullptr ? "" : package->order_code);
    values.emplace_back("cancel_code", package == nullptr ? "" : package->cancel_code);
    out.notices.push_back({row.number, row.text_id, text, tools_.phrases.text(text, values, row.package),
                           fmt::format("subscription-{}", row.id)});
}

void CourseDesk::go_on(store::SubscriptionRow& row, const HallTime& time, BusinessOutput& out) {
    const auto listening = tools_.phrases.to(row.number);
    const auto before = from_row(row);
    auto one = before;
    const auto event = campaigns::next_event(one, tools_.catalogue.charging);
    const bool waits = event && event->what == CourseEvent::What::charge && held_back(one);
    const auto* package = tools_.catalogue.find(row.package);
    const auto trial_terms = package == nullptr ? std::string()
                                                : tools_.phrases.terms(campaigns::phases_offered(tools_.catalogue, *package, time.day));
    if (!event) {
        // The catalogue has changed so that nothing happens any more.
    } else if (event->what != CourseEvent::What::charge && given_up(row, time)) {
        one.state = State::ended;
        one.until = std::min(one.until.value_or(time.day), time.day);
    } else if (waits && !(one.until && *one.until <= time.day)) {
        // He is told first; the months that begin meanwhile are charged when he was.
    } else if (waits || event->what == CourseEvent::What::end) {
        const bool trial = one.state == State::trial && !has_it(row);
        one.state = State::ended;
        if (trial) notify(row, "notice_trial_ended", {{"terms", trial_terms}}, out);
        // Whoever cancelled knows it; a tier that another has taken the place of ends without a word.
    } else if (event->what == CourseEvent::What::notice) {
        one.notice_given = true;
        if (one.state == State::trial) {
            // When the hall was down on the day, what happens itself tells him: it costs him nothing.
            if (*one.until > seen_)
                notify(row, "notice_trial_ends_soon", {{"until", tools_.phrases.date(*one.until)}, {"terms", trial_terms}},
                       out);
        } else {
            // Also when it comes late: what he was not told he does not pay.
            notify(row, "notice_price_returns_soon",
                   {{"price", codecs::format_yuan(one.phases.back().price)},
                    {"from", tools_.phrases.date(one.phases.back().from)}},
                   out);
            out.notices.back().holds = row.id;
            announced_.insert(row.id);
        }
    } else {
        charge(row, one, time, out);
    }
    put_course(one, tools_.catalogue.charging, row);
    if (waits && one.state != State::ended) row.next_day = day_number(one.until);  // told() sets the day of the charge
    // What stays due on its day would be looked at again and again, and keep all later days from their turn.
    if (row.next_day && *row.next_day <= day_number(time.day) && one == before)
        throw std::runtime_error("it is due, and looking at it changed nothing");
    tools_.store.subscriptions.update(row);
}

void CourseDesk::charge(store::SubscriptionRow& row, campaigns::Subscription& one, const HallTime& time,
                        BusinessOutput& out) {
    const int month = one.months_charged;
    const auto price = campaigns::price_at(one.phases, campaigns::month_begin(one.anchor, month));
    BackEndAnswer answer;
    answer.how = BackEndAnswer::How::done;
    if (!back_end_.bills_by_itself())
        answer = back_end_.ask({0, fmt::format("subscription-{}-month-{}", row.id, month), row.number, row.text_id, time.at,
                                time.day, ChargeMonth{row.id, row.package, month, price}})
                     .value();
    if (answer.how == BackEndAnswer::How::refused && answer.reason != campaigns::Reason::balance_short) {
        // The number was given up: nobody is there who could pay, or be told.
        one.state = State::ended;
        one.until = time.day;
        return;
    }
    const bool paid = answer.how == BackEndAnswer::How::done;
    const auto balance = answer.balance.value_or(0);
    // The decision knows the price, the retries and the words; whether there was money the back end has said.
    const auto decision = campaigns::decide_charge(one, tools_.catalogue.charging, paid ? price : std::min(balance, price - 1), seen_);
    if (const auto* failed = std::get_if<campaigns::ChargeFailed>(&decision)) {
        const campaigns::Values values = {{"price", codecs::format_yuan(price)}, {"balance", codecs::format_yuan(balance)}};
        if (failed->retry) {
            ++one.retries;
            one.failing_since = one.failing_since.value_or(seen_);
            auto told = values;
            told.emplace_back("retry", tools_.phrases.date(*failed->retry));
            if (one.retries == 1) notify(row, "notice_charge_failed", told, out);
        } else {
            one = campaigns::given_up_unpaid(one, seen_);
            notify(row, "notice_suspended", values, out);
        }
        return;
    }
    one.retries = 0;
    one.failing_since.reset();
    ++one.months_charged;
    tools_.store.subscriptions.record_charge({row.id, month, day_number(time.day), price, answer.movement});
    rewards_.charged(row, price, time);
    if (std::get<campaigns::Charged>(decision).full_price_returns)
        notify(row, "notice_price_returned", {{"price", codecs::format_yuan(price)}}, out);
}

// What was recommended counts while he has it, or another tier of it.
bool CourseDesk::kept(const store::ReferralRow& row) {
    const auto* package = tools_.catalogue.find(row.package);
    for (const auto& one : tools_.store.subscriptions.of(row.friend_number)) {
        if (one.state != "active") continue;
        const auto* his = tools_.catalogue.find(one.package);
        const bool tier = package != nullptr && his != nullptr && !package->family.empty() && his->family == package->family;
        if (one.package == row.package || tier) return true;
    }
    return false;
}

void CourseDesk::go_on(store::ReferralRow& row, const HallTime& time, BusinessOutput& out) {
    if (row.state != "open" && row.state != "ordered")
        throw std::runtime_error(fmt::format("referral {}: it is {}, and something is due", row.id, row.state));
    row.next_day = std::nullopt;
    if (row.state == "open") {
        // It was set aside when the friend ordered in time: the hold counts from then, not from when it is tried again.
        const auto order = tools_.store.orders.of_referral(row.friend_number, row.id);
        row.state = order ? "ordered" : "lapsed";
        if (order) {
            row.subscription_id = order->subscription_id;
            row.next_day = order->day + row.hold_days;
        }
        // A hold that is over already is found as due, and decided, at once.
        tools_.store.referrals.update(row);
        return;
    }
    const bool earned = kept(row);
    row.state = earned ? "granted" : "reversed";
    tools_.store.referrals.update(row);
    if (row.staff) return;  // is paid otherwise
    if (earned)
        tools_.store.points.grant({to_millis(time.at), day_number(time.day), row.referrer, row.points,
                                   day_number(campaigns::points_expire(tools_.catalogue.points, time.day)), row.id,
                                   row.text_id});
    const auto listening = tools_.phrases.to(row.referrer);
    const auto* package = tools_.catalogue.find(row.package);
    const char* text = earned ? "notice_points_granted" : "notice_points_lost";
    out.notices.push_back({row.referrer, row.text_id, text,
                           tools_.phrases.text(text,
                                               {{"friend", tools_.phrases.masked(row.friend_number)},
                                                {"package", package == nullptr ? row.package : package->name},
                                                {"points", fmt::format("{}", row.points)}},
                                               row.package),
                           fmt::format("referral-{}", row.id)});
}

}  // namespace hall::daemon
