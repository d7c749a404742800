// A menu as large as a province's hall may become.

#include "menu_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;

TEST_CASE("a menu of 5,000 items with aliases, conditions and old codes is read") {
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
    // How long it takes is measured by tools/bench --check; a scan of all items for each would not end in a test's time.
    CHECK(test::small_menu(home, top)->nodes.size() == 5001);
}
