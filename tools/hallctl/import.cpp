#include "tools/hallctl/import.hpp"

#include "tools/hallctl/import/importer.hpp"
#include "tools/hallctl/import/progress.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <system_error>

namespace hall::tools {

namespace {

std::unique_ptr<Rows> make_rows(const std::string& kind, store::SecondWriter& writer, const Hall& hall) {
    if (kind == "staff") return std::make_unique<StaffRows>(writer.database(), hall.number_plan);
    return std::make_unique<SubscriberRows>(writer.database(), hall.number_plan,
                                            moment_now(writer.database(), hall.zone));
}

int import_named_file(const Arguments& arguments) {
    const auto& kind = arguments.words[0];
    const auto& path = arguments.words[1];
    const auto hall = find_hall(arguments);
    CsvReader file(path);
    Progress progress(file.bytes_in_all());
    const auto tell = [&](const std::string& sentence) {
        progress.clear();
        warn("{}\n", sentence);
    };
    Faults faults(tell, arguments.value("--errors"));
    store::SecondWriter writer(hall.database);
    const auto rows = make_rows(kind, writer, hall);
    ImportCounts counts;
    try {
        import_file(file, *rows, writer, faults, counts, [&] { progress.show(counts.read(), file.bytes_read()); });
    } catch (const HeaderError&) {
        throw;
    } catch (const std::exception&) {
        tell(
            fmt::format("hallctl: stopped after {} lines; what is imported stays, and the same file can be imported "
                        "again",
                        counts.read()));
        throw;
    }
    progress.clear();
    say("{}\n", to_string(counts));
    for (const auto& note : notes_of(counts)) say("{}\n", note);
    faults.close();
    return counts.faulty == 0 ? 0 : 1;
}

int import(const Arguments& arguments) {
    const auto& words = arguments.words;
    if (words.empty() || (words[0] != "subscribers" && words[0] != "staff"))
        throw UsageError(words.empty() ? "import what? subscribers or staff"
                                       : fmt::format("'{}' cannot be imported; use subscribers or staff", words[0]));
    if (words.size() == 1)
        throw UsageError(fmt::format("which file? for example: hallctl import {0} {0}.csv", words[0]));
    if (words.size() > 2) throw UsageError(fmt::format("one file at a time; '{}' is a second one", words[2]));
    try {
        return import_named_file(arguments);
    } catch (const HeaderError& error) {
        warn("hallctl: {}: {}\n", words[1], error.what());
    } catch (const std::system_error& error) {
        warn("hallctl: {}\n", error.what());
    }
    return exit_no_input;
}

}  // namespace

Command import_command() {
    return {"import",
            "  hallctl import subscribers|staff FILE.csv       add and change them; docs/operating.md has the columns\n"
            "          [--errors FILE]                         takes every fault, also beyond the first hundred\n",
            {{"--errors"}},
            import};
}

}  // namespace hall::tools
