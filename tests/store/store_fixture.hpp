#pragma once
// A store in a folder of its own, and rows to put into it.

#include "daemon/store/store.hpp"
#include "tests/support/temp_directory.hpp"

namespace hall::test {

struct StoreFixture {
    TempDirectory directory;
    std::filesystem::path path = directory / "hall.db";

    store::InboundRow inbound(const std::string& status = "read") const {
        store::InboundRow row;
        row.smsc = "main";
        row.link = "main";
        row.received_at = 1000;
        row.recorded_at = 1001;
        row.command = "deliver_sm";
        row.sequence_number = 7;
        row.source = {"13800138000", 1, 1};
        row.destination = {"10086", 0, 1};
        row.short_message = {0x34, 0x32};
        row.subscriber = "8613800138000";
        row.kind = "text";
        row.status = status;
        return row;
    }

    store::TextRow text() const {
        store::TextRow row;
        row.smsc = "main";
        row.subscriber = "8613800138000";
        row.hall_number = "10086";
        row.received_at = 1000;
        row.decided_at = 1002;
        row.alphabet = "gsm7";
        row.body = "42";
        row.meaning = "code";
        row.node = "sale";
        return row;
    }

    store::ReplyRow reply(std::int64_t text_id, std::size_t parts) const {
        store::ReplyRow row;
        row.text_id = text_id;
        row.smsc = "main";
        row.subscriber = "8613800138000";
        row.source = {"10086", 0, 1};
        row.destination = {"13800138000", 1, 1};
        row.body = "八折优惠三个月";
        row.alphabet = "ucs2";
        row.data_coding = 8;
        row.parts = parts;
        row.created_at = 1003;
        return row;
    }
};

}  // namespace hall::test
