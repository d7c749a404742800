#pragma once
// The part of the settings that the clerk works by, with what it must know of each SMSC.

#include "campaigns/catalogue.hpp"
#include "codecs/text/hall_number.hpp"
#include "codecs/text/sender.hpp"
#include "daemon/business/business_settings.hpp"
#include "daemon/clerk/event.hpp"
#include "daemon/config/settings.hpp"
#include "menus/tree/menu.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace hall::daemon {

/// How texts from one SMSC are read, and replies to it written.
struct ReplyStyle {
    codecs::DefaultAlphabet default_alphabet = codecs::DefaultAlphabet::gsm;
    codecs::LongMessages long_messages = codecs::LongMessages::udh16;
    std::uint8_t registered_delivery = 0;
    std::uint8_t source_ton = 0;
    std::uint8_t source_npi = 1;
    Unanswered unanswered = Unanswered::resend;
    codecs::SourceNumbers source_numbers = codecs::SourceNumbers::as_announced;  // of its texts
    bool packed_septets = false;  // in texts
    codecs::CommandStatus when_unable = codecs::CommandStatus::message_queue_full;  // see SmscSettings
};

/// Breaks a promise on purpose, so that the tests which prove the promises can prove that they would notice.
/// Nothing sets it in a build without tests.
struct Sabotage {
    // Gets the answers of a batch before its commit.
    std::function<void(std::vector<TextAnswer>)> acknowledge_before_commit;
    bool skip_repeats = false;
    bool swap_before_commit = false;  // a new version answers before it is written down
};

struct ClerkSettings {
    std::optional<std::int64_t> version;  // of the hall's files, that the live parts below are from
    std::shared_ptr<const menus::Menu> menu;
    std::shared_ptr<const campaigns::Catalogue> catalogue;  // nullptr: the hall sells nothing
    BusinessSettings business;
    std::string hall_number;
    codecs::NumberPlan number_plan;
    std::vector<std::string> also_answered;
    /// Who is behind an address that this SMSC gives: the one decision who is answered, and under which number.
    codecs::Sender sender(const codecs::Address& source, std::string_view smsc) const;
    /// A number that was texted to as it is remembered, in one form for all its spellings.
    std::string own_number(std::string_view address) const {
        return codecs::canonical_hall_number(address, hall_number, number_plan);
    }
    std::map<std::string, ReplyStyle, std::less<>> smscs;  // by SMSC name
    std::size_t outbox_limit = 50000;  // parts for one SMSC that can move
    std::size_t open_replies = 10;     // a subscriber
    LoopBrakeSettings brake;
    Millis long_text_limit{};
    std::size_t long_texts_most = 10000;
    RedeliverySettings redelivery;
    Sabotage sabotage;
};

ClerkSettings clerk_settings(const Settings& settings, std::shared_ptr<const menus::Menu> menu,
                             std::shared_ptr<const campaigns::Catalogue> catalogue = nullptr);

}  // namespace hall::daemon
