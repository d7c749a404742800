#include "menu_fixture.hpp"

#include "menus/answer/render.hpp"

#include "campaigns/catalogue_loader.hpp"
#include "daemon/config/action_specs.hpp"
#include "tests/support/include_files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace hall::test {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    INFO(path.string());
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> files_in(const std::string& folder, const std::string& ending) {
    std::vector<std::filesystem::path> files;
    const auto path = std::filesystem::path(HALL_SOURCE_DIR) / "tests/menus" / folder;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        if (entry.path().extension() == ending) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    REQUIRE_FALSE(files.empty());
    return files;
}

const std::vector<menus::ActionSpec>& test_actions() {
    using menus::ParameterType;
    const menus::ActionSpec::Outcome waits{"not_available_yet", {}};
    std::vector<menus::ActionSpec> all = {
        {"query_balance", {}, {waits}},
        {"query_points", {}, {waits, {"told", {"points"}}}},
        {"query_data", {}, {waits, {"told", {"left"}}}},
        {"order", {{"package", ParameterType::word}}, {waits}, {{"package", {"CL", "CL5", "LL10"}}}},
        {"sell",
         {{"package", ParameterType::word}, {"staff", ParameterType::number}},
         {waits, {"sold", {"package", "price"}}, {"sold_out", {}}},
         {{"package", {"CL", "CL5", "LL10"}}},
         {"staff"},
         {{"notice_over", {"package", "until"}}, {"piece_date", {"day"}}}},
        {"book", {{"package", ParameterType::word}, {"staff", ParameterType::number}}, {waits},
         {{"package", {"CL", "CL5", "LL10"}}}, {"staff"}},
        {"refer", {{"friend", ParameterType::phone}, {"package", ParameterType::word}}, {waits}},
        {"recharge", {{"sum", ParameterType::amount}}, {waits}},
        {"draw", {{"campaign", ParameterType::word}}, {waits, {"won", {"prize"}}}},
        {"query_campaign", {{"campaign", ParameterType::word}}, {waits}},
    };
    for (menus::ActionSpec& action : all) action.acts = !action.name.starts_with("query_");
    static const std::vector<menus::ActionSpec> actions = std::move(all);
    return actions;
}

std::shared_ptr<const menus::Menu> load_menu(std::string_view text, const std::string& file,
                                             const std::vector<menus::ActionSpec>& actions,
                                             codecs::Diagnostics& diagnostics, const std::filesystem::path& folder) {
    const codecs::YamlNode root = codecs::parse_yaml(text, file, diagnostics);
    return menus::parse_menu(root, {actions, include_from(folder, diagnostics), std::chrono::hours(8)}, diagnostics);
}

std::shared_ptr<const campaigns::Catalogue> shipped_catalogue() {
    codecs::Diagnostics diagnostics;
    const auto path = std::filesystem::path(HALL_SOURCE_DIR) / "conf/catalogue.yaml";
    const auto root = codecs::parse_yaml(read_file(path), "conf/catalogue.yaml", diagnostics);
    auto catalogue = campaigns::parse_catalogue(root, diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(catalogue);
    return catalogue;
}

std::shared_ptr<const menus::Menu> shipped_menu() {
    codecs::Diagnostics diagnostics;
    const std::filesystem::path source = HALL_SOURCE_DIR;
    const auto catalogue = shipped_catalogue();
    auto menu = load_menu(read_file(source / "conf/menu.yaml"), "conf/menu.yaml",
                          daemon::action_specs(catalogue.get()), diagnostics, source);
    INFO(diagnostics.to_text());
    REQUIRE(menu);
    return menu;
}

std::shared_ptr<const menus::Menu> small_menu(std::string_view home, std::string_view top_level) {
    const std::string text = R"(
hall: Hall
dialogue: {expires_after: 10m}
texts:
  unknown_code: "unknown: {choices}"
  no_dialogue: "no dialogue: {choices}"
  not_available_yet: "{name} later"
  invalid_phone: "no phone {written}"
  invalid_amount: "no amount {written}"
  invalid_number: "no number {written}"
  invalid_word: "no word {written}"
  unreadable: "unreadable in {hall}"
  fault: "fault"
  won: "won {prize}"
  sold: "{name}: {package} sold at {price} in {hall}"
  sold_out: "sold out"
  notice_over: "{package} over on {until} in {hall}"
  piece_date: "day {day}"
  told: "told"
  near: "near {written}: {choices}"
  not_open_yet: "{name} opens {from}"
  not_open_now: "{name} is open {hours}"
  no_longer_open: "{name} was open until {until}"
  moved: "{old} is now {code}"
  moved_for_good: "{old} is now {code}: {choices}"
  next_page: "more"
package_texts:
  CL:
    sold: "{name}: music at {price}"
    notice_over: "no more music from {until} in {hall}"
home:
)" + std::string(home) + "\n" + std::string(top_level);
    codecs::Diagnostics diagnostics;
    auto menu = load_menu(text, "small.yaml", test_actions(), diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(menu);
    return menu;
}

menus::Decision decide_at(const menus::Menu& menu, std::optional<menus::Dialogue> dialogue, std::string_view text,
                          UtcTime now) {
    return menus::decide(menu, {std::move(dialogue), {}, {}, now}, text, codecs::NumberPlan{});
}

std::string render_told(const menus::Menu& menu, const menus::MenuNode& node, const menus::ActionCall& call,
                        std::string_view slug, const menus::Values& values, std::string_view package) {
    menus::Values all = values;
    for (const auto& parameter : call.parameters) all.emplace_back(parameter.name, parameter.written);
    return menus::render_outcome(menu, node, {slug, all, package});
}

}  // namespace hall::test
