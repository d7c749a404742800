#include "tools/hallctl/replay.hpp"

#include "codecs/yaml/rules.hpp"
#include "tools/hallctl/rehearsal/interruption.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"
#include "tools/hallctl/rehearsal/replay_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace hall::tools {

namespace {

/// What came of all files, for the last line.
struct Tally {
    int conversations = 0;
    int texts = 0;
    int different = 0;
    int faulty = 0;
    int rewritten = 0;
};

std::optional<std::string> read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad()) return std::nullopt;
    return text;
}

bool write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    return file.good();
}

// A folder stands for its conversations, in the order of their names.
std::vector<std::filesystem::path> files_of(const std::vector<std::string>& words) {
    std::vector<std::filesystem::path> files;
    for (const auto& word : words) {
        if (!std::filesystem::is_directory(word)) {
            files.emplace_back(word);
            continue;
        }
        std::vector<std::filesystem::path> inside;
        for (const auto& entry : std::filesystem::directory_iterator(word))
            if (entry.path().extension() == ".txt") inside.push_back(entry.path());
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

class Replay {
public:
    explicit Replay(const Arguments& arguments)
        : arguments_(arguments), language_(language_of(arguments)), configuration_(load_rehearsed(arguments)) {}

    void run(const std::filesystem::path& path) {
        ++tally_.conversations;
        codecs::Diagnostics diagnostics;
        if (!run(path, diagnostics)) {
            ++tally_.faulty;
            fmt::print(stderr, "{}", diagnostics.to_text(language_));
        }
    }

    const Tally& tally() const { return tally_; }

private:
    bool run(const std::filesystem::path& path, codecs::Diagnostics& diagnostics) {
        const auto text = read(path);
        if (!text) {
            diagnostics.add({path.string(), 1, 1}, codecs::rules::unreadable_file);
            return false;
        }
        const auto golden = parse_golden(*text, path.string(), diagnostics);
        if (diagnostics.has_errors()) return false;
        const auto replayed = replay_golden(
            golden, configuration_, [&](RehearsalHall& hall) { add_people(hall, arguments_); }, diagnostics);
        if (!replayed) return false;
        tally_.texts +=
            static_cast<int>(std::count_if(golden.steps.begin(), golden.steps.end(),
                                           [](const GoldenStep& step) { return step.kind == GoldenStep::Kind::text; }));
        const auto differences = differences_of(golden, *replayed);
        if (differences.empty()) return true;
        if (!arguments_.has("--update")) {
            ++tally_.different;
            fmt::print("{}", differences);
            return true;
        }
        if (!write(path, golden_text(golden, *replayed)))
            throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
        ++tally_.rewritten;
        fmt::print("{}: rewritten\n", path.string());
        return true;
    }

    const Arguments& arguments_;
    codecs::MessageLanguage language_;
    daemon::Configuration configuration_;
    Tally tally_;
};

std::string summary_of(const Tally& tally) {
    auto text = fmt::format("{} conversation{}, {} text{}: ", tally.conversations, tally.conversations == 1 ? "" : "s",
                            tally.texts, tally.texts == 1 ? "" : "s");
    if (tally.different + tally.faulty + tally.rewritten == 0) return text + "all as expected";
    text += fmt::format("{} as expected", tally.conversations - tally.different - tally.faulty - tally.rewritten);
    if (tally.different > 0) text += fmt::format(", {} different", tally.different);
    if (tally.faulty > 0) text += fmt::format(", {} not to be played", tally.faulty);
    if (tally.rewritten > 0) text += fmt::format(", {} rewritten (read them before you keep them)", tally.rewritten);
    return text;
}

int replay(const Arguments& arguments) {
    if (arguments.words.empty())
        throw UsageError("which conversations? for example: hallctl replay conf/conversations");
    const Interruption interruption;
    Replay all(arguments);
    try {
        const auto files = files_of(arguments.words);
        if (files.empty()) {
            // Green on nothing would be a promise that nobody has kept.
            fmt::print(stderr, "hallctl: no conversation there; write them into files that end in .txt\n");
            return exit_no_input;
        }
        for (const auto& file : files) {
            if (interruption.came()) return exit_interrupted;
            all.run(file);
        }
    } catch (const SubscribersError& error) {
        fmt::print(stderr, "{}", error.what());
        return exit_no_input;
    } catch (const std::system_error& error) {
        fmt::print(stderr, "hallctl: {}\n", error.what());
        return exit_no_input;
    }
    fmt::print("{}\n", summary_of(all.tally()));
    if (all.tally().faulty > 0) return exit_no_input;
    return all.tally().different > 0 ? 1 : 0;
}

}  // namespace

Command replay_command() {
    return {"replay",
            "  hallctl replay FILE...                          plays golden conversations to the files of --config; a\n"
            "                                                  folder stands for its *.txt; docs/rehearsing.md\n"
            "          [--update]                              writes what the hall says now into them\n"
            "          [--subscribers FILE.csv] [--lang zh|en]\n",
            {{"--update", false}, {"--subscribers"}, {"--lang"}},
            replay};
}

}  // namespace hall::tools
