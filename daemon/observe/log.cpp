#include "daemon/observe/log.hpp"

#include <fmt/chrono.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <chrono>

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

void append_value(std::string& line, std::string_view value) {
    const auto plain = [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u > ' ' && u != 0x7F && c != '"' && c != '=' && c != '\\';
    };
    bool quote = value.empty();
    for (const char c : value) quote = quote || !plain(c);
    if (!quote) {
        line += value;
        return;
    }
    line += '"';
    for (const char c : value) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            line += '\\';
            line += c;
        } else if (u < ' ' || u == 0x7F) {
            line += fmt::format("\\x{:02x}", u);
        } else {
            line += c;
        }
    }
    line += '"';
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

void log(LogLevel level, std::string_view event, std::initializer_list<Field> fields) {
    if (!logs(level)) return;
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto millis = static_cast<int>(now.time_since_epoch().count() % 1000);
    const auto line = fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03d}Z {}\n",
                                  fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millis,
                                  format_line(level, event, fields));
    // One write, so that lines of two threads do not mix. Whoever reads the log and does not keep up must not
    // stop the hall: the line is dropped then, and a later one says how many were.
    static std::atomic<std::uint64_t> dropped{0};
    pollfd ready{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&ready, 1, 0) != 1 || (ready.revents & POLLOUT) == 0) {
        dropped.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    std::string text = line;
    if (const auto count = dropped.exchange(0, std::memory_order_relaxed); count > 0)
        text += format_line(LogLevel::warn, "log_lines_dropped", {{"count", count}}) + "\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace hall::daemon
