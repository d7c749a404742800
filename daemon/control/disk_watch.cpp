#include "daemon/control/disk_watch.hpp"

#include <algorithm>

namespace hall::daemon {

namespace {

constexpr Millis patience_with_disk = std::chrono::seconds(2);

}  // namespace

void DiskWatch::ask(Told told) {
    auto asker = std::make_shared<Asker>(Asker{std::move(told), boost::asio::steady_timer(io_)});
    asker->limit.expires_after(patience_with_disk);
    asker->limit.async_wait([this, waits = std::weak_ptr(asker)](boost::system::error_code error) {
        const auto late = waits.lock();
        if (!error && late) give_up(late);
    });
    next_.push_back(std::move(asker));
    if (!under_way_) begin();
}

std::optional<UtcTime> DiskWatch::reading_since() const {
    const auto since = reader_.busy_since();
    if (!since || now() - *since < patience_with_disk / 2) return std::nullopt;
    return utc_now() - std::chrono::duration_cast<Millis>(now() - *since);
}

void DiskWatch::begin() {
    under_way_ = true;
    served_ = std::exchange(next_, {});
    reader_.ask<DiskState>(compare_(), [this](const DiskState& state) { finished(state); });
}

void DiskWatch::finished(const DiskState& state) {
    under_way_ = false;
    const auto served = std::exchange(served_, {});
    for (const auto& asker : served) asker->told(state, std::nullopt);
    if (!next_.empty() && !under_way_) begin();
}

void DiskWatch::give_up(const std::shared_ptr<Asker>& asker) {
    for (auto* askers : {&served_, &next_}) std::erase(*askers, asker);
    // Behind a reload that takes its time it has not even begun: that, too, is the reader's work under way.
    asker->told({}, reading_since().value_or(utc_now() - patience_with_disk));
}

}  // namespace hall::daemon
