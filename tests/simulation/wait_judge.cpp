#include "tests/simulation/wait_judge.hpp"

#include <algorithm>

namespace hall::simulation {

using codecs::CommandStatus;
using namespace std::chrono_literals;

namespace {

constexpr Millis longest_wait = 5s;
constexpr const char* promise = "nobody waits for another's sake";

}  // namespace

WaitJudge::WaitJudge(World& world, const Plan& plan) : world_(world), plan_(plan) {
    // What the way there and back may take is not the hall's.
    limit_ = longest_wait + 2 * plan.slowest_delay + 1s;
}

void WaitJudge::hall_up() {
    up_ = true;
    leaving_ = false;
    up_since_ = world_.clock.now();
}

void WaitJudge::hall_down() {
    up_ = false;
    for (auto& [name, lane] : lanes_) lane.replies.clear();
    parts_.clear();
    texts_.clear();  // their connections are gone with it
    unanswered_.clear();
    late_.clear();
    smsc_of_link_.clear();
}

WaitJudge::Lane& WaitJudge::lane_of(std::size_t smsc, const std::string& subscriber) {
    auto& lane = lanes_[fmt::format("{} {}", smsc, subscriber)];
    lane.smsc = smsc;
    lane.subscriber = subscriber;
    return lane;
}

void WaitJudge::watch(Lane& lane) {
    lane.since = world_.clock.now();
    if (!lane.replies.empty() && !lane.replies.front().left)
        deadlines_.push({lane.since + limit_, &lane, lane.replies.front().id, {}});
}

void WaitJudge::part_waits(const daemon::OutboundPart& part) {
    auto& lane = lane_of(smsc_index(part.smsc), part.subscriber);
    if (parts_.contains(part.id)) return;
    auto& replies = lane.replies;
    // In the order in which he asked: one that was given up and came back stands where it stood.
    auto place =
        std::find_if(replies.begin(), replies.end(), [&](const auto& reply) { return reply.id >= part.reply_id; });
    const bool first = place == replies.begin();
    const bool known = place != replies.end() && place->id == part.reply_id;
    if (!known) place = replies.insert(place, Reply{part.reply_id, {}, false});
    place->open.insert(part.id);
    parts_[part.id] = {&lane, part.reply_id};
    if (first && !known) watch(lane);
}

bool WaitJudge::has_room(std::size_t smsc) const {
    const auto full = std::count_if(unanswered_.begin(), unanswered_.end(), [&](const auto& link) {
        return smsc_of_link_.at(link.first) == smsc && link.second.size() >= plan_.window;
    });
    return static_cast<std::size_t>(full) < links_.taking_submits(smsc);
}

// Before and after each change: it may have been without room until now.
void WaitJudge::note_room(std::size_t smsc) {
    const auto now = world_.clock.now();
    auto& lately = submitted_lately_[smsc];
    while (!lately.empty() && lately.front() + 1s <= now) lately.pop_front();
    bool spent = plan_.rate > 0 && lately.size() * 10 >= plan_.rate * 6;
    if (spent) no_room_until_[smsc] = std::max(no_room_until_[smsc], now + 1s);
    if (!has_room(smsc)) no_room_until_[smsc] = std::max(no_room_until_[smsc], now);
}

void WaitJudge::part_submitted(std::int64_t outbound_id, std::size_t link) {
    const auto found = parts_.find(outbound_id);
    if (found == parts_.end()) return;
    auto& [lane, reply_id] = found->second;
    for (auto& reply : lane->replies)
        if (reply.id == reply_id) reply.left = true;
    smsc_of_link_[link] = lane->smsc;
    unanswered_[link].insert(outbound_id);
    submitted_lately_[lane->smsc].push_back(world_.clock.now());
    note_room(lane->smsc);
}

void WaitJudge::part_answered(std::int64_t outbound_id, std::size_t link, CommandStatus status) {
    if (!smsc_of_link_.contains(link)) return;
    const auto smsc = smsc_of_link_[link];
    note_room(smsc);
    // An answer to a submit of it that was given up, most likely, when there was one: its next one is under way still.
    auto& of_link = late_[link].contains(outbound_id) ? late_[link] : unanswered_[link];
    if (const auto found = of_link.find(outbound_id); found != of_link.end()) of_link.erase(found);
    auto& answers = answers_[smsc];
    answers.push_back(status);
    if (answers.size() > 100) answers.pop_front();
}

void WaitJudge::part_unanswered(std::int64_t outbound_id, std::size_t link) {
    if (!smsc_of_link_.contains(link)) return;
    note_room(smsc_of_link_[link]);
    auto& open = unanswered_[link];
    if (const auto found = open.find(outbound_id); found != open.end()) {
        open.erase(found);
        late_[link].insert(outbound_id);
    }
}

void WaitJudge::part_over(std::int64_t outbound_id) {
    const auto found = parts_.find(outbound_id);
    if (found == parts_.end()) return;
    auto& lane = *found->second.first;
    const auto reply_id = found->second.second;
    parts_.erase(found);
    const auto reply =
        std::find_if(lane.replies.begin(), lane.replies.end(), [&](const auto& r) { return r.id == reply_id; });
    if (reply == lane.replies.end()) return;
    reply->open.erase(outbound_id);
    if (!reply->open.empty()) return;
    const bool first = reply == lane.replies.begin();
    lane.replies.erase(reply);
    if (first) watch(lane);
}

void WaitJudge::text_delivered(RequestId delivery, std::size_t smsc, const Text& text) {
    texts_[delivery] = {smsc, text.number, text.subscriber, world_.clock.now()};
    deadlines_.push({world_.clock.now() + limit_, nullptr, 0, delivery});
}

void WaitJudge::text_answered(RequestId delivery, CommandStatus status) {
    const auto found = texts_.find(delivery);
    if (found == texts_.end()) return;
    const auto text = found->second;
    texts_.erase(found);
    if (status == CommandStatus::ok || !up_ || leaving_ || plan_.inbox_limit < 10 || overloaded()) return;
    const auto since = std::max(hall_well_since(), smsc_well_since(text.smsc));
    if (plan_.is_odd(text.subscriber) || since + limit_ > world_.clock.now()) return;
    world_.breach(promise, fmt::format("text {} of {} was answered {}; {}", text.text, text.subscriber,
                                       codecs::to_string(status), who_is_in_front(text.smsc)));
}

void WaitJudge::link_changed(std::size_t smsc, Instant until) {
    note_room(smsc);
    links_changed_[smsc] = std::max({links_changed_[smsc], until, world_.clock.now()});
}

Instant WaitJudge::hall_well_since() const {
    if (!up_ || leaving_) return world_.clock.now();
    return std::max(up_since_, world_.troubled_until);
}

Instant WaitJudge::smsc_well_since(std::size_t smsc) const {
    if (!has_room(smsc)) return world_.clock.now();
    auto since = std::max(links_changed_[smsc], no_room_until_[smsc]);
    // From here on it throttles no more; a link that was brought down grows again by 2 submits a second each second.
    if (plan_.throttles_by_rate) since = std::max(since, world_.calm_from + 2min);
    return since;
}

void WaitJudge::check_first() {
    const auto deadline = deadlines_.top();
    deadlines_.pop();
    if (deadline.lane != nullptr) {
        check_reply(deadline);
    } else {
        check_text(deadline);
    }
}

void WaitJudge::check_reply(const Deadline& deadline) {
    auto& lane = *deadline.lane;
    if (lane.replies.empty() || lane.replies.front().id != deadline.reply || lane.replies.front().left) return;
    if (plan_.is_odd(lane.subscriber) || overloaded()) return;
    const auto now = world_.clock.now();
    const auto since = std::max({lane.since, hall_well_since(), smsc_well_since(lane.smsc)});
    if (since + limit_ > now) {
        deadlines_.push({since + limit_, &lane, deadline.reply, {}});
        return;
    }
    lane.replies.front().left = true;
    world_.breach(promise, fmt::format("outbound {} to {} has not left {} s after it could; {}",
                                       *lane.replies.front().open.begin(), lane.subscriber,
                                       std::chrono::duration_cast<std::chrono::seconds>(now - since).count(),
                                       who_is_in_front(lane.smsc)));
}

void WaitJudge::check_text(const Deadline& deadline) {
    const auto found = texts_.find(deadline.delivery);
    if (found == texts_.end()) return;
    const auto& text = found->second;
    const auto now = world_.clock.now();
    const auto since = std::max(text.since, hall_well_since());
    if (plan_.is_odd(text.subscriber) || overloaded() || !links_.in_order(deadline.delivery.connection)) return;
    if (since + limit_ > now) {
        deadlines_.push({since + limit_, nullptr, 0, deadline.delivery});
        return;
    }
    world_.breach(
        promise,
        fmt::format("text {} of {} has no answer {} s after it could; {}", text.text, text.subscriber,
                    std::chrono::duration_cast<std::chrono::seconds>(now - since).count(), who_is_in_front(text.smsc)));
    texts_.erase(found);
}

std::string WaitJudge::who_is_in_front(std::size_t smsc) const {
    const Lane* longest = nullptr;
    std::size_t open = 0;
    for (const auto& [name, lane] : lanes_) {
        open += lane.replies.size();
        if (longest == nullptr || lane.replies.size() > longest->replies.size()) longest = &lane;
    }
    std::map<std::string, int> answers;
    for (const auto status : answers_[smsc]) ++answers[codecs::to_string(status)];
    std::string told;
    for (const auto& [status, times] : answers)
        told += fmt::format("{}{} times {}", told.empty() ? "" : ", ", times, status);
    return fmt::format("{} replies are open, the longest lane is that of {} with {}; the SMSC's last answers were {}",
                       open, longest == nullptr ? "nobody" : longest->subscriber,
                       longest == nullptr ? 0 : longest->replies.size(), told.empty() ? "none" : told);
}

}  // namespace hall::simulation
