#pragma once
// Rows of the book that concern a subscriber himself: who he is, what he used, what he paid. Money is in fen, days are
// counted from 1970-01-01 in the hall's time zone.

#include <cstdint>
#include <optional>
#include <string>

namespace hall::store {

/// One movement of money. The sum of a number's movements is its balance.
struct MovementRow {
    std::int64_t at = 0;
    std::int64_t day = 0;
    std::string number;
    std::int64_t amount = 0;  // negative: he pays
    std::string kind;         // "opening", "correction", "charge", "points"
    std::optional<std::int64_t> subscription_id;
    std::optional<std::int64_t> text_id;
    std::string remark;
};

/// A subscriber as the last import left him, with what has happened to his balance since.
struct SubscriberRow {
    std::string number;             // canonical
    std::string status = "active";  // "active", "suspended", "cancelled"
    std::string brand, city, tariff, language, gender, handset;
    std::optional<std::int64_t> birth_day, joined_day;
    std::int64_t spend = 0;  // of the last whole month
    bool blacklisted = false;
    std::int64_t balance = 0;
    std::optional<std::int64_t> cancelled_day = std::nullopt;  // of an import that said so; nothing: never, of this owner
};

/// What a subscriber used of one unit in one month, and what he was given of it beside his packages.
struct UsageRow {
    std::string unit;  // "data_mb", "minutes", "texts"
    std::int64_t used = 0;
    std::int64_t given = 0;
};

/// Something given for a month.
struct GiftRow {
    std::string number;
    std::int64_t month = 0;
    std::string unit;
    std::int64_t amount = 0;
    std::optional<std::int64_t> text_id;
};

}  // namespace hall::store
