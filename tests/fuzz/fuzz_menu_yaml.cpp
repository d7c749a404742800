// Any bytes as a menu file: reading it must end in a menu or in faults, each with a place in the file, and a
// menu that came out must answer every text with something.

#include "campaigns/action.hpp"
#include "codecs/yaml/document.hpp"
#include "menus/answer/decide.hpp"
#include "menus/answer/render.hpp"
#include "menus/load/menu_loader.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace hall;

namespace {

const std::vector<menus::ActionSpec>& actions() {
    static const std::vector<menus::ActionSpec> specs = [] {
        std::vector<menus::ActionSpec> all;
        for (const auto& action : campaigns::known_actions()) {
            menus::ActionSpec spec{action.name, {}, {{"not_available_yet", {}}}};
            for (const auto& parameter : action.parameters) {
                spec.parameters.push_back({parameter.name, menus::parse_parameter_type(parameter.type).value()});
            }
            all.push_back(std::move(spec));
        }
        // One action with every kind of text. If all had theirs, hardly any input would come out as a menu.
        all.push_back({"sell",
                       {{"package", menus::ParameterType::word}, {"staff", menus::ParameterType::number}},
                       {{"not_available_yet", {}}, {"sold", {"package", "price"}}},
                       {{"package", {"CL", "LL10"}}},
                       {"staff"},
                       {{"notice_over", {"package", "until"}}}});
        return all;
    }();
    return specs;
}

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    codecs::Diagnostics diagnostics;
    codecs::YamlNode root = codecs::parse_yaml(text, "menu.yaml", diagnostics);
    codecs::substitute_environment(
        root, [](std::string_view name) { return std::optional(std::string(name)); }, diagnostics);
    const auto menu = menus::parse_menu(root, {actions()}, diagnostics);
    require((menu == nullptr) == diagnostics.has_errors());
    for (const codecs::Diagnostic& fault : diagnostics.sorted()) {
        require(fault.place.file == "menu.yaml" && fault.place.line >= 1 && fault.place.column >= 1);
        require(!fault.what().empty() && !fault.remedy().empty());
    }
    if (menu) {
        for (const menus::MenuNode& node : menu->nodes) {
            const menus::Dialogue dialogue{node.id, from_millis(1)};
            for (const std::string_view said : {"0", "00", "1", "9", "41", "13800138000CL", ""}) {
                const auto decision = menus::decide(*menu, {dialogue, {}, {}, from_millis(0)}, said, codecs::NumberPlan{});
                if (decision.action) {
                    menus::render_outcome(*menu, *decision.node, {"sold", {{"price", "1.00"}}, "CL"});
                }
                require(decision.action || decision.node != nullptr || decision.meaning == menus::Meaning::unknown);
            }
        }
    }
    if (menu) {
        menus::render_text(*menu, "notice_over", {{"until", "now"}}, "CL");
    }
    return 0;
}
