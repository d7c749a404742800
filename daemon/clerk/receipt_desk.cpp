#include "daemon/clerk/receipt_desk.hpp"

#include "codecs/text/message_id.hpp"
#include "daemon/observe/log.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace hall::daemon {

namespace {

using codecs::IdMatch;

// A submit is recorded seconds after the SMSC has taken it, whatever happens; a store that fails, or a restart,
// may make minutes of that.
constexpr Millis parked_at_most = std::chrono::minutes(10);
// Unmatched receipts that keep coming are given up, and logged, in lots and not one by one.
constexpr Millis give_up_pause = std::chrono::minutes(1);
constexpr std::int64_t give_up_slice = 1000;
// No SMSC keeps a message for longer, and some begin to count their ids anew.
constexpr Millis receipt_comes_within = std::chrono::days(7);

}  // namespace

/// What a receipt says about the message it speaks of.
struct ReceiptDesk::Sought {
    std::string_view smsc;
    std::string_view message_id;
    std::vector<std::string> parties;  // the subscriber, as far as one can tell; then the other address
    std::int64_t since = 0;            // the message was taken then or later
    bool last_try = false;
    bool plain = false;  // anybody can have written it: only what was sent to one of the parties is meant
};

ReceiptDesk::ReceiptDesk(store::Store& store, const ClerkSettings& settings, RowGuard& rows)
    : store_(store), settings_(settings), rows_(rows) {}

void ReceiptDesk::restore() {
    next_expiry_.reset();
    if (const auto oldest = store_.receipts.oldest_parked())
        next_expiry_ = from_millis(store_.leaps.present(*oldest)) + parked_at_most;
}

bool ReceiptDesk::is_number(const std::string& subscriber) const {
    const auto& plan = settings_.number_plan;
    return !codecs::hall_extension(subscriber, settings_.hall_number, plan) && codecs::parse_msisdn("+" + subscriber, plan).has_value();
}

// A receipt comes from the subscriber to the hall, as his own text would; a few SMSCs leave the addresses as they
// stood in the submit.
std::vector<std::string> ReceiptDesk::parties_of(const codecs::ShortMessage& message, std::string_view smsc) const {
    const auto canonical = [&](const codecs::Address& address) { return settings_.sender(address, smsc).number; };
    auto source = canonical(message.source);
    auto destination = canonical(message.destination);
    if (source == destination) return {std::move(source)};
    if (!is_number(source) && (source.empty() || is_number(destination))) std::swap(source, destination);
    return {std::move(source), std::move(destination)};
}

void ReceiptDesk::take(const TextArrived& event, std::int64_t inbound_id) {
    const auto style = settings_.smscs.find(event.smsc);
    const auto alphabet =
        style != settings_.smscs.end() ? style->second.default_alphabet : codecs::DefaultAlphabet::gsm;
    const auto receipt = codecs::read_known_receipt(event.message, alphabet);
    auto parties = parties_of(event.message, event.smsc);

    store::ReceiptRow row;
    row.inbound_id = inbound_id;
    row.smsc = event.smsc;
    row.subscriber = parties.front();
    row.received_at = to_millis(event.received_at);
    row.plain = codecs::message_type(event.message) == codecs::MessageType::text;
    if (!receipt) {
        row.state = codecs::to_string(codecs::ReceiptState::unknown);
        row.status = "unmatched";
        store_.receipts.record_receipt(row);
        log(LogLevel::warn, "receipt_without_id", {{"smsc", event.smsc}, {"link", event.link}});
        return;
    }
    row.message_id = receipt->message_id;
    row.state = codecs::to_string(receipt->state);
    if (!receipt->error.empty()) row.error = receipt->error;

    const auto since = store_.leaps.ago(row.received_at, receipt_comes_within.count());
    if (auto part = find_part({event.smsc, row.message_id, std::move(parties), since, false, row.plain})) {
        row.outbound_id = part->outbound_id;
        row.status = apply(*part, row);
    } else {
        row.status = "parked";
        const auto expiry = from_millis(store_.leaps.present(row.received_at)) + parked_at_most;
        if (!next_expiry_ || expiry < *next_expiry_) next_expiry_ = expiry;
    }
    store_.receipts.record_receipt(row);
}

// An id alone is not proof: short ones come again, and what one message has in decimal another may have in
// hexadecimal. So the destination has to agree where it can be told; where it cannot, only the very same id of the
// same SMSC will do; and one that contradicts it is believed when nothing better has turned up to the end.
std::optional<store::SentPartRow> ReceiptDesk::find_part(const Sought& sought) const {
    const auto with_id = store_.receipts.parts_with_id(sought.smsc, sought.message_id, sought.since);
    const auto agrees = [&sought](const store::SentPartRow& part) {
        return std::find(sought.parties.begin(), sought.parties.end(), part.subscriber) != sought.parties.end();
    };
    if (const auto found = std::find_if(with_id.begin(), with_id.end(), agrees); found != with_id.end()) return *found;

    std::optional<store::SentPartRow> best;
    std::pair best_match{IdMatch::none, true};
    for (const auto& party : sought.parties) {
        for (auto& part : store_.receipts.parts_sent_to(party, sought.since)) {
            const std::pair match{codecs::match_message_ids(part.message_id, sought.message_id),
                                  part.smsc == sought.smsc};
            if (match.first == IdMatch::none || match <= best_match) continue;
            best_match = match;
            best = std::move(part);
        }
    }
    if (best || sought.plain) return best;

    const bool subscriber_is_known = is_number(sought.parties.front());
    const auto is_possible = [this, subscriber_is_known](const store::SentPartRow& part) {
        return !subscriber_is_known || !is_number(part.subscriber);
    };
    if (const auto found = std::find_if(with_id.begin(), with_id.end(), is_possible); found != with_id.end())
        return *found;
    if (sought.last_try && with_id.size() == 1) return with_id.front();
    return std::nullopt;
}

std::string ReceiptDesk::apply(store::SentPartRow& part, const store::ReceiptRow& receipt) {
    const auto state = codecs::parse_receipt_state(receipt.state);
    if (!state) throw std::runtime_error("its state is '" + receipt.state + "'");
    switch (codecs::merge(codecs::parse_receipt_state(part.receipt_state), *state)) {
        case codecs::ReceiptStep::apply:
            store_.receipts.record_state(part.outbound_id, receipt.state, receipt.error, receipt.received_at);
            part.receipt_state = receipt.state;
            return "applied";
        case codecs::ReceiptStep::repeated:
            return "repeated";
        case codecs::ReceiptStep::stale:
            return "stale";
    }
    return "stale";
}

void ReceiptDesk::submit_accepted(std::int64_t outbound_id) {
    auto part = store_.receipts.await_receipt(outbound_id);
    if (!part) return;
    const auto parked = store_.receipts.parked_of(part->subscriber);
    const auto match = [&part](const store::ParkedReceiptRow& row) {
        return codecs::match_message_ids(part->message_id, row.receipt.message_id);
    };
    auto best = IdMatch::none;
    for (const auto& row : parked) best = std::max(best, match(row));
    if (best == IdMatch::none) return;
    for (const auto& row : parked) {
        if (match(row) == best) store_.receipts.record_matched(row.id, outbound_id, apply(*part, row.receipt));
    }
}

void ReceiptDesk::give_up_parked(UtcTime now) {
    if (!next_expiry_ || now < *next_expiry_) return;
    const auto rows = store_.receipts.parked_until(store_.leaps.ago(to_millis(now), parked_at_most.count()), give_up_slice);
    std::size_t unmatched = 0;
    for (const auto& row : rows) {
        // By names of their own: a lambda of C++20 captures no structured binding under Clang 14.
        const auto& id = row.id;
        const auto& receipt = row.receipt;
        rows_.attempt({0, "receipt", id, receipt.subscriber}, [&] {
            const auto since = store_.leaps.ago(receipt.received_at, receipt_comes_within.count());
            if (auto part = find_part({receipt.smsc, receipt.message_id, {receipt.subscriber}, since, true, receipt.plain})) {
                store_.receipts.record_matched(id, part->outbound_id, apply(*part, receipt));
            } else {
                store_.receipts.record_unmatched(id);
                ++unmatched;
            }
        }, {}, true);
    }
    if (unmatched > 0) log(LogLevel::warn, "receipts_unmatched", {{"receipts", unmatched}});

    if (rows.size() == static_cast<std::size_t>(give_up_slice)) {
        next_expiry_ = now;  // there are more
        return;
    }
    restore();
    if (next_expiry_) next_expiry_ = std::max(*next_expiry_, now + give_up_pause);
}

}  // namespace hall::daemon
