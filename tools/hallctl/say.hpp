#pragma once
// The one door by which a command of hallctl writes to people: what is filled in comes from subscribers, peers and files, and does not
// act on the terminal. tools/check keeps all other doors shut.

#include "codecs/text/visible.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace hall::tools {

/// What is filled in: a number as it is, a text as codecs::visible shows it, in one line.
template <class Value>
auto harmless(const Value& value) {
    if constexpr (std::is_convertible_v<const Value&, std::string_view>) {
        return codecs::visible(std::string_view(value));
    } else {
        static_assert(std::is_arithmetic_v<Value>, "say numbers and texts; make a text of what is neither");
        return value;
    }
}

template <class Value>
using Harmless = decltype(harmless(std::declval<const Value&>()));

/// To standard output.
template <class... Values>
void say(fmt::format_string<Harmless<Values>...> format, const Values&... values) {
    fmt::print(format, harmless(values)...);
}

/// To standard error: what is wrong, what is missing, how far it is.
template <class... Values>
void warn(fmt::format_string<Harmless<Values>...> format, const Values&... values) {
    fmt::print(stderr, format, harmless(values)...);
}

/// A whole text, whose line breaks are ours, as it is, with no line break added.
inline void say_lines(std::string_view text, std::FILE* to = stdout) {
    fmt::print(to, "{}", codecs::visible(text, codecs::LineBreaks::kept));
}

/// JSON or SARIF, which must say the same to a program as before.
inline void say_json(std::string_view json) { fmt::print("{}", codecs::visible_json(json)); }

}  // namespace hall::tools
