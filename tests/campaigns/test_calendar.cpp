#include "campaigns/calendar.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::campaigns;

namespace {

Date day(const char* text) { return parse_date(text).value(); }

}  // namespace

TEST_CASE("a day ends at midnight of the zone") {
    const Zone china;
    const auto last_moment = begin_of(day("2026-11-23"), china) - Millis(1);
    CHECK(format_date(date_of(last_moment, china)) == "2026-11-22");
    CHECK(format_date(date_of(last_moment + Millis(1), china)) == "2026-11-23");
    CHECK(format_date(date_of(last_moment, Zone{std::chrono::minutes(0)})) == "2026-11-22");
    CHECK(to_millis(begin_of(day("1970-01-01"), china)) == -8 * 3600 * 1000);
}

TEST_CASE("a month later is the same day, or the month's last where there is no such day") {
    CHECK(months_later(day("2026-11-22"), 1) == day("2026-12-22"));
    CHECK(months_later(day("2026-11-22"), 2) == day("2027-01-22"));
    CHECK(months_later(day("2027-01-31"), 1) == day("2027-02-28"));
    CHECK(months_later(day("2027-01-31"), 2) == day("2027-03-31"));
    CHECK(months_later(day("2028-01-30"), 1) == day("2028-02-29"));
    CHECK(months_later(day("2028-02-29"), 12) == day("2029-02-28"));
    CHECK(months_later(day("2026-05-05"), 0) == day("2026-05-05"));
    CHECK(first_of_next_month(day("2026-12-31")) == day("2027-01-01"));
    CHECK(first_of_next_month(day("2026-12-01")) == day("2027-01-01"));
}

TEST_CASE("zones and days are read as they are written, and nothing else is") {
    CHECK(parse_zone("+08:00") == Zone{});
    CHECK(parse_zone("-03:30") == Zone{std::chrono::minutes(-210)});
    for (const auto* text : {"", "8", "+8:00", "08:00", "+08:60", "+15:00", "+0800", "Asia/Shanghai", "+ 8:00"}) {
        INFO(text);
        CHECK_FALSE(parse_zone(text));
    }
    for (const auto* text : {"", "2026-2-1", "2026-02-30", "2026-13-01", "2026-00-10", "20260101", "2026-01-0x", "26-01-01"}) {
        INFO(text);
        CHECK_FALSE(parse_date(text));
    }
    CHECK(format_date(day("2026-02-28")) == "2026-02-28");
}

TEST_CASE("a moment is written by the clocks of its zone, which it names") {
    CHECK(format_time(from_millis(0), Zone{}) == "1970-01-01 08:00:00 +08:00");
    CHECK(format_time(from_millis(-1), Zone{std::chrono::minutes(0)}) == "1969-12-31 23:59:59 +00:00");
    CHECK(format_time(from_millis(59'999), Zone{-std::chrono::minutes(210)}) == "1969-12-31 20:30:59 -03:30");
}
