// Which lines of the log are written when equal ones come again and again: a table of moments (ms), lines, and what leaves.

#include "daemon/observe/log_fold.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

namespace {

struct FoldStep {
    int at;  // ms
    std::string key;  // empty: nothing comes, the clock only goes on
    std::string line;
    std::string written;  // joined by '|'
};

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += (all.empty() ? "" : "|") + line;
    return all;
}

}  // namespace

TEST_CASE("equal lines become one and a count") {
    const std::vector<FoldStep> steps{
        {0, "full", "full refused=1", "full refused=1"},
        {1, "full", "full refused=2", ""},
        {2, "down main", "down main", "down main"},
        {3, "down other", "down other", "down other"},  // another link is another line
        {4, "down main", "down main", ""},
        {9'999, "full", "full refused=3", ""},
        {10'000, "", "", "full refused=3 repeated=2"},
        {10'002, "bound", "bound", "down main repeated=1|bound"},
        {10'003, "", "", ""},  // of the other link there was one line alone
        {10'004, "down other", "down other", "down other"},
        {15'000, "full", "full refused=9", ""},  // it goes on within the next window
        {20'000, "full", "full refused=8", "full refused=9 repeated=1"},
        {30'000, "", "", "full refused=8 repeated=1"},
        {40'000, "", "", ""},
        {50'000, "full", "full refused=1", "full refused=1"},  // after a window of silence it is news
    };
    LogFold fold;
    const Instant begin{};
    for (const auto& step : steps) {
        INFO(step.at);
        const auto now = begin + Millis(step.at);
        CHECK(joined(step.key.empty() ? fold.due(now) : fold.take(step.key, step.line, now)) == step.written);
    }
}

TEST_CASE("the end tells every count that was not told") {
    LogFold fold;
    for (int i = 0; i < 5; ++i) fold.take("a", "a", Instant{});
    fold.take("b", "b", Instant{});
    CHECK(joined(fold.all()) == "a repeated=4");
    CHECK(fold.all().empty());
}

TEST_CASE("an event that says something else each time is told a few times, then by a count, and leaves the others their places") {
    LogFold fold;
    std::size_t written = 0;
    for (int i = 0; i < 10'000; ++i) written += fold.take("refused\nid=" + std::to_string(i), "id=" + std::to_string(i), Instant{}).size();
    CHECK(written == LogFold::most_of_event + 1);
    CHECK(joined(fold.take("down\nlink=main", "down main", Instant{})) == "down main");
    CHECK(joined(fold.take("down\nlink=main", "down main", Instant{})).empty());
    CHECK(joined(fold.due(Instant{} + 10s)) == "down main repeated=1|id=9999 others=9967");
    CHECK(joined(fold.take("refused\nid=1", "id=1", Instant{} + 11s)) == "id=1");  // those of the first window are forgotten
}

TEST_CASE("however many kinds of lines come, no line is lost and the memory has an end") {
    LogFold fold;
    for (int i = 0; i < 10'000; ++i) {
        const auto line = "line " + std::to_string(i);
        CHECK(joined(fold.take(line, line, Instant{})) == line);
    }
    CHECK(joined(fold.take("line 9999", "line 9999", Instant{})) == "line 9999");  // it found no place
    CHECK(joined(fold.take("line 1", "line 1", Instant{})).empty());
}
