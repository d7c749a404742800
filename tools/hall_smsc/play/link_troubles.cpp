#include "tools/hall_smsc/play/link_troubles.hpp"

#include "tools/hall_smsc/connection.hpp"

#include <cmath>

namespace hall::tools {

using codecs::CommandStatus;

void LinkTroubles::prepare() {
    smsc_.settings().interface_version = faults_.interface_version;
    if (faults_.split_writes > 0) smsc_.settings().piece_size = [this] { return plan_.piece(); };
}

void LinkTroubles::start(Instant now) {
    if (!began_) began_ = now;
    const auto in = [now](std::optional<Millis> wait) { return wait ? std::optional(now + *wait) : std::nullopt; };
    drop_ = in(plan_.until_drop());
    silence_ = in(plan_.until_silence());
    unbind_ = in(plan_.until_unbind());
}

void LinkTroubles::rest() {
    drop_ = silence_ = unbind_ = std::nullopt;
    for (const LinkId id : smsc_.bound_links()) {
        if (Connection* link = smsc_.find(id)) link->wake();  // one that wakes may end another
    }
}

Connection* LinkTroubles::victim() {
    const auto links = smsc_.bound_links();
    return links.empty() ? nullptr : smsc_.find(links[plan_.victim(links.size())]);
}

template <class Act>
void LinkTroubles::due(std::optional<Instant>& next, Instant now, std::optional<Millis> (FaultPlan::*until)(),
                       Act act) {
    if (!next || *next > now) return;
    next = now + (plan_.*until)().value_or(Millis{0});
    if (Connection* link = victim()) act(*link);
}

void LinkTroubles::look(Instant now) {
    due(drop_, now, &FaultPlan::until_drop, [this](Connection& link) {
        const auto share = plan_.mid_frame();
        if (share) return link.drop_in_mid_frame(*share);
        link.drop();
    });
    due(silence_, now, &FaultPlan::until_silence, [this](Connection& link) {
        if (link.silent()) return;
        ++report_.silences;
        link.fall_silent(faults_.silent_for);
    });
    due(unbind_, now, &FaultPlan::until_unbind, [](Connection& link) { link.begin_unbind(); });
}

CommandStatus LinkTroubles::bind_wanted(Instant now) {
    if (faults_.refuse_bind == CommandStatus::ok) return CommandStatus::ok;
    if (!first_bind_) {
        first_bind_ = now;
        if (faults_.refuse_from_start) refused_until_ = now + faults_.refuse_for;
    }
    return refused_until_ && now < *refused_until_ ? faults_.refuse_bind : CommandStatus::ok;
}

void LinkTroubles::link_event(LinkEvent what, Instant now) {
    switch (what) {
        case LinkEvent::bound:
            ++report_.links_bound;
            return;
        case LinkEvent::refused:
            ++report_.binds_refused;
            return;
        case LinkEvent::dropped:
            ++report_.links_dropped;
            break;
        case LinkEvent::lost:
            ++report_.links_lost;
            break;
        case LinkEvent::unbound:
            return;
    }
    // The SMSC still holds the session of a link that did not unbind.
    if (!faults_.refuse_from_start) refused_until_ = now + faults_.refuse_for;
}

std::optional<std::uint8_t> LinkTroubles::congestion(Instant now) const {
    const auto& curve = faults_.congestion;
    if (curve.empty()) return std::nullopt;
    const auto since = began_ ? std::chrono::duration_cast<Millis>(now - *began_) : Millis{0};
    double state = curve.front().state;
    for (std::size_t i = 0; i < curve.size() && curve[i].at <= since; ++i) {
        state = curve[i].state;
        if (i + 1 == curve.size() || curve[i + 1].at <= since) continue;
        const double way = static_cast<double>((since - curve[i].at).count()) /
                           static_cast<double>((curve[i + 1].at - curve[i].at).count());
        state += way * (curve[i + 1].state - curve[i].state);
    }
    return static_cast<std::uint8_t>(std::lround(state));
}

bool LinkTroubles::any_silent() const {
    for (const LinkId id : smsc_.bound_links()) {
        if (smsc_.find(id)->silent()) return true;
    }
    return false;
}

}  // namespace hall::tools
