// The odd things of a history, each of which must stop nobody else: a destination that is throttled or full for hours,
// a subscriber who floods, an SMSC that is away, rows that are spoilt, a clock that is set wrong; and halls that sell,
// in which each of them costs money. One history in three has none of them.

#include "tests/simulation/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::simulation {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view number_begins = "86138001380";

std::size_t index_of(std::string_view subscriber) {
    if (!subscriber.starts_with(number_begins)) return SIZE_MAX;
    return static_cast<std::size_t>((subscriber[11] - '0') * 10 + (subscriber[12] - '0'));
}

// Hours in which little happens must not cost more than the texts do.
void make_cheap(Plan& plan) {
    plan.enquire_link = std::max<Millis>(plan.enquire_link, 20min);
    plan.smsc_enquire_link = std::max<Millis>(plan.smsc_enquire_link, 30min);
    plan.smsc_inactivity = std::max<Millis>(plan.smsc_inactivity, 50min);
}

// For a few seconds, for the troubled part, or for hours after it.
Stretch draw_stretch(const Plan& plan, Random& random) {
    Stretch stretch;
    stretch.from = random.between(Millis{0}, plan.length / 2);
    stretch.lasts = random.one_of<Millis>({10s, plan.length, 1h, 6h});
    return stretch;
}

void draw_unreachable(Plan& plan, Random& random) {
    plan.subscribers = std::max<std::size_t>(plan.subscribers, 3);
    plan.unreachable = random.one_of<std::size_t>({1, 1, 2, plan.subscribers - 1});
    plan.unreachable_status =
        random.one_of({codecs::CommandStatus::throttled, codecs::CommandStatus::message_queue_full});
    plan.unreachable_during = draw_stretch(plan, random);
    if (plan.unreachable_during.lasts >= 1h) make_cheap(plan);
}

// So small an outbox that a few hundred texts would fill it.
void draw_flood(Plan& plan, Random& random) {
    plan.subscribers = std::max<std::size_t>(plan.subscribers, 3);
    plan.outbox_limit = 200;
    plan.inbox_limit = 5000;
    plan.batch_limit = 256;
    plan.commit_to = 20ms;
    plan.slow_commit = 0;
    plan.rate = 0;
    plan.window = 10;
    plan.deliver_window = 20;
    plan.latency_from = random.one_of<Millis>({1ms, 30ms});
    plan.latency_to = plan.latency_from + 5ms;
    plan.length = random.one_of<Millis>({1min, 5min});
    plan.flood = random.between<std::size_t>(250, 400);
    plan.flood_during = {random.between(Millis{0}, plan.length / 2), random.one_of<Millis>({1s, 20s})};
    plan.texts = std::max<std::size_t>(plan.texts, 15);
    if (random.chance(0.5)) {  // his handset is off
        plan.unreachable = 1;
        plan.unreachable_status =
            random.one_of({codecs::CommandStatus::throttled, codecs::CommandStatus::message_queue_full});
        plan.unreachable_during = {0ms, plan.flood_during.from + random.one_of<Millis>({plan.length, 1h})};
        if (plan.unreachable_during.lasts >= 1h) make_cheap(plan);
    }
}

void draw_two_smscs(Plan& plan, Random& random) {
    plan.smscs = 2;
    plan.subscribers = std::max<std::size_t>(plan.subscribers, 4);
    if (random.chance(0.6)) plan.second_away = draw_stretch(plan, random);
    if (plan.second_away.lasts >= 1h) make_cheap(plan);
}

void draw_book(Plan& plan, Random& random) {
    plan.book = true;
    plan.dialogues = random.between<std::size_t>(0, 12);
    plan.texts = random.between<std::size_t>(0, 6);
    plan.subscribers = 8;
    plan.length = random.one_of<Millis>({1min, 5min, 20min});
    plan.longest_redelivery_wait = std::min<Millis>(plan.longest_redelivery_wait, 10min);
    // So few that the notices of one morning would fill it.
    if (random.chance(0.4)) plan.outbox_limit = random.one_of<std::size_t>({20, 30});
}

void draw_spoilings(Plan& plan, Random& random) {
    plan.subscribers = std::max<std::size_t>(plan.subscribers, 3);
    plan.victim = subscriber_number(random.below(plan.subscribers));
    plan.spoilings = random.between<std::size_t>(1, 3);
}

// Below what is doubtful (7 days ahead, 5 minutes behind) none is drawn; Plan::clock_steps are seconds.
void draw_clock_jump(Plan& plan, Random& random) {
    plan.clock_jump = random.one_of<Millis>({24h * 8, 24h * 31, 24h * 400, -10min, -72h});
    plan.jump_while_down = random.chance(0.5);
    plan.jump_undone = random.one_of({0.0, 1.0});
}

}  // namespace

std::string subscriber_number(std::size_t index) {
    return fmt::format("{}{:02}", number_begins, index);
}

bool Plan::is_odd(std::string_view subscriber) const {
    const auto index = index_of(subscriber);
    return index < unreachable || (flood > 0 && index == 0) || (!victim.empty() && subscriber == victim);
}

bool Plan::is_unreachable(std::string_view subscriber, Millis since_begin) const {
    return index_of(subscriber) < unreachable && unreachable_during.holds(since_begin);
}

std::size_t Plan::smsc_of(std::string_view subscriber) const {
    const auto index = index_of(subscriber);
    return index == SIZE_MAX ? 0 : index % smscs;
}

void draw_odd_things(Plan& plan, Random& random) {
    const auto kind = random.below(20);
    const bool sells = kind >= 8 && kind < 12;
    if (kind < 3) draw_unreachable(plan, random);
    if (kind == 3 || kind == 4) draw_flood(plan, random);
    if (kind == 4 || kind == 5 || kind == 6) draw_two_smscs(plan, random);
    if (sells) draw_book(plan, random);
    if (sells && random.chance(0.3)) draw_unreachable(plan, random);
    if (sells && random.chance(0.3)) draw_two_smscs(plan, random);
    if (kind == 7 || (sells && random.chance(0.3))) draw_spoilings(plan, random);
    if (kind == 12 || (sells && random.chance(0.3))) draw_clock_jump(plan, random);
}

}  // namespace hall::simulation
