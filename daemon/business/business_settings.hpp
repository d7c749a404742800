#pragma once
// What the business must be told beside the catalogue.

#include "campaigns/calendar.hpp"

#include <string>
#include <vector>

namespace hall::daemon {

/// How far the machine's clock may be from where the hall expects it before it is in doubt: docs/operating.md.
struct ClockBounds {
    Millis ahead = std::chrono::days(7);      // longer is no outage any more
    Millis behind = std::chrono::minutes(5);  // more is no correction any more
    bool operator==(const ClockBounds&) const = default;
};

struct BusinessSettings {
    campaigns::Zone zone;                          // where a day and a month begin
    std::vector<std::string> yes = {"是", "Y", "YES", "确认"};  // what confirms; folded before it is compared
    std::vector<std::string> no = {"否", "N", "NO"};
    Millis wait = std::chrono::minutes(30);        // for the answer to a question
    Millis run_from = std::chrono::hours(9);       // of the day: charges and notices begin then; nobody is woken
    bool test_clock = false;                       // hallctl may move the clock: for tests only
    ClockBounds clock;
    Millis back_end_patience = std::chrono::seconds(30);  // before a silent back end is asked again
    int back_end_tries = 5;                        // questions for facts, before the subscriber is told that it failed
};

}  // namespace hall::daemon
