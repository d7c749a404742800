#pragma once
// A clerk over a real store, fed event by event with a set clock.

#include "codecs/text/message_content.hpp"
#include "codecs/text/unicode.hpp"
#include "daemon/clerk/clerk.hpp"
#include "daemon/clerk/read_clocks.hpp"
#include "daemon/store/reader.hpp"
#include "tests/support/small_menu.hpp"
#include "tests/support/temp_directory.hpp"

#include <memory>

namespace hall::test {

using namespace std::chrono_literals;

struct ClerkFixture {
    TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";
    daemon::ClerkSettings settings;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<daemon::Clerk> clerk;
    UtcTime now = from_millis(1'800'000'000'000);
    std::uint32_t sequence = 0;
    std::vector<daemon::OutboundPart> recovered;
    std::size_t orphans = 0;

    ClerkFixture() {
        settings.menu = small_menu();
        settings.hall_number = "10086";
        settings.smscs["main"] = {};
        settings.long_text_limit = 10min;
        open();
    }

    void open() {
        store = std::make_unique<store::Store>(path, 200ms);
        clerk = std::make_unique<daemon::Clerk>(*store, settings);
        auto left_over = clerk->start(now);
        recovered = std::move(left_over.outbox);
        orphans = left_over.orphans;
    }

    /// From here on the clerk goes by the machine's clocks.
    void take_real_clocks() { clerk->handle({daemon::ClockAccepted{"test", {}}}, daemon::read_clocks()); }

    /// Ends the process and begins another on the same database.
    void restart() {
        clerk.reset();
        store.reset();
        open();
    }

    daemon::TextArrived text(std::string_view body, std::string from = "13800138000") {
        daemon::TextArrived event;
        event.session = {0, 1};
        event.smsc = "main";
        event.link = "main";
        event.sequence_number = ++sequence;
        event.message.source = {0, 1, std::move(from)};
        event.message.destination = {0, 1, "10086"};
        event.message.data_coding = 8;
        event.message.short_message = codecs::encode_utf16be(codecs::decode_utf8(body));
        event.received_at = now;
        return event;
    }

    /// Part `sequence` of `total` of a UCS-2 text under an 8-bit reference.
    daemon::TextArrived part(std::string_view body, std::uint8_t reference, std::uint8_t total,
                             std::uint8_t part_sequence) {
        auto event = text(body);
        event.message.esm_class = codecs::esm_class_udhi;
        auto content = codecs::encode_udh({codecs::PartScheme::udh8, reference, total, part_sequence});
        content.insert(content.end(), event.message.short_message.begin(), event.message.short_message.end());
        event.message.short_message = content;
        return event;
    }

    daemon::BatchResult handle(std::vector<daemon::Event> events) { return clerk->handle(std::move(events), now); }

    daemon::BatchResult handle(daemon::Event event) {
        std::vector<daemon::Event> events;
        events.push_back(std::move(event));
        return handle(std::move(events));
    }

    /// The reply that the parts in a result make up, as the handset would show it.
    static std::string shown(const daemon::BatchResult& result) {
        std::u32string all;
        for (const auto& part : result.outbox) {
            const auto content = codecs::take_content(part.pdu);
            const auto alphabet = codecs::alphabet_of(part.pdu.data_coding, codecs::DefaultAlphabet::gsm);
            all += codecs::decode_utf8(codecs::decode_text(content.content, alphabet).value_or("?"));
        }
        return codecs::encode_utf8(all);
    }

    std::string query(const char* sql) const {
        store::Database database(path, store::Database::Mode::read_only, 1s);
        store::Statement statement(database, sql);
        statement.begin();
        std::string rows;
        while (statement.step()) rows += statement.text(0) + ";";
        return rows;
    }
};

}  // namespace hall::test
