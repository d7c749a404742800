#include "tools/hallctl/notices.hpp"

#include "daemon/store/notices.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/second_writer.hpp"
#include "daemon/store/versions.hpp"
#include "tools/hallctl/hall_client.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace hall::tools {

namespace {

std::int64_t now_millis() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// On whose behalf sudo runs us, or who we are.
std::string asking_user() {
    if (const char* behind = std::getenv("SUDO_USER"); behind != nullptr && *behind != '\0') return behind;
    if (const auto* user = ::getpwuid(::getuid())) return user->pw_name;
    return fmt::format("uid {}", ::getuid());
}

std::string state_of(const store::NoticeRow& row, campaigns::Zone zone) {
    if (row.reply_id) return fmt::format("on its way as reply {}", *row.reply_id);
    const auto not_taken = row.tries == 0 ? std::string() : fmt::format("not taken {} times, ", row.tries);
    if (row.not_before > now_millis())
        return not_taken + "again at " + campaigns::format_time(from_millis(row.not_before), zone);
    return not_taken + "waits for room";
}

int show(const Hall& hall, int most) {
    const auto rows = store::Reader(hall.database).notices(most);
    for (const auto& row : rows)
        say("{:>8}  since {}  {:<10} {:<16} {:<28} {}{}\n", row.id,
                   campaigns::format_time(from_millis(row.since), hall.zone), row.smsc, row.subscriber, row.kind,
                   state_of(row, hall.zone),
                   row.holds ? fmt::format("; subscription {} is not charged before", *row.holds) : "");
    if (rows.empty()) warn("hallctl: no notice waits\n");
    return rows.empty() ? 1 : 0;
}

int retry(const Hall& hall, const std::string& word) {
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error != std::errc{} || stop != word.data() + word.size())
        throw UsageError(fmt::format("'{}' is no id; hallctl notices shows them", word));
    store::SecondWriter writer(hall.database);
    auto transaction = writer.begin();
    if (!store::Notices(writer.database()).hurry(id)) {
        warn("hallctl: no notice {} waits; one that is on its way has to come to its end first\n", id);
        return 1;
    }
    store::Versions(writer.database())
        .record_control({now_millis(), asking_user(), "notices retry", "done", fmt::format("notice {}", id)});
    transaction.commit();
    say("notice {} is sent again within some seconds, when its SMSC has room\n", id);
    return 0;
}

int notices(const Arguments& arguments) {
    const auto hall = find_hall(arguments);
    const auto& words = arguments.words;
    if (words.empty()) return show(hall, arguments.whole_number("--limit", 50));
    if (words[0] != "retry") throw UsageError(fmt::format("'{}' is nothing to do with notices; retry is", words[0]));
    if (words.size() != 2) throw UsageError("which one? for example: hallctl notices retry 12");
    return retry(hall, words[1]);
}

}  // namespace

Command notices_command() {
    return {"notices",
            "  hallctl notices [--limit N]                     notices that were not taken yet, and the charges that wait\n"
            "  hallctl notices retry ID                        sends one again now\n",
            {{"--limit"}},
            notices};
}

}  // namespace hall::tools
