#pragma once
// Rows of the book: what subscribers have, pay, recommend, and were asked. Days are counted from 1970-01-01 in the
// hall's time zone, moments are milliseconds by the hall's clock, money is fen.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hall::store {

struct PhaseRow {
    std::int64_t from_day = 0;
    std::optional<std::int64_t> until_day;
    std::int64_t price = 0;
};

struct SubscriptionRow {
    std::int64_t id = 0;  // given by the store
    std::string number;
    std::string package;
    std::string offer;
    std::string state;  // "pending", "trial", "active", "ending", "suspended", "ended", "refused"
    std::int64_t starts = 0;
    std::int64_t anchor = 0;
    std::optional<std::int64_t> until;
    int notice_days = 0;
    bool notice_given = false;
    int months_charged = 0;
    int retries = 0;
    std::optional<std::int64_t> failing_since;
    std::optional<std::int64_t> next_day;
    std::int64_t text_id = 0;
    std::vector<PhaseRow> phases;
    bool charged_again = true;  // no column: false lets update() forget what was to be announced before a charge
};

struct ChargeRow {
    std::int64_t subscription_id = 0;
    int month = 0;
    std::int64_t day = 0;
    std::int64_t amount = 0;
    std::optional<std::int64_t> movement_id;
};

struct BillLineRow {
    std::string package;
    std::int64_t amount = 0;
};

struct OrderRow {
    std::int64_t id = 0;  // given by the store
    std::int64_t at = 0;
    std::int64_t day = 0;
    std::string kind;  // "order", "trial", "cancel"
    std::string number;
    std::string package;
    std::string offer;
    std::int64_t subscription_id = 0;
    std::int64_t text_id = 0;
    std::optional<std::int64_t> referral_id;
    std::optional<std::int64_t> staff;
};

struct OfferUseRow {
    std::int64_t in_all = 0;
    std::int64_t by_him = 0;
};

struct TopRow {
    std::string package;
    std::int64_t taken = 0;
};

struct QuestionRow {
    std::string kind;  // "confirm", "list"
    std::string action;
    std::string node;
    std::string package;
    std::string terms;
    std::string staff;
    std::int64_t text_id = 0;
    std::int64_t expires_at = 0;
};

struct ReferralRow {
    std::int64_t id = 0;  // given by the store
    std::int64_t at = 0;
    std::int64_t day = 0;
    std::string referrer;
    std::string friend_number;
    std::string package;
    std::optional<std::int64_t> staff;
    std::int64_t points = 0;
    int hold_days = 0;
    std::int64_t window_until = 0;
    std::string state;  // "open", "ordered", "granted", "reversed", "lapsed"
    std::optional<std::int64_t> subscription_id;
    std::optional<std::int64_t> next_day;
    std::int64_t text_id = 0;
};

/// What became of what somebody recommended.
struct ReferralTotalsRow {
    std::int64_t invited = 0;
    std::int64_t ordered = 0;
    std::int64_t points_granted = 0;
    std::int64_t points_held = 0;
};

struct LotRow {
    std::int64_t id = 0;
    std::int64_t left = 0;
    std::int64_t expires_day = 0;
};

struct StaffRow {
    std::int64_t id = 0;
    std::string name;
    std::string phone;
    std::string city;
};

struct CaseRow {
    std::int64_t id = 0;  // given by the store
    std::int64_t text_id = 0;
    std::string number;
    std::string hall_number;
    std::string node;
    std::string action;
    std::string arguments;
    std::string agreed;
    std::string phase;  // "facts", "carry_out"
    std::string package;
    std::optional<std::int64_t> subscription_id;
    std::int64_t opened_at = 0;
    int tries = 0;
    std::optional<std::int64_t> next_at;
};

/// Where and how a text came: what a later notice to its sender is written by.
struct TextOriginRow {
    std::string smsc;
    std::string subscriber;
    std::string hall_number;
};

}  // namespace hall::store
