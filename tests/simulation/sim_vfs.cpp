#include "tests/simulation/sim_vfs.hpp"

#include "tests/simulation/open_file.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace hall::simulation {

namespace {

struct Handle {
    sqlite3_file base;
    OpenFile* open;
};

OpenFile& opened(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file)->open; }

int file_close(sqlite3_file* file) {
    delete &opened(file);
    return SQLITE_OK;
}
int file_read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
    return opened(file).read(static_cast<std::uint8_t*>(to), static_cast<std::size_t>(count),
                             static_cast<std::size_t>(offset));
}
int file_write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
    return opened(file).write({static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(count)},
                              static_cast<std::size_t>(offset));
}
int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
    return opened(file).truncate(static_cast<std::size_t>(size));
}
int file_sync(sqlite3_file* file, int) { return opened(file).sync(); }
int file_size(sqlite3_file* file, sqlite3_int64* out) {
    std::size_t size = 0;
    const int code = opened(file).size(size);
    *out = static_cast<sqlite3_int64>(size);
    return code;
}
int file_lock(sqlite3_file* file, int level) { return opened(file).lock(level); }
int file_unlock(sqlite3_file* file, int level) { return opened(file).unlock(level); }
int file_reserved(sqlite3_file* file, int* out) {
    *out = opened(file).reserved() ? 1 : 0;
    return SQLITE_OK;
}
int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int file_sector(sqlite3_file*) { return 4096; }
// What SQLite assumes of any disk under Unix, and no more.
int file_device(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }
int index_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    return opened(file).map_index(static_cast<std::size_t>(region), static_cast<std::size_t>(size), extend != 0, out);
}
int index_lock(sqlite3_file* file, int from, int count, int flags) {
    return opened(file).lock_index(static_cast<std::size_t>(from), static_cast<std::size_t>(count), flags);
}
void index_barrier(sqlite3_file*) {}
int index_unmap(sqlite3_file* file, int) {
    opened(file).unmap_index();
    return SQLITE_OK;
}

const sqlite3_io_methods methods = {2,
                                    file_close,
                                    file_read,
                                    file_write,
                                    file_truncate,
                                    file_sync,
                                    file_size,
                                    file_lock,
                                    file_unlock,
                                    file_reserved,
                                    file_control,
                                    file_sector,
                                    file_device,
                                    index_map,
                                    index_lock,
                                    index_barrier,
                                    index_unmap,
                                    nullptr,
                                    nullptr};

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* handle = reinterpret_cast<Handle*>(file);
    handle->base.pMethods = nullptr;
    SimDisk* disk = nullptr;
    std::shared_ptr<SharedFile> shared;
    if (name == nullptr) {
        shared = std::make_shared<SharedFile>();
    } else {
        disk = SimDisk::of(name);
        if (disk == nullptr || disk->dying()) return SQLITE_CANTOPEN;
        shared = disk->open(name, (flags & SQLITE_OPEN_CREATE) != 0);
        if (!shared) return SQLITE_CANTOPEN;
    }
    const bool temporary = name != nullptr && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    handle->open = new OpenFile(disk, std::move(shared), temporary ? name : "");
    handle->base.pMethods = &methods;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs*, const char* name, int) {
    auto* disk = SimDisk::of(name);
    return disk == nullptr ? SQLITE_IOERR_DELETE_NOENT : disk->remove(name);
}

int vfs_access(sqlite3_vfs*, const char* name, int, int* out) {
    const auto* disk = SimDisk::of(name);
    *out = disk != nullptr && disk->exists(name) ? 1 : 0;
    return SQLITE_OK;
}

int vfs_full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    const auto length = std::strlen(name) + 1;
    if (length > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::copy_n(name, length, out);
    return SQLITE_OK;
}

// The salts of the WAL come from here; nothing that a history shows depends on them.
int vfs_randomness(sqlite3_vfs*, int size, char* out) {
    static Random random(1);
    std::generate_n(out, size, [] { return static_cast<char>(random.next() & 0x7F); });
    return size;
}

// Nobody waits for a lock in one thread; a wait would be a fault of the simulation and must not hang it.
int vfs_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

int vfs_time(sqlite3_vfs*, double* out) {
    *out = 2461000.5;
    return SQLITE_OK;
}

int vfs_last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

void install_vfs() {
    static sqlite3_vfs vfs{};
    if (vfs.zName != nullptr) return;
    // One thread: SQLite's locks and statistics would only cost time.
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    vfs.iVersion = 1;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 512;
    vfs.zName = "simulated";
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xAccess = vfs_access;
    vfs.xFullPathname = vfs_full_path;
    vfs.xRandomness = vfs_randomness;
    vfs.xSleep = vfs_sleep;
    vfs.xCurrentTime = vfs_time;
    vfs.xGetLastError = vfs_last_error;
    sqlite3_vfs_register(&vfs, 1);
}

}  // namespace hall::simulation
