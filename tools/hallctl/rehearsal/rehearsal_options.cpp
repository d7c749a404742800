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
    const bool named = from_environment != nullptr && *from_environment != '\0';
    const std::string fallback = named ? from_environment : "/etc/smshall/smshalld.yaml";
    return arguments.value("--config").value_or(fallback);
}

daemon::Configuration load_rehearsed(const std::filesystem::path& settings, codecs::MessageLanguage language) {
    codecs::Diagnostics diagnostics;
    auto configuration = daemon::load_configuration(settings, lenient_environment(), diagnostics);
    if (!configuration) refuse(diagnostics, language);
    return std::move(*configuration);
}

daemon::Configuration load_rehearsed(const Arguments& arguments) {
    return load_rehearsed(settings_path(arguments), language_of(arguments));
}

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

std::filesystem::path subscribers_file(const Arguments& arguments) {
    if (const auto file = arguments.value("--subscribers")) return *file;
    const auto sample = settings_path(arguments).parent_path() / "sample" / "subscribers.csv";
    return std::filesystem::exists(sample) ? sample : std::filesystem::path();
}

void add_people(RehearsalHall& hall, const Arguments& arguments) {
    if (const auto file = subscribers_file(arguments); !file.empty()) hall.add_subscribers(file);
    if (arguments.has("--subscribers")) return;
    const auto sample = settings_path(arguments).parent_path() / "sample";
    if (std::filesystem::exists(sample / "staff.csv")) hall.add_staff(sample / "staff.csv");
}

}  // namespace hall::tools
