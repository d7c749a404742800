#pragma once
// The hall as it lives on through crashes: starts it, kills it, lets it come back after a while.

#include "tests/simulation/hall_process.hpp"

namespace hall::simulation {

class SimHall {
public:
    /// `began` is called when a life has opened the store, `ended` when it is gone, before the disk forgets.
    struct Watcher {
        std::function<void()> began;
        std::function<void()> ended;
    };
    SimHall(HallProcess::Surroundings around, Watcher watcher);
    ~SimHall();

    void start();
    /// Kills the process, or cuts the machine's power. It comes back by itself.
    void crash(SimDisk::Crash how);
    /// Ends the process in order (SIGTERM). It comes back by itself.
    void stop();
    /// The process dies at a drawn operation of the store, some time soon.
    void crash_in_store();

    /// Somebody says that the time of day is right: at once, or when the hall is up again.
    void accept_clock();
    /// Somebody has set it.
    void clock_was_set() {
        if (process_) process_->clock_was_set();
    }

    bool up() const { return process_ != nullptr; }
    bool idle() const { return process_ && process_->idle(); }

private:
    void ask_for_clock();
    void bury(SimDisk::Crash how);
    void come_back();

    HallProcess::Surroundings around_;
    Watcher watcher_;
    std::shared_ptr<HallProcess> process_;
    std::uint64_t life_ = 0;
};

}  // namespace hall::simulation
