// What the hall itself says over the control socket: what a peer or a subscriber brought in makes no line and no escape sequence of
// its own, whoever asks.

#include "codecs/text/unicode.hpp"
#include "daemon/control/aside_requests.hpp"
#include "daemon/control/lanes_report.hpp"
#include "daemon/control/status.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace hall;
using namespace hall::daemon;

namespace {

const std::string planted = "\x1b[2J\x07\u202e\u009b\nstate         OK";

std::size_t lines_of(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

bool acts(const std::string& text) {
    const auto all = codecs::decode_utf8(text);
    return std::any_of(all.begin(), all.end(), [](char32_t c) { return c != U'\n' && codecs::is_unseen(c); });
}

HallStatus with_link(const std::string& detail) {
    HallStatus status;
    LinkStatus link;
    link.name = link.smsc = "main";
    link.event = "refused";
    link.detail = detail;
    status.links.push_back(link);
    return status;
}

}  // namespace

TEST_CASE("status shows what an SMSC said of itself as escapes, in its own line") {
    const auto text = to_text(with_link(planted));
    INFO(text);
    CHECK_FALSE(acts(text));
    CHECK(text.find("\\x1b[2J\\x07\\u202e\\u009b\\x0astate") != std::string::npos);
    CHECK(lines_of(text) == lines_of(to_text(with_link("x"))));
    CHECK_FALSE(acts(to_json(with_link(planted))));
}

TEST_CASE("a lane whose number is a name that turns the line round is one line") {
    LaneStatus one;
    one.smsc = "main";
    one.lane.subscriber = planted;
    one.lane.parts = 1;
    const auto text = lanes_report({one}, campaigns::Zone{});
    INFO(text);
    CHECK_FALSE(acts(text));
    CHECK(lines_of(text) == 2);
}

TEST_CASE("why a row is still set aside is one line") {
    AsideRequests requests([](const auto&) {});
    ControlAnswer told{ControlCode::done, ""};
    requests.retry(std::nullopt, "li", [&told](const ControlAnswer& answer) { told = answer; });
    AsideOutcome outcome;
    outcome.ticket = 1;
    outcome.tried = 1;
    outcome.failed = {"notice 1: " + planted};
    requests.retried(outcome);
    INFO(told.text);
    CHECK_FALSE(acts(told.text));
    CHECK(lines_of(told.text) == 3);
}
