#include "tests/support/captured_output.hpp"

#include <array>
#include <cstdio>
#include <iostream>
#include <stdexcept>

#include <unistd.h>

namespace hall::test {

namespace {

void flush_all() {
    std::cout.flush();
    std::cerr.flush();
    std::fflush(stdout);
    std::fflush(stderr);
}

/// Puts both descriptors back, whatever is thrown.
class Diverted {
public:
    explicit Diverted(std::FILE* into) : out_(::dup(STDOUT_FILENO)), err_(::dup(STDERR_FILENO)) {
        flush_all();
        ::dup2(::fileno(into), STDOUT_FILENO);
        ::dup2(::fileno(into), STDERR_FILENO);
    }
    ~Diverted() {
        flush_all();
        ::dup2(out_, STDOUT_FILENO);
        ::dup2(err_, STDERR_FILENO);
        ::close(out_);
        ::close(err_);
    }
    Diverted(const Diverted&) = delete;
    Diverted& operator=(const Diverted&) = delete;

private:
    int out_, err_;
};

}  // namespace

std::string captured_output(const std::function<void()>& what) {
    std::FILE* file = std::tmpfile();
    if (file == nullptr) throw std::runtime_error("no temporary file");
    {
        const Diverted diverted(file);
        what();
    }
    std::rewind(file);
    std::string text;
    std::array<char, 4096> buffer{};
    for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), file)) > 0;)
        text.append(buffer.data(), count);
    std::fclose(file);
    return text;
}

}  // namespace hall::test
