// Scripts of what subscribers text and read. Those in conversations/ are played against the menu as shipped, those in
// features/ against the menu of the same name beside them. The form of a script is described at parse_script().

#include "conversation.hpp"
#include "menu_fixture.hpp"

#include <catch2/catch.hpp>


using namespace hall;

namespace {

std::shared_ptr<const menus::Menu> menu_of(const std::filesystem::path& path) {
    codecs::Diagnostics diagnostics;
    auto menu = test::load_menu(test::read_file(path), path.filename().string(), test::test_actions(), diagnostics,
                                path.parent_path());
    INFO(diagnostics.to_text());
    CHECK(diagnostics.empty());
    REQUIRE(menu);
    return menu;
}

void play(const std::filesystem::path& script, std::shared_ptr<const menus::Menu> menu) {
    INFO(script.filename().string());
    test::Conversation conversation(*menu);
    std::vector<std::shared_ptr<const menus::Menu>> kept = {menu};  // decisions point into them
    const auto steps = test::parse_script(test::read_file(script));
    CHECK_FALSE(steps.empty());
    for (const test::ScriptStep& step : steps) {
        INFO("line " << step.line << ": " << step.text);
        if (step.setting.starts_with("menu=")) {
            kept.push_back(menu_of(script.parent_path() / step.setting.substr(5)));
            conversation.set_menu(*kept.back());
        } else if (!step.setting.empty()) {
            test::apply_setting(step.setting, conversation);
        } else {
            CHECK(conversation.send(step.text) == step.answer);
        }
    }
}

}  // namespace

TEST_CASE("the shipped menu answers every scripted conversation word for word") {
    const auto menu = test::shipped_menu();
    const auto files = test::files_in("conversations", ".txt");
    CHECK(files.size() >= 10);
    for (const auto& path : files) play(path, menu);
}

TEST_CASE("what the menu language has beside items and texts is seen at work") {
    const auto files = test::files_in("features", ".txt");
    CHECK(files.size() >= 8);
    for (const auto& path : files) play(path, menu_of(std::filesystem::path(path).replace_extension(".yaml")));
}
