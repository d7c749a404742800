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
    for (int i = 0; i < 3; ++i) tally.unanswered(1, now);
    const auto counts = tally.counts(now + 40s);
    CHECK(counts.answered == 97);
    CHECK(counts.throttled == 10);
    CHECK(counts.unanswered == 3);
    CHECK(counts.unanswered_share() == Approx(0.03));
    CHECK(counts.many_unanswered(10));
    CHECK_FALSE(counts.many_throttled());
    CHECK(tally.counts(now + 60s).unanswered == 0);
    CHECK(tally.counts(now + 10h).answered == 0);
}

TEST_CASE("submits that are refused for good are many when they are those of several destinations, and for a minute") {
    SubmitTally tally;
    const Instant now = Instant{} + 1h;
    const bool several = GENERATE(false, true);
    for (std::size_t i = 0; i < 400; ++i) {
        tally.answered(false, now);
        if (i % 20 == 0) tally.refused(several ? i : 7, now);
    }
    CHECK(tally.counts(now).refused == 20);
    CHECK(tally.counts(now).refused_share() == Approx(0.05));
    CHECK(tally.counts(now).many_refused() == several);
    CHECK_FALSE(tally.counts(now + 60s).many_refused());
}

TEST_CASE("since when nothing was taken is known however seldom somebody asks, until something is") {
    SubmitTally tally;
    Instant now = Instant{} + 1h;
    tally.refused(1, now);
    tally.unanswered(2, now + 5min);
    tally.refused(1, now + 6min);
    CHECK_FALSE(tally.counts(now + 6min).nothing_taken_since);
    tally.unanswered(3, now + 7min);
    tally.refused(4, now + 8min);
    CHECK(tally.counts(now + 2h).nothing_taken_since == now + 7min);
    tally.taken();
    CHECK_FALSE(tally.counts(now + 2h).nothing_taken_since);
}

TEST_CASE("a window of one submit is held up by the first answer that does not come, and that is told") {
    SubmitCounts counts;
    counts.answered = 49;
    counts.unanswered = 1;
    CHECK(counts.many_unanswered(1));
    CHECK_FALSE(counts.many_unanswered(2));
    CHECK_FALSE(counts.many_unanswered(10));
    counts.unanswered = 2;
    CHECK(counts.many_unanswered(2));
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
