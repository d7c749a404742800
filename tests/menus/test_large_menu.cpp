// A menu as large as a province's hall may become is read at once.

#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

#include <ctime>

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
    const std::clock_t begin = std::clock();  // of this process alone: others may keep the machine busy
    const auto menu = test::small_menu(home, top);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    CHECK(menu->nodes.size() == 5001);
    INFO("reading the YAML and the menu took " << seconds << " s");
    CHECK(seconds < 2);  // 0.6 s without optimisation; checks of memory take longer
}
