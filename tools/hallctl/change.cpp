#include "tools/hallctl/change.hpp"

#include "daemon/store/reader.hpp"
#include "tools/hallctl/export.hpp"
#include "tools/hallctl/hall_client.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace hall::tools {

namespace {

constexpr int shown_versions = 20;

std::string asked_language(const Arguments& arguments) {
    const auto language = arguments.value("--lang").value_or("en");
    if (language != "en" && language != "zh") throw UsageError(fmt::format("--lang is '{}'; use en or zh", language));
    return language == "zh" ? " lang=zh" : "";
}

int reload(const Arguments& arguments) {
    if (!arguments.words.empty()) throw UsageError(fmt::format("reload takes no '{}'", arguments.words[0]));
    return ask_and_print(arguments, "reload" + asked_language(arguments));
}

int rollback(const Arguments& arguments) {
    if (arguments.words.size() > 1) throw UsageError("one version at a time");
    std::string words = "rollback";
    if (!arguments.words.empty()) {
        const auto& version = arguments.words[0];
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (version.empty() || version.size() > 9 || !std::all_of(version.begin(), version.end(), is_digit))
            throw UsageError(fmt::format("'{}' is no version; hallctl versions lists them", version));
        words += " " + version;
    }
    return ask_and_print(arguments, words + asked_language(arguments));
}

void show(const store::VersionRow& row, campaigns::Zone zone) {
    const auto of = row.of_version ? fmt::format(" of {}", *row.of_version) : std::string();
    say("{:>6}  {}  {:<14} by {}  {}\n", row.id, campaigns::format_time(from_millis(row.in_force_from), zone),
               row.how + of, row.who, row.hash);
    std::string_view summary = row.summary;
    while (!summary.empty()) {
        const auto end = std::min(summary.find('\n'), summary.size());
        say("          {}\n", summary.substr(0, end));
        summary.remove_prefix(std::min(end + 1, summary.size()));
    }
}

int export_version(const Arguments& arguments, store::Versions versions) {
    if (arguments.words.size() != 1)
        throw UsageError(
            "write the files of the version where? for example: hallctl versions --export 12 /tmp/version-12");
    const auto id = arguments.whole_number("--export", 0);
    const auto row = versions.find(id);
    if (!row) {
        warn("hallctl: there is no version {}\n", id);
        return 1;
    }
    const auto files = versions.files_of(id);
    const auto settings = export_files(files, arguments.words[0]);
    say("the {} files of version {}; its settings: {}\n", files.size(), id, settings.string());
    for (const auto& path : named_by_whole_path(files))
        warn("hallctl: these settings name {} by its whole path: what is compared with them is that file, not "
                   "the exported one\n",
                   path);
    return 0;
}

int versions(const Arguments& arguments) {
    const auto hall = find_hall(arguments);
    store::Reader reader(hall.database);
    if (arguments.has("--export")) return export_version(arguments, reader.versions());
    if (!arguments.words.empty()) throw UsageError(fmt::format("versions takes no '{}'", arguments.words[0]));
    const auto rows = reader.versions().newest(arguments.whole_number("--limit", shown_versions));
    for (const auto& row : rows) show(row, hall.zone);
    if (rows.empty()) warn("hallctl: no hall has run on this database yet\n");
    return rows.empty() ? 1 : 0;
}

}  // namespace

Command reload_command() {
    return {"reload",
            "  hallctl reload [--lang zh]                      puts the files as they are now into force, if they are "
            "good\n",
            {{"--socket"}, {"--lang"}},
            reload};
}

Command rollback_command() {
    return {"rollback",
            "  hallctl rollback [VERSION]                      puts an earlier version into force (the one before this "
            "one)\n",
            {{"--socket"}, {"--lang"}},
            rollback};
}

Command versions_command() {
    return {"versions",
            "  hallctl versions [--limit N]                    what was in force since when, who put it there, what "
            "changed\n"
            "           [--export N FOLDER]                   writes the files of version N there, for hallctl diff\n",
            {{"--limit"}, {"--export"}},
            versions};
}

}  // namespace hall::tools
