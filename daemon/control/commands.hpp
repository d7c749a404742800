#pragma once
// What can be asked over the control socket, from its words to the functions that do it:
//   reload | rollback [VERSION] | clock accept | aside retry ID|all | status [text|json|metrics] |
//   ping (answered at once: somebody is there)
// with lang=zh, and last of all for=NAME (on whose behalf a common user asks, such as root; the rest of the line).

#include "daemon/control/control_server.hpp"
#include "daemon/control/status.hpp"

namespace hall::daemon {

class ControlCommands {
public:
    using Answer = ControlServer::Answer;
    struct Hands {
        std::function<void(const Changeover::Asker&, Answer)> reload;
        std::function<void(std::optional<std::int64_t> version, const Changeover::Asker&, Answer)> rollback;
        std::function<void(std::optional<std::int64_t> id, const Changeover::Asker&, Answer)> retry_aside;  // nothing: all
        std::function<void(const Changeover::Asker&, Answer)> accept_clock;
        std::function<void(std::function<void(const HallStatus&)>)> status;  // calls back later
        // Looks up the user's name, which a directory service can keep waiting, and calls back with it.
        std::function<void(std::optional<unsigned> user, std::function<void(std::string)>)> name_of;
    };
    explicit ControlCommands(Hands hands) : hands_(std::move(hands)) {}

    void run(const ControlRequest& request, Answer answer) const;

private:
    Hands hands_;
};

}  // namespace hall::daemon
