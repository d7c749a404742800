#pragma once
// What a person reads: answers as a handset shows them, dim lines of figures, remarks. Colour on a terminal only.
// Must not know SMPP.

#include "tools/hall_smsc/post_office.hpp"

namespace hall::tools {

/// "[2 parts, ucs2, 96 ms]"
std::string figures_of(const Answer& answer, Millis elapsed);

class Screen {
public:
    Screen();

    /// True when a person types and reads here.
    bool interactive() const { return interactive_; }

    void line(std::string_view text);
    void dim_line(std::string_view text);
    void answer(const Answer& answer, Millis elapsed);
    /// To standard error, so that it never mixes with a conversation that goes into a file.
    void remark(std::string_view sentence);
    void prompt(std::string_view text);
    /// The person ended the line behind the prompt.
    void line_entered() { prompt_open_ = false; }

private:
    bool interactive_;
    bool colour_;
    bool prompt_open_ = false;  // the cursor stands behind a prompt
    void close_prompt();
};

}  // namespace hall::tools
