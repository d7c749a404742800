#include "daemon/store/reader.hpp"

#include "daemon/store/accounts.hpp"
#include "daemon/store/schema.hpp"

#include <fmt/format.h>

namespace hall::store {

void check_schema(Database& database, const std::filesystem::path& path) {
    Statement version(database, "PRAGMA user_version");
    version.begin();
    const auto found = version.step() ? version.integer(0) : 0;
    if (found != schema_version())
        throw StoreError(fmt::format("{} has schema {}, this program reads schema {}; use the hallctl that came with "
                                     "the daemon",
                                     path.string(), found, schema_version()),
                         0);
}

Reader::Reader(const std::filesystem::path& path)
    : database_(path, Database::Mode::read_only, std::chrono::seconds(5)) {
    check_schema(database_, path);
    database_.limit_reading(longest_reading);
}

std::vector<MessageRow> Reader::messages_of(std::string_view subscriber, std::int64_t limit) {
    Statement s(database_, R"(
SELECT at, direction, subscriber, hall_number, smsc, body, parts, alphabet, status, meaning, node, action, outcome,
  text_id, reply_id, maybe_repeated, command_status
FROM v_messages WHERE subscriber = ? ORDER BY at DESC, text_id DESC, reply_id IS NULL, reply_id DESC LIMIT ?)");
    std::vector<MessageRow> rows;
    s.begin(subscriber, limit);
    while (s.step()) {
        MessageRow row;
        row.at = s.integer(0);
        row.inbound = s.text(1) == "in";
        row.subscriber = s.text(2);
        row.hall_number = s.text(3);
        row.smsc = s.text(4);
        row.body = s.optional_text(5);
        row.parts = s.integer(6);
        row.alphabet = s.text(7);
        row.status = s.text(8);
        row.meaning = s.optional_text(9);
        row.node = s.optional_text(10);
        row.action = s.optional_text(11);
        row.outcome = s.optional_text(12);
        row.text_id = s.integer(13);
        row.reply_id = s.optional_integer(14);
        row.maybe_repeated = s.integer(15) != 0;
        row.command_status = s.optional_integer(16);
        rows.push_back(std::move(row));
    }
    s.reset();
    return rows;
}

std::vector<HeldRow> Reader::held() {
    Statement statement(database_, R"(
SELECT o.id, r.created_at, coalesce(o.submitted_at, o.announced_at, 0), r.smsc, r.subscriber, o.part, r.parts, r.body
FROM outbound o JOIN replies r ON r.id = o.reply_id WHERE o.status = 'waiting' AND o.held = 1 ORDER BY o.id)");
    std::vector<HeldRow> rows;
    statement.begin();
    while (statement.step())
        rows.push_back({statement.integer(0), statement.integer(1), statement.integer(2), statement.text(3),
                        statement.text(4), static_cast<int>(statement.integer(5)),
                        static_cast<int>(statement.integer(6)), statement.text(7)});
    return rows;
}

std::vector<NoticeRow> Reader::notices(std::int64_t limit) { return Notices(database_).all(limit); }

std::optional<SubscriberRow> Reader::subscriber(std::string_view number) {
    return Accounts(database_).find(number);
}

std::vector<MovementRow> Reader::movements_of(std::string_view number, std::int64_t limit) {
    return Accounts(database_).movements(number, limit);
}

}  // namespace hall::store
