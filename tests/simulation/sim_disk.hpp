#pragma once
// A disk in memory under real SQLite, one VFS for all: a process can be killed or the power cut at any write or
// sync, the disk can be full or broken for a while, and it is known what would be left. One thread.
// Opening a database whose path begins with the disk's root uses it; connections from before a crash are dead.

#include "tests/simulation/disk_file.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace hall::simulation {

struct SharedFile;  // see open_file.hpp

class SimDisk {
public:
    using Image = std::map<std::string, Bytes>;  // file name without root -> content

    /// `root`: how the paths of this disk's files begin. `random` draws what survives a power cut.
    SimDisk(std::string root, Random random);
    ~SimDisk();
    SimDisk(const SimDisk&) = delete;
    SimDisk& operator=(const SimDisk&) = delete;

    /// Puts files on the disk, synced. Nothing may be open.
    void load(const Image& image);
    /// All files as they are; at worst: as a power cut would leave them if nothing unsynced survived.
    Image image() const;
    Image image_at_worst() const;

    /// The process dies at the `operations`-th write, sync, truncation or deletion from now (1: the next one):
    /// that one happens in part or not at all, and everything after it fails.
    void die_in(std::size_t operations) { dies_in_ = operations; }
    /// True from that moment on until crash().
    bool dying() const { return dying_; }

    /// The process is gone: its connections are dead. What it wrote stays (killed) or stays as far as it was
    /// synced, and a drawn bit more (power cut).
    enum class Crash { killed, power_cut };
    void crash(Crash how);

    enum class Fault { none, full, write_error, sync_error, read_error };
    void set_fault(Fault fault) { fault_ = fault; }
    Fault fault() const { return fault_; }

    /// True while some change would not survive a power cut.
    bool has_unsynced() const;

    /// Writes, syncs, truncations and deletions so far.
    std::uint64_t operations() const { return operations_; }

    // For the VFS.
    std::shared_ptr<SharedFile> open(const std::string& path, bool create);
    bool exists(const std::string& path) const { return files_.contains(path); }
    int remove(const std::string& path);
    /// An SQLite result code: whether a change may happen. `torn`: it happens in part, then the process is dead.
    int before_change(int fault_code, bool* torn = nullptr);
    int fault_of_sync() const;
    int fault_of_read() const;
    std::uint64_t epoch() const { return epoch_; }
    Random& random() { return random_; }

    /// The disk that holds this path, if any.
    static SimDisk* of(const std::string& path);

private:
    std::string root_;
    Random random_;
    std::map<std::string, std::shared_ptr<SharedFile>> files_;  // by whole path
    std::uint64_t epoch_ = 1;
    std::optional<std::size_t> dies_in_;
    bool dying_ = false;
    Fault fault_ = Fault::none;
    std::uint64_t operations_ = 0;
};

}  // namespace hall::simulation
