#include "daemon/observe/log.hpp"

#include "codecs/text/visible.hpp"
#include "daemon/observe/log_fold.hpp"

#include <fmt/chrono.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <climits>
#include <mutex>

namespace hall::daemon {

namespace {

std::atomic<LogLevel> threshold{LogLevel::info};

std::string_view name(LogLevel level) {
    switch (level) {
        case LogLevel::error: return "error";
        case LogLevel::warn: return "warn";
        case LogLevel::info: return "info";
        case LogLevel::debug: return "debug";
    }
    return "info";
}

// Blanks, quotes and what would act on a terminal make a value one in quotes, with escapes in it.
void append_value(std::string& line, std::string_view value) {
    const auto shown = codecs::visible(value);
    if (!value.empty() && shown == value && value.find_first_of(" \"=\\") == std::string_view::npos) {
        line += value;
        return;
    }
    std::string escaped;
    for (const char c : value) {
        if (c == '"' || c == '\\') escaped += '\\';
        escaped += c;
    }
    line.append(1, '"').append(codecs::visible(escaped)).append(1, '"');
}

}  // namespace

void set_log_level(LogLevel level) { threshold.store(level, std::memory_order_relaxed); }

bool logs(LogLevel level) { return level <= threshold.load(std::memory_order_relaxed); }

std::string format_line(LogLevel level, std::string_view event, std::initializer_list<Field> fields) {
    std::string line = fmt::format("{} event={}", name(level), event);
    for (const auto& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        append_value(line, field.value);
    }
    return line;
}

namespace {

// Counts of a moment: lines that differ in nothing else are equal.
constexpr std::array<std::string_view, 7> counts = {"texts_refused", "events_kept", "in_ms",   "time",
                                                    "count",         "waits_ms",    "sequence"};

std::string key_of(LogLevel level, std::string_view event, std::initializer_list<Field> fields) {
    std::string key = fmt::format("{} {}", static_cast<int>(level), event);
    for (const auto& field : fields)
        if (std::find(counts.begin(), counts.end(), field.key) == counts.end())
            key.append(1, '\n').append(field.key).append(1, '=').append(field.value);
    return key;
}

struct Folding {
    std::mutex mutex;  // any thread logs
    LogFold fold;
};

Folding& folding() {
    static auto* const all = new Folding;  // a thread that was left behind may log while the process ends
    return *all;
}

bool takes_some() {
    pollfd ready{STDERR_FILENO, POLLOUT, 0};
    return ::poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0;
}

void write_line(const std::string& body) {
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto millis = static_cast<int>(now.time_since_epoch().count() % 1000);
    auto text = fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03d}Z {}\n", fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
                            millis, body);
    // One write, so that lines of two threads do not mix. Whoever reads the log and does not keep up must not
    // stop the hall: the line is dropped then, and a later one says how many were.
    static std::atomic<std::uint64_t> dropped{0};
    if (!takes_some()) {
        dropped.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    if (const auto count = dropped.exchange(0, std::memory_order_relaxed); count > 0)
        text += format_line(LogLevel::warn, "log_lines_dropped", {{"count", count}}) + "\n";
    // A pipe that takes some takes so much for certain; with more at once the write would wait for its reader.
    constexpr std::size_t certain = PIPE_BUF;
    for (std::size_t at = 0; at < text.size() && (at == 0 || takes_some()); at += certain) {
        const auto part = std::min(certain, text.size() - at);
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data() + at, part);
    }
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<Field> fields) {
    if (!logs(level)) return;
    auto line = format_line(level, event, fields);
    // What goes on as it should is told each time.
    if (level > LogLevel::warn) {
        write_line(line);
        return;
    }
    auto& [mutex, fold] = folding();
    const std::lock_guard lock(mutex);
    for (const auto& one : fold.take(key_of(level, event, fields), std::move(line), std::chrono::steady_clock::now()))
        write_line(one);
}

void tell_repeated(Repeated which) {
    auto& [mutex, fold] = folding();
    const std::lock_guard lock(mutex);
    for (const auto& one : which == Repeated::all ? fold.all() : fold.due(std::chrono::steady_clock::now()))
        write_line(one);
}

}  // namespace hall::daemon
