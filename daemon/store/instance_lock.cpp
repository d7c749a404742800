// The lock is one of the open file description [fcntl(2), F_OFD_SETLK] on a byte of the database itself, so it follows the inode and
// needs neither a file beside it nor a folder that all containers share. The byte lies far behind any page and behind the bytes that
// SQLite locks, so the two never meet.
//
// What must never happen: POSIX locks, which SQLite has on the same file, go away when the process closes any descriptor of
// it [fcntl(2)]. So a descriptor that was opened here stays open for as long as the file has a name, and is used again.

#include "daemon/store/instance_lock.hpp"

#include "daemon/store/database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <vector>

namespace hall::store {

namespace {

constexpr ::off_t locked_byte = 0x7FFF'FFFF'FFFF'FFFE;

struct OpenFile {
    ::dev_t device;
    ::ino_t inode;
    int descriptor;
    bool held = false;
};

struct OpenFiles {
    std::mutex mutex;
    std::vector<OpenFile> all;
};

OpenFiles& open_files() {
    static auto* const files = new OpenFiles;  // for good: nothing closes its descriptors when the process ends in order
    return *files;
}

OpenFile* find(std::vector<OpenFile>& all, const struct ::stat& file) {
    const auto found = std::find_if(all.begin(), all.end(), [&file](const OpenFile& one) {
        return one.device == file.st_dev && one.inode == file.st_ino;
    });
    return found == all.end() ? nullptr : &*found;
}

// Nobody can open a file without a name any more, so nobody is kept away by the locks that closing it drops.
void close_nameless(std::vector<OpenFile>& all) {
    std::erase_if(all, [](const OpenFile& one) {
        struct ::stat file {};
        if (one.held || ::fstat(one.descriptor, &file) != 0 || file.st_nlink > 0) return false;
        ::close(one.descriptor);
        return true;
    });
}

[[noreturn]] void cannot_open(const std::filesystem::path& path) {
    throw StoreError(fmt::format("cannot open the database {}: {}", path.string(), std::strerror(errno)), 0);
}

OpenFile& opened(std::vector<OpenFile>& all, const std::filesystem::path& path) {
    struct ::stat file {};
    if (::stat(path.c_str(), &file) == 0)
        if (auto* known = find(all, file)) return *known;
    // With the rights that SQLite would give it.
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) cannot_open(path);
    // Somebody may have renamed a file that is known to this name meanwhile: then there are two of it, and both stay.
    if (::fstat(descriptor, &file) != 0) cannot_open(path);
    if (auto* known = find(all, file)) return *known;
    return all.emplace_back(OpenFile{file.st_dev, file.st_ino, descriptor});
}

bool set_lock(int descriptor, short type) {
    struct ::flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = locked_byte;
    lock.l_len = 1;
    return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

[[noreturn]] void refuse(const std::filesystem::path& path) {
    throw StoreError(fmt::format("another smshalld is running on {}; two on one database would answer everything twice",
                                 path.string()),
                     0);
}

}  // namespace

InstanceLock::InstanceLock(const std::filesystem::path& database_path) {
    if (database_path.has_parent_path()) {
        std::error_code ignored;  // if it cannot be made, opening the file says why
        std::filesystem::create_directories(database_path.parent_path(), ignored);
    }
    auto& [mutex, all] = open_files();
    const std::lock_guard guard(mutex);
    close_nameless(all);
    auto& file = opened(all, database_path);
    if (file.held) refuse(database_path);
    if (!set_lock(file.descriptor, F_WRLCK)) {
        if (errno == EAGAIN || errno == EACCES) refuse(database_path);
        throw StoreError(fmt::format("cannot lock the database {}: {}", database_path.string(), std::strerror(errno)), 0);
    }
    file.held = true;
    descriptor_ = file.descriptor;
}

InstanceLock::~InstanceLock() {
    auto& [mutex, all] = open_files();
    const std::lock_guard guard(mutex);
    set_lock(descriptor_, F_UNLCK);
    for (auto& one : all)
        if (one.descriptor == descriptor_) one.held = false;
}

}  // namespace hall::store
