#include "tests/simulation/bad_rows.hpp"

#include "daemon/store/database.hpp"

#include <array>

namespace hall::simulation {

namespace {

struct Spoiling {
    const char* what;
    const char* sql;  // ?1: the victim's number
};

// What a CHECK or STRICT of the schema stops is not among them.
constexpr std::array spoilings = {
    Spoiling{"subscriptions without their phases",
             "DELETE FROM phases WHERE subscription_id IN (SELECT id FROM subscriptions WHERE number = ?1)"},
    Spoiling{"subscriptions of a package that is none", "UPDATE subscriptions SET package = 'NONE' WHERE number = ?1"},
    Spoiling{"subscriptions by a text that is none", "UPDATE subscriptions SET text_id = 999999 WHERE number = ?1"},
    Spoiling{
        "a charge that was never recorded as one",
        "UPDATE subscriptions SET months_charged = 0, next_day = starts WHERE number = ?1 AND next_day IS NOT NULL"},
    Spoiling{"PDUs in doubt that name no text",
             "UPDATE inbound SET text_id = 999999 WHERE subscriber = ?1 AND in_doubt = 1"},
    Spoiling{"PDUs that wait for their fellows with nonsense in them",
             "UPDATE inbound SET short_message = x'050003ff', part_total = 1, part_sequence = 9, text_id = 999999 "
             "WHERE subscriber = ?1 AND status = 'waiting'"},
    Spoiling{"parts of replies that are no submit_sm",
             "UPDATE outbound SET tlvs = x'0424ffff00' WHERE status = 'waiting' AND reply_id IN "
             "(SELECT id FROM replies WHERE subscriber = ?1)"},
    Spoiling{"replies to a text that is none",
             "UPDATE replies SET text_id = 999999 WHERE subscriber = ?1 AND status = 'waiting'"},
    Spoiling{"questions that nobody can read",
             "UPDATE questions SET terms = 'nonsense', package = 'NONE', text_id = 999999 WHERE number = ?1"},
    Spoiling{"a dialogue at a node that is none", "UPDATE dialogues SET node = 'nowhere' WHERE subscriber = ?1"},
};

}  // namespace

void spoil_rows(World& world, const Plan& plan, const std::filesystem::path& path) {
    auto times = world.random.between<std::size_t>(1, 4);
    try {
        store::Database database(path, store::Database::Mode::read_write, Millis(0));
        database.execute("PRAGMA foreign_keys=OFF");
        while (times-- > 0) {
            const auto& one = spoilings[world.random.below(spoilings.size())];
            store::Statement statement(database, one.sql);
            statement.run(plan.victim);
            store::Statement changes(database, "SELECT changes()");
            changes.begin();
            if (!changes.step() || changes.integer(0) == 0) continue;
            world.counts.add(Count::spoilt_rows, static_cast<std::uint64_t>(changes.integer(0)));
            world.say("spoilt: {} of {}'s: {}", changes.integer(0), plan.victim, one.what);
        }
    } catch (const store::StoreError& error) {
        world.say("nothing is spoilt: {}", error.what());
    }
}

}  // namespace hall::simulation
