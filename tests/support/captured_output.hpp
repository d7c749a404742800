#pragma once
// What a function writes to standard output and standard error, by whatever door.

#include <functional>
#include <string>

namespace hall::test {

/// Runs `what` and returns all that it wrote to descriptors 1 and 2, and to std::cout and std::cerr.
std::string captured_output(const std::function<void()>& what);

}  // namespace hall::test
