#pragma once
// One file of the simulated disk: its bytes, and every change since the last sync, so that a power cut can take
// changes back. Must not know SQLite.

#include "codecs/result.hpp"
#include "tests/simulation/sim_random.hpp"

#include <cstddef>
#include <cstdint>

namespace hall::simulation {

class DiskFile {
public:
    DiskFile() = default;
    explicit DiskFile(Bytes content) : content_(std::move(content)) {}

    const Bytes& content() const { return content_; }
    void write(std::size_t offset, ByteView bytes);
    void truncate(std::size_t size);

    /// Everything written so far survives a power cut from now on.
    void sync() { changes_.clear(); }
    std::size_t unsynced() const { return changes_.size(); }

    /// What a power cut leaves: everything synced, and of the changes since then none, all, the first few, or any
    /// of them; the last one may be torn.
    void power_cut(Random& random);

    /// What a power cut leaves at worst: only what was synced.
    Bytes synced_content() const;

private:
    struct Change {
        std::size_t offset = 0;
        Bytes before;              // what the change overwrote or cut off
        Bytes after;               // what it wrote; nothing for a truncation
        std::size_t size_before = 0;
        std::size_t size_after = 0;
    };
    static void take_back(Bytes& content, const Change& change);
    static void put(Bytes& content, std::size_t offset, ByteView bytes);

    Bytes content_;
    std::vector<Change> changes_;
};

}  // namespace hall::simulation
