#pragma once
// Brings the faults of whole links about: drops, also in the middle of a frame, silence, unbinds, refused binds; and
// says how congested the SMSC claims to be.
// Must not know texts.

#include "tools/hall_smsc/play/faults.hpp"
#include "tools/hall_smsc/play/play_report.hpp"
#include "tools/hall_smsc/smsc.hpp"

namespace hall::tools {

class LinkTroubles {
public:
    /// All must outlive this object.
    LinkTroubles(const LinkFaults& faults, FaultPlan& plan, Smsc& smsc, PlayReport& report)
        : faults_(faults), plan_(plan), smsc_(smsc), report_(report) {}

    /// Settings that hold for every link. Before the SMSC listens.
    void prepare();

    /// From now on things happen; rest() ends them, silences too, so that all can settle.
    void start(Instant now);
    void rest();
    void look(Instant now);

    codecs::CommandStatus bind_wanted(Instant now);
    void link_event(LinkEvent what, Instant now);

    /// Nothing: the scenario says nothing about congestion.
    std::optional<std::uint8_t> congestion(Instant now) const;

    /// True while some bound link neither reads nor writes.
    bool any_silent() const;

private:
    template <class Act>
    void due(std::optional<Instant>& next, Instant now, std::optional<Millis> (FaultPlan::*until)(), Act act);
    Connection* victim();

    const LinkFaults& faults_;
    FaultPlan& plan_;
    Smsc& smsc_;
    PlayReport& report_;
    std::optional<Instant> began_;
    std::optional<Instant> first_bind_;
    std::optional<Instant> refused_until_;
    std::optional<Instant> drop_, silence_, unbind_;
};

}  // namespace hall::tools
