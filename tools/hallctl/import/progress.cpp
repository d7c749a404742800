#include "tools/hallctl/import/progress.hpp"

#include "tools/hallctl/say.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace hall::tools {

namespace {

constexpr std::int64_t lines_between = 100'000;
constexpr std::uint64_t bar_width = 40;
constexpr auto redraw_every = std::chrono::milliseconds(200);

}  // namespace

Progress::Progress(std::uint64_t bytes_in_all) : terminal_(::isatty(STDERR_FILENO) == 1), bytes_in_all_(bytes_in_all) {}

void Progress::show(std::int64_t lines, std::uint64_t bytes) {
    if (!terminal_) {
        for (; told_ + lines_between <= lines; told_ += lines_between)
            warn("hallctl: {} lines read\n", told_ + lines_between);
        return;
    }
    const auto now = Clock::now();
    if (now - drawn_ < redraw_every) return;
    drawn_ = now;
    const auto seconds = std::chrono::duration<double>(now - begin_).count();
    const auto rate = seconds > 0 ? static_cast<double>(lines) / seconds : 0.0;
    if (bytes_in_all_ == 0) {
        warn("\r{} lines, {:.0f}/s", lines, rate);
    } else {
        const auto done = std::min(bytes, bytes_in_all_);
        const auto full = static_cast<std::size_t>(done * bar_width / bytes_in_all_);
        warn("\r[{:-<40}] {:3}%  {} lines, {:.0f}/s", std::string(full, '#'), done * 100 / bytes_in_all_,
                   lines, rate);
    }
    std::fflush(stderr);
    bar_stands_ = true;
}

void Progress::clear() {
    if (bar_stands_) warn("\r\033[K");
    bar_stands_ = false;
}

}  // namespace hall::tools
