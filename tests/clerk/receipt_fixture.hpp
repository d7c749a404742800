#pragma once
// A receipt desk over a real store, with a set clock: replies are submitted and accepted, receipts delivered.

#include "daemon/clerk/receipt_desk.hpp"
#include "tests/support/small_menu.hpp"
#include "tests/support/temp_directory.hpp"

#include <memory>

namespace hall::test {

using namespace std::chrono_literals;

inline const std::string subscriber = "8613800138000";

/// Everything the desk does is committed at once.
struct ReceiptFixture {
    TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";
    daemon::ClerkSettings settings;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<daemon::RowGuard> guard;
    std::unique_ptr<daemon::ReceiptDesk> desk;
    UtcTime now = from_millis(1'800'000'000'000);

    ReceiptFixture() {
        settings.menu = small_menu();
        settings.hall_number = "10086";
        settings.smscs["main"].registered_delivery = 1;
        settings.smscs["spare"].registered_delivery = 1;
        open();
    }

    void open() {
        store = std::make_unique<store::Store>(path, 200ms);
        guard = std::make_unique<daemon::RowGuard>(*store);
        desk = std::make_unique<daemon::ReceiptDesk>(*store, settings, *guard);
        desk->restore();
    }

    void restart() {
        desk.reset();
        store.reset();
        open();
    }

    template <class Work>
    void commit(Work work) {
        auto transaction = store->begin();
        work();
        transaction.commit();
    }

    /// A reply of `parts` parts, submitted and not yet answered; returns the ids of the parts.
    std::vector<std::int64_t> submit(std::size_t parts, const std::string& to = subscriber,
                                     const std::string& smsc = "main") {
        std::vector<std::int64_t> out;
        commit([&] {
            store::TextRow text;
            text.smsc = smsc;
            text.subscriber = to;
            text.hall_number = "10086";
            text.alphabet = "gsm7";
            text.meaning = "code";
            store::ReplyRow reply;
            reply.text_id = store->texts.record_text(text);
            reply.smsc = smsc;
            reply.subscriber = to;
            reply.destination = {to, 1, 1};
            reply.alphabet = "gsm7";
            reply.parts = parts;
            reply.registered_delivery = 1;
            reply.created_at = to_millis(now);
            const auto reply_id = store->replies.record_reply(reply);
            for (std::size_t i = 0; i < parts; ++i)
                out.push_back(store->replies.record_part({0, reply_id, static_cast<int>(i) + 1, 0, {0x41}, {}}));
        });
        return out;
    }

    /// Writes down that the SMSC took the part; the desk hears nothing of it.
    void settle(std::int64_t outbound_id, const std::string& message_id) {
        store::SettledRow settled;
        settled.outbound_id = outbound_id;
        settled.status = "accepted";
        settled.answered_at = to_millis(now);
        settled.message_id = message_id;
        store->replies.record_settled(settled);
    }

    /// The SMSC's answer to a submit.
    void accept(std::int64_t outbound_id, const std::string& message_id) {
        commit([&] {
            settle(outbound_id, message_id);
            desk->submit_accepted(outbound_id);
        });
    }

    std::int64_t sent(const std::string& message_id, const std::string& to = subscriber,
                      const std::string& smsc = "main") {
        const auto id = submit(1, to, smsc).front();
        accept(id, message_id);
        return id;
    }

    daemon::TextArrived event(const std::string& from = "13800138000") const {
        daemon::TextArrived event;
        event.smsc = "main";
        event.link = "main";
        event.message.source = {0, 1, from};
        event.message.destination = {0, 1, "10086"};
        event.message.esm_class = 0x04;
        event.received_at = now;
        return event;
    }

    daemon::TextArrived text_receipt(const std::string& id, const std::string& stat, const std::string& err = "000",
                                     const std::string& from = "13800138000") const {
        auto out = event(from);
        const auto text = "id:" + id + " sub:001 dlvrd:001 submit date:2611220930 done date:2611220931 stat:" + stat +
                          " err:" + err + " text:";
        out.message.short_message.assign(text.begin(), text.end());
        return out;
    }

    daemon::TextArrived tlv_receipt(const std::string& id, std::uint8_t state,
                                    const std::string& from = "13800138000") const {
        auto out = event(from);
        Bytes octets(id.begin(), id.end());
        octets.push_back(0);
        out.message.tlvs.add(codecs::Tag::receipted_message_id, octets);
        out.message.tlvs.add_u8(codecs::Tag::message_state, state);
        return out;
    }

    std::int64_t record(const daemon::TextArrived& event) {
        store::InboundRow row;
        row.smsc = event.smsc;
        row.link = event.link;
        row.received_at = to_millis(event.received_at);
        row.command = "deliver_sm";
        row.kind = "receipt";
        row.status = "receipt";
        return store->texts.record_inbound(row);
    }

    void deliver(const daemon::TextArrived& event) {
        commit([&] { desk->take(event, record(event)); });
    }

    void give_up() {
        commit([&] { desk->give_up_parked(now); });
    }

    std::string query(const std::string& sql) const {
        store::Database database(path, store::Database::Mode::read_only, 1s);
        store::Statement statement(database, sql.c_str());
        statement.begin();
        std::string rows;
        while (statement.step()) rows += statement.text(0) + ";";
        return rows;
    }

    std::string state_of(std::int64_t outbound_id) const {
        return query("SELECT receipt_state FROM outbound WHERE id = " + std::to_string(outbound_id));
    }

    /// How each receipt ended, in the order in which they came.
    std::string statuses() const { return query("SELECT status FROM receipts ORDER BY id"); }
};

}  // namespace hall::test
