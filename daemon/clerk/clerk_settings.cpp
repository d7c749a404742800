#include "daemon/clerk/clerk_settings.hpp"

namespace hall::daemon {

namespace {

// registered_delivery, bits 1 and 0. [SMPP v3.4, 5.2.17]
std::uint8_t registered_delivery_of(ReceiptWish wish) {
    switch (wish) {
        case ReceiptWish::none: return 0;
        case ReceiptWish::all: return 1;
        case ReceiptWish::failure: return 2;
    }
    return 0;
}

}  // namespace

codecs::Sender ClerkSettings::sender(const codecs::Address& source, std::string_view smsc) const {
    const auto style = smscs.find(smsc);
    const auto how = style == smscs.end() ? codecs::SourceNumbers::as_announced : style->second.source_numbers;
    return codecs::read_sender(source, {hall_number, number_plan, also_answered, how});
}

ClerkSettings clerk_settings(const Settings& settings, std::shared_ptr<const menus::Menu> menu,
                             std::shared_ptr<const campaigns::Catalogue> catalogue) {
    ClerkSettings clerk;
    clerk.menu = std::move(menu);
    clerk.catalogue = std::move(catalogue);
    clerk.business = settings.business;
    clerk.hall_number = settings.hall_number;
    clerk.number_plan = settings.number_plan;
    clerk.also_answered = settings.also_answered;
    clerk.brake = settings.brake;
    clerk.outbox_limit = settings.outbox_limit;
    clerk.open_replies = settings.open_replies;
    clerk.long_text_limit = settings.long_text_limit;
    clerk.long_texts_most = settings.long_texts_most;
    clerk.redelivery = settings.redelivery;
    for (const auto& smsc : settings.smscs) {
        clerk.smscs[smsc.name] = {smsc.default_alphabet, smsc.long_messages, registered_delivery_of(smsc.receipts),
                                  smsc.source_ton, smsc.source_npi, smsc.unanswered, smsc.source_numbers,
                                  smsc.packed_septets, smsc.when_unable};
    }
    return clerk;
}

}  // namespace hall::daemon
