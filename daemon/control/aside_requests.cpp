#include "daemon/control/aside_requests.hpp"

#include "codecs/text/visible.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace {

constexpr std::size_t most_lines_told = 20;

}  // namespace

void AsideRequests::retry(std::optional<std::int64_t> id, const std::string& who, Changeover::Done done) {
    under_way_[++ticket_] = {id, who, std::move(done), 0, 0, ""};
    to_clerk_(AsideRetried{ticket_, who, id, 0});
}

void AsideRequests::retried(const AsideOutcome& outcome) {
    const auto found = under_way_.find(outcome.ticket);
    if (found == under_way_.end()) return;
    auto& request = found->second;
    request.tried += outcome.tried;
    for (const auto& line : outcome.failed)
        if (request.failed++ < most_lines_told) request.lines += "  " + codecs::visible(line) + "\n";
    if (outcome.more) {
        to_clerk_(AsideRetried{outcome.ticket, request.who, std::nullopt, outcome.last});
        return;
    }
    finish(request);
    under_way_.erase(found);
}

void AsideRequests::finish(const Request& request) const {
    if (request.tried == 0) {
        request.done({ControlCode::refused, request.id ? fmt::format("{} is not set aside; hallctl aside lists what is\n", *request.id)
                                                       : "nothing is set aside\n"});
        return;
    }
    auto text = fmt::format("{} of {} are dealt with or wait for their turn\n", request.tried - request.failed, request.tried);
    if (request.failed > 0) text += "still set aside:\n" + request.lines;
    if (request.failed > most_lines_told)
        text += fmt::format("  ... and {} more; hallctl aside lists them\n", request.failed - most_lines_told);
    request.done({request.failed == 0 ? ControlCode::done : ControlCode::refused, std::move(text)});
}

}  // namespace hall::daemon
