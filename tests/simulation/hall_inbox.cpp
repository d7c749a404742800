#include "tests/simulation/hall_inbox.hpp"

#include <algorithm>
#include <iterator>

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

constexpr auto retry_interval = 250ms;  // as in ClerkThread
constexpr auto record_delay = 20ms;
constexpr Millis look_interval = 1min;

}  // namespace

HallInbox::HallInbox(World& world, const Plan& plan, daemon::Clerk& clerk, Outside outside)
    : world_(world), plan_(plan), clerk_(clerk), outside_(std::move(outside)) {}

bool HallInbox::offer(daemon::TextArrived text) {
    if (texts_waiting_ >= plan_.inbox_limit) return false;
    inbox_.emplace_back(std::move(text));
    ++texts_waiting_;
    wake();
    return true;
}

void HallInbox::clock_was_set() {
    world_.hall_after(world_.random.between(0ms, 1000ms), [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self && !self->busy_ && self->clerk_.wants_look(self->clocks())) self->run();
    });
}

void HallInbox::post(daemon::Event event) {
    inbox_.push_back(std::move(event));
    wake();
}

void HallInbox::wake() {
    if (busy_) return;
    auto wait = Millis::max();
    if (texts_waiting_ > 0) {
        wait = 0ms;
    } else if (!inbox_.empty()) {
        wait = record_delay;
    } else if (clerk_.wants_retry()) {
        wait = retry_interval;
    } else {
        const auto trusted = clerk_.time(world_.clock.now());
        // What the thread does once a second changes nothing until a minute is over, or somebody sets the clock.
        wait = look_interval;
        if (const auto wakeup = clerk_.next_wakeup(trusted)) wait = std::clamp<Millis>(*wakeup - trusted, 0ms, wait);
    }
    const auto when = world_.clock.now() + wait;
    if (wakes_at_ <= when) return;
    wakes_at_ = when;
    world_.hall_at(when, [weak = weak_from_this(), number = ++wakeup_] {
        const auto self = weak.lock();
        if (self && self->wakeup_ == number && !self->busy_) self->run();
    });
}

std::vector<daemon::Event> HallInbox::take_batch() {
    const auto count = std::min(inbox_.size(), plan_.batch_limit);
    const auto end = inbox_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<daemon::Event> events(std::make_move_iterator(inbox_.begin()), std::make_move_iterator(end));
    inbox_.erase(inbox_.begin(), end);
    texts_waiting_ -= static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [](const auto& event) {
        return std::holds_alternative<daemon::TextArrived>(event);
    }));
    return events;
}

void HallInbox::finish() {
    bool last = false;
    while (!last && (!inbox_.empty() || clerk_.wants_retry())) {
        last = inbox_.empty();  // one more try for what a failed store left over
        clerk_.handle(take_batch(), clocks());
    }
    ++wakeup_;
    busy_ = true;
}

void HallInbox::run() {
    wakes_at_ = Instant::max();
    busy_ = true;
    auto events = take_batch();
    const auto count = events.size();
    auto result = clerk_.handle(std::move(events), clocks());
    if (outside_.dying()) {
        outside_.died();
        return;
    }
    outside_.committed();
    auto takes = world_.random.between(plan_.commit_from, plan_.commit_to);
    if (plan_.slow_commit > 0 && world_.random.chance(plan_.slow_commit)) {
        takes += world_.random.between(0ms, plan_.slowest_commit);
        world_.troubled_until = std::max(world_.troubled_until, world_.clock.now() + takes);
    }
    world_.say("the clerk committed {} events in {} ms: {} answers, {} parts of replies{}", count, takes.count(),
               result.answers.size(), result.outbox.size(), clerk_.wants_retry() ? "; the store failed" : "");
    working_ = count > 0 || !result.empty();
    const auto done = world_.clock.now() + takes;
    world_.hall_at(done, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        self->busy_ = false;
        self->working_ = false;
        self->wake();
    });
    if (result.empty()) return;
    // On its way from the clerk's thread to the I/O thread; results keep their order.
    last_delivery_ = std::max(last_delivery_, done + world_.random.between(0ms, 2ms));
    ++undelivered_;
    world_.hall_at(last_delivery_, [weak = weak_from_this(), committed = std::move(result)]() mutable {
        const auto self = weak.lock();
        if (!self) return;
        --self->undelivered_;
        self->outside_.deliver(std::move(committed));
    });
}

}  // namespace hall::simulation
