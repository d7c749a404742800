#pragma once
// Subscribers of a hall that sells: they order, confirm, decline, try, cancel and ask. Each of their dialogues has an
// extension of the hall's number to itself, so that it is like no other.

#include "tests/simulation/sim_smsc.hpp"

namespace hall::simulation {

class Customers {
public:
    Customers(World& world, const Plan& plan, SimSmsc& smsc) : world_(world), plan_(plan), smsc_(smsc) {}

    /// Arranges all their texts.
    void start();

private:
    void begin_dialogue();
    void text(std::string subscriber, std::string destination, std::string body);

    World& world_;
    const Plan& plan_;
    SimSmsc& smsc_;
    std::size_t dialogues_ = 0;
};

}  // namespace hall::simulation
