#include "daemon/observe/log.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <string>

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
    CHECK(format_line(LogLevel::warn, "odd", {{"what", "a\u202eb"}}) == R"(warn event=odd what="a\u202eb")");
    CHECK(format_line(LogLevel::warn, "odd", {{"what", "\u009b2J\xff\x1b[0m"}}) == R"(warn event=odd what="\u009b2J\xff\x1b[0m")");
    CHECK(format_line(LogLevel::info, "odd", {{"who", "DOMAIN\\李"}}) == R"(info event=odd who="DOMAIN\\李")");
}

TEST_CASE("a reader of the log that does not keep up stops nothing, and hears how much it missed") {
    int ends[2];
    REQUIRE(::pipe2(ends, O_NONBLOCK) == 0);
    const std::string block(4096, 'x');
    while (::write(ends[1], block.data(), block.size()) > 0) {
    }
    ::fcntl(ends[1], F_SETFL, 0);  // blocking again, as a daemon's stderr is
    const int saved = ::dup(STDERR_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    for (int i = 0; i < 99; ++i) log(LogLevel::error, "nobody_reads_" + std::to_string(i));  // would block for ever
    log(LogLevel::error, "nobody_reads", {{"why", std::string(100'000, 'x')}});
    std::string read(1 << 20, ' ');
    while (::read(ends[0], read.data(), read.size()) > 0) {
    }
    log(LogLevel::error, "somebody_reads");
    const auto count = ::read(ends[0], read.data(), read.size());
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
    ::close(ends[0]);
    ::close(ends[1]);
    REQUIRE(count > 0);
    const auto text = read.substr(0, static_cast<std::size_t>(count));
    CHECK(text.find("event=somebody_reads") != std::string::npos);
    CHECK(text.find("event=log_lines_dropped count=100") != std::string::npos);
}

TEST_CASE("a line longer than a pipe does not wait for its reader") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const int saved = ::dup(STDERR_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    log(LogLevel::error, "long", {{"why", std::string(1'000'000, 'x')}});  // would block for ever
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
    ::close(ends[0]);
    ::close(ends[1]);
    SUCCEED("it came back");
}
