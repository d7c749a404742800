#pragma once
// The daemon's log: one event a line on stderr, logfmt, so that journald keeps it and scripts can read it.
//   2026-11-21T10:00:00.123Z info event=bound smsc=main link=main role=transceiver
// Subscribers' numbers go in masked (codecs::mask_number); texts never go in at all.
// Any thread may log: a line leaves in one write.

#include "daemon/config/settings.hpp"

#include <fmt/format.h>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace hall::daemon {

/// One key=value of a line.
struct Field {
    std::string_view key;
    std::string value;
    Field(std::string_view k, std::string_view v) : key(k), value(v) {}
    template <std::integral T>
    Field(std::string_view k, T v) : key(k), value(fmt::format("{}", v)) {}
};

/// Lines below this level are dropped. Set once at start.
void set_log_level(LogLevel level);

/// Whether a line of this level would be written; to save the work of making its fields.
bool logs(LogLevel level);

/// Warnings and errors that differ in counts alone are folded, see LogFold: `repeated=` says how many more there were.
void log(LogLevel level, std::string_view event, std::initializer_list<Field> fields = {});

/// Writes the counts of folded lines: those whose time has come (call it every few seconds), or all, at the end.
enum class Repeated { due, all };
void tell_repeated(Repeated which);

/// The line without time, for tests: `info event=bound smsc=main`. Values with blanks, quotes or control
/// characters are quoted and escaped, so that a peer's text cannot forge a line.
std::string format_line(LogLevel level, std::string_view event, std::initializer_list<Field> fields);

}  // namespace hall::daemon
