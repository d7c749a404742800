#include "tools/hallctl/map.hpp"

#include "tools/hallctl/rehearsal/map_page.hpp"
#include "tools/hallctl/rehearsal/map_tree.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>

namespace hall::tools {

namespace {

int map(const Arguments& arguments) {
    if (!arguments.words.empty())
        throw UsageError(fmt::format("'{}' is too much; name the settings by --config FILE", arguments.words[0]));
    const Words words(language_of(arguments));
    const auto files = load_hall_files(settings_path(arguments), {}, language_of(arguments));
    const auto day = day_of(arguments, files.zone);
    const auto map = map_of(files, day);
    const auto html = arguments.value("--html");
    if (!html) {
        say_lines(map_tree(files, map, words));
        return 0;
    }
    std::ofstream file(*html, std::ios::binary | std::ios::trunc);
    file << map_page(files, map, day, words);
    file.close();
    if (file.good()) return 0;
    warn("hallctl: {} cannot be written\n", *html);
    return exit_no_input;
}

}  // namespace

Command map_command() {
    return {"map",
            "  hallctl map                                     the tree of the menu: digits, codes, parts, prices\n"
            "          [--html FILE]                           one page with every text as it stands on a handset\n"
            "          [--at 2026-12-01] [--lang zh|en]        prices and dates of that day; today\n",
            {{"--html"}, {"--at"}, {"--lang"}},
            map,
            true};
}

}  // namespace hall::tools
