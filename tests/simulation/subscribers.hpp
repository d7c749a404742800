#pragma once
// The people of a history: what they text, to which number, when; some text the same again and mean it.

#include "tests/simulation/sim_smsc.hpp"

namespace hall::simulation {

class Subscribers {
public:
    Subscribers(World& world, const Plan& plan, SimSmsc& smsc) : world_(world), plan_(plan), smsc_(smsc) {}

    /// Arranges all texts of the history.
    void start();

private:
    void text();
    void flood();
    void repeat();
    void send(Text text);
    std::vector<codecs::ShortMessage> pdus_of(const Text& text);

    World& world_;
    const Plan& plan_;
    SimSmsc& smsc_;
    std::size_t sent_ = 0;
    std::uint16_t reference_ = 0;
};

}  // namespace hall::simulation
