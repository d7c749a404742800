#include "tests/simulation/trouble.hpp"

#include "tests/simulation/bad_rows.hpp"

#include <algorithm>

namespace hall::simulation {

using namespace std::chrono_literals;

void Trouble::often(std::size_t times, void (Trouble::*what)()) {
    for (std::size_t i = 0; i < times; ++i)
        world_.clock.after(world_.random.between(Millis{0}, plan_.length), [this, what] { (this->*what)(); });
}

void Trouble::start() {
    often(plan_.kills, &Trouble::kill);
    often(plan_.power_cuts, &Trouble::cut_power);
    often(plan_.kills_in_store, &Trouble::kill_in_store);
    often(plan_.stops, &Trouble::stop);
    often(plan_.disk_faults, &Trouble::break_disk);
    often(plan_.link_losses, &Trouble::lose_link);
    often(plan_.half_open, &Trouble::silence_link);
    often(plan_.smsc_deaths, &Trouble::kill_smsc);
    often(plan_.stalls, &Trouble::stall_link);
    often(plan_.freezes, &Trouble::freeze);
    often(plan_.clock_steps, &Trouble::step_clock);
    often(plan_.spoilings, &Trouble::spoil);
    if (plan_.clock_jump != 0ms) often(1, &Trouble::jump);
    if (plan_.second_away.lasts > 0ms)
        world_.clock.after(plan_.second_away.from, [this] {
            world_.counts.add(Count::away);
            smsc_.go_away();
        });
}

void Trouble::kill() { hall_.crash(SimDisk::Crash::killed); }

void Trouble::cut_power() { hall_.crash(SimDisk::Crash::power_cut); }

void Trouble::kill_in_store() { hall_.crash_in_store(); }

void Trouble::stop() { hall_.stop(); }

void Trouble::break_disk() {
    using Fault = SimDisk::Fault;
    const auto fault = world_.random.one_of({Fault::full, Fault::write_error, Fault::sync_error, Fault::read_error});
    const auto lasts = world_.random.chance(0.5) ? world_.random.between(1ms, Millis(300ms))
                                                 : world_.random.between(300ms, Millis(20s));
    world_.counts.add(Count::disk_faults);
    world_.say("the disk {} for {} ms",
               fault == Fault::full          ? "is full"
               : fault == Fault::write_error ? "refuses writes"
               : fault == Fault::sync_error  ? "fails to sync"
                                             : "cannot be read",
               lasts.count());
    disk_.set_fault(fault);
    world_.troubled_until = std::max(world_.troubled_until, world_.clock.now() + lasts);
    world_.clock.after(lasts, [this] {
        world_.say("the disk works again");
        disk_.set_fault(Fault::none);
    });
}

void Trouble::lose_link() {
    auto* session = smsc_.any_session();
    if (session == nullptr) return;
    world_.counts.add(Count::link_losses);
    const auto kind = world_.random.below(5);
    if (kind == 0) {
        session->close("no reason given");
        return;
    }
    if (kind == 1) {
        session->unbind();
        return;
    }
    world_.say("connection {} is lost", session->id());
    session->cut(true, true);
}

void Trouble::silence_link() {
    auto* session = smsc_.any_session();
    if (session == nullptr) return;
    world_.counts.add(Count::half_open);
    const bool one_hears = world_.random.chance(0.3);
    world_.say("connection {} falls silent{}", session->id(), one_hears ? "; only the hall hears of it" : "");
    session->cut(one_hears, false);
}

// Shorter than any SMSC's patience: nothing at the hall's end tells how long a PDU stood on the line.
void Trouble::stall_link() {
    auto* session = smsc_.any_session();
    if (session == nullptr) return;
    world_.counts.add(Count::stalls);
    const auto lasts = world_.random.between(1s, Millis(20s));
    world_.say("connection {} stands still for {} ms", session->id(), lasts.count());
    session->stall(world_.clock.now() + lasts);
}

void Trouble::kill_smsc() { smsc_.die(world_.random.below(plan_.smscs)); }

// As when a machine is out of breath. Some last longer than the SMSC's patience.
void Trouble::freeze() {
    const auto lasts = world_.random.chance(0.8) ? world_.random.between(10ms, Millis(15s))
                                                 : world_.random.between(15s, Millis(90s));
    world_.counts.add(Count::freezes);
    world_.say("the hall's process is frozen for {} ms", lasts.count());
    if (world_.clock.now() >= world_.hall_frozen_until + 200ms) world_.hall_frozen_from = world_.clock.now();
    world_.hall_frozen_until = std::max(world_.hall_frozen_until, world_.clock.now() + lasts);
    world_.troubled_until = std::max(world_.troubled_until, world_.hall_frozen_until);
}

void Trouble::step_clock() {
    const auto by = world_.random.between(Millis(-2s), Millis(2s));
    world_.counts.add(Count::clock_steps);
    world_.say("the time of day is set by {} ms", by.count());
    world_.clock.step_utc(by);
    hall_.clock_was_set();
    world_.troubled_until = std::max(world_.troubled_until, world_.clock.now());
}

// A BIOS without a battery, a hand that typed the wrong year, an NTP server gone mad.
void Trouble::jump() {
    if (plan_.jump_while_down) hall_.crash(SimDisk::Crash::killed);
    world_.counts.add(Count::clock_jumps);
    world_.say("the time of day is set by {} minutes: nobody can believe it", plan_.clock_jump.count() / 60'000);
    world_.doubted_until = plan_.clock_jump < Millis{0} ? world_.clock.utc() : UtcTime::max();
    world_.clock.step_utc(plan_.clock_jump);
    hall_.clock_was_set();
    world_.clock_in_doubt = true;
    world_.troubled_until = std::max(world_.troubled_until, world_.clock.now());
    const auto lasts = world_.random.one_of<Millis>({3s, 1min, plan_.length});
    world_.clock.after(lasts, [this] { end_jump(); });
}

// Either it is set right again, or a person says that it is right.
void Trouble::end_jump() {
    if (world_.random.chance(plan_.jump_undone)) {
        world_.say("the time of day is set right again");
        world_.clock.step_utc(-plan_.clock_jump);
        hall_.clock_was_set();
    } else {
        world_.clock_was_accepted = true;
    }
    world_.troubled_until = std::max(world_.troubled_until, world_.clock.now());
    world_.clock_in_doubt = false;
    hall_.accept_clock();
}

void Trouble::spoil() { spoil_rows(world_, plan_, database_); }

}  // namespace hall::simulation
