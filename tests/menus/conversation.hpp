#pragma once
// Plays a conversation between a phone and a menu as the clerk will: decide, and keep the subscriber's place. What an
// action comes to is not the menu's affair: it is shown as a line like "[order package=LL10]". The clock, who texts and
// to which number are set by the script.

#include "codecs/time.hpp"
#include "menus/answer/decide.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::test {

class Conversation {
public:
    explicit Conversation(const menus::Menu& menu) : menu_(&menu) {}

    /// The answer to one text, or the action it asks for, below its notice when there is one.
    std::string send(std::string_view text);

    void wait(Millis duration) { now_ += duration; }
    void set_clock(UtcTime now) { now_ = now; }
    void set_subscriber(menus::SubscriberView view) { subscriber_ = std::move(view); }
    void set_extension(std::string extension) { extension_ = std::move(extension); }
    /// Another menu comes into force, as by a reload.
    void set_menu(const menus::Menu& menu) { menu_ = &menu; }

private:
    const menus::Menu* menu_;
    std::optional<menus::Dialogue> dialogue_;
    menus::SubscriberView subscriber_;
    std::string extension_;
    UtcTime now_ = from_millis(1'700'000'000'000);
};

/// One step of a script: "> text" and the "< answer" below it, which goes on until the next step or an empty line; or
/// a line with "@", which sets what is not said:
///     @ +11m                                            the clock goes on
///     @ 2026-12-01 08:59                                the clock, in China
///     @ brand=全球通 city=石家庄 language=en spend=60 has=CL,LL10   who texts (what is left out is unknown)
///     @ extension=08                                    behind the hall's number; empty: none
///     @ menu=later.yaml                                 the menu that is in force from now on
/// Lines with "#" are comments.
struct ScriptStep {
    int line = 0;
    std::string setting;  // what stands behind "@ "; empty: a text
    std::string text;
    std::string answer;
};

std::vector<ScriptStep> parse_script(std::string_view script);

/// Does what a step with a setting says, but for "menu=". Fails the test when it cannot be read.
void apply_setting(const std::string& setting, Conversation& conversation);

}  // namespace hall::test
