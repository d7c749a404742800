#include "tests/simulation/open_file.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace hall::simulation {

OpenFile::OpenFile(SimDisk* disk, std::shared_ptr<SharedFile> shared, std::string delete_at_close)
    : disk_(disk),
      shared_(std::move(shared)),
      epoch_(disk == nullptr ? 0 : disk->epoch()),
      delete_at_close_(std::move(delete_at_close)) {}

OpenFile::~OpenFile() {
    unmap_index();
    unlock(SQLITE_LOCK_NONE);
    if (!delete_at_close_.empty() && !dead()) disk_->remove(delete_at_close_);
}

int OpenFile::read(std::uint8_t* to, std::size_t count, std::size_t offset) {
    if (dead()) return SQLITE_IOERR_READ;
    if (disk_ != nullptr)
        if (const int code = disk_->fault_of_read(); code != SQLITE_OK) return code;
    const auto& content = shared_->file.content();
    const auto begin = std::min(offset, content.size());
    const auto length = std::min(count, content.size() - begin);
    std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(begin), length, to);
    std::fill(to + length, to + count, std::uint8_t{0});  // SQLite expects it behind the end of the file
    return length == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int OpenFile::write(ByteView bytes, std::size_t offset) {
    if (dead()) return SQLITE_IOERR_WRITE;
    if (disk_ != nullptr) {
        bool torn = false;
        const int code = disk_->before_change(SQLITE_IOERR_WRITE, &torn);
        if (torn) shared_->file.write(offset, bytes.first(disk_->random().below(bytes.size() + 1)));
        if (code != SQLITE_OK) return code;
    }
    shared_->file.write(offset, bytes);
    return SQLITE_OK;
}

int OpenFile::truncate(std::size_t size) {
    if (dead()) return SQLITE_IOERR_TRUNCATE;
    if (disk_ != nullptr)
        if (const int code = disk_->before_change(SQLITE_IOERR_TRUNCATE); code != SQLITE_OK) return code;
    shared_->file.truncate(size);
    return SQLITE_OK;
}

int OpenFile::sync() {
    if (dead()) return SQLITE_IOERR_FSYNC;
    if (disk_ != nullptr) {
        bool came_through = false;  // killed in the middle of the sync, which may have done its work
        const int code = disk_->before_change(SQLITE_IOERR_FSYNC, &came_through);
        if (came_through) shared_->file.sync();
        if (code == SQLITE_FULL) return SQLITE_IOERR_FSYNC;
        if (code != SQLITE_OK) return code;
        if (const int fault = disk_->fault_of_sync(); fault != SQLITE_OK) return fault;
    }
    shared_->file.sync();
    return SQLITE_OK;
}

int OpenFile::size(std::size_t& size) const {
    if (dead()) return SQLITE_IOERR_FSTAT;
    size = shared_->file.content().size();
    return SQLITE_OK;
}

int OpenFile::lock(int level) {
    if (dead()) return SQLITE_IOERR_LOCK;
    if (level <= level_) return SQLITE_OK;
    if (shared_->writer != nullptr && shared_->writer != this) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_SHARED) {
        ++shared_->shared;
    } else {
        if (level == SQLITE_LOCK_EXCLUSIVE && shared_->shared > 1) return SQLITE_BUSY;
        shared_->writer = this;
    }
    level_ = level;
    return SQLITE_OK;
}

int OpenFile::unlock(int level) {
    if (level >= level_) return SQLITE_OK;
    if (shared_->writer == this) shared_->writer = nullptr;
    if (level == SQLITE_LOCK_NONE) --shared_->shared;
    level_ = level;
    return SQLITE_OK;
}

int OpenFile::map_index(std::size_t region, std::size_t size, bool extend, void volatile** out) {
    *out = nullptr;
    if (dead()) return SQLITE_IOERR_SHMMAP;
    if (!maps_index_) {
        maps_index_ = true;
        ++shared_->index_users;
    }
    auto& index = shared_->index;
    if (index.size() <= region && !extend) return SQLITE_OK;
    while (index.size() <= region) index.push_back(std::make_unique<std::uint8_t[]>(size));
    *out = index[region].get();
    return SQLITE_OK;
}

int OpenFile::lock_index(std::size_t from, std::size_t count, int flags) {
    if (dead()) return SQLITE_IOERR_SHMLOCK;
    const bool share = (flags & SQLITE_SHM_SHARED) != 0;
    const bool release = (flags & SQLITE_SHM_UNLOCK) != 0;
    auto& sharers = shared_->index_shared;
    auto& owners = shared_->index_exclusive;
    for (auto slot = from; !release && slot < from + count; ++slot) {
        if (owners[slot] != nullptr && owners[slot] != this) return SQLITE_BUSY;
        if (!share && sharers[slot] > 0) return SQLITE_BUSY;
    }
    for (auto slot = from; slot < from + count; ++slot) {
        if (share) {
            sharers[slot] += release ? -1 : 1;
        } else {
            owners[slot] = release ? nullptr : this;
        }
    }
    return SQLITE_OK;
}

void OpenFile::unmap_index() {
    if (!maps_index_) return;
    maps_index_ = false;
    for (auto& owner : shared_->index_exclusive)
        if (owner == this) owner = nullptr;
    if (--shared_->index_users == 0) shared_->index.clear();
}

}  // namespace hall::simulation
