#include "tests/simulation/judge.hpp"

#include <algorithm>

namespace hall::simulation {

using namespace std::chrono_literals;

Judge::Judge(World& world, const Plan& plan, SimDisk& disk, std::filesystem::path database)
    : world_(world), plan_(plan), disk_(disk), path_(std::move(database)), worst_("/worst/", Random(1)) {}

Judge::Before Judge::rows_of(store::Database& database) {
    store::Statement rows(
        database, "SELECT (SELECT coalesce(max(id), 0) FROM texts), (SELECT coalesce(max(id), 0) FROM outbound)");
    rows.begin();
    rows.step();
    return {rows.integer(0), rows.integer(1)};
}

void Judge::hall_began() {
    beside_hall_ = std::make_unique<store::Database>(path_, store::Database::Mode::read_only, 0ms);
    last_inbound_ = 0;
}

void Judge::learn(store::Database& database) {
    store::Statement rows(database, "SELECT id, sequence_number FROM inbound WHERE id > ? ORDER BY id");
    rows.begin(last_inbound_);
    while (rows.step()) {
        last_inbound_ = rows.integer(0);
        durable_.insert(static_cast<std::uint32_t>(rows.integer(1)));
    }
}

bool Judge::durable(std::uint32_t sequence) {
    if (durable_.contains(sequence)) return true;
    if (beside_hall_ && !disk_.has_unsynced() && !disk_.dying() && disk_.fault() != SimDisk::Fault::read_error) {
        // Everything that was written is synced, so what a reader sees is what a power cut would leave.
        learn(*beside_hall_);
    } else {
        SimDisk::Image image;
        for (auto& [name, content] : disk_.image_at_worst()) image[name] = std::move(content);
        worst_.load(image);
        store::Database database("/worst/" + path_.filename().string(), store::Database::Mode::read_only, 0ms);
        last_inbound_ = 0;
        learn(database);
        last_inbound_ = 0;
    }
    return durable_.contains(sequence);
}

void Judge::acknowledged(const Parcel& parcel, RequestId delivery) {
    if (durable(delivery.sequence)) return;
    world_.breach("acknowledged means durable",
                  fmt::format("the SMSC read status 0 for seq {} (parcel {}, text {}) on connection {}, and a power cut "
                              "now would leave no row of it",
                              delivery.sequence, parcel.number, static_cast<std::int64_t>(parcel.text),
                              delivery.connection));
}

void Judge::submit_written(RequestId submit, std::int64_t outbound_id) {
    submits_[submit] = {outbound_id, world_.clock.now()};
}

void Judge::submit_read(RequestId submit, const codecs::SubmitSm&) {
    submits_.at(submit).read = true;
    std::size_t open = 0;
    std::size_t slow = 0;
    const auto oldest = world_.clock.now() - plan_.response_timeout;
    const auto end = submits_.upper_bound({submit.connection, UINT32_MAX});
    for (auto it = submits_.lower_bound({submit.connection, 0}); it != end; ++it)
        if (it->second.read && it->second.written > oldest && !overdue(it->second)) {
            ++open;
            slow += it->second.written + 100ms <= world_.clock.now() ? 1 : 0;
        }
    // Where the whole window waits, as many places again are given back, one after the other.
    if (open > plan_.window + std::min(slow, plan_.window))
        world_.breach("the window is never exceeded", fmt::format("connection {}: {} submits unanswered, the window is {}",
                                                                  submit.connection, open, plan_.window));
}

void Judge::submit_taken(RequestId submit, const codecs::SubmitSm&) {
    const auto outbound_id = submits_.at(submit).outbound_id;
    auto& taken = taken_[outbound_id];
    ++takings_;
    if (++taken.times == 1) {
        taken.first = takings_;
    } else {
        world_.counts.add(Count::taken_again);
        world_.say("the SMSC has taken outbound {} for the {}. time", outbound_id, taken.times);
    }
}

void Judge::submit_answered(RequestId submit) {
    const auto first = submits_.lower_bound({submit.connection, 0});
    for (auto it = first; it != submits_.end() && it->first < submit; ++it)
        if (!it->second.overtaken) it->second.overtaken = world_.clock.now();
    submits_.erase(submit);
}

// Its place in the window is given back some time after a later one was answered (AnswerWatch).
bool Judge::overdue(const Submit& submit) const {
    return submit.overtaken && *submit.overtaken + 100ms <= world_.clock.now();
}

void Judge::connection_over(std::uint64_t connection) {
    submits_.erase(submits_.lower_bound({connection, 0}), submits_.upper_bound({connection, UINT32_MAX}));
}

const Judge::Taken* Judge::taken(std::int64_t outbound_id) const {
    const auto found = taken_.find(outbound_id);
    return found == taken_.end() ? nullptr : &found->second;
}

}  // namespace hall::simulation
