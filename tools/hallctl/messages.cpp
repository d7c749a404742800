#include "tools/hallctl/messages.hpp"

#include "codecs/time.hpp"
#include "daemon/store/reader.hpp"
#include "tools/hallctl/iso_time.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>
#include <boost/json/src.hpp>  // header-only: this is the one file that needs it

#include <cstdio>

namespace hall::tools {

namespace {

template <class T>
boost::json::value or_null(const std::optional<T>& value) {
    if (!value) return nullptr;
    return boost::json::value(*value);
}

boost::json::object to_json(const store::MessageRow& row, campaigns::Zone zone) {
    return {{"at", zone_time(row.at, zone)},
            {"direction", row.inbound ? "in" : "out"},
            {"subscriber", row.subscriber},
            {"hall_number", row.hall_number},
            {"smsc", row.smsc},
            {"body", or_null(row.body)},
            {"parts", row.parts},
            {"alphabet", row.alphabet},
            {"status", row.status},
            {"meaning", or_null(row.meaning)},
            {"node", or_null(row.node)},
            {"action", or_null(row.action)},
            {"outcome", or_null(row.outcome)},
            {"text_id", row.text_id},
            {"reply_id", or_null(row.reply_id)},
            {"maybe_repeated", row.maybe_repeated},
            {"command_status", or_null(row.command_status)}};
}

void print(const store::MessageRow& row, campaigns::Zone zone) {
    const auto& from = row.inbound ? row.subscriber : row.hall_number;
    const auto& to = row.inbound ? row.hall_number : row.subscriber;
    say("{}  {} -> {}  {}, {} {}, {}", zone_time(row.at, zone), from, to, row.status, row.parts,
               row.parts == 1 ? "part" : "parts", row.alphabet);
    if (row.meaning) say(", understood as {}", *row.meaning);
    if (row.inbound && row.node) say(" {}", *row.node);
    if (row.inbound && row.action) say(", {}: {}", *row.action, row.outcome.value_or(""));
    if (row.maybe_repeated) say(", may have been sent twice");
    if (row.command_status) say(", last refused with command_status {:#x}", *row.command_status);
    say("\n");
    const auto body = row.body.value_or("(no text: binary or unreadable)");
    for (std::size_t begin = 0; begin <= body.size();) {
        const auto end = std::min(body.find('\n', begin), body.size());
        say("    {}\n", std::string_view(body).substr(begin, end - begin));
        begin = end + 1;
    }
}

int show_messages(const Arguments& arguments) {
    if (arguments.words.empty()) throw UsageError("which number? for example: hallctl messages 13800138000");
    if (arguments.words.size() > 1)
        throw UsageError(fmt::format("one number at a time; '{}' is a second one", arguments.words[1]));
    const auto limit = arguments.whole_number("--limit", 20);
    const auto hall = find_hall(arguments);
    // A number that is no subscriber's (a short code, a name) is looked up as it is written.
    const auto subscriber = subscriber_named(arguments.words[0], hall.number_plan);
    store::Reader reader(hall.database);
    const auto rows = reader.messages_of(subscriber, limit);
    if (arguments.has("--json")) {
        boost::json::array all;
        for (const auto& row : rows) all.push_back(to_json(row, hall.zone));
        say_json(boost::json::serialize(all) + "\n");
    } else {
        for (const auto& row : rows) print(row, hall.zone);
        if (rows.empty()) warn("hallctl: no messages of {}\n", subscriber);
    }
    return rows.empty() ? 1 : 0;
}

}  // namespace

Command messages_command() {
    return {"messages",
            "  hallctl messages NUMBER [--limit N] [--json]    what a number sent and got, newest first\n",
            {{"--limit"}, {"--json", false}},
            show_messages};
}

}  // namespace hall::tools
