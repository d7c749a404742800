#pragma once
// Items of a menu, their conditions and prices, as operators and approvers read them. Pure.

#include "campaigns/price_phase.hpp"
#include "codecs/text/split.hpp"
#include "menus/tree/menu.hpp"
#include "tools/hallctl/rehearsal/words.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hall::tools {

/// How the SMSC sends texts: what parts are counted by.
struct PartStyle {
    codecs::DefaultAlphabet default_alphabet = codecs::DefaultAlphabet::gsm;
    codecs::LongMessages long_messages = codecs::LongMessages::udh16;
};

/// The units (characters, septets) of each part of a text. Empty: it cannot be sent at all.
std::vector<std::size_t> part_lengths(const std::string& text, const PartStyle& style);

/// "开通流量10元包 (order_ll10)"
std::string item_words(const menus::MenuNode& node);

/// "order package=LL10", "订购 package=LL10"; empty for an item that answers itself.
std::string action_words(const menus::MenuNode& node, const Words& words);

/// "首页 > 天天超值go > 流量10元包": everything above the item.
std::string way_words(const menus::Menu& menu, const menus::MenuNode& node);

/// "brand 全球通, spend from 50.00"; "for everybody" without a condition.
std::string only_for_words(const std::optional<menus::OnlyFor>& only_for, const Words& words);

/// "from 2026-12-01, until 2027-01-03, 09:00-21:00, on Sat, Sun"; "always" without one.
std::string opening_words(const std::optional<menus::Opening>& opening, const Words& words);

/// "3 months at 8.00 each, then 10.00 a month"; "not sold" without phases.
std::string price_words(const std::vector<campaigns::PricePhase>& phases, const Words& words);

/// The first moment of something on the clocks of that zone, as operators write it: "2026-12-01" where a day begins,
/// else "2026-12-01 08:00".
std::string begin_words(UtcTime moment, Millis zone);

/// The first moment at which something is over, as operators write it: where a day begins, the day before it, which is
/// the last one.
std::string end_words(UtcTime moment, Millis zone);

}  // namespace hall::tools
