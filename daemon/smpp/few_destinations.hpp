#pragma once
// Whether something concerns several destinations or always the same one or two: remembers three, which is enough to tell.

#include <algorithm>
#include <array>
#include <cstddef>

namespace hall::daemon {

class FewDestinations {
public:
    /// Any number that tells destinations apart.
    void add(std::size_t destination) {
        const auto end = known_.begin() + static_cast<std::ptrdiff_t>(count_);
        if (count_ < known_.size() && std::find(known_.begin(), end, destination) == end) known_[count_++] = destination;
    }
    void add(const FewDestinations& others) {
        for (std::size_t i = 0; i < others.count_; ++i) add(others.known_[i]);
    }
    bool several() const { return count_ == known_.size(); }

private:
    std::array<std::size_t, 3> known_{};
    std::size_t count_ = 0;
};

}  // namespace hall::daemon
