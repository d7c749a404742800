#include "tools/hallctl/rehearsal/rehearsal_options.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace hall::tools {

namespace {

// A variable that is not set is an empty one here: what links need to bind, a rehearsal does not.
codecs::EnvironmentLookup lenient_environment() {
    return [process = daemon::process_environment()](std::string_view name) -> std::optional<std::string> {
        return process(name).value_or("");
    };
}

}  // namespace

std::filesystem::path settings_path(const Arguments& arguments) {
    const char* from_environment = std::getenv("SMSHALL_CONFIG");
    const std::string fallback = from_environment != nullptr ? from_environment : "/etc/smshall/smshalld.yaml";
    return arguments.value("--config").value_or(fallback);
}

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

campaigns::Date day_of(const Arguments& arguments, campaigns::Zone zone) {
    const auto given = arguments.value("--at");
    if (!given) return campaigns::date_of(std::chrono::floor<Millis>(std::chrono::system_clock::now()), zone);
    const auto day = campaigns::parse_date(*given);
    if (!day) throw UsageError(fmt::format("--at is '{}'; use a day such as 2026-12-01", *given));
    return *day;
}

void add_people(RehearsalHall& hall, const Arguments& arguments) {
    if (const auto file = arguments.value("--subscribers")) return hall.add_subscribers(*file);
    const auto sample = settings_path(arguments).parent_path() / "sample";
    if (std::filesystem::exists(sample / "subscribers.csv")) hall.add_subscribers(sample / "subscribers.csv");
    if (std::filesystem::exists(sample / "staff.csv")) hall.add_staff(sample / "staff.csv");
}

}  // namespace hall::tools
