#pragma once
// `hallctl held`: replies of which nobody knows whether the SMSC took them (setting `unanswered: hold`), and what a
// person decides about them.

#include <cstdint>
#include <filesystem>
#include <vector>

namespace hall::tools {

enum class HeldDecision { show, send, give_up };

struct HeldRequest {
    std::filesystem::path database;
    HeldDecision decision = HeldDecision::show;
    bool all = false;
    std::vector<std::int64_t> ids;  // as shown
};

/// Shows what is held, or carries the decision out; for that the daemon must be stopped (its lock says so).
/// Returns the exit code: 0, or 1 when nothing (or not all that was named) is held. Throws store::StoreError.
int decide_held(const HeldRequest& request);

}  // namespace hall::tools
