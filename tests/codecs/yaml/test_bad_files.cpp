// Every file in bad/ states in its first comment lines what parse_yaml must say about it, word for word and
// place for place: the folder is the manual of messages about YAML itself.

#include "codecs/yaml/document.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace hall::codecs;

TEST_CASE("every wrong YAML file is answered with exactly the faults it states") {
    const auto folder = std::filesystem::path(HALL_SOURCE_DIR) / "tests/codecs/yaml/bad";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        std::string expected;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line) && line.starts_with("#");) {
            if (line.starts_with("# expect: ")) {
                expected += name + ":" + line.substr(10) + "\n";
            }
        }
        Diagnostics diagnostics;
        parse_yaml(text, name, diagnostics);
        INFO(name);
        CHECK_FALSE(expected.empty());
        CHECK(diagnostics.to_text() == expected);
        ++files;
    }
    CHECK(files >= 25);
}
