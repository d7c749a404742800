#include "tools/hallctl/subscriptions.hpp"

#include "codecs/text/yuan.hpp"
#include "daemon/store/book_reader.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace hall::tools {

namespace {

std::string day_text(std::int64_t day) { return campaigns::format_date(campaigns::Date{std::chrono::days(day)}); }

std::string promise(const store::SubscriptionRow& row) {
    std::string text;
    for (const auto& phase : row.phases)
        text += fmt::format("{}{} a month from {}", text.empty() ? "" : ", ", codecs::format_yuan(phase.price),
                            day_text(phase.from_day));
    return text.empty() ? "free trial" : text;
}

int subscriptions(const Arguments& arguments) {
    if (arguments.words.empty()) throw UsageError("whose? for example: hallctl subscriptions 13800138000");
    if (arguments.words.size() > 1)
        throw UsageError(fmt::format("one number at a time; '{}' is a second one", arguments.words[1]));
    const auto hall = find_hall(arguments);
    const auto number = subscriber_named(arguments.words[0], hall.number_plan);
    store::BookReader reader(hall.database);
    const auto rows = reader.subscriptions_of(number);
    for (const auto& row : rows) {
        say("{}  {}{}  {}  since {}{}  (text {})\n    {}\n", row.id, row.package,
                   row.offer.empty() ? "" : " under " + row.offer, row.state, day_text(row.starts),
                   row.until ? " until " + day_text(*row.until) : "", row.text_id, promise(row));
        for (const auto& charge : reader.charges_of(row.id))
            say("    month {:>2}  {}  charged {:>8}\n", charge.month + 1, day_text(charge.day),
                       codecs::format_yuan(charge.amount));
    }
    if (rows.empty()) warn("hallctl: {} has ordered nothing\n", number);
    return rows.empty() ? 1 : 0;
}

}  // namespace

Command subscriptions_command() {
    return {"subscriptions",
            "  hallctl subscriptions NUMBER                    what a number has and had, and each month's charge\n",
            {},
            subscriptions};
}

}  // namespace hall::tools
