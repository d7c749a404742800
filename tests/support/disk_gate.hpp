#pragma once
// A disk that a test can hold up or break: an SQLite VFS around the real one. While the gate is held, fsync of
// any database file waits, exactly as on a disk that hangs; while it is failing, fsync fails, or the disk is
// full. Real SQLite runs above it and real files lie below it.

#include <chrono>

namespace hall::test {

class DiskGate {
public:
    /// Puts the gate before every database that is opened from now on. One at a time.
    DiskGate();
    ~DiskGate();
    DiskGate(const DiskGate&) = delete;
    DiskGate& operator=(const DiskGate&) = delete;

    void hold();
    void release();

    /// Waits until somebody stands before the held gate. False when nobody came in time.
    bool wait_for_held_sync(std::chrono::milliseconds limit);

    void fail_syncs(bool failing);
    void fill_disk(bool full);

    /// Says that everything is on disk without waiting for it: for tests of thousands of commits that are not about
    /// power cuts.
    void skip_syncs(bool skipping);

    /// Syncs that came through since the gate was made.
    int syncs() const;
};

}  // namespace hall::test
