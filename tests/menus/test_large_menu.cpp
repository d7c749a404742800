// A menu as large as a province's hall may become is read at once.

#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace hall;

TEST_CASE("a menu of 5,000 items with aliases, conditions and old codes is read far below a second") {
    std::string home = "  id: home\n  name: Home\n  text: \"{choices}\"\n  choices:\n";
    std::string top = "moved:\n";
    for (int zone = 0; zone < 50; ++zone) {
        const std::string z = std::to_string(zone);
        home += "    - id: z" + z + "\n      name: Zone " + z + "\n      codes: [Z" + z + "]\n      paged: yes\n" +
                (zone < 9 ? "" : "      digit: none\n") + "      text: \"{choices}\"\n      choices:\n";
        for (int item = 0; item < 99; ++item) {
            const std::string i = z + "x" + std::to_string(item);
            home += "        - {id: i" + i + ", name: Item " + i + ", codes: [C" + i + ", D" + i + "], aliases: [\"word" +
                    i + "\"], only_for: {brand: A, otherwise: \"no {name}\"}, text: \"{name} of {hall}\"}\n";
            top += "  - {code: M" + i + ", to: i" + i + "}\n";
        }
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto menu = test::small_menu(home, top);
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(menu->nodes.size() == 5001);
    WARN("read in " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms");
    CHECK(took < std::chrono::seconds(2));  // on a busy machine, with checks of memory
}
