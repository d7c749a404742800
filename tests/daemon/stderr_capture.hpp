#pragma once
// What is written to stderr while it lives: the hall's log.

#include "daemon/observe/log.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "tests/support/temp_directory.hpp"

namespace hall::test {

class StderrCapture {
public:
    StderrCapture() : saved_(::dup(STDERR_FILENO)) {
        daemon::tell_repeated(daemon::Repeated::all);  // what an earlier test logged folds nothing of this one
        const int file = ::open((directory_ / "log").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(file, STDERR_FILENO);
        ::close(file);
    }
    ~StderrCapture() {
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
    }
    StderrCapture(const StderrCapture&) = delete;
    StderrCapture& operator=(const StderrCapture&) = delete;

    std::string text() const {
        std::ifstream file(directory_ / "log");
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

private:
    TempDirectory directory_;
    int saved_;
};

}  // namespace hall::test
