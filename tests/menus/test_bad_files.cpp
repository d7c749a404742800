// Every file in bad/ states in its first comment lines what the loader must say about it, word for word and
// place for place: the folder is the manual of messages about menu files.

#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace hall;

TEST_CASE("every wrong menu file is refused with exactly the faults it states") {
    const auto files = test::files_in("bad", ".yaml");
    CHECK(files.size() >= 25);
    for (const auto& path : files) {
        const std::string name = path.filename().string();
        const std::string text = test::read_file(path);
        std::string expected;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line) && line.starts_with("#");) {
            if (line.starts_with("# expect: ")) {
                expected += name + ":" + line.substr(10) + "\n";
            }
        }
        codecs::Diagnostics diagnostics;
        const auto menu = test::load_menu(text, name, test::test_actions(), diagnostics);
        INFO(name);
        CHECK_FALSE(menu);
        CHECK_FALSE(expected.empty());
        CHECK(diagnostics.to_text() == expected);
    }
}
