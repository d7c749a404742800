#include "tools/hallctl/diff.hpp"

#include "tools/hallctl/rehearsal/difference_report.hpp"
#include "tools/hallctl/rehearsal/hall_files.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

namespace hall::tools {

namespace {

int diff(const Arguments& arguments) {
    const auto& words = arguments.words;
    if (words.size() != 2)
        throw UsageError("compare which two? for example: hallctl diff /etc/smshall/smshalld.yaml conf/smshalld.yaml");
    const auto asked = language_of(arguments);
    const Words language(asked);
    const auto before = load_hall_files(words[0], arguments.value("--catalogue"), asked);
    const auto after = load_hall_files(words[1], arguments.value("--catalogue"), asked);
    const Reading reading{language, after.parts, day_of(arguments, after.zone)};
    const auto report = difference_report({*before.menu, *before.catalogue, before.terms},
                                          {*after.menu, *after.catalogue, after.terms}, reading);
    static constexpr codecs::Phrase same{"nothing differs for subscribers", "对用户没有任何变化"};
    say_lines(report.empty() ? language(same) + "\n" : report);
    return report.empty() ? 0 : 1;
}

}  // namespace

Command diff_command() {
    return {"diff",
            "  hallctl diff OLD NEW                            what changes for subscribers; two settings files, or\n"
            "                                                  two menu files; docs/rehearsing.md\n"
            "          [--catalogue FILE]                      what two menu files sell by\n"
            "          [--at 2026-12-01] [--lang zh|en]        prices of that day and later; today\n",
            {{"--catalogue"}, {"--at"}, {"--lang"}},
            diff};
}

}  // namespace hall::tools
