#include "tests/simulation/history.hpp"

#include "tests/simulation/book_hall.hpp"
#include "tests/simulation/book_judge.hpp"
#include "tests/simulation/customers.hpp"
#include "tests/simulation/sim_hall.hpp"
#include "tests/simulation/subscribers.hpp"
#include "tests/simulation/trouble.hpp"
#include "tests/simulation/verdict.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

// A history that takes more than this goes round in circles.
constexpr std::uint64_t most_steps = 2'000'000;
// Everything must be settled so long after the trouble's end, redeliveries of the next day included.
constexpr Millis settle_limit = 60h;

/// A database that has been migrated already, made once a process.
const SimDisk::Image& fresh_database(const std::filesystem::path& path) {
    static const SimDisk::Image image = [&path] {
        SimDisk disk(path.parent_path().string() + "/", Random(1));
        { store::Store made(path, 0ms); }
        return disk.image();
    }();
    return image;
}

/// Runs until everything is settled, looking now and then.
class Settling {
public:
    Settling(World& world, const SimSmsc& smsc, const SimHall& hall, WaitJudge& waits)
        : world_(world), smsc_(smsc), hall_(hall), waits_(waits) {}

    bool run(Instant calm_from) {
        Instant settled_since = Instant::max();
        auto next_look = calm_from;
        while (world_.clock.step()) {
            const auto now = world_.clock.now();
            waits_.check();
            if (world_.clock.steps() > most_steps || now > calm_from + settle_limit) return false;
            if (now < next_look) continue;
            next_look = now + 1s;
            if (!smsc_.settled() || !hall_.idle()) {
                settled_since = Instant::max();
            } else if (settled_since == Instant::max()) {
                settled_since = now;
            } else if (now - settled_since > 100s) {  // late answers of earlier times have come by now
                return true;
            }
        }
        return false;
    }

private:
    World& world_;
    const SimSmsc& smsc_;
    const SimHall& hall_;
    WaitJudge& waits_;
};

}  // namespace

Outcome run_history(std::uint64_t seed, const std::filesystem::path& folder, Sabotage sabotage, bool verbose) {
    const auto path = folder / "hall.db";
    World world(seed, verbose);
    auto plan = draw_plan(world.random);
    const auto& image = plan.book ? book_image(path) : fresh_database(path);
    SimDisk disk(folder.string() + "/", world.random.fork());
    disk.load(image);
    if (plan.book) world.clock.begin_at(book_charges_begin() - world.random.between(Millis{0}, plan.length));
    Judge judge(world, plan, disk, path);
    WaitJudge waits(world, plan);
    SimSmsc smsc(world, plan, judge, waits);
    BookJudge book(world, plan, waits);
    const auto look = [&] {
        if (!plan.book || judge.beside_hall() == nullptr) return;
        try {
            book.look(*judge.beside_hall());
        } catch (const store::StoreError&) {  // the disk fails; it looks again after the next commit
        }
    };
    if (plan.book) {
        store::Database database(path, store::Database::Mode::read_only, 0ms);
        book.begin(database);
        judge.began_with(Judge::rows_of(database));
    }
    SimHall hall({world, plan, disk, smsc, judge, waits, path, {}, {}, sabotage, look},
                 {[&] { judge.hall_began(); }, [&] { judge.hall_ended(); }});
    Subscribers subscribers(world, plan, smsc);
    Customers customers(world, plan, smsc);
    Trouble trouble(world, plan, disk, smsc, hall, path);

    hall.start();
    subscribers.start();
    customers.start();
    trouble.start();
    const auto calm_from = world.clock.now() + plan.length + 1s;
    world.calm_from = calm_from;
    world.clock.at(calm_from, [&] {
        world.say("from here on nothing goes wrong any more");
        calm(plan);
        disk.set_fault(SimDisk::Fault::none);
    });
    if (Settling(world, smsc, hall, waits).run(calm_from)) {
        world.say("all is settled");
        store::Database database(path, store::Database::Mode::read_only, 0ms);
        judge_the_end(world, plan, smsc, judge, database);
        if (plan.book) book.judge_the_end(path);
    } else {
        world.breach("everything settles in the end",
                     fmt::format("after {} events: the SMSC has {}, the hall is {}", world.clock.steps(),
                                 smsc.settled() ? "nothing left" : "texts left", hall.idle() ? "idle" : "not idle"));
    }
    world.counts.add(Count::steps, world.clock.steps());
    return {world.counts, world.breaches()};
}

}  // namespace hall::simulation
