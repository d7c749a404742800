#pragma once
// Keeps a second daemon away from the same database, whatever name it knows it by.

#include <filesystem>

namespace hall::store {

/// While it lives no other process, and nobody else in this one, gets an InstanceLock on the same file: by a symbolic or a hard link,
/// a bind mount, from another container. A copy is another file. The kernel lets go of it when the process ends, however it
/// ends. From any thread.
class InstanceLock {
public:
    /// Makes the file, and its folder, where they are missing. Throws StoreError with a sentence for people when somebody else holds
    /// it, or when the file cannot be opened for writing.
    explicit InstanceLock(const std::filesystem::path& database_path);
    ~InstanceLock();
    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;

private:
    int descriptor_ = -1;  // not ours to close
};

}  // namespace hall::store
