#include "tools/hallctl/replay.hpp"

#include "codecs/yaml/rules.hpp"
#include "tools/hallctl/rehearsal/interruption.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"
#include "tools/hallctl/rehearsal/replay_run.hpp"
#include "tools/hallctl/say.hpp"

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
            say_lines(diagnostics.to_text(language_), stderr);
        }
    }

    const Tally& tally() const { return tally_; }

private:
    bool run(const std::filesystem::path& path, codecs::Diagnostics& diagnostics) {
        const auto text = daemon::read_from_disk(path);
        if (!text) {
            daemon::tell_unread(path, {path.string(), 1, 1}, codecs::rules::unreadable_file, {}, diagnostics);
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
        const auto differences = differences_of(golden, *replayed, Words(language_));
        if (differences.empty()) return true;
        if (!arguments_.has("--update")) {
            ++tally_.different;
            say_lines(differences);
            return true;
        }
        if (!write(path, golden_text(golden, *replayed)))
            throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
        ++tally_.rewritten;
        static constexpr codecs::Phrase rewritten{"{0}: rewritten", "{0}：已改写"};
        say("{}\n", Words(language_)(rewritten, path.string()));
        return true;
    }

    const Arguments& arguments_;
    codecs::MessageLanguage language_;
    daemon::Configuration configuration_;
    Tally tally_;
};

std::string summary_of(const Tally& tally, const Words& words) {
    static constexpr codecs::Phrase counts{"{0} conversation{1}, {2} text{3}: ", "对话{0}个，短信{2}条："};
    static constexpr codecs::Phrase all{"all as expected", "全部符合预期"};
    static constexpr codecs::Phrase some{"{0} as expected", "{0}个符合预期"};
    static constexpr codecs::Phrase different{", {0} different", "，{0}个不同"};
    static constexpr codecs::Phrase faulty{", {0} not to be played", "，{0}个无法重放"};
    static constexpr codecs::Phrase rewritten{", {0} rewritten (read them before you keep them)",
                                              "，{0}个已改写（保留之前请先通读）"};
    const auto apart = tally.different + tally.faulty + tally.rewritten;
    const auto plural = [](int count) { return count == 1 ? "" : "s"; };
    auto text = words(counts, tally.conversations, plural(tally.conversations), tally.texts, plural(tally.texts));
    if (apart == 0) return text + words(all);
    text += words(some, tally.conversations - apart);
    if (tally.different > 0) text += words(different, tally.different);
    if (tally.faulty > 0) text += words(faulty, tally.faulty);
    if (tally.rewritten > 0) text += words(rewritten, tally.rewritten);
    return text;
}

int replay(const Arguments& arguments) {
    if (arguments.words.empty())
        throw UsageError("which conversations? for example: hallctl replay conf/conversations");
    const Interruption interruption;
    const Words words(language_of(arguments));
    Replay all(arguments);
    try {
        const auto files = files_of(arguments.words);
        if (files.empty()) {
            // Green on nothing would be a promise that nobody has kept.
            static constexpr codecs::Phrase none{"no conversation there; write them into files that end in .txt",
                                                 "没有找到对话；请把对话写在以 .txt 结尾的文件里"};
            warn("hallctl: {}\n", words(none));
            return exit_no_input;
        }
        for (const auto& file : files) {
            if (interruption.came()) return exit_interrupted;
            all.run(file);
        }
    } catch (const SubscribersError& error) {
        say_lines(error.what(), stderr);
        return exit_no_input;
    } catch (const std::system_error& error) {
        warn("hallctl: {}\n", error.what());
        return exit_no_input;
    }
    say("{}\n", summary_of(all.tally(), words));
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
            replay,
            true};
}

}  // namespace hall::tools
