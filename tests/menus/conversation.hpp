#pragma once
// Plays a conversation between a phone and a menu as the clerk will: decide, and keep the subscriber's place. What an
// action comes to is not the menu's affair: it is shown as a line like "[order package=LL10]". The clock is set by the
// script.

#include "codecs/time.hpp"
#include "menus/decide.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::test {

class Conversation {
public:
    explicit Conversation(const menus::Menu& menu) : menu_(menu) {}

    /// The answer to one text, or the action it asks for.
    std::string send(std::string_view text);
    void wait(Millis duration) { now_ += duration; }

private:
    const menus::Menu& menu_;
    std::optional<menus::Dialogue> dialogue_;
    UtcTime now_ = from_millis(1'700'000'000'000);
};

/// One step of a script: "> text" and the "< answer" below it, which goes on until the next step or an empty
/// line; or "@ +11m", which moves the clock. Lines with "#" are comments.
struct ScriptStep {
    int line = 0;
    std::optional<Millis> wait;
    std::string text;
    std::string answer;
};

std::vector<ScriptStep> parse_script(std::string_view script);

}  // namespace hall::test
