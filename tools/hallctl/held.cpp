#include "tools/hallctl/held.hpp"

#include "daemon/store/reader.hpp"
#include "daemon/store/store.hpp"
#include "tools/hallctl/iso_time.hpp"
#include "tools/hallctl/say.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace hall::tools {

namespace {

enum class HeldDecision { show, send, give_up };

struct HeldRequest {
    HeldDecision decision = HeldDecision::show;
    bool all = false;
    std::vector<std::int64_t> ids;  // as shown
};

HeldRequest read_request(const std::vector<std::string>& words) {
    HeldRequest request;
    if (words.empty()) return request;
    if (words[0] != "send" && words[0] != "give-up")
        throw UsageError(fmt::format("'{}' is no decision; use send or give-up", words[0]));
    request.decision = words[0] == "send" ? HeldDecision::send : HeldDecision::give_up;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto& word = words[i];
        if (word == "all") {
            request.all = true;
            continue;
        }
        std::int64_t id = 0;
        const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), id);
        if (error != std::errc{} || stop != word.data() + word.size())
            throw UsageError(fmt::format("'{}' is no id; hallctl held shows them", word));
        request.ids.push_back(id);
    }
    if (words.size() == 1) throw UsageError("which ones? all, or the ids that hallctl held shows");
    return request;
}

void show(const std::vector<store::HeldRow>& rows) {
    for (const auto& row : rows)
        say("{:>8}  {}  {}  to {}  part {} of {}  {}\n", row.outbound_id,
                   row.submitted_at == 0 ? "(time not known)" : iso_time(row.submitted_at), row.smsc, row.subscriber,
                   row.part, row.parts, row.body);
}

std::int64_t now_millis() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// The daemon gives up what it could not send for a day.
constexpr std::int64_t most_age = 24 * 3600 * 1000LL;

bool carry_out(store::Store& store, HeldDecision decision, std::int64_t id) {
    if (decision == HeldDecision::send) return store.replies.release_held(id);
    store::SettledRow row;
    row.outbound_id = id;
    row.status = "expired";
    row.reason = "given_up";
    row.answered_at = now_millis();
    store.replies.record_settled(row);
    return true;
}

int decide_held(const Arguments& arguments) {
    const auto request = read_request(arguments.words);
    const auto database = find_hall(arguments).database;
    const auto rows = store::Reader(database).held();
    if (request.decision == HeldDecision::show) {
        show(rows);
        if (rows.empty()) warn("hallctl: nothing is held\n");
        return rows.empty() ? 1 : 0;
    }
    std::vector<std::int64_t> ids = request.ids;
    const auto is_held = [&rows](std::int64_t id) {
        return std::any_of(rows.begin(), rows.end(), [id](const auto& row) { return row.outbound_id == id; });
    };
    if (request.all)
        for (const auto& row : rows) ids.push_back(row.outbound_id);
    std::size_t done = 0;
    store::Store store(database, std::chrono::seconds(2));
    auto transaction = store.begin();
    for (const auto id : ids) {
        const auto row = std::find_if(rows.begin(), rows.end(), [id](const auto& r) { return r.outbound_id == id; });
        if (request.decision == HeldDecision::send && row != rows.end() && now_millis() - row->created_at > most_age) {
            warn("hallctl: {} is older than a day and would not be sent any more; give it up\n", id);
        } else if (is_held(id) && carry_out(store, request.decision, id)) {
            ++done;
        } else {
            warn("hallctl: {} is not held\n", id);
        }
    }
    transaction.commit();
    say("{} of {} {}\n", done, ids.size(),
               request.decision == HeldDecision::send ? "will be sent when the daemon starts" : "given up");
    return done == ids.size() && done > 0 ? 0 : 1;
}

}  // namespace

Command held_command() {
    return {"held",
            "  hallctl held                                    replies that wait for you (setting unanswered: hold)\n"
            "  hallctl held send|give-up all|ID...             decide about them; while smshalld is stopped\n",
            {},
            decide_held};
}

}  // namespace hall::tools
