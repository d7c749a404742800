#include "daemon/observe/log.hpp"

#include <catch2/catch.hpp>

using namespace hall::daemon;

TEST_CASE("a log line is logfmt, with values quoted where they must be") {
    CHECK(format_line(LogLevel::info, "bound", {{"smsc", "main"}, {"links", 2}}) == "info event=bound smsc=main links=2");
    CHECK(format_line(LogLevel::warn, "lost", {{"detail", "closed by the SMSC"}}) ==
          R"(warn event=lost detail="closed by the SMSC")");
    CHECK(format_line(LogLevel::warn, "lost", {{"detail", ""}}) == R"(warn event=lost detail="")");
}

TEST_CASE("what a peer says cannot forge a log line") {
    CHECK(format_line(LogLevel::warn, "odd", {{"what", "x\nerror event=fake\""}}) ==
          R"(warn event=odd what="x\x0aerror event=fake\"")");
}
