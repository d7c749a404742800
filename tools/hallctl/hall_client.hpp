#pragma once
// Asks the running hall over its control socket, as daemon/control/control_server.hpp describes.

#include "tools/hallctl/command.hpp"

#include <chrono>

namespace hall::tools {

// As in sysexits.h.
inline constexpr int exit_unavailable = 69;
inline constexpr int exit_no_permission = 77;

/// No hall answers, or not to us. The message is a sentence for people; `code` the exit code.
class HallAway : public std::runtime_error {
public:
    HallAway(const std::string& what, int exit_code) : std::runtime_error(what), code(exit_code) {}
    int code;
};

struct HallAnswer {
    int code = 0;  // the exit code that it is worth
    std::string text;
};

/// How long to wait for the whole of an answer.
struct Patience {
    std::chrono::milliseconds for_answer = std::chrono::minutes(2);  // a reload of large files on a slow disk
    // First it is asked whether anybody is there at all, so that nobody waits two minutes for a daemon that stands
    // still.
    bool knock = true;
};

/// Sends `words` and waits for the answer. On whose behalf sudo runs us is said too. Throws HallAway.
HallAnswer ask_hall(const std::filesystem::path& socket, const std::string& words, const Patience& patience = {});

/// By --socket or the settings. Throws SettingsError.
std::filesystem::path control_socket(const Arguments& arguments);

/// What the answer to a request is: of a command that may be refused, or a report whose code says how the hall is.
enum class Answers { command, report };

/// Asks, prints what the hall says (to stderr where it refuses a command), and returns the exit code. Throws HallAway.
int ask_and_print(const Arguments& arguments, const std::string& words, Answers to = Answers::command,
                  const Patience& patience = {});

}  // namespace hall::tools
