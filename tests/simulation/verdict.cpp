#include "tests/simulation/verdict.hpp"

#include <algorithm>
#include <optional>
#include <map>
#include <set>

namespace hall::simulation {

namespace {

/// One part of a reply as the hall wrote it down, with the text it answers.
struct PartRow {
    std::int64_t id = 0;
    std::int64_t reply = 0;
    std::int64_t text = 0;
    std::string smsc;
    std::string subscriber;
    std::string group;
    std::string status;
    bool held = false;
    bool maybe_repeated = false;
    std::optional<std::string> reason;
    std::optional<std::int64_t> command_status;
};

std::int64_t number(store::Database& database, const char* sql) {
    store::Statement statement(database, sql);
    statement.begin();
    return statement.step() ? statement.integer(0) : 0;
}

std::vector<PartRow> parts(store::Database& database, std::int64_t after, const std::string& victim) {
    store::Statement rows(database, R"(
SELECT o.id, o.reply_id, r.text_id, r.smsc, t.subscriber, t.hall_number, coalesce(t.body, ''), o.status, o.held,
  o.maybe_repeated, o.reason, o.command_status
FROM outbound o JOIN replies r ON r.id = o.reply_id JOIN texts t ON t.id = r.text_id
WHERE o.id > ? AND t.subscriber <> ? ORDER BY o.id)");
    std::vector<PartRow> all;
    rows.begin(after, victim);
    while (rows.step()) {
        PartRow row;
        row.id = rows.integer(0);
        row.reply = rows.integer(1);
        row.text = rows.integer(2);
        row.smsc = rows.text(3);
        row.subscriber = rows.text(4);
        row.group = row.subscriber + " " + rows.text(5) + " " + rows.text(6);
        row.status = rows.text(7);
        row.held = rows.integer(8) != 0;
        row.maybe_repeated = rows.integer(9) != 0;
        row.reason = rows.optional_text(10);
        row.command_status = rows.optional_integer(11);
        all.push_back(std::move(row));
    }
    return all;
}

void judge_database(World& world, const Plan& plan, store::Database& database) {
    store::Statement integrity(database, "PRAGMA integrity_check");
    integrity.begin();
    while (integrity.step())
        if (integrity.text(0) != "ok") world.breach("the database is sound", integrity.text(0));
    if (!plan.victim.empty()) return;  // his rows refer to nothing
    store::Statement keys(database, "PRAGMA foreign_key_check");
    keys.begin();
    while (keys.step()) world.breach("the database is sound", "a row of " + keys.text(0) + " refers to nothing");
}

// What subscribers sent, by group, against the texts that the hall dealt with.
void judge_effects(World& world, const Plan& plan, const SimSmsc& smsc, const Judge& judge, store::Database& database) {
    struct Group {
        std::int64_t sent = 0;
        std::int64_t effects = 0;
        bool ambiguous = false;
        std::string key;  // subscriber and destination
        std::string texts;
    };
    std::map<std::string, Group> groups;
    for (const auto& text : smsc.texts()) {
        if (text.subscriber == plan.victim) continue;
        auto& group = groups[text.group()];
        ++group.sent;
        group.key = text.subscriber + " " + text.destination;
        group.ambiguous = group.ambiguous || text.repeat == Text::Repeat::ambiguous || text.repeat == Text::Repeat::prompt;
        group.texts += fmt::format("{}{}", group.texts.empty() ? "text " : ", ", text.number);
    }
    store::Statement rows(database,
                          "SELECT subscriber, hall_number, coalesce(body, ''), count(*), "
                          "(SELECT count(*) FROM replies r JOIN texts u ON u.id = r.text_id WHERE u.body = t.body AND "
                          "u.subscriber = t.subscriber AND u.hall_number = t.hall_number AND r.kind = 'reply' AND "
                          "r.answers_repeat IS NULL) FROM texts t WHERE t.id > ? AND t.subscriber <> ? GROUP BY 1, 2, 3");
    rows.begin(judge.before().text, plan.victim);
    while (rows.step()) {
        const auto name = rows.text(0) + " " + rows.text(1) + " " + rows.text(2);
        const auto group = groups.find(name);
        if (group == groups.end()) {
            world.breach("the hall reads what was sent", "nobody sent '" + name + "'");
            continue;
        }
        group->second.effects = rows.integer(3);
        if (rows.integer(4) != rows.integer(3))
            world.breach("one reply for each text", fmt::format("{}: {} texts, {} replies", group->second.texts,
                                                                rows.integer(3), rows.integer(4)));
    }
    // Parts that waited in vain: their text may have no effect, and no other.
    std::set<std::string> given_up;
    store::Statement vain(database, "SELECT DISTINCT subscriber || ' ' || destination FROM inbound WHERE status = 'given_up'");
    vain.begin();
    while (vain.step()) given_up.insert(vain.text(0));
    for (const auto& [name, group] : groups) {
        world.counts.add(Count::effects, static_cast<std::uint64_t>(group.effects));
        if (group.effects > group.sent)
            world.breach("a redelivered text acts once", fmt::format("{} ({} sent) had {} effects", group.texts,
                                                                     group.sent, group.effects));
        if (group.effects < (group.ambiguous ? 1 : group.sent) && !given_up.contains(group.key))
            world.breach("an acknowledged text is answered", fmt::format("{} ({} sent) had {} effects", group.texts,
                                                                         group.sent, group.effects));
    }
}

void judge_settlement(World& world, const Judge& judge, const std::vector<PartRow>& parts) {
    for (const auto& part : parts) {
        if (part.status == "refused") world.counts.add(Count::replies_refused);
        if (part.status == "expired") world.counts.add(Count::replies_given_up);
        if (part.held) world.counts.add(Count::replies_held);
        const auto* taken = judge.taken(part.id);
        const auto times = taken == nullptr ? 0 : taken->times;
        const auto name = fmt::format("outbound {} of text {} ({}), taken {} times, is {}", part.id, part.text,
                                      part.group, times, part.status);
        if (part.status == "waiting" && !part.held) world.breach("a reply is sent until it is settled", name);
        if (part.status == "accepted" && times == 0) world.breach("a reply recorded as accepted was accepted", name);
        if (part.status == "refused" && !part.command_status) world.breach("nothing is refused without a reason", name);
        if (part.status == "expired" && !part.reason) world.breach("nothing is refused without a reason", name);
        if (times > 1 && !part.maybe_repeated)
            world.breach("a reply taken twice is marked", name + " and not marked");
    }
}

// Replies of one subscriber reach the SMSC in the order of the texts, all parts of one before any of the next.
void judge_order(World& world, const Plan& plan, const Judge& judge, const std::vector<PartRow>& parts) {
    struct Place {
        std::int64_t reply = 0;
        std::uint64_t latest = 0;         // of the replies before
        std::uint64_t latest_of_this = 0;
        std::int64_t latest_part = 0;
    };
    std::map<std::string, Place> places;
    for (const auto& part : parts) {
        auto& place = places[part.smsc + " " + part.subscriber];
        if (part.reply != place.reply) {
            place.latest = std::max(place.latest, place.latest_of_this);
            place.reply = part.reply;
        }
        const auto* taken = judge.taken(part.id);
        // What was given up, and revived when the text came again, comes out of order.
        const bool revived = judge.was_given_up(part.id) ||
                             (plan.unanswered == daemon::Unanswered::fail && part.maybe_repeated);
        if (taken == nullptr || revived) continue;
        if (taken->first < place.latest)
            world.breach("replies keep their order", fmt::format("outbound {} of {} was taken before outbound {}",
                                                                 part.id, part.subscriber, place.latest_part));
        if (taken->first > place.latest_of_this) {
            place.latest_of_this = taken->first;
            place.latest_part = part.id;
        }
    }
}

// Each accepted part has got as far as the receipts say that the hall acknowledged. The victim's rows are spoilt: a reply
// to a text that is none is not found by its subscriber, and of a settlement whose rows are broken only the SMSC's
// answer is kept.
void judge_receipts(World& world, const Plan& plan, const SimSmsc& smsc, store::Database& database) {
    const auto ends = smsc.ends_told();
    store::Statement rows(database, "SELECT o.id, o.message_id, coalesce(o.receipt_state, 'nothing') FROM outbound o "
                                    "LEFT JOIN replies r ON r.id = o.reply_id WHERE o.status = 'accepted' "
                                    "AND o.message_id IS NOT NULL AND coalesce(r.subscriber, '') <> ?");
    rows.begin(plan.victim);
    while (rows.step()) {
        const auto end = ends.find(rows.text(1));
        if (end == ends.end() || end->second == rows.text(2)) continue;
        world.breach("a receipt finds its reply",
                     fmt::format("outbound {} ({}) was {} by the receipts, and is {}", rows.integer(0), rows.text(1),
                                 end->second, rows.text(2)));
    }
}

// A text that came again in doubt may be answered again: by a reply that names the PDU that repeated it, once the reply
// before it was over, and three times at most.
void judge_repeats(World& world, const Plan& plan, store::Database& database) {
    store::Statement often(database, "SELECT text_id, count(*) FROM replies WHERE answers_repeat IS NOT NULL "
                                     "GROUP BY text_id HAVING count(*) > 3");
    often.begin();
    while (often.step())
        world.breach("a repeated text is answered again a few times",
                     fmt::format("text {}: {} times", often.integer(0), often.integer(1)));
    if (plan.clock_jump != Millis{0}) return;  // what was later need not say so
    store::Statement others(database, R"(
SELECT r.id, r.text_id, r.created_at, coalesce((SELECT group_concat(e.id || ' ' || e.status || ' at ' || e.settled_at, ', ')
    FROM replies e WHERE e.text_id = r.text_id AND e.id < r.id), 'none'),
  'inbound ' || r.answers_repeat || ', which repeats ' || coalesce(i.repeat_of, 'none') || ' and led to text ' || coalesce(i.text_id, 'none')
FROM replies r LEFT JOIN inbound i ON i.id = r.answers_repeat
WHERE r.answers_repeat IS NOT NULL AND r.subscriber <> ? AND (i.repeat_of IS NULL OR i.text_id IS NOT r.text_id
  OR EXISTS (SELECT 1 FROM replies e WHERE e.text_id = r.text_id AND e.id < r.id AND e.settled_at > r.created_at
               AND e.status = 'accepted'))
)");
    others.begin(plan.victim);  // his rows name texts that are none
    while (others.step())
        world.breach("a text is answered again only when it came again and its reply was over",
                     fmt::format("reply {} to text {}, made at {}, after these: {}; {}", others.integer(0), others.integer(1),
                                 others.integer(2), others.text(3), others.text(4)));
}

// Without looking into the database: whoever was acknowledged got something back, or it was refused or given up.
void judge_answers(World& world, const SimSmsc& smsc, const Judge& judge, const std::vector<PartRow>& parts) {
    std::map<std::string, bool> answered;
    for (const auto& part : parts) {
        auto& done = answered[part.group];
        done = done || part.status == "refused" || part.status == "expired" || part.held || judge.taken(part.id) != nullptr;
    }
    for (const auto& text : smsc.texts()) {
        const auto found = answered.find(text.group());
        if (found != answered.end() && !found->second)
            world.breach("an acknowledged text is answered", fmt::format("text {} got nothing back", text.number));
    }
}

}  // namespace

void judge_the_end(World& world, const Plan& plan, const SimSmsc& smsc, const Judge& judge, store::Database& database) {
    judge_database(world, plan, database);
    judge_effects(world, plan, smsc, judge, database);
    const auto all = parts(database, judge.before().outbound, plan.victim);
    judge_settlement(world, judge, all);
    judge_order(world, plan, judge, all);
    judge_answers(world, smsc, judge, all);
    judge_receipts(world, plan, smsc, database);
    judge_repeats(world, plan, database);
    if (plan.long_text_limit > std::chrono::hours(24)) {
        // A part of the victim's that is spoilt is set aside, so its fellows wait, and his text is not put together.
        store::Statement count(database, "SELECT count(*) FROM inbound WHERE status = 'waiting' AND subscriber <> ?");
        count.begin(plan.victim);
        const auto waiting = count.step() ? count.integer(0) : 0;
        if (waiting > 0)
            world.breach("a redelivered part is not taken for a new one",
                         fmt::format("{} parts wait for others that nobody will send", waiting));
    }
    world.counts.add(Count::recognised, static_cast<std::uint64_t>(number(
                                            database, "SELECT count(*) FROM inbound WHERE repeat_of IS NOT NULL")));
}

}  // namespace hall::simulation
