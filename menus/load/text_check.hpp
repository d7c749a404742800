#pragma once
// Sees to it that every action of a menu file has words for all that it may come to. Internal to menus.

#include "codecs/yaml/document.hpp"
#include "menus/tree/menu.hpp"

#include <set>
#include <string>
#include <string_view>

namespace hall::menus {

class TextCheck {
public:
    /// `texts`: those of the hall, read before any node.
    TextCheck(const HallTexts& texts, codecs::Diagnostics& diagnostics) : texts_(texts), diagnostics_(diagnostics) {}

    /// Reports what `node`, whose action stands at `place`, has no text for. One text of the hall serves every node,
    /// so it is missed once, at the first node that needs it. `replies`: the node's own, or nullptr.
    void check(const MenuNode& node, const codecs::Place& place, const ActionSpec& spec,
               const codecs::YamlNode* replies);

    /// Reports, once, that `by` ("open") needs the text `key` of the hall, when there is none.
    void need(std::string_view by, const std::string& key, const codecs::Place& place);

private:
    const HallTexts& texts_;
    codecs::Diagnostics& diagnostics_;
    std::set<std::string> missed_;
};

}  // namespace hall::menus
