#pragma once
// SQLite's door to the simulated disks: a VFS that hands every call to SimDisk and OpenFile. Must not decide
// anything itself.

namespace hall::simulation {

/// Makes the simulated disks SQLite's default file system. Once a process; before it, no connection may be open.
void install_vfs();

}  // namespace hall::simulation
