#include "tools/hallctl/rehearsal/subscribers.hpp"

#include "campaigns/course.hpp"
#include "codecs/yaml/diagnostic.hpp"
#include "daemon/business/subscription_mapping.hpp"
#include "daemon/store/second_writer.hpp"
#include "tools/hallctl/import/importer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace hall::tools {

namespace {

std::string nearest_package(const std::string& id, const campaigns::Catalogue& catalogue) {
    std::vector<std::string> ids;
    for (const auto& package : catalogue.packages) ids.push_back(package.id);
    const auto nearest = codecs::nearest_word(id, ids);
    return nearest.empty() ? fmt::format("the catalogue has {}", fmt::join(ids, ", ")) : "write " + nearest;
}

}  // namespace

const std::vector<std::string>& subscriber_columns() {
    static const std::vector<std::string> names{"status", "brand",  "city",    "tariff",  "language",
                                                "gender", "handset", "birth",  "joined",  "spend",
                                                "balance", "blacklisted", "data_mb", "minutes", "texts"};
    return names;
}

void SubscriberBook::import_subscribers(const std::filesystem::path& csv) { import_file_of(csv, false); }
void SubscriberBook::import_staff(const std::filesystem::path& csv) { import_file_of(csv, true); }

void SubscriberBook::import_file_of(const std::filesystem::path& csv, bool staff) {
    std::string told;
    try {
        CsvReader file(csv);
        Faults faults([&](const std::string& sentence) { told += fmt::format("{}: {}\n", csv.string(), sentence); },
                      {});
        store::SecondWriter writer(database_);
        std::unique_ptr<Rows> rows;
        if (staff) {
            rows = std::make_unique<StaffRows>(writer.database(), plan_);
        } else {
            rows = std::make_unique<SubscriberRows>(writer.database(), plan_, now_);
        }
        ImportCounts counts;
        import_file(file, *rows, writer, faults, counts, [] {});
        if (counts.faulty > 0) throw SubscribersError(told);
    } catch (const HeaderError& error) {
        throw SubscribersError(fmt::format("{}: {}\n", csv.string(), error.what()));
    } catch (const std::system_error& error) {
        throw SubscribersError(fmt::format("{}\n", error.what()));
    }
}

std::vector<std::string> SubscriberBook::add(const SubscriberSheet& sheet, store::Store& store) {
    std::vector<std::string> faults;
    std::vector<const campaigns::Package*> packages;
    for (const auto& id : sheet.packages) {
        const auto* package = catalogue_ == nullptr ? nullptr : catalogue_->find(id);
        if (package == nullptr) {
            faults.push_back(catalogue_ == nullptr
                                 ? fmt::format("there is no package '{}': the hall has no catalogue", id)
                                 : fmt::format("there is no package '{}'; {}", id, nearest_package(id, *catalogue_)));
        }
        packages.push_back(package);
    }
    std::vector<std::string> names{"number"};
    std::vector<std::string> values{sheet.number};
    for (const auto& [name, value] : sheet.columns) {
        names.push_back(name);
        values.push_back(value);
    }
    store::SecondWriter writer(database_);
    auto transaction = writer.begin();
    SubscriberRows rows(writer.database(), plan_, now_);
    const Header header(names, rows.columns(), rows.required(), faults);
    if (!faults.empty()) return faults;
    Fields fields(header, values, faults);
    rows.take(fields, 1, faults);
    if (!faults.empty()) return faults;
    const auto number = fields.mobile("number", plan_).value();
    // An import leaves the balance of a known number alone; here it is what somebody wants to see.
    std::int64_t balance = 0;
    fields.yuan("balance", balance, true);
    store::Accounts accounts(writer.database());
    const auto before = accounts.find(number).value().balance;
    if (header.position("balance") && before != balance) {
        store::MovementRow correction;
        correction.at = now_.at;
        correction.day = now_.day;
        correction.number = number;
        correction.amount = balance - before;
        correction.kind = "correction";
        accounts.record_movement(correction);
    }
    transaction.commit();
    for (const auto* package : packages) give(number, *package, store);
    return {};
}

// As if he had ordered it today, at its plain price.
void SubscriberBook::give(const std::string& number, const campaigns::Package& package, store::Store& store) const {
    auto transaction = store.begin();
    store::TextRow cause;
    cause.subscriber = number;
    cause.received_at = cause.decided_at = now_.at;
    cause.alphabet = "unknown";
    cause.meaning = "before";
    const auto text_id = store.texts.record_text(cause);

    const campaigns::Date today{std::chrono::days{now_.day}};
    store::SubscriptionRow row;
    row.number = number;
    row.package = package.id;
    row.state = "active";
    row.starts = row.anchor = now_.day;
    row.months_charged = 1;
    row.text_id = text_id;
    row.phases.push_back({now_.day, std::nullopt, package.price});
    row.id = store.subscriptions.record(row);
    daemon::put_course(daemon::from_row(row), catalogue_->charging, row);
    store.subscriptions.update(row);

    store::OrderRow order;
    order.at = now_.at;
    order.day = now_.day;
    order.kind = "order";
    order.number = number;
    order.package = package.id;
    order.subscription_id = row.id;
    order.text_id = text_id;
    store.orders.record(order);
    transaction.commit();
}

}  // namespace hall::tools
