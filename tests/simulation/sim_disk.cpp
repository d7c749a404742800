#include "tests/simulation/sim_disk.hpp"

#include "tests/simulation/open_file.hpp"
#include "tests/simulation/sim_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace hall::simulation {

namespace {

std::vector<SimDisk*>& disks() {
    static std::vector<SimDisk*> all;
    return all;
}

}  // namespace

SimDisk::SimDisk(std::string root, Random random) : root_(std::move(root)), random_(random) {
    install_vfs();
    disks().push_back(this);
}

SimDisk::~SimDisk() { std::erase(disks(), this); }

SimDisk* SimDisk::of(const std::string& path) {
    const auto found = std::find_if(disks().begin(), disks().end(),
                                    [&path](const SimDisk* disk) { return path.starts_with(disk->root_); });
    return found == disks().end() ? nullptr : *found;
}

void SimDisk::load(const Image& image) {
    files_.clear();
    for (const auto& [name, content] : image) {
        auto shared = std::make_shared<SharedFile>();
        shared->file = DiskFile(content);
        files_[root_ + name] = std::move(shared);
    }
}

SimDisk::Image SimDisk::image() const {
    Image image;
    for (const auto& [path, shared] : files_) image[path.substr(root_.size())] = shared->file.content();
    return image;
}

SimDisk::Image SimDisk::image_at_worst() const {
    Image image;
    for (const auto& [path, shared] : files_) image[path.substr(root_.size())] = shared->file.synced_content();
    return image;
}

void SimDisk::crash(Crash how) {
    ++epoch_;
    dies_in_.reset();
    dying_ = false;
    // Dead connections keep their own hold of what they had opened; the next life gets files nobody has locked.
    for (auto& [path, shared] : files_) {
        auto fresh = std::make_shared<SharedFile>();
        fresh->file = shared->file;
        if (how == Crash::power_cut) fresh->file.power_cut(random_);
        shared = std::move(fresh);
    }
}

bool SimDisk::has_unsynced() const {
    return std::any_of(files_.begin(), files_.end(),
                       [](const auto& entry) { return entry.second->file.unsynced() > 0; });
}

std::shared_ptr<SharedFile> SimDisk::open(const std::string& path, bool create) {
    auto& shared = files_[path];
    if (!shared) {
        if (!create) {
            files_.erase(path);
            return nullptr;
        }
        shared = std::make_shared<SharedFile>();
    }
    return shared;
}

int SimDisk::remove(const std::string& path) {
    if (!files_.contains(path)) return SQLITE_IOERR_DELETE_NOENT;
    if (const int code = before_change(SQLITE_IOERR_DELETE); code != SQLITE_OK) return code;
    files_.erase(path);
    return SQLITE_OK;
}

int SimDisk::before_change(int fault_code, bool* torn) {
    if (dying_) return SQLITE_IOERR;
    ++operations_;
    if (dies_in_ && --*dies_in_ == 0) {
        dies_in_.reset();
        dying_ = true;
        if (torn != nullptr) *torn = random_.chance(0.5);
        return SQLITE_IOERR;
    }
    if (fault_ == Fault::full) return SQLITE_FULL;
    if (fault_ == Fault::write_error) return fault_code;
    return SQLITE_OK;
}

int SimDisk::fault_of_sync() const { return fault_ == Fault::sync_error ? SQLITE_IOERR_FSYNC : SQLITE_OK; }

int SimDisk::fault_of_read() const {
    if (dying_) return SQLITE_IOERR;
    return fault_ == Fault::read_error ? SQLITE_IOERR_READ : SQLITE_OK;
}

}  // namespace hall::simulation
