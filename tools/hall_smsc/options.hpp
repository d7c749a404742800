#pragma once
// The command line of hall-smsc as a value. A wrong one becomes a sentence that says what would be right.
// Must not open anything but the file of texts that --play names (a scenario it leaves to others).

#include "tools/hall_smsc/post_settings.hpp"
#include "tools/hall_smsc/smsc.hpp"

#include <filesystem>
#include <span>

namespace hall::tools {

enum class Mode { phone, play, load, scenario };

/// One text to be played; `from` is empty when the line leaves it to --from.
struct PlayLine {
    std::string from;
    std::string text;
    bool operator==(const PlayLine&) const = default;
};

struct LoadSettings {
    std::size_t texts = 0;
    std::size_t subscribers = 1000;
    std::size_t outstanding = 200;  // deliver_sm that may be unanswered at once
    std::size_t rate = 0;           // texts a second; 0: as fast as `outstanding` allows
    std::vector<std::string> words{"42", "YE", "41", "0", "43"};
};

struct ScenarioSettings {
    std::filesystem::path file;
    std::optional<std::uint64_t> seed;  // nothing: the file's, or a random one
    std::filesystem::path record;       // empty: none
};

struct Options {
    bool help = false;
    Mode mode = Mode::phone;
    SmscSettings smsc;
    std::filesystem::path port_file;
    std::string from = "13800138000";
    std::string to = "10086";
    PostSettings post;
    Millis timeout{10000};               // from a text to the last part of its answer
    std::optional<Millis> bind_timeout;  // nothing: 30 s, and for ever with a phone
    int hall_pid = 0;
    std::vector<PlayLine> lines;
    LoadSettings load;
    ScenarioSettings scenario;
    std::filesystem::path json;  // the figures of a load or a scenario; empty: none
};

/// What is wrong with the command line, as one sentence.
struct UsageError {
    std::string what;
};

/// `arguments` without the program's name.
result<Options, UsageError> parse_options(std::span<const char* const> arguments);

/// "NUMBER TEXT" or "TEXT"; nothing for an empty line and for a comment.
std::optional<PlayLine> parse_play_line(std::string_view line);

std::string_view help_text();

}  // namespace hall::tools
