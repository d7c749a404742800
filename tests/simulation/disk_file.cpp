#include "tests/simulation/disk_file.hpp"

#include <algorithm>

namespace hall::simulation {

void DiskFile::put(Bytes& content, std::size_t offset, ByteView bytes) {
    if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size());
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void DiskFile::write(std::size_t offset, ByteView bytes) {
    Change change;
    change.offset = offset;
    change.size_before = content_.size();
    const auto overlap_end = std::min(content_.size(), offset + bytes.size());
    if (offset < overlap_end)
        change.before.assign(content_.begin() + static_cast<std::ptrdiff_t>(offset),
                             content_.begin() + static_cast<std::ptrdiff_t>(overlap_end));
    change.after.assign(bytes.begin(), bytes.end());
    put(content_, offset, bytes);
    change.size_after = content_.size();
    changes_.push_back(std::move(change));
}

void DiskFile::truncate(std::size_t size) {
    Change change;
    change.offset = std::min(size, content_.size());
    change.size_before = content_.size();
    change.before.assign(content_.begin() + static_cast<std::ptrdiff_t>(change.offset), content_.end());
    content_.resize(size);
    change.size_after = size;
    changes_.push_back(std::move(change));
}

void DiskFile::take_back(Bytes& content, const Change& change) {
    content.resize(change.size_before);
    std::copy(change.before.begin(), change.before.end(),
              content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

Bytes DiskFile::synced_content() const {
    auto content = content_;
    for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) take_back(content, *change);
    return content;
}

void DiskFile::power_cut(Random& random) {
    if (changes_.empty()) return;
    auto content = synced_content();
    const auto kind = random.below(4);  // nothing, everything, the first few, any
    const auto first_few = random.below(changes_.size() + 1);
    for (std::size_t i = 0; i < changes_.size(); ++i) {
        const auto& change = changes_[i];
        const bool survives = kind == 1 || (kind == 2 && i < first_few) || (kind == 3 && random.chance(0.5));
        if (!survives) continue;
        if (change.after.empty()) {
            content.resize(change.size_after);
            continue;
        }
        ByteView bytes(change.after);
        const bool last_of_few = kind == 2 && i + 1 == first_few;
        if (last_of_few && random.chance(0.5)) bytes = bytes.first(random.below(bytes.size()));  // torn
        put(content, change.offset, bytes);
    }
    content_ = std::move(content);
    changes_.clear();
}

}  // namespace hall::simulation
