// What may happen to the tormented hall, and how often.

#include "codecs/text/unicode.hpp"
#include "daemon/store/import.hpp"
#include "tests/business/property_catalogue.hpp"
#include "tests/business/property_hall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace hall::test {

namespace {

using namespace std::chrono_literals;

constexpr auto smsc_tries_for = 12h;

}  // namespace

void PropertyHall::step() {
    if (!refused_.empty()) return hand_in(std::exchange(refused_, {}));
    while (!asked_.empty() && chance(60)) answer_back_end();
    const int what = pick(100);
    if (what < 68) return send_texts();
    if (what < 77) return redeliver();
    if (what < 88) return move_clock();
    if (what < 89 && accounts_ == Accounts::own) return import_line();
    if (what < 93) return accounts_ == Accounts::own ? pay() : answer_back_end();
    if (what < 96) return crash(false);
    if (what < 97) return crash(true);
    settle();
}

std::string PropertyHall::body_for(const std::string& phone, const std::string& to) {
    static const std::vector<std::string> packages = {"L1", "L2", "F1", "N1", "C1", "C2", "C3", "T1", "X1", "M1", "Q1", "Q1", "Q1", "L3"};
    static const std::vector<std::string> recommended = {"L1", "F1", "C1"};
    static const std::vector<std::string> others = {"JF", "CXTJ", "DHLL", "DHHF", "TOP10", "YE", "102", "ZD", "TC", "192",
                                                    "0000", "R", "00", "42", "", "您好", "KTL9", "KTL1#99", "QX", "T", "0",
                                                    "CJ", "CZ50", "xyzzy 123", "DHLL", "DHHF", "DHLL", "DHHF",
                                                    "DHLL", "DHHF"};
    static const std::vector<std::string> yes = {"Y", "是", " yes "};
    const bool asked = model_.is_asked(phone, to, now_);
    if (chance(asked ? 60 : 4)) return one_of(yes);
    if (chance(asked ? 15 : 2)) return chance(50) ? "N" : "否";
    auto& mind = minds_[phone];
    const int what = pick(100);
    if (what >= 82) return chance(50) ? std::to_string(pick(5)) : one_of(others);
    if (what >= 58) {
        const auto& another = somebody();
        const auto& package = chance(85) ? one_of(recommended) : one_of(packages);
        minds_[another] = package;
        return chance(50) ? another + "KT" + package : "TJ" + another + "#" + package;
    }
    if (mind.empty() || chance(50)) mind = one_of(packages);
    if (what < 32) return "KT" + mind;
    if (what < 38) return "KT" + mind + (chance(70) ? "#7" : "#8");
    return (what < 52 ? "QX" : "TY") + mind;
}

// Most texts come from few, so that more than one thing happens to somebody.
const std::string& PropertyHall::somebody() {
    const int index = chance(88) ? pick(7) : pick(static_cast<int>(phones.size()));
    return phones[static_cast<std::size_t>(index)];
}

daemon::TextArrived PropertyHall::event_of(const std::string& phone, const std::string& body, const std::string& to) {
    daemon::TextArrived event;
    event.smsc = "main";
    event.link = "main";
    event.message.source = {1, 1, "86" + phone};
    event.message.destination = {0, 1, to};
    event.message.data_coding = 8;
    event.message.short_message = codecs::encode_utf16be(codecs::decode_utf8(body));
    event.received_at = now_;
    return event;
}

std::size_t PropertyHall::write(const std::string& phone) {
    const std::string to = chance(92) ? "10086" : "1008608";
    const auto body = body_for(phone, to);
    sent_.push_back({event_of(phone, body, to), model_.send(phone, to, body)});
    note(fmt::format("  {} {} > {}", phone, to, body));
    return sent_.size() - 1;
}

void PropertyHall::send_texts() {
    const int count = chance(70) ? 1 : 2 + pick(4);
    note(fmt::format("{} texts", count));
    std::vector<std::size_t> which;
    auto phone = somebody();
    for (int i = 0; i < count; ++i) {
        which.push_back(write(phone));
        if (chance(70)) phone = somebody();
    }
    hand_in(which);
}

void PropertyHall::redeliver() {
    std::vector<std::size_t> which;
    for (std::size_t back = 1; back <= std::min<std::size_t>(sent_.size(), 15) && which.size() < 3; ++back) {
        const auto& sent = sent_[sent_.size() - back];
        if (sent.taken && !sent.proven && now_ - sent.event.received_at < smsc_tries_for && chance(50))
            which.push_back(sent_.size() - back);
    }
    if (which.empty()) return;
    note(fmt::format("the SMSC delivers {} again", which.size()));
    for (const auto one : which) note("  " + std::to_string(sent_[one].text));
    if (chance(30)) which.push_back(write(somebody()));
    hand_in(which);
}

// In any order, some twice, some never: on the way there or on the way back.
void PropertyHall::answer_back_end() {
    std::shuffle(asked_.begin(), asked_.end(), random_);
    std::vector<daemon::Event> answers;
    for (int i = pick(15); i >= 0 && !asked_.empty(); --i) {
        const auto request = asked_.back();
        if (!chance(8)) asked_.pop_back();
        if (chance(6)) continue;
        const auto answer = back_end_.answer(request, chance(15));
        note(fmt::format("the back end answers {} {} with {}", request.case_id, request.key, static_cast<int>(answer.how)));
        if (!chance(6)) answers.emplace_back(answer);
    }
    handle(std::move(answers));
    see_notices();
}

void PropertyHall::move_clock() {
    const int what = pick(100);
    const auto by = what < 45   ? Millis(std::chrono::minutes(1 + pick(45)))
                    : what < 65 ? Millis(std::chrono::hours(1 + pick(30)))
                    : what < 96 ? Millis(std::chrono::hours(24 * (1 + pick(12))))
                                : Millis(std::chrono::hours(24 * (20 + pick(60))));
    now_ += by + Millis(std::chrono::minutes(pick(60)));
    note(fmt::format("it is {} {}", campaigns::format_date(campaigns::date_of(now_, settings_.business.zone)),
                     std::chrono::duration_cast<std::chrono::minutes>((now_ + 8h).time_since_epoch() % 24h).count()));
    if (chance(75)) settle();
}

// A number is cancelled, comes back, or is given to somebody else; or a line tells nothing new of it.
void PropertyHall::import_line() {
    store::Database database(path_, store::Database::Mode::read_write, 1s);
    auto phone = somebody();
    store::Statement gone_ones(database, "SELECT substr(number, 3) FROM subscribers WHERE status = 'cancelled' AND number NOT LIKE '%~%'");
    gone_ones.begin();
    if (gone_ones.step()) phone = gone_ones.text(0);  // nobody is away for long: who is cancelled has no story
    gone_ones.reset();
    const auto number = "86" + phone;
    store::Import import(database);
    store::Transaction transaction(database);
    auto row = import.find_subscriber(number).value_or(store::SubscriberRow{});
    const bool gone = row.status == "cancelled";
    row.number = number;
    row.status = gone ? "active" : "cancelled";
    if (gone && chance(70)) row.joined_day = row.joined_day.value_or(1000) + 1 + pick(5);
    if (gone) row.balance = 100 * pick(60);
    const auto day = campaigns::date_of(now_, settings_.business.zone).time_since_epoch().count();
    import.import_subscriber(row, {}, 202611, to_millis(now_), day);
    note(fmt::format("{} is {}{}", phone, row.status, import.notes().new_owner ? ", with a new owner" : ""));
    transaction.commit();
    if (!import.notes().new_owner) return;
    store::Statement keys(database, "SELECT max(substr(number, 3)) FROM subscribers WHERE number LIKE ? || '~%'");
    keys.begin(number);
    keys.step();
    model_.handed_over(phone, keys.text(0));
    minds_.erase(phone);
    store::Statement left(database, R"(
SELECT count(*) FROM (SELECT number FROM subscriptions UNION ALL SELECT number FROM orders
  UNION ALL SELECT referrer FROM referrals UNION ALL SELECT friend FROM referrals UNION ALL SELECT number FROM points_lots
  UNION ALL SELECT number FROM opt_outs UNION ALL SELECT number FROM questions UNION ALL SELECT subscriber FROM dialogues
  UNION ALL SELECT subscriber FROM texts UNION ALL SELECT phone FROM staff UNION ALL SELECT number FROM gifts)
WHERE number = ?)");
    left.begin(number);
    left.step();
    if (left.integer(0) != 0) faults_.push_back(phone + ": something of the earlier owner is left");
}

void PropertyHall::pay() {
    store::Database database(path_, store::Database::Mode::read_write, 1s);
    store::Accounts accounts(database);
    store::Transaction transaction(database);
    store::MovementRow row;
    row.at = to_millis(now_);
    row.day = campaigns::date_of(now_, settings_.business.zone).time_since_epoch().count();
    row.number = "86" + phones[static_cast<std::size_t>(pick(12))];
    row.amount = chance(12) ? -accounts.find(row.number)->balance : 100 * (pick(60) - 15);
    row.kind = "correction";
    accounts.record_movement(row);
    note(fmt::format("{} pays {}", row.number, row.amount));
    if (chance(10))
        store::Statement(database, "UPDATE subscribers SET status = iif(status = 'active', 'suspended', 'active') "
                                   "WHERE number = ?")
            .run(row.number);
    transaction.commit();
}

}  // namespace hall::test
