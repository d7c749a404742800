// Settings, menu, catalogue and includes that are no files, or too large ones: nobody waits for them, and all of them are
// told at once.

#include "daemon/config/settings_loader.hpp"
#include "tests/support/temp_directory.hpp"

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <fstream>
#include <thread>

using namespace hall;
using Catch::Contains;

namespace {

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// Puts what is no file at `path`.
void put(const std::string& kind, const std::filesystem::path& path) {
    if (kind == "pipe") {
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    } else if (kind == "device") {
        std::filesystem::create_symlink("/dev/zero", path);
    } else if (kind == "folder") {
        std::filesystem::create_directory(path);
    } else if (kind == "socket") {
        ::sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
        REQUIRE(::bind(descriptor, reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) == 0);
        ::close(descriptor);
    } else {
        write(path, "");
        std::filesystem::resize_file(path, daemon::most_file_octets + 1);
    }
}

std::string told(const std::filesystem::path& settings) {
    codecs::Diagnostics diagnostics;
    const auto loaded = daemon::load_configuration(settings, daemon::process_environment(), diagnostics);
    CHECK_FALSE(loaded.has_value());
    return diagnostics.to_text();
}

const std::string settings_text = "hall: {number: \"10086\", menu: menu.yaml, catalogue: catalogue.yaml}\n"
                                  "store: {path: hall.db}\n"
                                  "smscs: [{name: main, host: 127.0.0.1, port: 1, system_id: a, password: \"${NO:-x}\"}]\n";

}  // namespace

TEST_CASE("what is no file, or too large, is told where it is named, with what would be right, all at once") {
    const auto [kind, remedy] = GENERATE(table<std::string, std::string>({
        {"pipe", "it is a pipe, which would be waited for without end; name a regular file"},
        {"device", "it is a device; name a regular file"},
        {"folder", "it is a folder; name a file"},
        {"socket", "it is a socket; name a regular file"},
        {"large", "it holds more than 8 MiB; split it"},
    }));
    INFO(kind);
    const test::TempDirectory directory;
    const auto settings = directory / "smshalld.yaml";
    SECTION("the settings") {
        put(kind, settings);
        CHECK_THAT(told(settings), Contains(settings.string() + ":1:1: the file cannot be read; " + remedy));
        CHECK_FALSE(daemon::settings_are_sound(settings, daemon::process_environment()));
    }
    SECTION("menu and catalogue") {
        write(settings, settings_text);
        put(kind, directory / "menu.yaml");
        put(kind, directory / "catalogue.yaml");
        const auto all = told(settings);
        CHECK_THAT(all, Contains(":1:31: the menu file " + (directory / "menu.yaml").string() + " cannot be read; " + remedy));
        CHECK_THAT(all, Contains(":1:53: the catalogue file " + (directory / "catalogue.yaml").string() +
                                 " cannot be read; " + remedy));
    }
    SECTION("two of three includes") {
        write(settings, settings_text);
        write(directory / "catalogue.yaml", "packages: {}\n");
        write(directory / "menu.yaml", "include:\n  - one.yaml\n  - two.yaml\n  - three.yaml\n");
        put(kind, directory / "one.yaml");
        put(kind, directory / "three.yaml");
        const auto all = told(settings);
        CHECK_THAT(all, Contains("menu.yaml:2:5: the included file " + (directory / "one.yaml").string() + " cannot be read; " + remedy));
        CHECK_THAT(all, Contains("menu.yaml:4:5: the included file " + (directory / "three.yaml").string() + " cannot be read; " + remedy));
    }
}

TEST_CASE("a file that grows while it is read has an end") {
    const test::TempDirectory directory;
    const auto path = directory / "grows.yaml";
    write(path, std::string(1000, 'x'));
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        std::ofstream file(path, std::ios::binary | std::ios::app);
        const std::string more(1 << 20, 'x');
        for (int i = 0; i < 64 && !stop; ++i) file << more << std::flush;
    });
    for (int i = 0; i < 20; ++i) {
        const auto text = daemon::read_from_disk(path);
        if (text) CHECK(text->size() <= daemon::most_file_octets);
    }
    stop = true;
    writer.join();
}

TEST_CASE("the files of one menu are bounded together, by number and by octets") {
    const test::TempDirectory directory;
    const auto settings = directory / "smshalld.yaml";
    write(settings, settings_text);
    write(directory / "catalogue.yaml", "packages: {}\n");
    std::string menu = "include:\n";
    std::string wanted;
    SECTION("number") {
        for (int i = 0; i < 1200; ++i) {
            menu += "  - part" + std::to_string(i) + ".yaml\n";
            write(directory / ("part" + std::to_string(i) + ".yaml"), "snippets: {a" + std::to_string(i) + ": b}\n");
        }
        wanted = "menu.yaml:999:5: with ";  // settings, catalogue and menu are three of the thousand
    }
    SECTION("octets") {
        for (int i = 0; i < 6; ++i) {
            menu += "  - part" + std::to_string(i) + ".yaml\n";
            write(directory / ("part" + std::to_string(i) + ".yaml"), "# " + std::string(7'000'000, '-') + "\n");
        }
        wanted = "menu.yaml:6:5: with ";
    }
    write(directory / "menu.yaml", menu);
    const auto all = told(settings);
    CHECK_THAT(all, Contains(wanted) && Contains("; include fewer or smaller files"));
    CHECK(all.find("; include fewer") == all.rfind("; include fewer"));
}
