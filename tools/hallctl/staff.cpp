#include "tools/hallctl/staff.hpp"

#include "codecs/text/yuan.hpp"
#include "daemon/store/book_reader.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace hall::tools {

namespace {

using campaigns::Date;

std::int64_t number_of(Date day) { return day.time_since_epoch().count(); }

Date day_option(const Arguments& arguments, std::string_view option) {
    const auto given = arguments.value(option);
    if (!given) throw UsageError(fmt::format("{} is missing; for example {} 2026-11-01", option, option));
    const auto day = campaigns::parse_date(*given);
    if (!day) throw UsageError(fmt::format("{} is '{}', which is no day; write one such as 2026-11-01", option, *given));
    return *day;
}

int payroll(const Arguments& arguments) {
    const auto month = arguments.words.size() == 1 ? campaigns::parse_date(arguments.words[0] + "-01") : std::nullopt;
    if (!month) throw UsageError("of which month? for example: hallctl payroll 2026-11");
    const auto hall = find_hall(arguments);
    store::BookReader reader(hall.database);
    const auto from = number_of(*month);
    const auto until = number_of(campaigns::first_of_next_month(*month));
    const auto rows = reader.earnings(from, until, "");
    std::int64_t sum = 0;
    say("staff,name,phone,city,orders,taken_back,amount\n");
    for (const auto& row : rows) {
        sum += row.amount;
        say("{},{},{},{},{},{},{}\n", row.staff, codecs::csv_field(row.name), codecs::csv_field(row.phone),
            codecs::csv_field(row.city), row.orders, row.taken_back, codecs::format_yuan(row.amount));
    }
    const auto ledger = reader.credited(from, until);
    if (sum != ledger) {
        warn("hallctl: the rows sum to {} and the ledger to {}; do not pay by this list\n",
                   codecs::format_yuan(sum), codecs::format_yuan(ledger));
        return 1;
    }
    warn("{} employees, {} in all, as in the ledger\n", rows.size(), codecs::format_yuan(sum));
    return rows.empty() ? 1 : 0;
}

int standings(const Arguments& arguments) {
    if (!arguments.words.empty()) throw UsageError(fmt::format("'{}' is too much", arguments.words[0]));
    const auto from = day_option(arguments, "--from");
    const auto until = day_option(arguments, "--until");
    if (until <= from) throw UsageError("--until is not after --from; it is the first day that does not count");
    const auto hall = find_hall(arguments);
    store::BookReader reader(hall.database);
    const auto rows = reader.earnings(number_of(from), number_of(until), arguments.value("--city").value_or(""));
    int place = 0;
    for (const auto& row : rows)
        say("{:>3}.  {}  {}  {}  {} orders  {}\n", ++place, row.staff, row.name, row.city,
            row.orders - row.taken_back, codecs::format_yuan(row.amount));
    if (rows.empty()) warn("hallctl: nobody brought an order in that time\n");
    return rows.empty() ? 1 : 0;
}

}  // namespace

Command payroll_command() {
    return {"payroll",
            "  hallctl payroll MONTH                           what employees earned, as CSV; MONTH such as 2026-11\n",
            {},
            payroll};
}

Command standings_command() {
    return {"standings",
            "  hallctl standings --from DAY --until DAY [--city CITY]    employees by the orders that they brought\n",
            {{"--from"}, {"--until"}, {"--city"}},
            standings};
}

}  // namespace hall::tools
