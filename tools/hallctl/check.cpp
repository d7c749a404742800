#include "tools/hallctl/check.hpp"

#include "codecs/yaml/rules.hpp"
#include "daemon/config/review/review.hpp"
#include "daemon/config/settings_loader.hpp"
#include "tools/hallctl/check_report.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace hall::tools {

namespace {

/// The value of an option that takes one of a few words; the first without the option.
std::string one_of(const Arguments& arguments, std::string_view option, std::initializer_list<std::string_view> words) {
    const auto value = arguments.value(option);
    if (!value) return std::string(*words.begin());
    for (const auto word : words)
        if (*value == word) return *value;
    throw UsageError(fmt::format("{} is '{}'; use {}", option, *value, fmt::join(words, ", ")));
}

/// The beginning of the day --at names, or now.
UtcTime moment_of_check(const Arguments& arguments, const campaigns::Zone& zone) {
    const auto text = arguments.value("--at");
    if (!text) return std::chrono::floor<Millis>(std::chrono::system_clock::now());
    const auto day = campaigns::parse_date(*text);
    if (!day) throw UsageError(fmt::format("--at is '{}'; use a day such as 2026-12-01", *text));
    return campaigns::begin_of(*day, zone);
}

std::optional<daemon::Configuration> load(const Arguments& arguments, codecs::Diagnostics& diagnostics) {
    const auto menu = arguments.value("--menu");
    const auto catalogue = arguments.value("--catalogue");
    if (!menu && catalogue) throw UsageError("--catalogue goes with --menu; the settings name one themselves");
    if (menu) {
        if (!arguments.words.empty() || arguments.has("--config"))
            throw UsageError("either the settings or --menu; the settings name a menu themselves");
        return daemon::load_menu_and_catalogue(*menu, catalogue.value_or(""), diagnostics);
    }
    const auto settings =
        arguments.words.empty() ? settings_path(arguments) : std::filesystem::path(arguments.words[0]);
    return daemon::load_configuration(settings, daemon::process_environment(), diagnostics);
}

int check(const Arguments& arguments) {
    if (arguments.words.size() > 1)
        throw UsageError(fmt::format("one settings file at a time; '{}' is a second one", arguments.words[1]));
    const auto format = one_of(arguments, "--format", {"text", "json", "sarif"});
    const auto language = language_of(arguments);
    codecs::Diagnostics diagnostics;
    const auto configuration = load(arguments, diagnostics);
    if (configuration) {
        daemon::ReviewLimits limits;
        limits.now = moment_of_check(arguments, configuration->settings.business.zone);
        if (arguments.has("--max-parts"))
            limits.menu_parts = limits.reply_parts = static_cast<std::size_t>(arguments.whole_number("--max-parts", 4));
        const auto* catalogue = configuration->catalogue.get();
        daemon::review({*configuration->menu, catalogue, configuration->settings}, limits, diagnostics);
    }
    const auto findings = counted(diagnostics);
    if (format == "text") {
        say_lines(as_text(findings, language));
    } else {
        say_json(format == "json" ? as_json(findings, language) : as_sarif(findings, language));
    }
    const bool unreadable = std::any_of(findings.all.begin(), findings.all.end(), [](const codecs::Diagnostic& one) {
        return one.rule == &codecs::rules::unreadable_file;
    });
    if (unreadable) return exit_no_input;
    const bool strict = arguments.has("--strict");
    return findings.errors > 0 || (strict && findings.warnings > 0) ? 1 : 0;
}

}  // namespace

Command check_command() {
    return {
        "check",
        "  hallctl check [CONFIG]                          what is wrong with the settings, the menu and the "
        "catalogue;\n"
        "                                                  docs/checker.md explains each message\n"
        "          [--menu FILE [--catalogue FILE]]        of these files alone, without settings\n"
        "          [--format text|json|sarif] [--lang en|zh]\n"
        "          [--max-parts N]                         answers longer than N texts are told (menus: 3, others: 4)\n"
        "          [--strict]                              warnings count as errors\n"
        "          [--at DAY]                              as of that day, for what is over by then\n",
        {{"--menu"}, {"--catalogue"}, {"--format"}, {"--lang"}, {"--max-parts"}, {"--strict", false}, {"--at"}},
        check};
}

}  // namespace hall::tools
