#pragma once
// The part of the settings that the clerk works by, with what it must know of each SMSC.

#include "daemon/config/settings.hpp"
#include "menus/menu.hpp"

#include <map>
#include <memory>

namespace hall::daemon {

/// How replies to one SMSC are written.
struct ReplyStyle {
    codecs::DefaultAlphabet default_alphabet = codecs::DefaultAlphabet::gsm;
    codecs::LongMessages long_messages = codecs::LongMessages::udh16;
    std::uint8_t registered_delivery = 0;
    std::uint8_t source_ton = 0;
    std::uint8_t source_npi = 1;
};

struct ClerkSettings {
    std::shared_ptr<const menus::Menu> menu;
    std::string hall_number;
    codecs::NumberPlan number_plan;
    std::map<std::string, ReplyStyle, std::less<>> smscs;  // by SMSC name
    std::size_t outbox_limit = 50000;
    Millis long_text_limit{};
    std::size_t long_texts_most = 10000;
};

ClerkSettings clerk_settings(const Settings& settings, std::shared_ptr<const menus::Menu> menu);

}  // namespace hall::daemon
