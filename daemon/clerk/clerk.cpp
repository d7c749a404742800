#include "daemon/clerk/clerk.hpp"

#include "daemon/clerk/row_mapping.hpp"
#include "daemon/observe/log.hpp"

#include <iterator>

namespace hall::daemon {

namespace {

/// One event of a batch could not be dealt with, and it is to blame, not the store.
struct EventFailed {
    std::size_t index;
    std::string why;
};

/// A response for a text of which nothing was recorded.
TextAnswer refusal_of(const TextArrived& text, codecs::CommandStatus status) {
    return {text.session, text.command, text.sequence_number, status, 0};
}

}  // namespace

Clerk::Clerk(store::Store& store, ClerkSettings settings)
    : store_(store), settings_(std::move(settings)), desk_(store_, settings_) {}

Clerk::Recovered Clerk::start() {
    desk_.restore();
    Recovered recovered;
    for (const auto& row : store_.replies.waiting()) {
        if (!settings_.smscs.contains(row.smsc)) {
            // Not counted as open either: they must not fill the outbox of the SMSCs that are there.
            ++recovered.orphans;
            continue;
        }
        recovered.outbox.push_back(from_row(row));
        recovered.outbox.back().maybe_repeated = true;
    }
    for (const auto& part : recovered.outbox) ++open_parts_[part.smsc];
    return recovered;
}

void Clerk::record_settings(std::string_view path, std::string_view body, UtcTime now) {
    auto transaction = store_.begin();
    store_.history.record_settings(to_millis(now), HALL_VERSION, path, body);
    transaction.commit();
}

BatchResult Clerk::handle(std::vector<Event> events, UtcTime now) {
    const auto began = std::chrono::steady_clock::now();
    if (!kept_.empty()) {
        events.insert(events.begin(), std::make_move_iterator(kept_.begin()), std::make_move_iterator(kept_.end()));
        kept_.clear();
    }
    BatchResult result;
    Failures failures;
    const auto open_parts_before = open_parts_;
    for (bool done = false; !done;) {
        try {
            if (stale_) desk_.restore();
            stale_ = false;
            result = try_batch(events, failures, now);
            done = true;
        } catch (const EventFailed& failed) {
            // The transaction is rolled back; what the memory took over from it goes back too.
            stale_ = true;
            open_parts_ = open_parts_before;
            ++failures[failed.index];
            log(LogLevel::error, "event_failed", {{"why", failed.why}, {"time", failures[failed.index]}});
        } catch (const store::StoreError& error) {
            stale_ = true;
            open_parts_ = open_parts_before;
            result = refuse(events, error.what());
            done = true;
        }
    }
    totals_.busy += std::chrono::steady_clock::now() - began;
    return result;
}

BatchResult Clerk::try_batch(std::span<const Event> events, const Failures& failures, UtcTime now) {
    BatchResult result;
    auto transaction = store_.begin();
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto failed = failures.find(i);
        try {
            if (failed == failures.end()) {
                take(events[i], now, result);
            } else {
                take_failed(events[i], failed->second, now, result);
            }
        } catch (const store::StoreError& error) {
            if (!error.row_at_fault()) throw;
            throw EventFailed{i, error.what()};
        } catch (const std::exception& error) {
            throw EventFailed{i, error.what()};
        }
    }
    desk_.give_up_expired(now);
    transaction.commit();
    if (!result.answers.empty()) ++totals_.batches;
    for (const auto& answer : result.answers) {
        if (answer.status == codecs::CommandStatus::ok) {
            ++totals_.texts;
        } else {
            ++totals_.refused;
        }
    }
    return result;
}

void Clerk::take(const Event& event, UtcTime now, BatchResult& result) {
    if (const auto* text = std::get_if<TextArrived>(&event)) {
        if (open_parts_[text->smsc] >= settings_.outbox_limit) {
            result.answers.push_back(refusal_of(*text, codecs::CommandStatus::message_queue_full));
            return;
        }
        const auto before = result.outbox.size();
        desk_.take(*text, now, result);
        open_parts_[text->smsc] += result.outbox.size() - before;
    } else if (const auto* settled = std::get_if<SubmitSettled>(&event)) {
        store_.replies.record_settled(to_row(*settled));
        auto& open = open_parts_[settled->smsc];
        if (open > 0) --open;
    } else if (const auto* written = std::get_if<AnswersWritten>(&event)) {
        for (const auto id : written->inbound_ids) store_.texts.record_answered(id, to_millis(written->at));
    } else if (const auto* change = std::get_if<LinkChanged>(&event)) {
        store_.history.record_link_event(
            {to_millis(change->at), change->smsc, change->link, change->event, change->detail});
    }
}

void Clerk::take_failed(const Event& event, int failures, UtcTime now, BatchResult& result) {
    const auto* text = std::get_if<TextArrived>(&event);
    if (text == nullptr) return;  // a record of ours that cannot be written; the log has said so
    if (failures > 1) {
        // Not even the raw PDU can be written down. The SMSC keeps the text; the others go on.
        result.answers.push_back(refusal_of(*text, codecs::CommandStatus::try_again_later));
        return;
    }
    const auto before = result.outbox.size();
    desk_.take_as_failed(*text, now, result);
    open_parts_[text->smsc] += result.outbox.size() - before;
}

BatchResult Clerk::refuse(std::vector<Event>& events, const char* why) {
    BatchResult result;
    for (auto& event : events) {
        if (const auto* text = std::get_if<TextArrived>(&event)) {
            result.answers.push_back(refusal_of(*text, codecs::CommandStatus::try_again_later));
        } else {
            kept_.push_back(std::move(event));
        }
    }
    totals_.refused += result.answers.size();
    log(LogLevel::error, "store_failed",
        {{"why", why}, {"texts_refused", result.answers.size()}, {"events_kept", kept_.size()}});
    return result;
}

}  // namespace hall::daemon
