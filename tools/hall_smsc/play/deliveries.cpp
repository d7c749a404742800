#include "tools/hall_smsc/play/deliveries.hpp"

#include <algorithm>

namespace hall::tools {

using codecs::CommandStatus;

namespace {

// A hall that refuses a text at once must not be asked again at once.
constexpr Millis least_pause_after_refusal{100};

}  // namespace

void Deliveries::add(Parcel parcel, Instant due) {
    const ParcelId id = ++last_;
    Held& held = parcels_[id];
    held.parcel = std::move(parcel);
    ++waiting_;
    put_back(id, held, due);
}

void Deliveries::put_back(ParcelId id, Held& held, Instant due) {
    if (held.due || held.acknowledged) return;
    held.due = true;
    due_.emplace(due, id);
}

std::optional<ParcelId> Deliveries::next_due(Instant now) {
    while (!due_.empty() && due_.begin()->first <= now) {
        const ParcelId id = due_.begin()->second;
        due_.erase(due_.begin());
        const auto held = parcels_.find(id);
        held->second.due = false;
        if (!held->second.acknowledged) return id;
        forget_if_done(held);
    }
    return std::nullopt;
}

void Deliveries::handed(ParcelId id, LinkId link, std::uint32_t sequence, Instant now) {
    Held& held = parcels_.at(id);
    ++held.copies;
    ++held.entries;
    ++held.parcel.attempts;
    deliveries_[sequence] = {id, link, false};
    deadlines_.emplace_back(now + patience_, sequence);
}

void Deliveries::not_handed(ParcelId id, Instant due) {
    put_back(id, parcels_.at(id), due);
}

DeliveryAnswer Deliveries::answered(std::uint32_t sequence, CommandStatus status, bool believed, Instant now) {
    const auto found = deliveries_.find(sequence);
    if (found == deliveries_.end()) return {};
    const Delivery delivery = found->second;
    Held& held = parcels_.at(delivery.parcel);
    DeliveryAnswer answer{Outcome::given_up, held.parcel.text, held.parcel.part};
    if (!believed) {
        give_up(found->second, now);
        return answer;
    }
    deliveries_.erase(found);
    --held.entries;
    if (!delivery.given_up) {
        --held.copies;
        if (status != CommandStatus::ok) {
            answer.outcome = Outcome::refused;
            if (held.copies == 0) {
                put_back(delivery.parcel, held, now + std::max(plan_.redelivery_delay(), least_pause_after_refusal));
            }
        } else if (held.acknowledged) {
            answer.outcome = Outcome::again;
        } else {
            answer.outcome = Outcome::acknowledged;
            held.acknowledged = true;
            --waiting_;
        }
    }
    forget_if_done(parcels_.find(delivery.parcel));
    return answer;
}

void Deliveries::give_up(Delivery& delivery, Instant now) {
    if (delivery.given_up) return;
    delivery.given_up = true;
    Held& held = parcels_.at(delivery.parcel);
    --held.copies;
    if (held.copies == 0 && !held.acknowledged) put_back(delivery.parcel, held, now + plan_.redelivery_delay());
}

void Deliveries::link_lost(LinkId link, Instant now) {
    for (auto it = deliveries_.begin(); it != deliveries_.end();) {
        if (it->second.link != link) {
            ++it;
            continue;
        }
        give_up(it->second, now);
        const auto held = parcels_.find(it->second.parcel);
        it = deliveries_.erase(it);
        --held->second.entries;
        forget_if_done(held);
    }
}

void Deliveries::look(Instant now) {
    for (; !deadlines_.empty() && deadlines_.front().first <= now; deadlines_.pop_front()) {
        const auto found = deliveries_.find(deadlines_.front().second);
        if (found != deliveries_.end()) give_up(found->second, now);
    }
}

void Deliveries::forget_if_done(std::unordered_map<ParcelId, Held>::iterator held) {
    // While deliveries of it may still be answered it is kept, so that their answers can be named.
    if (held->second.acknowledged && !held->second.due && held->second.entries == 0) parcels_.erase(held);
}

}  // namespace hall::tools
