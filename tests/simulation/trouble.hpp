#pragma once
// What goes wrong in a history at drawn moments: crashes, power cuts, broken disks, lost and silent links, dying SMSCs.

#include "tests/simulation/sim_hall.hpp"

namespace hall::simulation {

class Trouble {
public:
    Trouble(World& world, const Plan& plan, SimDisk& disk, SimSmsc& smsc, SimHall& hall, std::filesystem::path database)
        : world_(world), plan_(plan), disk_(disk), smsc_(smsc), hall_(hall), database_(std::move(database)) {}

    /// Arranges all of it.
    void start();

private:
    void often(std::size_t times, void (Trouble::*what)());
    void kill();
    void cut_power();
    void kill_in_store();
    void stop();
    void break_disk();
    void lose_link();
    void silence_link();
    void stall_link();
    void kill_smsc();
    void freeze();
    void step_clock();
    void jump();
    void end_jump();
    void spoil();

    World& world_;
    const Plan& plan_;
    SimDisk& disk_;
    SimSmsc& smsc_;
    SimHall& hall_;
    const std::filesystem::path database_;
};

}  // namespace hall::simulation
