#pragma once
// Ctrl-C ends a rehearsal in order, so that its folder goes away with it.

#include <csignal>

namespace hall::tools {

// As shells say it: 128 and SIGINT.
inline constexpr int exit_interrupted = 130;

class Interruption {
public:
    Interruption() {
        struct sigaction action {};
        action.sa_handler = [](int) { came_ = 1; };
        sigemptyset(&action.sa_mask);
        action.sa_flags = 0;  // a read that waits for a line ends, too
        ::sigaction(SIGINT, &action, &before_int_);
        ::sigaction(SIGTERM, &action, &before_term_);
    }
    ~Interruption() {
        ::sigaction(SIGINT, &before_int_, nullptr);
        ::sigaction(SIGTERM, &before_term_, nullptr);
    }
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    bool came() const { return came_ != 0; }

private:
    static inline volatile std::sig_atomic_t came_ = 0;
    struct sigaction before_int_ {};
    struct sigaction before_term_ {};
};

}  // namespace hall::tools
