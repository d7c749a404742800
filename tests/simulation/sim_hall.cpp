#include "tests/simulation/sim_hall.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

SimHall::SimHall(HallProcess::Surroundings around, Watcher watcher)
    : around_(std::move(around)), watcher_(std::move(watcher)) {
    // Called from within the process, which must not be destroyed under its own feet.
    around_.died = [this] {
        around_.world.clock.after(0ms, [this, life = life_] {
            if (life == life_ && process_)
                bury(around_.world.random.chance(0.5) ? SimDisk::Crash::killed : SimDisk::Crash::power_cut);
        });
    };
    around_.stopped = [this] {
        around_.world.clock.after(0ms, [this, life = life_] {
            if (life != life_ || !process_) return;
            if (around_.disk.dying()) {
                bury(SimDisk::Crash::killed);
                return;
            }
            around_.world.say("the hall has stopped");
            around_.world.counts.add(Count::stops);
            ++life_;
            watcher_.ended();
            around_.waits.hall_down();
            process_.reset();
            come_back();
        });
    };
}

SimHall::~SimHall() {
    if (process_) watcher_.ended();
}

void SimHall::start() {
    ++life_;
    try {
        process_ = std::make_shared<HallProcess>(around_);
        process_->start();
        around_.world.say("the hall is up");
        watcher_.began();
    } catch (const store::StoreError& error) {
        around_.world.say("the hall cannot start: {}", error.what());
        process_.reset();
        around_.waits.hall_down();
        if (around_.disk.dying()) around_.disk.crash(SimDisk::Crash::power_cut);
        come_back();
    }
}

void SimHall::accept_clock() {
    around_.world.counts.add(Count::clock_accepted);
    around_.world.clock_word_taken = false;
    ask_for_clock();
}

// Whoever types it sees whether the hall took it; no answer comes from one that is down, dies over it or cannot write, and then
// it is typed again.
void SimHall::ask_for_clock() {
    if (around_.world.clock_word_taken) return;
    around_.world.troubled_until = std::max(around_.world.troubled_until, around_.world.clock.now());
    if (process_) {
        around_.world.say("hallctl clock accept");
        process_->accept_clock();
    }
    around_.world.clock.after(process_ ? 5s : 1s, [this] { ask_for_clock(); });
}

void SimHall::stop() {
    if (!process_) return;
    around_.world.say("SIGTERM");
    process_->stop();
}

void SimHall::crash(SimDisk::Crash how) {
    if (process_) bury(how);
}

void SimHall::crash_in_store() {
    if (process_) around_.disk.die_in(around_.world.random.between<std::size_t>(1, 40));
}

void SimHall::bury(SimDisk::Crash how) {
    const bool machine_gone = how == SimDisk::Crash::power_cut;
    around_.world.say("CRASH: {}", machine_gone ? "the power is cut" : "the process is killed");
    around_.world.counts.add(machine_gone ? Count::power_cuts : Count::crashes);
    ++life_;
    watcher_.ended();
    around_.waits.hall_down();
    process_->die(machine_gone);
    around_.disk.crash(how);
    process_.reset();
    come_back();
}

void SimHall::come_back() {
    const auto wait = around_.world.random.chance(0.8) ? around_.world.random.between(50ms, Millis(3s))
                                                       : around_.world.random.between(3s, Millis(90s));
    around_.world.clock.after(wait, [this, life = life_] {
        if (life == life_ && !process_) start();
    });
}

}  // namespace hall::simulation
