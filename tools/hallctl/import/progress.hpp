#pragma once
// How far an import is: a bar on a terminal, else a line for each hundred thousand.

#include <chrono>
#include <cstdint>

namespace hall::tools {

/// Writes to stderr.
class Progress {
public:
    /// `bytes_in_all` 0: not known.
    explicit Progress(std::uint64_t bytes_in_all);

    /// So much was read.
    void show(std::int64_t lines, std::uint64_t bytes);
    /// Takes the bar away, before something else is written.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    bool terminal_;
    std::uint64_t bytes_in_all_;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point drawn_;
    std::int64_t told_ = 0;
    bool bar_stands_ = false;
};

}  // namespace hall::tools
