#include "tools/hallctl/rehearsal/rehearsal_options.hpp"

#include "tools/hallctl/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace hall::tools {

namespace {

// A variable that is not set is an empty one here: what links need to bind, a rehearsal does not.
codecs::EnvironmentLookup lenient_environment() {
    return [process = daemon::process_environment()](std::string_view name) -> std::optional<std::string> {
        return process(name).value_or("");
    };
}

std::filesystem::path settings_path(const Arguments& arguments) {
    const char* from_environment = std::getenv("SMSHALL_CONFIG");
    const std::string fallback = from_environment != nullptr ? from_environment : "/etc/smshall/smshalld.yaml";
    return arguments.value("--config").value_or(fallback);
}

std::optional<int> two_digits(std::string_view text) {
    int value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.size() != 2 || error != std::errc{} || stop != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

}  // namespace

daemon::Configuration load_rehearsed(const std::filesystem::path& settings) {
    codecs::Diagnostics diagnostics;
    auto configuration = daemon::load_configuration(settings, lenient_environment(), diagnostics);
    if (!configuration) throw SettingsError(diagnostics.to_text());
    return std::move(*configuration);
}

daemon::Configuration load_rehearsed(const Arguments& arguments) { return load_rehearsed(settings_path(arguments)); }

codecs::MessageLanguage language_of(const Arguments& arguments) {
    if (const auto given = arguments.value("--lang")) {
        if (*given == "zh") return codecs::MessageLanguage::zh;
        if (*given == "en") return codecs::MessageLanguage::en;
        throw UsageError(fmt::format("--lang is '{}'; use zh or en", *given));
    }
    return codecs::MessageLanguage::en;
}

std::optional<UtcTime> parse_moment(std::string_view text, campaigns::Zone zone) {
    const auto day = campaigns::parse_date(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    if (!day) return std::nullopt;
    text.remove_prefix(10);
    if (text.empty()) return campaigns::begin_of(*day, zone) + std::chrono::hours(10);
    if (text.size() != 6 || text[0] != ' ' || text[3] != ':') return std::nullopt;
    const auto hour = two_digits(text.substr(1, 2));
    const auto minute = two_digits(text.substr(4, 2));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return campaigns::begin_of(*day, zone) + std::chrono::hours(*hour) + std::chrono::minutes(*minute);
}

std::string format_moment(UtcTime moment, campaigns::Zone zone) {
    const auto day = campaigns::date_of(moment, zone);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::minutes>(moment - campaigns::begin_of(day, zone)));
    return fmt::format("{} {:02}:{:02}", campaigns::format_date(day), time.hours().count(), time.minutes().count());
}

std::optional<UtcTime> parse_step(std::string_view text, UtcTime from, campaigns::Zone zone) {
    return text.starts_with('+') ? moved(from, text.substr(1), zone) : parse_moment(text, zone);
}

void add_people(RehearsalHall& hall, const Arguments& arguments) {
    if (const auto file = arguments.value("--subscribers")) return hall.add_subscribers(*file);
    const auto sample = settings_path(arguments).parent_path() / "sample";
    if (std::filesystem::exists(sample / "subscribers.csv")) hall.add_subscribers(sample / "subscribers.csv");
    if (std::filesystem::exists(sample / "staff.csv")) hall.add_staff(sample / "staff.csv");
}

}  // namespace hall::tools
