#include "daemon/clerk/open_lanes.hpp"

#include <utility>

namespace hall::daemon {

void OpenLanes::add(const OutboundPart& part, Found found) {
    Part one{part.smsc, part.subscriber, part.reply_id, part.kind == ReplyKind::told, found == Found::held};
    if (parts_.contains(part.id)) return;
    put(part.id, std::move(one), found == Found::before);
    undo_.push_back({Step::What::added, part.id});
}

void OpenLanes::held(std::int64_t outbound_id) {
    const auto found = parts_.find(outbound_id);
    if (found == parts_.end() || found->second.held) return;
    const bool rested = vacate(found->second);
    found->second.held = true;
    undo_.push_back({Step::What::held, outbound_id, {}, rested});
}

void OpenLanes::settled(std::int64_t outbound_id, Settlement how) {
    const auto found = parts_.find(outbound_id);
    if (found == parts_.end()) return;
    if (is_by_the_smsc(how)) turn(found->second.smsc, found->second.subscriber, false);
    undo_.push_back(*take(outbound_id));
}

void OpenLanes::rests(const LaneRests& lane) { turn(lane.smsc, lane.subscriber, true); }

void OpenLanes::turn(const std::string& smsc, const std::string& subscriber, bool rests) {
    if (set(smsc, subscriber, rests)) undo_.push_back({Step::What::turned, 0, {smsc, subscriber}, !rests});
}

std::size_t OpenLanes::all(std::string_view smsc) const {
    const auto found = smscs_.find(smsc);
    return found == smscs_.end() ? 0 : found->second.all;
}

std::size_t OpenLanes::movable(std::string_view smsc) const {
    const auto found = smscs_.find(smsc);
    return found == smscs_.end() ? 0 : found->second.movable;
}

std::size_t OpenLanes::must_be_told(std::string_view smsc, const std::string& subscriber) const {
    const auto found = smscs_.find(smsc);
    if (found == smscs_.end()) return 0;
    const auto lane = found->second.lanes.find(subscriber);
    return lane == found->second.lanes.end() ? 0 : lane->second.told.size();
}

void OpenLanes::undo_to(std::size_t mark) {
    while (undo_.size() > mark) {
        auto step = std::move(undo_.back());
        undo_.pop_back();
        switch (step.what) {
            case Step::What::added: take(step.id); break;
            case Step::What::removed: put(step.id, std::move(step.part), step.rested); break;
            case Step::What::held: {
                auto& part = parts_.find(step.id)->second;
                part.held = false;
                occupy(part, step.rested);
                break;
            }
            case Step::What::turned: set(step.part.smsc, step.part.subscriber, step.rested); break;
        }
    }
}

void OpenLanes::put(std::int64_t id, Part part, bool rests) {
    ++smscs_[part.smsc].all;
    if (!part.held) occupy(part, rests);
    parts_.emplace(id, std::move(part));
}

std::optional<OpenLanes::Step> OpenLanes::take(std::int64_t id) {
    const auto found = parts_.find(id);
    if (found == parts_.end()) return std::nullopt;
    Step step{Step::What::removed, id, std::move(found->second), false};
    parts_.erase(found);
    --smscs_[step.part.smsc].all;
    if (!step.part.held) step.rested = vacate(step.part);
    return step;
}

// `rests` counts where the part is the lane's first.
void OpenLanes::occupy(const Part& part, bool rests) {
    auto& smsc = smscs_[part.smsc];
    auto& lane = smsc.lanes[part.subscriber];
    if (lane.parts == 0) lane.rests = rests;
    ++lane.parts;
    smsc.movable += lane.rests ? 0 : 1;
    if (part.told) ++lane.told[part.reply_id];
}

// Returns whether its lane rested.
bool OpenLanes::vacate(const Part& part) {
    auto& smsc = smscs_[part.smsc];
    const auto found = smsc.lanes.find(part.subscriber);
    auto& lane = found->second;
    const bool rested = lane.rests;
    smsc.movable -= rested ? 0 : 1;
    if (part.told && --lane.told[part.reply_id] == 0) lane.told.erase(part.reply_id);
    if (--lane.parts == 0) smsc.lanes.erase(found);
    return rested;
}

bool OpenLanes::set(const std::string& smsc_name, const std::string& subscriber, bool rests) {
    const auto smsc = smscs_.find(smsc_name);
    if (smsc == smscs_.end()) return false;
    const auto lane = smsc->second.lanes.find(subscriber);
    if (lane == smsc->second.lanes.end() || lane->second.rests == rests) return false;
    lane->second.rests = rests;
    if (rests) {
        smsc->second.movable -= lane->second.parts;
    } else {
        smsc->second.movable += lane->second.parts;
    }
    return true;
}

}  // namespace hall::daemon
