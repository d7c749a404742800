#pragma once
// `hallctl aside retry`: asks the clerk, a bounded number of rows at a time, and tells who asked what came of it. I/O thread
// only.

#include "daemon/versions/changeover.hpp"

#include <map>
#include <optional>

namespace hall::daemon {

class AsideRequests {
public:
    explicit AsideRequests(std::function<void(Event)> to_clerk) : to_clerk_(std::move(to_clerk)) {}

    /// `id`: as hallctl aside lists it; nothing: all. `done` is called later, once, unless the hall ends.
    void retry(std::optional<std::int64_t> id, const std::string& who, Changeover::Done done);

    /// The clerk's answer to one of the questions.
    void retried(const AsideOutcome& outcome);

private:
    struct Request {
        std::optional<std::int64_t> id;
        std::string who;
        Changeover::Done done;
        std::size_t tried = 0;
        std::size_t failed = 0;
        std::string lines;
    };
    void finish(const Request& request) const;

    std::function<void(Event)> to_clerk_;
    std::map<std::uint64_t, Request> under_way_;
    std::uint64_t ticket_ = 0;
};

}  // namespace hall::daemon
