#include "tools/hallctl/command.hpp"

#include "codecs/yaml/rules.hpp"
#include "daemon/config/settings_loader.hpp"
#include "daemon/store/owners.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace hall::tools {

std::optional<std::string> Arguments::value(std::string_view option) const {
    const auto found = options.find(option);
    return found != options.end() ? std::optional(found->second) : std::nullopt;
}

int Arguments::whole_number(std::string_view option, int fallback) const {
    const auto given = value(option);
    if (!given) return fallback;
    int number = 0;
    const auto* end = given->data() + given->size();
    const auto [stop, error] = std::from_chars(given->data(), end, number);
    if (error != std::errc{} || stop != end || number < 1)
        throw UsageError(fmt::format("{} is '{}'; use a whole number from 1", option, *given));
    return number;
}

Arguments parse_arguments(const std::vector<std::string>& arguments, const Command& command) {
    std::vector<Option> known{{"--config"}, {"--database"}};
    known.insert(known.end(), command.options.begin(), command.options.end());
    Arguments out;
    for (auto next = arguments.begin(); next != arguments.end(); ++next) {
        if (!next->starts_with("--")) {
            out.words.push_back(*next);
            continue;
        }
        const auto option =
            std::find_if(known.begin(), known.end(), [&](const Option& candidate) { return candidate.name == *next; });
        if (option == known.end()) throw UsageError(fmt::format("unknown option '{}'", *next));
        if (option->takes_value && std::next(next) == arguments.end())
            throw UsageError(fmt::format("{} needs a value", option->name));
        out.options[std::string(option->name)] = option->takes_value ? *++next : "";
    }
    return out;
}

void refuse(const codecs::Diagnostics& diagnostics, codecs::MessageLanguage language) {
    const auto all = diagnostics.sorted();
    const bool unreadable = std::any_of(all.begin(), all.end(), [](const codecs::Diagnostic& one) {
        return one.rule == &codecs::rules::unreadable_file;
    });
    if (unreadable) throw InputError(diagnostics.to_text(language));
    throw SettingsError(diagnostics.to_text(language));
}

std::string subscriber_named(std::string_view word, const codecs::NumberPlan& plan) {
    const auto number = store::number_of_key(word);
    const auto msisdn = codecs::parse_msisdn(number, plan);
    return msisdn ? msisdn->digits + std::string(word.substr(number.size())) : std::string(word);
}

Hall find_hall(const Arguments& arguments) {
    Hall hall;
    const auto database = arguments.value("--database");
    if (database) hall.database = *database;
    if (database && !arguments.has("--config")) return hall;
    const char* from_environment = std::getenv("SMSHALL_CONFIG");
    const std::string fallback = from_environment != nullptr ? from_environment : "/etc/smshall/smshalld.yaml";
    // Operators need not know the daemon's passwords, and a fault elsewhere in the file is not their concern now:
    // what counts is where the database is.
    codecs::Diagnostics diagnostics;
    const auto settings = daemon::load_settings(arguments.value("--config").value_or(fallback),
                                                daemon::process_environment(), diagnostics);
    if (!database) hall.database = settings.store_path;
    const bool found = !hall.database.empty() && std::filesystem::exists(hall.database);
    if (!found && !diagnostics.empty()) refuse(diagnostics);
    hall.number_plan = settings.number_plan;
    hall.zone = settings.business.zone;
    hall.catalogue = settings.catalogue_path;
    hall.control = settings.control_socket;
    return hall;
}

}  // namespace hall::tools
