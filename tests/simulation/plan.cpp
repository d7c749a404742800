#include "tests/simulation/plan.hpp"

#include <algorithm>

namespace hall::simulation {

namespace {

using namespace std::chrono_literals;

// Absent in most histories, rare in some, frequent in a few.
double sometimes(Random& random, double most) {
    const auto draw = random.below(10);
    if (draw < 6) return 0;
    return draw < 9 ? most / 5 : most;
}

std::size_t a_few(Random& random, std::size_t most) {
    return random.chance(0.55) ? 0 : random.between<std::size_t>(1, most);
}

void draw_hall(Plan& plan, Random& random) {
    plan.links = random.between<std::size_t>(1, 3);
    plan.pairs = random.chance(0.2);
    plan.window = random.one_of<std::size_t>({1, 2, 5, 10});
    plan.rate = random.one_of<std::uint32_t>({0, 0, 0, 5, 20});
    plan.batch_limit = random.one_of<std::size_t>({1, 3, 20, 256});
    plan.inbox_limit = random.one_of<std::size_t>({2, 5000, 5000, 5000});
    plan.enquire_link = random.one_of<Millis>({5s, 30s, 60s});
    plan.response_timeout = random.one_of<Millis>({10s, 30s, 60s});
    plan.reconnect_to = random.one_of<Millis>({5s, 60s});
    plan.long_text_limit = random.chance(0.2) ? Millis(10min) : Millis(30h);
    plan.long_messages = random.one_of({codecs::LongMessages::udh8, codecs::LongMessages::udh16,
                                        codecs::LongMessages::sar, codecs::LongMessages::payload});
    plan.receipts = random.chance(0.4);
    plan.unanswered = random.one_of({daemon::Unanswered::resend, daemon::Unanswered::resend, daemon::Unanswered::hold,
                                     daemon::Unanswered::fail});
    plan.commit_from = 1ms;
    plan.commit_to = random.one_of<Millis>({2ms, 20ms, 200ms});
    plan.slow_commit = sometimes(random, 0.3);
    plan.slowest_commit = random.one_of<Millis>({3s, 8s, 50s});
}

void draw_network(Plan& plan, Random& random) {
    plan.latency_from = random.one_of<Millis>({0ms, 1ms, 30ms});
    plan.latency_to = plan.latency_from + random.one_of<Millis>({0ms, 5ms, 100ms});
    plan.slow_packet = sometimes(random, 0.05);
    plan.slowest_packet = random.one_of<Millis>({500ms, 1500ms});
    plan.split = random.one_of({0.0, 0.2, 0.9});
}

// What no hall can know is not asked of it. A PDU that arrives on one connection long after its twin was answered on
// another, and the answer proven, is like an honest second text. An SMSC that forgets for longer than the hall's
// `doubt`, delays included, cannot be made up for.
void draw_limits(Plan& plan, Random& random) {
    plan.forgets = random.one_of<Millis>({0ms, 1s, plan.slow_packet > 0 ? 1s : 3s});
    plan.twin = sometimes(random, 0.2);
    if (plan.twin > 0) {
        plan.slow_packet = 0;
        plan.latency_to = plan.latency_from;
    }
    plan.slowest_delay = plan.latency_to + (plan.slow_packet > 0 ? plan.slowest_packet : 0ms);
}

void draw_smsc(Plan& plan, Random& random) {
    plan.patience = random.one_of<Millis>({30s, 45s, 60s});
    plan.deliver_window = random.one_of<std::size_t>({1, 5, 20});
    plan.late_answer_counts = random.chance(0.5);
    plan.smsc_enquire_link = random.one_of<Millis>({20s, 60s});
    plan.smsc_inactivity = plan.enquire_link + random.one_of<Millis>({30s, 120s});
    plan.one_session_a_link = random.chance(0.5);
    plan.longest_redelivery_wait = random.one_of<Millis>({1s, 1s, 1min, 10min, 23h});
    plan.data_sm = sometimes(random, 0.5);
    plan.refuse_bind = sometimes(random, 0.5);
    plan.lost_connect = sometimes(random, 0.3);
    plan.throttle = sometimes(random, 0.4);
    plan.most_per_second = random.one_of<std::uint32_t>({0, 0, 0, 2, 10});
    plan.passing_refusal = sometimes(random, 0.3);
    plan.final_refusal = sometimes(random, 0.1);
    plan.odd_refusal = sometimes(random, 0.1);
    plan.lost_answer = sometimes(random, 0.2);
    plan.swallowed = sometimes(random, 0.2);
    plan.late_answer = sometimes(random, 0.4);
    plan.latest_answer = random.one_of<Millis>({2s, 2 * plan.response_timeout});
    plan.decimal_receipts = random.chance(0.3);
    plan.padded_receipts = random.chance(0.2);
    draw_limits(plan, random);
    if (plan.longest_redelivery_wait > 1h) {
        // A whole night: idle links must not cost more than the texts do.
        plan.enquire_link = 20min;
        plan.smsc_enquire_link = 30min;
        plan.smsc_inactivity = 50min;
    }
}

void draw_subscribers(Plan& plan, Random& random) {
    plan.length = random.one_of<Millis>({5s, 1min, 5min});
    plan.subscribers = random.between<std::size_t>(1, 8);
    plan.texts = random.between<std::size_t>(3, 30);
    plan.long_text = sometimes(random, 0.5);
    plan.repeat = sometimes(random, 0.5);
    if (plan.repeat > 0) plan.length = random.one_of<Millis>({5min, 20min});  // so that doubts can end
}

void draw_trouble(Plan& plan, Random& random) {
    plan.kills = a_few(random, 3);
    plan.power_cuts = a_few(random, 2);
    plan.kills_in_store = a_few(random, 4);
    plan.stops = a_few(random, 2);
    plan.disk_faults = a_few(random, 3);
    plan.link_losses = a_few(random, 6);
    plan.half_open = a_few(random, 3);
    plan.smsc_deaths = a_few(random, 2);
    const auto stalls = a_few(random, 3);
    plan.stalls = plan.twin > 0 ? 0 : stalls;  // as in draw_network()
    plan.freezes = a_few(random, 2);
    plan.clock_steps = random.chance(0.8) ? 0 : random.between<std::size_t>(1, 3);
}

}  // namespace

Plan draw_plan(Random& random) {
    Plan plan;
    draw_hall(plan, random);
    draw_network(plan, random);
    draw_smsc(plan, random);
    draw_subscribers(plan, random);
    draw_trouble(plan, random);
    draw_odd_things(plan, random);
    plan.throttles_by_rate = plan.most_per_second > 0 || plan.throttle > 0.3;
    return plan;
}

void calm(Plan& plan) {
    plan.slow_commit = 0;
    plan.slow_packet = 0;
    plan.twin = 0;
    plan.refuse_bind = 0;
    plan.lost_connect = 0;
    plan.throttle = 0;
    plan.most_per_second = 0;
    plan.passing_refusal = 0;
    plan.final_refusal = 0;
    plan.odd_refusal = 0;
    plan.lost_answer = 0;
    plan.swallowed = 0;
    plan.late_answer = 0;
}

}  // namespace hall::simulation
