#include "daemon/store/import.hpp"

#include <tuple>

namespace hall::store {

namespace {

// What a file may change of a known number.
auto attributes(const SubscriberRow& row) {
    return std::tie(row.status, row.brand, row.city, row.tariff, row.language, row.gender, row.handset, row.birth_day,
                    row.joined_day, row.spend, row.blacklisted);
}

}  // namespace

Import::Import(Database& database)
    : accounts_(database),
      owners_(database),
      update_cancelled_(database, "UPDATE subscribers SET cancelled_day = ?2 WHERE number = ?1"),
      insert_subscriber_(database, R"(
INSERT INTO subscribers (number, status, brand, city, tariff, language, gender, handset, birth_day, joined_day, spend,
  blacklisted) VALUES (?,?,?,?,?,?,?,?,?,?,?,?))"),
      update_subscriber_(database, R"(
UPDATE subscribers SET status = ?2, brand = ?3, city = ?4, tariff = ?5, language = ?6, gender = ?7, handset = ?8,
  birth_day = ?9, joined_day = ?10, spend = ?11, blacklisted = ?12
WHERE number = ?1)"),
      upsert_usage_(database, R"(
INSERT INTO usage (number, month, unit, used) VALUES (?,?,?,?)
ON CONFLICT (number, month, unit) DO UPDATE SET used = excluded.used WHERE used <> excluded.used RETURNING 1)"),
      select_staff_(database, "SELECT id, name, phone, city, active FROM staff WHERE id = ?"),
      upsert_staff_(database, R"(
INSERT INTO staff (id, name, phone, city, active) VALUES (?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone, city = excluded.city,
  active = excluded.active)") {}

bool Import::has_new_owner(const SubscriberRow& known, std::string_view status,
                           const std::optional<std::int64_t>& joined) {
    const bool was_cancelled = known.status == "cancelled" || known.cancelled_day;
    if (!was_cancelled || !joined || joined == known.joined_day) return false;
    if (known.status == "cancelled") return status != "cancelled";
    // It came back by a line that named no other day. Whoever joined before that is no later owner.
    return known.joined_day ? *joined > *known.joined_day : *joined >= *known.cancelled_day;
}

Imported Import::import_subscriber(const SubscriberRow& told,
                                   const std::vector<std::pair<std::string, std::int64_t>>& usage, std::int64_t month,
                                   std::int64_t at, std::int64_t day) {
    notes_ = {};
    auto row = told;
    auto known = accounts_.find(row.number);
    if (known && has_new_owner(*known, row.status, row.joined_day)) {
        owners_.hand_over(row.number, at, day);
        known.reset();
        notes_.new_owner = true;
    }
    if (known) {
        const bool stays_cancelled = known->status == "cancelled" && row.status == "cancelled";
        const bool erased = known->cancelled_day && !row.joined_day;
        if (stays_cancelled || erased) row.joined_day = known->joined_day;
        notes_.joined_corrected = row.joined_day != known->joined_day;
    }
    const bool differs = !known || attributes(*known) != attributes(row);
    if (differs) {
        auto& write = known ? update_subscriber_ : insert_subscriber_;
        write.run(row.number, row.status, row.brand, row.city, row.tariff, row.language, row.gender, row.handset,
                  row.birth_day, row.joined_day, row.spend, row.blacklisted);
    }
    if (row.status == "cancelled" && (!known || known->status != "cancelled" || !known->cancelled_day)) {
        owners_.close(row.number, at, day);
        update_cancelled_.run(row.number, day);
        notes_.cancelled = known && known->status != "cancelled";
    }
    if (!known && row.balance != 0) {
        MovementRow opening;
        opening.at = at;
        opening.day = day;
        opening.number = row.number;
        opening.amount = row.balance;
        opening.kind = "opening";
        accounts_.record_movement(opening);
    }
    const bool usage_differs = import_usage(row.number, usage, month);
    if (!known) return Imported::added;
    return differs || usage_differs ? Imported::changed : Imported::unchanged;
}

bool Import::import_usage(std::string_view number, const std::vector<std::pair<std::string, std::int64_t>>& usage,
                          std::int64_t month) {
    bool differs = false;
    for (const auto& [unit, used] : usage) {
        upsert_usage_.begin(number, month, unit, used);
        while (upsert_usage_.step()) differs = true;
        upsert_usage_.reset();
    }
    return differs;
}

std::optional<StaffImportRow> Import::find_staff(std::int64_t id) {
    std::optional<StaffImportRow> found;
    auto& s = select_staff_;
    s.begin(id);
    if (s.step()) found = StaffImportRow{s.integer(0), s.text(1), s.text(2), s.text(3), s.integer(4) != 0};
    s.reset();
    return found;
}

Imported Import::import_staff(StaffImportRow row) {
    const auto known = find_staff(row.id);
    if (known && known->active && row.active && is_earlier_owner(known->phone) && number_of_key(known->phone) == row.phone)
        row.phone = known->phone;
    if (known && *known == row) return Imported::unchanged;
    upsert_staff_.run(row.id, row.name, row.phone, row.city, row.active);
    return known ? Imported::changed : Imported::added;
}

}  // namespace hall::store
