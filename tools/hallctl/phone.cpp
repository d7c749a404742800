#include "tools/hallctl/phone.hpp"

#include "tools/hallctl/rehearsal/interruption.hpp"
#include "tools/hallctl/rehearsal/moments.hpp"
#include "tools/hallctl/rehearsal/phone_numbers.hpp"
#include "tools/hallctl/rehearsal/phone_session.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>

namespace hall::tools {

namespace {

UtcTime begin_of(const Arguments& arguments, campaigns::Zone zone) {
    const auto given = arguments.value("--at");
    if (!given) return std::chrono::floor<Millis>(std::chrono::system_clock::now());
    const auto moment = parse_moment(*given, zone);
    if (!moment) throw UsageError(fmt::format("--at is '{}'; use a time such as \"2026-12-01 10:00\"", *given));
    return *moment;
}

// What the options say of the one who texts; nothing: he is as the files have him.
SubscriberSheet sheet_of(const Arguments& arguments, const std::string& number) {
    SubscriberSheet sheet;
    sheet.number = number;
    for (const auto* column : {"brand", "city", "language", "balance", "spend", "status"})
        if (const auto value = arguments.value(std::string("--") + column)) sheet.columns.emplace_back(column, *value);
    std::istringstream packages(arguments.value("--has").value_or(""));
    for (std::string id; std::getline(packages, id, ',');) sheet.packages.push_back(id);
    return sheet;
}

void add_people(RehearsalHall& hall, const Arguments& arguments, const std::string& from) {
    add_people(hall, arguments);
    const auto sheet = sheet_of(arguments, from);
    if (sheet.columns.empty() && sheet.packages.empty()) return;
    const Words words(language_of(arguments));
    auto faults = unknown_values(sheet, hall.configuration(), subscribers_file(arguments), words);
    if (faults.empty()) faults = hall.add_subscriber(sheet);
    if (!faults.empty()) throw UsageError(fmt::format("{}", fmt::join(faults, "; ")));
}

void check_numbers(const std::string& from, const std::string& to, const daemon::Settings& settings,
                   const Words& words) {
    if (const auto fault = fault_of_sender(from, settings, words)) throw UsageError("--from: " + *fault);
    if (const auto fault = fault_of_destination(to, settings, words)) throw UsageError("--to: " + *fault);
}

int phone(const Arguments& arguments) {
    if (!arguments.words.empty())
        throw UsageError(
            fmt::format("'{}' is too much; type texts at the prompt, or pipe them in", arguments.words[0]));
    const auto configuration = load_rehearsed(arguments);
    const auto from = arguments.value("--from").value_or("13800138000");
    const auto to = arguments.value("--to").value_or(configuration.settings.hall_number);
    const auto language = language_of(arguments);
    check_numbers(from, to, configuration.settings, Words(language));
    const Interruption interruption;
    try {
        RehearsalHall hall(configuration, begin_of(arguments, configuration.settings.business.zone));
        add_people(hall, arguments, from);
        PhoneSession::Look look;
        look.language = language;
        look.prompt = ::isatty(STDIN_FILENO) == 1;
        look.colour = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
        PhoneSession(hall, hall.at_home(from), to, std::cout, look).run(std::cin, [&] { return interruption.came(); });
    } catch (const SubscribersError& error) {
        say_lines(error.what(), stderr);
        return exit_no_input;
    } catch (const std::system_error& error) {
        warn("hallctl: {}\n", error.what());
        return exit_store;
    }
    return 0;
}

}  // namespace

Command phone_command() {
    return {"phone",
            "  hallctl phone                                   a phone at the prompt, to the files of --config: no\n"
            "                                                  daemon, no effect on any hall; docs/rehearsing.md\n"
            "          [--from 13800138000] [--to 10086] [--at \"2026-12-01 10:00\"] [--subscribers FILE.csv]\n"
            "          [--brand B] [--city C] [--language L] [--status S] [--balance 8.00] [--spend 88.00]\n"
            "          [--has LL10,CL]                         who texts, where he is not as the files have him\n"
            "          [--lang zh|en]                          what the phone itself says\n",
            {{"--from"}, {"--to"}, {"--at"}, {"--subscribers"}, {"--brand"}, {"--city"}, {"--language"}, {"--status"},
             {"--balance"}, {"--spend"}, {"--has"}, {"--lang"}},
            phone};
}

}  // namespace hall::tools
