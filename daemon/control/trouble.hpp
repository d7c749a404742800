#pragma once
// What is wrong with the running hall, one thing at a time: the one list from which the lines of `hallctl status`, its exit
// code and the metric smshall_trouble follow, so that none of them can say something else than the others. Pure.

#include "codecs/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::daemon {

struct HallStatus;

/// The numbers are the exit codes of `hallctl status`, as monitoring plugins have them (3: nobody answers).
enum class Severity { good = 0, warning = 1, critical = 2 };

struct Trouble {
    Severity severity = Severity::warning;
    std::string slug = {};      // stable, for alert rules: link_down, store_failing ...
    std::string subject = {};   // what it is about: a link, an SMSC; empty: the hall
    std::string sentence = {};  // what is wrong and what to do, in one line
    std::optional<UtcTime> since = {};
};

/// All that is wrong, the worst first. An empty list: nothing.
std::vector<Trouble> troubles_of(const HallStatus& status);

/// Of the worst of them.
Severity worst(const std::vector<Trouble>& troubles);

/// "OK", "WARNING", "CRITICAL".
std::string_view to_string(Severity severity);

}  // namespace hall::daemon
