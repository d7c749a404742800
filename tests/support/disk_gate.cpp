#include "tests/support/disk_gate.hpp"

#include <sqlite3.h>

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <new>

namespace hall::test {

namespace {

struct State {
    std::mutex mutex;
    std::condition_variable changed;
    bool held = false;
    bool failing = false;
    bool full = false;
    bool skipping = false;
    int waiting = 0;
    int syncs = 0;
};

State& state() {
    static State instance;
    return instance;
}

struct GateFile {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<GateFile*>(file)->real(); }

int gate_close(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
int gate_read(sqlite3_file* f, void* p, int n, sqlite3_int64 o) { return real(f)->pMethods->xRead(real(f), p, n, o); }
int gate_write(sqlite3_file* f, const void* p, int n, sqlite3_int64 o) {
    {
        const std::lock_guard lock(state().mutex);
        if (state().full) return SQLITE_FULL;
    }
    return real(f)->pMethods->xWrite(real(f), p, n, o);
}
int gate_truncate(sqlite3_file* f, sqlite3_int64 n) { return real(f)->pMethods->xTruncate(real(f), n); }
int gate_sync(sqlite3_file* f, int flags) {
    {
        std::unique_lock lock(state().mutex);
        ++state().waiting;
        state().changed.notify_all();
        state().changed.wait(lock, [] { return !state().held; });
        --state().waiting;
        if (state().failing) return SQLITE_IOERR_FSYNC;
        ++state().syncs;
        if (state().skipping) return SQLITE_OK;
    }
    return real(f)->pMethods->xSync(real(f), flags);
}
int gate_size(sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); }
int gate_lock(sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); }
int gate_unlock(sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); }
int gate_reserved(sqlite3_file* f, int* r) { return real(f)->pMethods->xCheckReservedLock(real(f), r); }
int gate_control(sqlite3_file* f, int op, void* p) { return real(f)->pMethods->xFileControl(real(f), op, p); }
int gate_sector(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int gate_device(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
int gate_shm_map(sqlite3_file* f, int a, int b, int c, void volatile** p) {
    return real(f)->pMethods->xShmMap(real(f), a, b, c, p);
}
int gate_shm_lock(sqlite3_file* f, int a, int b, int c) { return real(f)->pMethods->xShmLock(real(f), a, b, c); }
void gate_shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int gate_shm_unmap(sqlite3_file* f, int d) { return real(f)->pMethods->xShmUnmap(real(f), d); }

const sqlite3_io_methods methods = {2,
                                    gate_close,
                                    gate_read,
                                    gate_write,
                                    gate_truncate,
                                    gate_sync,
                                    gate_size,
                                    gate_lock,
                                    gate_unlock,
                                    gate_reserved,
                                    gate_control,
                                    gate_sector,
                                    gate_device,
                                    gate_shm_map,
                                    gate_shm_lock,
                                    gate_shm_barrier,
                                    gate_shm_unmap,
                                    nullptr,
                                    nullptr};

sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs gate_vfs{};

int gate_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* gate = new (file) GateFile{};
    gate->base.pMethods = nullptr;
    const int code = real_vfs->xOpen(real_vfs, name, gate->real(), flags, out);
    if (gate->real()->pMethods != nullptr) gate->base.pMethods = &methods;
    return code;
}

}  // namespace

DiskGate::DiskGate() {
    real_vfs = sqlite3_vfs_find("unix");
    gate_vfs = *real_vfs;
    gate_vfs.zName = "gate";
    gate_vfs.szOsFile = static_cast<int>(sizeof(GateFile)) + real_vfs->szOsFile;
    gate_vfs.xOpen = gate_open;
    sqlite3_vfs_register(&gate_vfs, 1);
    const std::lock_guard lock(state().mutex);
    state().held = state().failing = state().full = state().skipping = false;
    state().syncs = 0;
}

DiskGate::~DiskGate() {
    release();
    sqlite3_vfs_unregister(&gate_vfs);
    sqlite3_vfs_register(real_vfs, 1);
}

void DiskGate::hold() {
    const std::lock_guard lock(state().mutex);
    state().held = true;
}

void DiskGate::release() {
    {
        const std::lock_guard lock(state().mutex);
        state().held = false;
    }
    state().changed.notify_all();
}

bool DiskGate::wait_for_held_sync(std::chrono::milliseconds limit) {
    std::unique_lock lock(state().mutex);
    return state().changed.wait_for(lock, limit, [] { return state().held && state().waiting > 0; });
}

void DiskGate::fail_syncs(bool failing) {
    const std::lock_guard lock(state().mutex);
    state().failing = failing;
}

void DiskGate::fill_disk(bool full) {
    const std::lock_guard lock(state().mutex);
    state().full = full;
}

void DiskGate::skip_syncs(bool skipping) {
    const std::lock_guard lock(state().mutex);
    state().skipping = skipping;
}

int DiskGate::syncs() const {
    const std::lock_guard lock(state().mutex);
    return state().syncs;
}

}  // namespace hall::test
