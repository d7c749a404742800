// Two daemons on one file are kept apart whatever each calls it, in one process, in two, and in two containers.

#include "tests/store/store_fixture.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>

using namespace hall;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

enum class Outcome { locked, refused, failed };

Outcome try_lock(const fs::path& path) {
    try {
        const store::InstanceLock lock(path);
        return Outcome::locked;
    } catch (const store::StoreError& error) {
        return std::string_view(error.what()).starts_with("another smshalld is running") ? Outcome::refused : Outcome::failed;
    }
}

// Not allowed to make a situation: nothing is proven, and that is said.
constexpr int not_allowed = 99;

int in_child(const std::function<int()>& what) {
    const auto child = ::fork();
    if (child == 0) ::_exit(what());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// A process that is only forked would know what its parent holds, and hold it itself.
constexpr const char* path_of_other = "SMSHALL_TEST_LOCK";
constexpr const char* other_holds = "SMSHALL_TEST_LOCK_HOLDS";

/// Becomes another process that tries to lock, see the test of that name at the end. Does not return.
int become_another(const fs::path& path) {
    ::setenv(path_of_other, path.c_str(), 1);
    ::execl("/proc/self/exe", "test_store", "(as another process) takes the lock", nullptr);
    return not_allowed;
}

Outcome lock_in_another_process(const fs::path& path) {
    return static_cast<Outcome>(in_child([&] { return become_another(path); }));
}

/// Whether another process would be kept from writing to the pages of the database, as SQLite asks it.
bool sqlite_holds_locks_on(const fs::path& path) {
    return in_child([&] {
               const int descriptor = ::open(path.c_str(), O_RDWR);
               struct flock whole {};
               whole.l_type = F_WRLCK;
               whole.l_whence = SEEK_SET;
               whole.l_start = 0x40000000;  // SQLite's lock bytes
               whole.l_len = 512;
               ::fcntl(descriptor, F_GETLK, &whole);
               return whole.l_type == F_UNLCK ? 0 : 1;
           }) == 1;
}

struct LockFixture {
    test::TempDirectory directory;
    fs::path path = directory / "a" / "hall.db";

    LockFixture() {
        fs::create_directory(directory / "a");
        const store::Store made(path, 1s);
    }

    /// Another name of the same file.
    fs::path other_name(const std::string& how) const {
        const auto name = directory / "other.db";
        if (how == "symbolic link") fs::create_symlink(path, name);
        if (how == "symbolic link to a symbolic link") {
            fs::create_symlink("other.db", directory / "again.db");
            fs::create_symlink(path, name);
            return directory / "again.db";
        }
        if (how == "hard link") fs::create_hard_link(path, name);
        if (how == "folder that is a symbolic link") {
            fs::create_directory_symlink("a", directory / "b");
            return directory / "b" / "hall.db";
        }
        if (how == "steps up and down") return directory.path() / "a" / ".." / "a" / "." / "hall.db";
        if (how == "relative path") return fs::relative(path);
        return name;
    }
};

}  // namespace

TEST_CASE("another name of the same file is the same database, in this process and in another") {
    const std::string how = GENERATE("symbolic link", "symbolic link to a symbolic link", "hard link",
                                     "folder that is a symbolic link", "steps up and down", "relative path");
    CAPTURE(how);
    const LockFixture fixture;
    const auto other = fixture.other_name(how);
    {
        const store::Store daemon(fixture.path, 1s);
        CHECK(try_lock(other) == Outcome::refused);
        CHECK(lock_in_another_process(other) == Outcome::refused);
        CHECK(lock_in_another_process(fixture.path) == Outcome::refused);
    }
    CHECK(lock_in_another_process(other) == Outcome::locked);
    const store::Store daemon(other, 1s);
    CHECK(lock_in_another_process(fixture.path) == Outcome::refused);
}

TEST_CASE("another container that sees the same file by a bind mount, with its own network and its own /run, is kept away") {
    const LockFixture fixture;
    const store::Store daemon(fixture.path, 1s);
    const int came = in_child([&] {
        if (::unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC) != 0 ||
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            return not_allowed;
        const auto mounted = fixture.directory / "mounted";
        fs::create_directory(mounted);
        if (::mount((fixture.directory / "a").c_str(), mounted.c_str(), nullptr, MS_BIND, nullptr) != 0) return not_allowed;
        ::mount("none", "/run", "tmpfs", 0, nullptr);
        return become_another(mounted / "hall.db");
    });
    if (came == not_allowed) {
        WARN("not allowed to mount: not tried");
    } else {
        CHECK(static_cast<Outcome>(came) == Outcome::refused);
    }
}

TEST_CASE("a copy is another database, and so is a file that has taken the place of the first") {
    const LockFixture fixture;
    const store::Store daemon(fixture.path, 1s);
    fs::copy_file(fixture.path, fixture.directory / "copy.db");
    CHECK(lock_in_another_process(fixture.directory / "copy.db") == Outcome::locked);
    fs::rename(fixture.directory / "copy.db", fixture.path);
    CHECK(lock_in_another_process(fixture.path) == Outcome::locked);
    CHECK(try_lock(fixture.path) == Outcome::locked);
}

TEST_CASE("what keeps a second daemon away goes away with the process that was killed") {
    const LockFixture fixture;
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const auto child = ::fork();
    if (child == 0) {
        ::dup2(ready[1], STDIN_FILENO);
        ::setenv(other_holds, "1", 1);
        ::_exit(become_another(fixture.path));
    }
    ::close(ready[1]);
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    CHECK(try_lock(fixture.path) == Outcome::refused);
    CHECK(lock_in_another_process(fixture.other_name("symbolic link")) == Outcome::refused);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK(try_lock(fixture.path) == Outcome::locked);
    CHECK(lock_in_another_process(fixture.path) == Outcome::locked);
    ::close(ready[0]);
}

TEST_CASE("neither taking nor giving back nor being refused drops the locks that SQLite has on the file") {
    const LockFixture fixture;
    store::Database beside(fixture.path, store::Database::Mode::read_write, 1s);
    store::Statement(beside, "SELECT count(*) FROM texts").begin();
    store::Transaction writes(beside);
    REQUIRE(sqlite_holds_locks_on(fixture.path));
    {
        const store::InstanceLock lock(fixture.path);
        CHECK(sqlite_holds_locks_on(fixture.path));
        CHECK(try_lock(fixture.path) == Outcome::refused);
        CHECK(try_lock(fixture.other_name("hard link")) == Outcome::refused);
        CHECK(sqlite_holds_locks_on(fixture.path));
    }
    CHECK(sqlite_holds_locks_on(fixture.path));
    CHECK(try_lock(fixture.path) == Outcome::locked);
    CHECK(sqlite_holds_locks_on(fixture.path));
}

TEST_CASE("a folder in which nothing can be made needs no file beside the database") {
    const test::TempDirectory directory;
    const auto folder = directory / "a";
    const auto path = folder / "hall.db";
    fs::create_directory(folder);
    std::ofstream(path).flush();
    fs::permissions(path, fs::perms(0666));
    fs::permissions(directory.path(), fs::perms(0755));
    fs::permissions(folder, fs::perms(0555));
    const int came = in_child([&] {
        if (::geteuid() == 0 && ::seteuid(65534) != 0) return not_allowed;  // root may write everywhere
        if (std::ofstream(folder / "new")) return not_allowed;
        return static_cast<int>(try_lock(path));
    });
    fs::permissions(folder, fs::perms(0755));
    if (came == not_allowed) {
        WARN("everything may be written here: not tried");
    } else {
        CHECK(static_cast<Outcome>(came) == Outcome::locked);
    }
}

TEST_CASE("a database that is not there yet is made with its folders, and is locked from then on") {
    const test::TempDirectory directory;
    const auto path = directory / "new" / "folder" / "hall.db";
    const store::InstanceLock lock(path);
    CHECK(lock_in_another_process(path) == Outcome::refused);
    const auto dangling = directory / "dangling.db";
    fs::create_symlink("late.db", dangling);
    const store::InstanceLock other(dangling);
    CHECK(lock_in_another_process(directory / "late.db") == Outcome::refused);
}

TEST_CASE("what cannot be a database is told with the reason") {
    const test::TempDirectory directory;
    CHECK_THROWS_WITH(store::InstanceLock(directory.path()), Catch::Contains("cannot open the database") && Catch::Contains("Is a directory"));
    std::ofstream(directory / "file") << "x";
    CHECK_THROWS_WITH(store::InstanceLock(directory / "file" / "hall.db"), Catch::Contains("Not a directory"));
}

TEST_CASE("thousands of databases that came and went leave no descriptors behind") {
    const auto open_files = [] {
        return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
    };
    const auto before = open_files();
    for (int i = 0; i < 3000; ++i) {
        const test::TempDirectory directory;
        const store::InstanceLock lock(directory / "hall.db");
    }
    CHECK(open_files() < before + 10);
}

TEST_CASE("(as another process) takes the lock", "[.]") {
    const char* path = std::getenv(path_of_other);
    if (path == nullptr) return;
    if (std::getenv(other_holds) != nullptr) {
        const store::Store daemon(path, 1s);
        [[maybe_unused]] const auto told = ::write(STDIN_FILENO, "x", 1);
        ::pause();
    }
    ::_exit(static_cast<int>(try_lock(path)));
}
