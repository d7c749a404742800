#pragma once
// One opened file of the simulated disk, with its locks and its part in the wal-index, as SQLite's calls see it.
// Locks are counted although there is one thread, because a second connection (the auditor's) must not take
// itself for the only one. All functions give SQLite result codes.

#include "tests/simulation/sim_disk.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hall::simulation {

/// What the opened files of one name share: the bytes, who holds which lock, and the wal-index.
struct SharedFile {
    DiskFile file;
    int shared = 0;                // how many hold SHARED
    const void* writer = nullptr;  // who holds more
    // The wal-index dies with the last connection that maps it.
    std::vector<std::unique_ptr<std::uint8_t[]>> index;
    int index_users = 0;
    std::array<int, 8> index_shared{};
    std::array<const void*, 8> index_exclusive{};
};

class OpenFile {
public:
    /// `disk` nullptr: a temporary file of SQLite's own. `delete_at_close`: its path, or empty.
    OpenFile(SimDisk* disk, std::shared_ptr<SharedFile> shared, std::string delete_at_close);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    int read(std::uint8_t* to, std::size_t count, std::size_t offset);
    int write(ByteView bytes, std::size_t offset);
    int truncate(std::size_t size);
    int sync();
    int size(std::size_t& size) const;

    int lock(int level);
    int unlock(int level);
    bool reserved() const { return shared_->writer != nullptr; }

    int map_index(std::size_t region, std::size_t size, bool extend, void volatile** out);
    int lock_index(std::size_t from, std::size_t count, int flags);
    void unmap_index();

private:
    bool dead() const { return disk_ != nullptr && (disk_->epoch() != epoch_ || disk_->dying()); }

    SimDisk* disk_;
    std::shared_ptr<SharedFile> shared_;
    std::uint64_t epoch_;
    std::string delete_at_close_;
    int level_ = 0;
    bool maps_index_ = false;
};

}  // namespace hall::simulation
