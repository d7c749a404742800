#include "tools/hall_smsc/screen.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace hall::tools {

namespace {

void put(std::FILE* file, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fflush(file);
}

}  // namespace

std::string figures_of(const Answer& answer, Millis elapsed) {
    return fmt::format("[{} {}, {}, {} ms]", answer.parts, answer.parts == 1 ? "part" : "parts",
                       codecs::to_string(answer.alphabet), elapsed.count());
}

Screen::Screen()
    : interactive_(::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1),
      colour_(::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr) {}

void Screen::close_prompt() {
    if (prompt_open_) put(stdout, "\n");
    prompt_open_ = false;
}

void Screen::line(std::string_view text) {
    close_prompt();
    put(stdout, fmt::format("{}\n", text));
}

void Screen::dim_line(std::string_view text) {
    close_prompt();
    put(stdout, colour_ ? fmt::format("\x1b[2m{}\x1b[0m\n", text) : fmt::format("{}\n", text));
}

void Screen::answer(const Answer& answer, Millis elapsed) {
    line(answer.text);
    dim_line(figures_of(answer, elapsed));
}

void Screen::remark(std::string_view sentence) {
    close_prompt();
    put(stderr, fmt::format("hall-smsc: {}\n", sentence));
}

void Screen::prompt(std::string_view text) {
    if (!interactive_) return;
    put(stdout, std::string(text));
    prompt_open_ = true;
}

}  // namespace hall::tools
