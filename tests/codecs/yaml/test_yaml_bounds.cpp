// Files that are small and grow when they are read: whatever they hold, memory and time stay within bounds, and the fault
// has its place.

#include "codecs/yaml/document.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

using namespace hall::codecs;
using namespace std::chrono_literals;

namespace {

std::string repeated(std::string_view piece, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += piece;
    return all;
}

struct Row {
    const char* what;
    std::string text;
    std::string fault;  // the beginning of what must be said first; empty: the file is good
};

/// What a process of its own needed for it, in MiB.
long memory_of(const std::string& text) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        Diagnostics diagnostics;
        const auto root = parse_yaml(text, "f", diagnostics);
        std::_Exit(root.entries.size() == 12345 ? 1 : 0);
    }
    ::rusage usage{};
    int status = 0;
    REQUIRE(::wait4(child, &status, 0, &usage) == child);
    CHECK(WIFEXITED(status));
    return usage.ru_maxrss / 1024;
}

}  // namespace

// MiB. The sanitizer keeps what was freed for a while, and fences around each allocation.
#ifdef __SANITIZE_ADDRESS__
constexpr auto most_memory = 1200;
#else
constexpr auto most_memory = 400;
#endif

TEST_CASE("no small file makes the reader take much memory or time") {
    std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const auto name = std::to_string(i);
        laughs += "a" + name + ": &a" + name + " [" + repeated("*a" + std::to_string(i - 1) + ", ", 10) + "]\n";
    }
    const Row rows[] = {
        {"a long text, 3,000 times", "home: &a \"" + std::string(1'000'000, 'x') + "\"\nlist:\n" + repeated("  - *a\n", 3000),
         "f:34:5: aliases make the file too large"},
        {"a list of 330 values, 3,000 times", "a: &a [" + repeated("xx, ", 330) + "]\nlist:\n" + repeated("  - *a\n", 3000),
         "f:1511:5: aliases make the file too large"},
        {"aliases of aliases of aliases", laughs, "f:6:20: aliases make the file too large"},
        {"anchors inside of anchors", "a: " + repeated("&x [", 60) + repeated("xx, ", 100'000) + repeated("]", 60),
         "f:1:228: aliases make the file too large"},
        {"a long key, 100,000 times", "? &k " + std::string(1'000, 'k') + "\n: 1\nb: [" + repeated("*k, ", 100'000) + "]\n",
         "f:3:134213: aliases make the file too large"},
        {"a million lists, each inside the one before", "a: " + std::string(1'000'000, '['),
         "f:1:68: lists and maps are nested more than 64 deep"},
        {"maps inside of maps", "a: " + repeated("{a: ", 300'000), "f:1:260: lists and maps are nested more than 64 deep"},
        {"dashes inside of dashes", repeated("- ", 500'000) + "x\n", "f:1:129: lists and maps are nested more than 64 deep"},
        {"a line of many values", "a: [" + repeated("xx,", 150'000) + "]\n", ""},
        {"a line of nothing", "a: [" + repeated("~,", 150'000) + "]\n", ""},
        {"a value of five megabytes", "a: " + std::string(5'000'000, 'x') + "\n", ""},
        {"a hundred thousand keys", [] {
             std::string text;
             for (int i = 0; i < 100'000; ++i) text += "key" + std::to_string(i) + ": v\n";
             return text;
         }(), ""},
        {"NUL octets", std::string("a: b") + '\0' + "c\n", "f:1:5: "},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        const auto began = std::chrono::steady_clock::now();
        Diagnostics diagnostics;
        parse_yaml(row.text, "f", diagnostics);
        CHECK(std::chrono::steady_clock::now() - began < 20s);  // two seconds where nobody else works
        const auto told = diagnostics.to_text();
        CHECK(told.substr(0, row.fault.size()) == row.fault);
        if (row.fault.empty()) CHECK(told.empty());
        CHECK(memory_of(row.text) < most_memory);
    }
}
