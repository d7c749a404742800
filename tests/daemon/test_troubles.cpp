// What is wrong with a hall follows from its status alone: a table of states, what is told of each and how bad it is.
// Whoever adds a trouble adds a row.

#include "daemon/control/status.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace hall;
using namespace hall::daemon;
using namespace std::chrono_literals;

namespace {

constexpr UtcTime noon{Millis(1'796'040'000'000)};

/// A hall with two links to one SMSC, with which nothing is wrong.
HallStatus good_hall() {
    HallStatus status;
    status.at = noon;
    status.started_at = noon - 1h;
    status.disk.kind = DiskState::Kind::same;
    status.links = {{"main", "main/1", true, "bound", "", noon - 1h}, {"main", "main/2", true, "bound", "", noon - 1h}};
    status.outboxes = {{"main", 3}};
    status.inbox_limit = 100;
    status.outbox_limit = 1000;
    return status;
}

/// Of a minute's submits.
SubmitCounts refusals(std::size_t answered, std::size_t refused) {
    SubmitCounts counts;
    counts.answered = answered;
    counts.refused = refused;
    for (std::size_t i = 0; i < std::min<std::size_t>(refused, 3); ++i) counts.refused_destinations.add(i);
    return counts;
}

struct Row {
    const char* state;
    std::function<void(HallStatus&)> become;
    std::string told;  // severity slug subject, one after the other
    const char* words = "";
    std::optional<UtcTime> since = {};
};

std::string told_of(const std::vector<Trouble>& troubles) {
    std::string all;
    for (const auto& trouble : troubles) {
        if (!all.empty()) all += ", ";
        all += std::string(to_string(trouble.severity)) + " " + trouble.slug;
        if (!trouble.subject.empty()) all += " " + trouble.subject;
    }
    return all;
}

const std::vector<Row> rows{
    {"nothing is wrong", [](HallStatus&) {}, ""},
    {"no link is bound, and none ever was",
     [](HallStatus& status) {
         for (auto& link : status.links) link = {link.smsc, link.name, false, "", "", {}};
     },
     "CRITICAL link_down main/1, CRITICAL link_down main/2", "link main/1 is not bound"},
    {"one link of two is away",
     [](HallStatus& status) { status.links[1] = {"main", "main/2", false, "connect_failed", "refused", noon - 5min}; },
     "WARNING link_down main/2", "link main/2 is not bound: connect_failed, refused", noon - 5min},
    {"the only link of another SMSC is away",
     [](HallStatus& status) {
         status.links.push_back({"other", "other", false, "lost", "", noon});
     },
     "CRITICAL link_down other"},
    {"the transmitter is away, and only a receiver is bound",
     [](HallStatus& status) {
         status.links[0] = {"main", "main/tx", false, "lost", "", noon};
         status.links[1] = {"main", "main/rx", true, "bound", "", noon - 1h};
         status.links[0].receives = status.links[1].sends = false;
     },
     "CRITICAL link_down main/tx", "link main/tx is not bound", noon},
    {"a transmitter is away, and a transceiver is bound",
     [](HallStatus& status) {
         status.links[0].bound = false;
         status.links[0].receives = false;
     },
     "WARNING link_down main/1"},
    {"a transceiver is away, and only a transmitter is bound",
     [](HallStatus& status) {
         status.links[0].bound = false;
         status.links[1].receives = false;
     },
     "CRITICAL link_down main/1"},
    {"everybody's replies are refused for a reason in the settings",
     [](HallStatus& status) {
         status.outboxes[0].stopped_since = noon - 1s;
         status.outboxes[0].nobody_accepted_since = noon - 1h;
     },
     "CRITICAL submits_stopped main", "3 parts of replies wait", noon - 1s},
    {"a few replies in a row were refused", [](HallStatus& status) { status.outboxes[0].nobody_accepted_since = noon - 9s; },
     ""},
    {"nobody's replies are accepted", [](HallStatus& status) { status.outboxes[0].nobody_accepted_since = noon - 9min; },
     "WARNING nobody_accepted main", "accepts none", noon - 9min},
    {"nobody's replies are accepted for ten minutes",
     [](HallStatus& status) { status.outboxes[0].nobody_accepted_since = noon - 10min; }, "CRITICAL nobody_accepted main"},
    {"nobody's were accepted, and nothing waits any more",
     [](HallStatus& status) { status.outboxes[0] = {"main", 0, 0, {}, noon - 1h}; }, ""},
    {"a link refuses one reply in twelve for good",
     [](HallStatus& status) { status.links[0].submits = refusals(600, 50); }, "WARNING submits_refused main/1",
     "refused 8% of the submits of the last minute for good (50 of 600)"},
    {"a link refuses one reply in thirty for good", [](HallStatus& status) { status.links[0].submits = refusals(600, 20); }, ""},
    {"one of two links refuses every reply, the other takes all",
     [](HallStatus& status) {
         status.links[0].submits.answered = 600;
         status.links[1].submits = refusals(600, 600);
         status.links[1].nothing_taken_since = noon - 30s;
     },
     "CRITICAL submits_refused main/2"},
    {"three replies in a row were not taken", [](HallStatus& status) { status.links[0].nothing_taken_since = noon - 9s; }, ""},
    {"nothing is taken, of the few that are sent",
     [](HallStatus& status) { status.links[0].nothing_taken_since = noon - 9min; }, "WARNING nothing_taken main/1",
     "taken no submit", noon - 9min},
    {"nothing was taken for ten minutes", [](HallStatus& status) { status.links[0].nothing_taken_since = noon - 10min; },
     "CRITICAL nothing_taken main/1"},
    {"a window of one submit, and one was not answered",
     [](HallStatus& status) {
         status.links[0].window = 1;
         status.links[0].submits.answered = 49;
         status.links[0].submits.unanswered = 1;
     },
     "WARNING submits_unanswered main/1"},
    {"replies that could leave wait for seconds", [](HallStatus& status) { status.outboxes[0].oldest_ready_since = noon - 9s; }, ""},
    {"replies that could leave wait longer",
     [](HallStatus& status) {
         status.outboxes[0].waiting = 8260;
         status.outboxes[0].oldest_ready_since = noon - 10s;
     },
     "WARNING replies_late main", "8260 parts of replies wait", noon - 10s},
    {"replies that could leave wait for a minute", [](HallStatus& status) { status.outboxes[0].oldest_ready_since = noon - 60s; },
     "CRITICAL replies_late main"},
    {"replies wait for a link, which is told already",
     [](HallStatus& status) {
         for (auto& link : status.links) link.bound = false;
         status.outboxes[0].oldest_ready_since = noon - 60s;
     },
     "CRITICAL link_down main/1, CRITICAL link_down main/2"},
    {"the database takes nothing",
     [](HallStatus& status) {
         status.clerk.store_failing_since = noon - 2min;
         status.clerk.store_failing_why = "database or disk is full";
     },
     "CRITICAL store_failing", "database or disk is full", noon - 2min},
    {"a text failed",
     [](HallStatus& status) {
         status.clerk.texts_failed_at = {noon - 2h, noon - 9min};
         status.clerk.text_failed_why = "integer overflow";
     },
     "WARNING texts_failed", "1 text could not be dealt with", noon - 9min},
    {"texts fail again and again",
     [](HallStatus& status) { status.clerk.texts_failed_at = std::vector<UtcTime>(10, noon - 1min); }, "CRITICAL texts_failed",
     "10 texts or more could not be dealt with"},
    {"texts failed a while ago", [](HallStatus& status) { status.clerk.texts_failed_at = {noon - 11min}; }, ""},
    {"a few texts were refused", [](HallStatus& status) { status.texts_refused = {{"main", 0}, {"other", 19}}; },
     "WARNING texts_refused other", "19 texts that came over other were refused in the last minute"},
    {"many texts were refused", [](HallStatus& status) { status.texts_refused = {{"main", 20}}; }, "CRITICAL texts_refused main"},
    {"the clock is in doubt",
     [](HallStatus& status) {
         status.clerk.clock_doubt = ClockDoubt{noon - 1h, noon + std::chrono::days(400), noon - 1h};
     },
     "CRITICAL clock_in_doubt", "hallctl clock accept", noon - 1h},
    {"a batch is under way", [](HallStatus& status) { status.clerk_busy_since = noon - 10s; }, ""},
    {"a batch does not end", [](HallStatus& status) { status.clerk_busy_since = noon - 11s; }, "CRITICAL clerk_stuck",
     "has not finished", noon - 11s},
    {"the inbox is nearly full", [](HallStatus& status) { status.inbox = 99; }, ""},
    {"the inbox is full", [](HallStatus& status) { status.inbox = 100; }, "CRITICAL inbox_full", "100 texts wait"},
    {"the outbox of an SMSC is full", [](HallStatus& status) { status.clerk.outboxes_full = {"main"}; },
     "CRITICAL outbox_full main", "wait for main as clerk.outbox lets in"},
    {"as many replies as the outbox lets in rest, and close it to nobody",
     [](HallStatus& status) {
         status.outboxes[0].waiting = 1500;
         status.outboxes[0].resting = 501;
     },
     ""},
    {"the day's charges are under way", [](HallStatus& status) { status.clerk.due_since = noon - 4min; }, ""},
    {"charges are late", [](HallStatus& status) { status.clerk.due_since = noon - 5min; }, "WARNING due_late",
     "have not been done", noon - 5min},
    {"charges are late by hours", [](HallStatus& status) { status.clerk.due_since = noon - 2h; }, "CRITICAL due_late"},
    {"a notice that must come before a charge is on its way",
     [](HallStatus& status) {
         status.clerk.notices_holding = 1;
         status.clerk.oldest_holding_since = noon - 23h;
     },
     ""},
    {"a notice that must come before a charge was not taken for a day",
     [](HallStatus& status) {
         status.clerk.notices_holding = 3;
         status.clerk.oldest_holding_since = noon - 24h;
         status.clerk.oldest_holding = 12;
         status.clerk.oldest_held_subscription = 7;
     },
     "CRITICAL notices_not_taken", "3 notices must be taken", noon - 24h},
    {"the files are on a file system that does not answer",
     [](HallStatus& status) {
         status.disk.kind = DiskState::Kind::unknown;
         status.reading_since = noon - 3s;
     },
     "WARNING files_not_read", "does not answer", noon - 3s},
    {"the files on disk are faulty",
     [](HallStatus& status) {
         status.disk.kind = DiskState::Kind::changed;
         status.disk.faults = 2;
         status.disk.first_fault = "menu.yaml:3:1: unknown key";
     },
     "WARNING files_faulty", "2 faults: a reload would be refused; the first: menu.yaml:3:1"},
    {"a rollback was lost at the start",
     [](HallStatus& status) {
         status.lost = LostRollback{4, "li", noon, ""};
     },
     "WARNING rollback_lost", "version 4, which li rolled back to", noon - 1h},
    {"the last reload failed",
     [](HallStatus& status) {
         status.last_change = LastChange{noon - 1min, "li", "reload", ControlCode::failed, 0, "disk I/O error"};
     },
     "WARNING last_change_failed", "the last reload came to nothing: disk I/O error", noon - 1min},
    {"a robot is silent",
     [](HallStatus& status) {
         status.clerk.silenced = 1;
         status.clerk.silenced_since = noon - 2min;
         status.clerk.texts_silenced = 700;
     },
     "WARNING numbers_silenced", "1 number texts or would be sent", noon - 2min},
    {"robots were silent, and are not any more", [](HallStatus& status) { status.clerk.texts_silenced = 700; }, ""},
    {"a traveller texts", [](HallStatus& status) { status.clerk.read_abroad = {{"main", 9}}; }, ""},
    {"an SMSC announces its own subscribers as foreigners",
     [](HallStatus& status) {
         status.clerk.read_abroad = {{"main", 10}, {"other", 1}};
     },
     "WARNING senders_read_abroad main", "source_numbers: home_first"},
    {"replies wait for an SMSC that the settings no longer name",
     [](HallStatus& status) {
         status.clerk.orphans = 7;
         status.clerk.orphans_since = noon - 3h;
     },
     "WARNING outbox_orphaned", "7 parts of replies wait", noon - 3h},
    {"a reader holds the write-ahead log",
     [](HallStatus& status) {
         status.wal = {50 << 20, std::uint64_t{950} << 20, to_millis(noon - 90s), 50 << 20};
     },
     "WARNING wal_held", "write-ahead log has 50 MiB, 5% of the free disk", noon - 90s},
    {"it has grown to the set share of the free disk",
     [](HallStatus& status) {
         status.wal = {100 << 20, std::uint64_t{900} << 20, to_millis(noon - 90s), 100 << 20};
     },
     "CRITICAL wal_held", "100 MiB, 10% of the free disk"},
    {"a large log that nobody holds",
     [](HallStatus& status) {
         status.wal = {900 << 20, 900 << 20, {}, 0};
     },
     ""},
    {"the disk is nearly full",
     [](HallStatus& status) {
         status.wal = {1 << 20, 99 << 20, {}, 0};
     },
     "CRITICAL disk_nearly_full", "99 MiB left"},
    {"several things, the worst first",
     [](HallStatus& status) {
         status.disk.faults = 1;
         status.links[1].bound = false;
         status.clerk.store_failing_since = noon;
     },
     "CRITICAL store_failing, WARNING link_down main/2, WARNING files_faulty"},
};

}  // namespace

TEST_CASE("each state of a hall has its troubles, and status, JSON and metrics all tell them") {
    for (const auto& row : rows) {
        INFO(row.state);
        auto status = good_hall();
        row.become(status);
        const auto troubles = troubles_of(status);
        CHECK(told_of(troubles) == row.told);
        const auto text = to_text(status);
        CHECK_THAT(text, Catch::Contains("state         " + std::string(to_string(worst(troubles))) + "\n"));
        const auto json = to_json(status);
        const auto metrics = to_metrics(status);
        CHECK_THAT(metrics, Catch::Contains("smshall_state " + std::to_string(static_cast<int>(worst(troubles))) + "\n"));
        for (const auto& trouble : troubles) {
            CHECK_THAT(text, Catch::Contains(trouble.slug + ": " + trouble.sentence));
            CHECK_THAT(json, Catch::Contains("\"slug\": \"" + trouble.slug + "\", \"subject\": \"" + trouble.subject + "\""));
            CHECK_THAT(metrics, Catch::Contains("smshall_trouble{slug=\"" + trouble.slug + "\",subject=\"" +
                                                trouble.subject + "\"} " +
                                                std::to_string(static_cast<int>(trouble.severity))));
        }
        if (troubles.empty()) continue;
        CHECK_THAT(troubles[0].sentence, Catch::Contains(row.words));
        if (row.since) CHECK(troubles[0].since == row.since);
    }
}

TEST_CASE("senders that are silent or read abroad are counted in each form of the status, with the setting's name") {
    auto status = good_hall();
    CHECK(to_text(status).find("silenced") == std::string::npos);
    CHECK(to_text(status).find("abroad") == std::string::npos);
    status.clerk.silenced = 2;
    status.clerk.texts_silenced = 700;
    status.clerk.read_abroad = {{"main", 3}};
    const auto text = to_text(status);
    CHECK(text.find("silenced      2 numbers for now, 700 texts since the start") != std::string::npos);
    CHECK(text.find("3 senders announced as another country's") != std::string::npos);
    CHECK(text.find("source_numbers") != std::string::npos);
    const auto metrics = to_metrics(status);
    CHECK(metrics.find("smshall_silenced_numbers 2\n") != std::string::npos);
    CHECK(metrics.find("smshall_texts_silenced_total 700\n") != std::string::npos);
    CHECK(metrics.find("smshall_senders_read_abroad{smsc=\"main\"} 3\n") != std::string::npos);
    CHECK(metrics.find("source_numbers") != std::string::npos);
    CHECK(to_json(status).find(R"("numbers_silenced": 2, "texts_silenced": 700, "senders_read_abroad": {"main": 3})") !=
          std::string::npos);
}
