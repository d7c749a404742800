// hallctl: the operators' command. Reads the same settings file as the daemon, so that it finds the database.

#include "tools/hallctl/all_commands.hpp"
#include "tools/hallctl/dispatch.hpp"

#include <algorithm>
#include <iostream>

int main(int argc, char** argv) {
    using namespace hall::tools;
    return dispatch(all_commands(), {argv + std::min(argc, 1), argv + argc}, std::cout, std::cerr);
}
