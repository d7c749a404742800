// What the daemon's loader says about configurations, many in one process: tests/schema/run compares it with what the
// JSON Schemas say. Reads paths of settings files from stdin, one a line, and answers each with its errors,
// indented by a tab (rule, what is wrong, what would be right), and "taken" or "refused".
//
// Environment variables are those of its caller.

#include "daemon/config/settings_loader.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

using namespace hall;

namespace {

std::string on_one_line(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return text;
}

}  // namespace

int main() {
    const auto environment = [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string(name).c_str());
        return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
    };
    for (std::string path; std::getline(std::cin, path);) {
        codecs::Diagnostics diagnostics;
        const auto configuration = daemon::load_configuration(path, environment, diagnostics);
        for (const auto& found : diagnostics.sorted())
            if (found.severity() == codecs::Severity::error)
                std::cout << '\t' << found.rule->id << '\t' << on_one_line(found.what()) << '\t'
                          << on_one_line(found.remedy()) << '\n';
        std::cout << (configuration ? "taken" : "refused") << std::endl;
    }
}
