// What the hall asks at one spelling of its number is answered at another, and an extension opens its zone in each.

#include "tests/business/business_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

TEST_CASE("a question that was asked at one spelling of the hall's number is answered at every other") {
    for (const std::string asked_at : {"10086", "8610086", "008610086"})
        for (const std::string answered_at : {"+8610086", "8610086", "010086", "10086"}) {
            CAPTURE(asked_at, answered_at);
            test::BusinessFixture hall;
            hall.subscriber("13800138000", 10'000);
            hall.text("13800138000", "KTLL10", asked_at);
            CHECK(hall.query("SELECT hall_number FROM questions") == "10086;");
            hall.text("13800138000", "是", answered_at);
            CHECK(hall.query("SELECT count(*) FROM subscriptions") == "1;");
            CHECK(hall.query("SELECT count(*) FROM questions") == "0;");
        }
}

TEST_CASE("what was asked at an extension is another question than at the number itself, in each spelling") {
    test::BusinessFixture hall;
    hall.subscriber("13800138000", 10'000);
    hall.text("13800138000", "KTLL10", "01008608");
    CHECK(hall.query("SELECT hall_number FROM questions") == "1008608;");
    hall.text("13800138000", "是", "8610086");
    CHECK(hall.query("SELECT count(*) FROM subscriptions") == "0;");
    hall.text("13800138000", "是", "+861008608");
    CHECK(hall.query("SELECT count(*) FROM subscriptions") == "1;");
}

TEST_CASE("each spelling of an extension opens the zone of the extension") {
    test::BusinessFixture hall;
    const auto direct = hall.text("13912345000", "00", "1008608").at(0).text;
    CHECK(direct != hall.text("13912345001", "00").at(0).text);
    int caller = 2;
    for (const std::string to : {"+861008608", "8610086 08", "00861008608", "01008608", "+86 10086-08", "0086010086 08"}) {
        CAPTURE(to);
        CHECK(hall.text("1391234500" + std::to_string(caller++), "00", to).at(0).text == direct);
    }
}
