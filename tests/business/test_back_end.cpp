// A back end that answers later, again, wrongly or never: the subscriber is told that his text is being processed and
// then what came of it, and nothing is carried out twice.

#include "tests/business/business_fixture.hpp"
#include "tests/business/remote_back_end.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using daemon::AskFacts;
using daemon::AskOutcome;
using daemon::BackEndAnswer;
using daemon::PlaceOrder;
using How = BackEndAnswer::How;
using test::Shown;

namespace {

const std::string phone = "13800138000";

/// A hall whose accounts are elsewhere.
struct Remote {
    test::RemoteBackEnd back_end;
    test::BusinessFixture hall{"", &back_end};

    Remote() { back_end.subscriber("86" + phone, 10000); }

    daemon::BackEndRequest take() {
        REQUIRE_FALSE(hall.asked.empty());
        auto request = hall.asked.front();
        hall.asked.erase(hall.asked.begin());
        return request;
    }

    /// Answers all that was asked, honestly, until nothing more is asked. What arrives on phones.
    std::vector<Shown> answer_all() {
        std::vector<Shown> all;
        while (!hall.asked.empty())
            for (auto& one : hall.handle(back_end.answer(take()))) all.push_back(std::move(one));
        return all;
    }

    /// He orders, and has confirmed; the order is on its way to the back end.
    daemon::BackEndRequest order() {
        hall.text(phone, "KTLL10");
        answer_all();
        hall.text(phone, "是");
        hall.handle(back_end.answer(take()));
        REQUIRE(hall.asked.size() == 1);
        return take();
    }

    std::string state() { return hall.query("SELECT state FROM subscriptions ORDER BY id"); }
};

bool says(const std::vector<Shown>& all, const char* words) {
    return all.size() == 1 && all.front().phone == phone && all.front().text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a text is acknowledged and answered at once, and its outcome follows as a second text") {
    Remote remote;
    CHECK(says(remote.hall.text(phone, "102"), "正在处理"));
    CHECK(says(remote.answer_all(), "话费余额为100.00元"));
    CHECK(remote.hall.query("SELECT outcome FROM cases") == "told;");
    CHECK(remote.hall.query("SELECT kind FROM replies ORDER BY id") == "reply;notice;");
}

TEST_CASE("an order that takes its time is told twice and carried out once") {
    Remote remote;
    CHECK(says(remote.hall.text(phone, "KTLL10"), "正在处理"));
    CHECK(says(remote.answer_all(), "确认请在30分钟内回复是"));
    CHECK(says(remote.hall.text(phone, "是"), "正在处理"));
    CHECK(says(remote.answer_all(), "您已开通流量10元包"));
    CHECK(remote.state() == "active;");
    CHECK(remote.back_end.carried_out == 1);
    CHECK(remote.back_end.balances.at("86" + phone) == 9200);
}

TEST_CASE("while an order is on its way, the same one is refused and nothing is asked twice") {
    Remote remote;
    remote.order();
    CHECK(says(remote.hall.text(phone, "KTLL10"), "尚未完成"));
    CHECK(remote.hall.query("SELECT outcome FROM texts ORDER BY id DESC LIMIT 1") == "order_pending;");
    CHECK(remote.hall.asked.empty());
}

TEST_CASE("an order that the back end refuses leaves no trace in the offer's count") {
    Remote remote;
    const auto order = remote.order();
    remote.back_end.balances["86" + phone] = 100;
    CHECK(says(remote.hall.handle(remote.back_end.answer(order)), "余额"));
    CHECK(remote.state() == "refused;");
    CHECK(remote.hall.query("SELECT taken FROM offer_counts") == "0;");
    CHECK(remote.hall.query("SELECT count(*) FROM orders") == "0;");
}

TEST_CASE("a silent back end is asked for facts again, and in the end the subscriber is told that it failed") {
    Remote remote;
    remote.hall.text(phone, "102");
    for (int i = 0; i < remote.hall.settings.business.back_end_tries; ++i) {
        remote.hall.asked.clear();
        CHECK(remote.hall.wait(1h).empty());
        CHECK_FALSE(remote.hall.asked.empty());
    }
    const auto told = remote.hall.wait(1h);
    REQUIRE(told.size() == 1);
    CHECK(remote.hall.query("SELECT outcome FROM cases") == "system_failed;");
    CHECK(remote.answer_all().empty());  // whatever comes now is too late
}

TEST_CASE("an order whose answer is lost is asked about, and not asked for again") {
    Remote remote;
    const auto order = remote.order();
    remote.back_end.answer(order);  // carried out; the answer is lost
    CHECK(remote.hall.wait(1min).empty());
    const auto question = remote.take();
    CHECK(std::holds_alternative<AskOutcome>(question.task));
    CHECK(question.key == order.key);
    CHECK(says(remote.hall.handle(remote.back_end.answer(question)), "您已开通流量10元包"));
    CHECK(remote.back_end.carried_out == 1);
}

TEST_CASE("an order that never arrived is decided anew under the same key") {
    Remote remote;
    const auto order = remote.order();
    CHECK(remote.hall.wait(1min).empty());
    CHECK(remote.hall.handle(remote.back_end.answer(remote.take())).empty());  // not known
    CHECK(says(remote.answer_all(), "您已开通流量10元包"));
    CHECK(remote.state() == "refused;active;");
    CHECK(remote.back_end.carried_out == 1);
    CHECK(remote.hall.query("SELECT taken FROM offer_counts") == "1;");
    // The first one arrives after all.
    remote.hall.handle(remote.back_end.answer(order));
    CHECK(remote.back_end.carried_out == 1);
    CHECK(remote.state() == "refused;active;");
}

TEST_CASE("a cancellation that never arrived is decided anew, and carried out") {
    Remote remote;
    remote.hall.handle(remote.back_end.answer(remote.order()));
    remote.hall.text(phone, "QXLL10");
    remote.answer_all();
    remote.hall.text(phone, "是");
    remote.hall.handle(remote.back_end.answer(remote.take()));
    remote.take();  // is lost
    remote.hall.wait(1min);
    CHECK(says(remote.answer_all(), "您已退订流量10元包"));
    CHECK(remote.state() == "ending;");
    CHECK(remote.hall.query("SELECT count(*) FROM cases WHERE outcome IS NULL") == "0;");
}

TEST_CASE("'failed' is no answer: the order may have been carried out, so it is asked about") {
    Remote remote;
    const auto order = remote.order();
    auto answer = remote.back_end.answer(order);
    answer.how = How::failed;  // it says so, and has done it
    CHECK(remote.hall.handle(answer).empty());
    CHECK(remote.state() == "pending;");
    remote.hall.wait(1min);
    CHECK(says(remote.answer_all(), "您已开通流量10元包"));
    CHECK(remote.back_end.carried_out == 1);
}

TEST_CASE("answers that come again, under other keys or for other cases change nothing") {
    Remote remote;
    const auto order = remote.order();
    auto answer = remote.back_end.answer(order);
    auto wrong = answer;
    wrong.key = "text-999";
    CHECK(remote.hall.handle(wrong).empty());
    wrong = answer;
    wrong.case_id = 999;
    CHECK(remote.hall.handle(wrong).empty());
    auto facts = answer;
    facts.how = How::facts;
    CHECK(remote.hall.handle(facts).empty());
    CHECK(remote.state() == "pending;");
    CHECK(remote.hall.handle(answer).size() == 1);
    CHECK(remote.hall.handle(answer).empty());
    CHECK(remote.hall.query("SELECT count(*) FROM charges") == "1;");
}

TEST_CASE("what was asked is remembered through a crash, and asked again") {
    Remote remote;
    remote.order();
    remote.hall.restart();
    CHECK(remote.hall.wait(1min).empty());
    CHECK(std::holds_alternative<AskOutcome>(remote.hall.asked.front().task));
    CHECK(says(remote.answer_all(), "您已开通流量10元包"));
    CHECK(remote.back_end.carried_out == 1);
}

TEST_CASE("a friend far away is invited when both numbers have been looked up") {
    Remote remote;
    remote.back_end.subscriber("8613903591234", 0);
    CHECK(says(remote.hall.text(phone, "13903591234CL"), "正在处理"));
    const auto all = remote.answer_all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].phone == "13903591234");
    CHECK(all[1].phone == phone);
}

TEST_CASE("whatever the network does, an order is carried out once or refused, and its subscriber is told which") {
    for (unsigned seed = 1; seed <= 30; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const auto draw = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
        Remote remote;
        remote.back_end.balances["86" + phone] = draw(0, 3) == 0 ? 100 : 10000;
        std::vector<BackEndAnswer> under_way;
        const auto network = [&](int hours) {
            for (int i = 0; i < hours; ++i) {
                for (const auto& request : std::exchange(remote.hall.asked, {})) {
                    if (draw(0, 3) == 0) continue;  // the question is lost
                    auto answer = remote.back_end.answer(request);
                    if (draw(0, 5) == 0) answer.how = How::failed;
                    for (int copies = draw(0, 2); copies > 0; --copies) under_way.push_back(answer);
                }
                std::shuffle(under_way.begin(), under_way.end(), random);
                for (int n = draw(0, static_cast<int>(under_way.size())); n > 0; --n) {
                    remote.hall.handle(under_way.back());
                    under_way.pop_back();
                }
                if (draw(0, 9) == 0) remote.hall.restart();
                remote.hall.wait(5min);
            }
        };
        remote.hall.settings.business.wait = 24h;
        remote.hall.restart();
        remote.hall.text(phone, "KTLL10");
        network(30);
        remote.hall.text(phone, "是");
        for (int i = 0; i < 20 && remote.hall.query("SELECT 1 FROM cases WHERE outcome IS NULL") != ""; ++i) network(30);
        CHECK(remote.hall.query("SELECT 1 FROM cases WHERE outcome IS NULL") == "");
        const auto active = remote.hall.query("SELECT count(*) FROM subscriptions WHERE state = 'active'");
        CHECK(active == std::to_string(remote.back_end.carried_out) + ";");
        CHECK(remote.hall.query("SELECT count(*) FROM subscriptions WHERE state = 'pending'") == "0;");
        const auto told = remote.hall.query("SELECT count(*) FROM replies WHERE notice = 'ordered'");
        CHECK(told == active);
    }
}
