#pragma once
// What a load measured, as a table for people and as JSON for scripts.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace hall::tools {

/// p50, p90, p99 and the longest, in milliseconds.
struct Quantiles {
    double p50 = 0;
    double p90 = 0;
    double p99 = 0;
    double max = 0;
};

/// Of times in microseconds (nearest rank); all zero when there are none. Sorts its argument.
Quantiles quantiles_of(std::vector<std::uint32_t>& micros);

struct LoadReport {
    std::size_t texts = 0;
    std::size_t subscribers = 0;
    std::size_t outstanding = 0;
    std::size_t rate = 0;
    double seconds = 0;  // from the first delivery to the last answer
    std::size_t answered = 0;
    std::size_t unanswered = 0;
    std::size_t refused = 0;      // deliver_sm_resp with another status than 0
    std::size_t redelivered = 0;  // after a refusal, silence or a lost link
    std::size_t stray = 0;        // messages that nobody waited for
    std::uint64_t pdus = 0;
    std::uint64_t enquire_links = 0;  // that the hall sent
    Quantiles acknowledged_ms;
    Quantiles answered_ms;
};

std::string to_table(const LoadReport& report);
std::string to_json(const LoadReport& report);

/// For --json; complains on standard error when it cannot.
bool write_figures(const std::filesystem::path& file, const std::string& json);

}  // namespace hall::tools
