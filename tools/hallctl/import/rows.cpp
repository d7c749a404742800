#include "tools/hallctl/import/rows.hpp"

#include <fmt/format.h>

#include <charconv>

namespace hall::tools {

namespace {

// Digits alone; canonical numbers have at most 15 of them.
std::int64_t to_integer(std::string_view digits) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

void Rows::check_first(std::int64_t number, std::int64_t line, std::vector<std::string>& faults) const {
    const auto earlier = line_of_.find(number);
    if (earlier != line_of_.end() && earlier->second != line)
        faults.push_back(
            fmt::format("number {} has its line already, line {}; leave one of them out", number, earlier->second));
}

const std::vector<std::string>& SubscriberRows::columns() const {
    static const std::vector<std::string> all{"number",      "status",  "brand",   "city",   "tariff", "language",
                                              "gender",      "handset", "birth",   "joined", "spend",  "balance",
                                              "blacklisted", "data_mb", "minutes", "texts"};
    return all;
}

const std::vector<std::string>& SubscriberRows::required() const {
    static const std::vector<std::string> all{"number"};
    return all;
}

store::SubscriberRow SubscriberRows::known(const std::string& number, const Fields& fields) {
    auto known = import_.find_subscriber(number).value_or(store::SubscriberRow{});
    const auto status = fields.raw("status").value_or(known.status);
    std::optional<std::int64_t> joined;
    if (const auto date = campaigns::parse_date(fields.raw("joined").value_or("")))
        joined = date->time_since_epoch().count();
    return store::Import::has_new_owner(known, status, joined) ? store::SubscriberRow{} : known;
}

std::optional<store::Imported> SubscriberRows::take(Fields& fields, std::int64_t line,
                                                    std::vector<std::string>& faults) {
    const auto number = fields.mobile("number", plan_).value_or("");
    const auto key = to_integer(number);
    check_first(key, line, faults);
    // Columns that the file does not have stay as they are.
    auto row = known(number, fields);
    row.number = number;
    fields.word("status", {"active", "suspended", "cancelled"}, row.status);
    fields.text("brand", row.brand);
    fields.text("city", row.city);
    fields.text("tariff", row.tariff);
    fields.text("language", row.language);
    fields.text("gender", row.gender);
    fields.text("handset", row.handset);
    fields.day("birth", now_.day, row.birth_day);
    fields.day("joined", now_.day, row.joined_day);
    fields.yuan("spend", row.spend, false);
    fields.yuan("balance", row.balance, true);
    fields.yes_or_no("blacklisted", row.blacklisted);
    std::vector<std::pair<std::string, std::int64_t>> usage;
    for (const auto* unit : {"data_mb", "minutes", "texts"}) {
        std::optional<std::int64_t> used;
        fields.whole_number(unit, used);
        if (used) usage.emplace_back(unit, *used);
    }
    if (!faults.empty()) return std::nullopt;
    const auto imported = import_.import_subscriber(row, usage, now_.month, now_.at, now_.day);
    remember(key, line);
    return imported;
}

const std::vector<std::string>& StaffRows::columns() const {
    static const std::vector<std::string> all{"number", "name", "phone", "city", "active"};
    return all;
}

const std::vector<std::string>& StaffRows::required() const {
    static const std::vector<std::string> all{"number", "name", "phone"};
    return all;
}

std::optional<store::Imported> StaffRows::take(Fields& fields, std::int64_t line, std::vector<std::string>& faults) {
    const auto number = fields.badge("number").value_or(0);
    check_first(number, line, faults);
    auto row = import_.find_staff(number).value_or(store::StaffImportRow{});
    row.id = number;
    fields.text("name", row.name);
    if (fields.raw("name") == "") faults.push_back("name is empty; write who it is");
    row.phone = fields.mobile("phone", plan_).value_or("");
    fields.text("city", row.city);
    fields.yes_or_no("active", row.active);
    if (!faults.empty()) return std::nullopt;
    const auto imported = import_.import_staff(row);
    remember(number, line);
    return imported;
}

}  // namespace hall::tools
