#include "tools/hall_smsc/option_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>

namespace hall::tools {

Fault expected(std::string_view option, std::string_view wish, std::string_view got) {
    return fmt::format("{} needs {}; got '{}'", option, wish, got);
}

Fault read_count(std::string_view option, std::string_view text, std::size_t least, std::size_t most,
                 std::size_t& out) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
        return expected(option, fmt::format("a whole number from {} to {}", least, most), text);
    }
    out = value;
    return {};
}

Fault read_seconds(std::string_view option, std::string_view text, bool zero_allowed, Millis& out) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool read = error == std::errc{} && end == text.data() + text.size();
    if (!read || !(value >= 0 && value <= 86400) || (value == 0 && !zero_allowed)) {
        return expected(option,
                        zero_allowed ? "seconds, 0 to 86400, such as 30 or 0.5 (0: never)"
                                     : "seconds above 0 and up to 86400, such as 10 or 0.5",
                        text);
    }
    out = Millis{static_cast<Millis::rep>(value * 1000 + 0.5)};
    return {};
}

Fault read_address(std::string_view option, std::string_view text, SmscSettings& out) {
    const std::size_t colon = text.rfind(':');
    std::size_t port = 0;
    if (colon == std::string_view::npos || colon == 0 || read_count(option, text.substr(colon + 1), 0, 65535, port)) {
        return expected(option, "HOST:PORT, such as 127.0.0.1:2775 or [::1]:0 (port 0: any free one)", text);
    }
    std::string_view host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    out.host = host;
    out.port = static_cast<std::uint16_t>(port);
    return {};
}

namespace {

bool looks_like_number(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    return word.size() >= 7 && word.size() <= 15 &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Fault read_subscriber(std::string_view option, std::string_view text, std::string& out) {
    if (!looks_like_number(text)) return expected(option, "a number of 7 to 15 digits, such as 13800138000", text);
    out = text;
    return {};
}

Fault read_hall_number(std::string_view option, std::string_view text, std::string& out) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || text.size() > 20 || !digits) {
        return expected(option, "the hall's number, 1 to 20 digits, such as 10086", text);
    }
    out = text;
    return {};
}

Fault read_words(std::string_view option, std::string_view text, std::vector<std::string>& out) {
    out.clear();
    while (true) {
        const std::size_t comma = text.find(',');
        if (text.substr(0, comma).empty()) return expected(option, "texts between commas, such as 42,YE,0", text);
        out.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos) return {};
        text.remove_prefix(comma + 1);
    }
}

Fault read_play_file(std::string_view path, std::vector<PlayLine>& out) {
    std::ifstream file{std::string(path)};
    if (!file) return fmt::format("--play cannot read '{}'", path);
    std::string line;
    while (std::getline(file, line)) {
        if (auto entry = parse_play_line(line)) out.push_back(std::move(*entry));
    }
    if (out.empty()) return fmt::format("--play found no text in '{}'; write one text a line", path);
    return {};
}

bool is_scenario(std::string_view path) {
    return path.ends_with(".yaml") || path.ends_with(".yml");
}

Fault read_seed(std::string_view text, std::optional<std::uint64_t>& out) {
    std::size_t seed = 0;
    if (auto fault = read_count("--seed", text, 0, std::numeric_limits<std::int64_t>::max(), seed)) return fault;
    out = seed;
    return {};
}

std::optional<PlayLine> parse_play_line(std::string_view line) {
    const auto trim = [](std::string_view text) {
        const std::size_t first = text.find_first_not_of(" \t\r");
        if (first == std::string_view::npos) return std::string_view{};
        return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
    };
    line = trim(line);
    if (line.empty() || line.starts_with('#')) return std::nullopt;
    const std::size_t blank = line.find_first_of(" \t");
    if (blank != std::string_view::npos && looks_like_number(line.substr(0, blank))) {
        return PlayLine{std::string(line.substr(0, blank)), std::string(trim(line.substr(blank)))};
    }
    return PlayLine{"", std::string(line)};
}

}  // namespace hall::tools
