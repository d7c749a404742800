// Every file in bad/ states in its first comment lines what the loader must say about it, word for word and
// place for place: the folder is the manual of messages about menu files. What consists of several files is a folder
// with a menu.yaml, which says "# expect in part.yaml: 3:1: ..." of the others. The files in warned/ are taken all the
// same.

#include "menu_fixture.hpp"
#include "menus/load/rules.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <sstream>
#include <string_view>

using namespace hall;

namespace {

/// What the comments at the beginning of `text` state.
std::string stated(const std::string& text, const std::string& file) {
    std::string expected;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line) && line.starts_with("#");) {
        if (line.starts_with("# expect: ")) {
            expected += file + ":" + line.substr(10) + "\n";
        } else if (line.starts_with("# expect in ")) {
            const std::string other = line.substr(12);
            expected += other.substr(0, other.find(": ")) + ":" + other.substr(other.find(": ") + 2) + "\n";
        }
    }
    return expected;
}

/// Reads the file, or the menu.yaml of the folder; true when there is a menu. Rules that it breaks go into `broken`.
bool is_taken(const std::filesystem::path& path, std::set<std::string_view>& broken) {
    const bool folder = std::filesystem::is_directory(path);
    const std::string name = folder ? "menu.yaml" : path.filename().string();
    const std::string text = test::read_file(folder ? path / name : path);
    const std::string expected = stated(text, name);
    codecs::Diagnostics diagnostics;
    const auto menu =
        test::load_menu(text, name, test::test_actions(), diagnostics, folder ? path : path.parent_path());
    for (const codecs::Diagnostic& one : diagnostics.sorted()) broken.insert(one.rule->id);
    CHECK_FALSE(expected.empty());
    CHECK(diagnostics.to_text() == expected);
    CHECK(diagnostics.to_text(codecs::MessageLanguage::zh) != expected);
    return menu != nullptr;
}

}  // namespace

TEST_CASE("every wrong menu file is refused with exactly the faults it states, and no rule is without one") {
    std::set<std::string_view> broken;
    const auto files = test::files_in("bad", ".yaml");
    CHECK(files.size() >= 25);
    for (const auto& path : files) {
        INFO(path.filename().string());
        CHECK_FALSE(is_taken(path, broken));
    }
    for (const auto& path : test::files_in("bad", "")) {
        INFO(path.filename().string());
        CHECK_FALSE(is_taken(path, broken));
    }
    for (const auto& path : test::files_in("warned", ".yaml")) {
        INFO(path.filename().string() << " has warnings alone, and is taken");
        CHECK(is_taken(path, broken));
    }
    for (const codecs::Rule* rule : menus::rules::all_rules()) {
        INFO(rule->id);
        CHECK(broken.contains(rule->id));
    }
}
