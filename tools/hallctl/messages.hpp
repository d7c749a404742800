#pragma once
// `hallctl messages NUMBER`: what a number sent and got, newest first, as people or programs read it.

#include "codecs/text/msisdn.hpp"

#include <filesystem>
#include <string>

namespace hall::tools {

struct MessagesRequest {
    std::filesystem::path database;
    codecs::NumberPlan number_plan;
    std::string number;  // as the operator typed it
    int limit = 20;
    bool json = false;
};

/// Prints to stdout. Returns the exit code: 0, or 1 when the number has no messages. Throws store::StoreError.
int show_messages(const MessagesRequest& request);

}  // namespace hall::tools
