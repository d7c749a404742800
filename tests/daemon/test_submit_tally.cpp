// What a link says of its submits of the last minute.

#include "daemon/control/status.hpp"
#include "daemon/control/trouble.hpp"
#include "daemon/smpp/submit_tally.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

TEST_CASE("submits are counted for a minute, and forgotten then") {
    SubmitTally tally;
    Instant now = Instant{} + 1h;
    for (int i = 0; i < 97; ++i, now += 100ms) tally.answered(i < 10, now);
    for (int i = 0; i < 3; ++i) tally.unanswered(now);
    const auto counts = tally.counts(now + 40s);
    CHECK(counts.answered == 97);
    CHECK(counts.throttled == 10);
    CHECK(counts.unanswered == 3);
    CHECK(counts.unanswered_share() == Approx(0.03));
    CHECK(counts.many_unanswered());
    CHECK_FALSE(counts.many_throttled());
    CHECK(tally.counts(now + 60s).unanswered == 0);
    CHECK(tally.counts(now + 10h).answered == 0);
}

TEST_CASE("a share of submits that is never answered, or throttled, is a trouble that names its link") {
    HallStatus status;
    LinkStatus link;
    link.smsc = "main";
    link.name = "main/2";
    link.bound = true;
    link.submits.answered = 980;
    SECTION("unanswered") { link.submits.unanswered = 20; }
    SECTION("throttled") { link.submits.throttled = 98; }
    SECTION("two answers that did not come are no trouble yet") { link.submits.unanswered = 2; }
    SECTION("nor is one submit in a hundred that is throttled") { link.submits.throttled = 9; }
    status.links.push_back(link);
    const auto troubles = troubles_of(status);
    const bool expected = link.submits.unanswered > 2 || link.submits.throttled > 9;
    REQUIRE(troubles.size() == (expected ? 1 : 0));
    if (!expected) return;
    CHECK(troubles[0].severity == Severity::warning);
    CHECK(troubles[0].slug == (link.submits.unanswered > 0 ? "submits_unanswered" : "submits_throttled"));
    CHECK(troubles[0].subject == "main/2");
    CHECK(to_text(status).find("in the last minute") != std::string::npos);
    const auto metric = to_metrics(status).find("smshall_link_unanswered_share{smsc=\"main\",link=\"main/2\"} 0.02");
    CHECK((metric != std::string::npos) == (link.submits.unanswered > 0));
}
