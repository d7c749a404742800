// Scripts of what subscribers text and read, played against the menu as shipped. The form of a script is
// described at parse_script().

#include "conversation.hpp"
#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;

TEST_CASE("the shipped menu answers every scripted conversation word for word") {
    const auto menu = test::shipped_menu();
    const auto files = test::files_in("conversations", ".txt");
    CHECK(files.size() >= 10);
    for (const auto& path : files) {
        test::Conversation conversation(*menu);
        const auto steps = test::parse_script(test::read_file(path));
        INFO(path.filename().string());
        CHECK_FALSE(steps.empty());
        for (const test::ScriptStep& step : steps) {
            if (step.wait) {
                conversation.wait(*step.wait);
                continue;
            }
            INFO("line " << step.line << ": " << step.text);
            CHECK(conversation.send(step.text) == step.answer);
        }
    }
}
