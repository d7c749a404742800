// Operators look at the longest lanes of a living hall, and empty one.

#include "tests/daemon/live_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using Catch::Contains;
using Catch::StartsWith;
using test::LiveFixture;

TEST_CASE("the longest lanes are shown with what holds them up, and an emptied one is recorded with who did it") {
    LiveFixture hall;
    auto smsc = hall.bound();
    CHECK(hall.ask("lanes") == "0\nno reply waits\n");
    CHECK_THAT(hall.ask("lanes empty 8613800138000"), StartsWith("1\nnothing waits for 8613800138000"));
    CHECK_THAT(hall.ask("lanes empty everybody"), StartsWith("64\n'everybody' is no number of a subscriber"));
    CHECK_THAT(hall.ask("lanes shorten"), StartsWith("64\nthe hall understands"));
    // Two answers: the first is at the SMSC, which says nothing; the second waits behind it.
    smsc.deliver("8613800138000", "42");
    smsc.deliver("8613800138000", "YE");
    std::string shown;
    for (int i = 0; i < 200; ++i) {
        shown = hall.ask("lanes");
        if (shown.find("      2      2  ") != std::string::npos) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK_THAT(shown, Contains("8613800138000    main             2      2"));
    CHECK_THAT(shown, Contains("goes on"));
    CHECK_THAT(hall.ask("lanes empty 8613800138000 for=li"), StartsWith("0\n1 parts of replies to 8613800138000 will not"));
    CHECK(hall.becomes("SELECT count(*) FROM control_log WHERE command = 'lanes empty'", "2;"));
    CHECK_THAT(hall.query("SELECT who || ' ' || outcome || ' ' || detail FROM control_log ORDER BY id DESC LIMIT 1"),
               Contains("for li done 8613800138000: 1 parts"));
    CHECK(hall.becomes("SELECT status || ' ' || reason FROM outbound WHERE status = 'expired'", "expired emptied;"));
    CHECK(hall.query("SELECT count(*) FROM outbound WHERE status = 'waiting'") == "1;");
}
