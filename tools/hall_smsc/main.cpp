// hall-smsc: an SMSC to try and test smshalld against. Puts the parts together and gives up in time; what it does
// stands in phone, conversation, load and play.

#include "tools/hall_smsc/conversation.hpp"
#include "tools/hall_smsc/load.hpp"
#include "tools/hall_smsc/phone.hpp"
#include "tools/hall_smsc/play/play.hpp"
#include "tools/hall_smsc/play/scenario_loader.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <random>

namespace {

using namespace hall;
using namespace hall::tools;
namespace asio = boost::asio;

constexpr int exit_usage = 64;
constexpr int exit_unavailable = 69;
constexpr int exit_config = 78;
constexpr Millis default_bind_timeout{30000};
constexpr Millis patience_when_refused{600000};

void complain(const std::string& sentence) {
    fmt::print(stderr, "hall-smsc: {}\n", sentence);
}

/// Whole or not at all: whoever waits for the file must never read half a number.
bool write_port_file(const std::filesystem::path& path, std::uint16_t port) {
    std::filesystem::path draft = path;
    draft += ".new";
    {
        std::ofstream file(draft);
        file << port << '\n';
        if (!file.flush()) return false;
    }
    std::error_code error;
    std::filesystem::rename(draft, path, error);
    return !error;
}

/// Small enough to be typed again.
std::uint64_t random_seed() {
    return std::random_device{}() % 1'000'000'000;
}

class Program {
public:
    explicit Program(const Options& options)
        : options_(options), smsc_(io_, options.smsc), signals_(io_, SIGINT, SIGTERM), timer_(io_), pid_timer_(io_) {}

    int run() {
        const auto finish = [this](int status) { end(status); };
        SmscUser* user = nullptr;
        if (options_.mode == Mode::load) {
            user = &load_.emplace(io_, smsc_, options_, finish);
            if (const auto fault = load_->prepare()) {
                complain("--texts: " + *fault);
                return exit_usage;
            }
        } else if (options_.mode == Mode::scenario) {
            codecs::Diagnostics diagnostics;
            scenario_ = load_scenario(options_.scenario.file, diagnostics);
            if (!scenario_) {
                fmt::print(stderr, "{}", diagnostics.to_text());
                return exit_config;
            }
            const auto seed = options_.scenario.seed ? options_.scenario.seed : scenario_->seed;
            user = &play_.emplace(io_, smsc_, options_, *scenario_, seed ? *seed : random_seed(),
                                  [this](int status) { end(report_of_play(status)); });
            if (const auto fault = play_->prepare()) {
                complain(*fault);
                return exit_usage;
            }
            signals_.add(SIGUSR1);
            signals_.add(SIGUSR2);
            complain(fmt::format("{} Seed {}.", scenario_->about, play_->seed()));
        } else if (options_.mode == Mode::play) {
            user = &conversation_.emplace(io_, smsc_, options_, screen_, finish).links();
        } else {
            user = &phone_.emplace(io_, smsc_, options_, screen_, finish).links();
        }
        const auto port = smsc_.listen(*user);
        if (!port) {
            complain(port.error().what);
            return exit_unavailable;
        }
        address_ = fmt::format("{}:{}", options_.smsc.host, *port);
        if (!options_.port_file.empty() && !write_port_file(options_.port_file, *port)) {
            complain(fmt::format("cannot write '{}'", options_.port_file.string()));
            return exit_unavailable;
        }
        watch_for_signals();
        if (phone_) {
            phone_->start();
        } else {
            complain(fmt::format("waiting for the hall to bind on {} ...", address_));
        }
        watch_for_bind();
        watch_hall_process();
        io_.run();
        return status_;
    }

private:
    void end(int status) {
        if (ended_) return;
        ended_ = true;
        status_ = status;
        timer_.cancel();
        pid_timer_.cancel();
        signals_.cancel();
        // Not at once: the message that ended the play has not been answered yet.
        asio::post(io_, [this] { smsc_.close([this] { io_.stop(); }); });
    }

    /// Prints it; the exit status.
    int report_of_play(int status) {
        fmt::print("{}", to_table(play_->report()));
        std::fflush(stdout);
        return options_.json.empty() || write_figures(options_.json, to_json(play_->report())) ? status : 1;
    }

    void watch_for_signals() {
        signals_.async_wait([this](const boost::system::error_code& error, int signal) {
            if (error) return;
            if (!play_) return end(128 + signal);
            play_->signal(signal);
            watch_for_signals();
        });
    }

    void watch_for_bind() {
        Millis usual = phone_ ? Millis{0} : default_bind_timeout;
        // A hall whose credentials are refused rightly takes its time.
        if (scenario_ && scenario_->links.refuse_from_start)
            usual = scenario_->links.refuse_for + patience_when_refused;
        const Millis limit = options_.bind_timeout.value_or(usual);
        if (limit.count() == 0) return;
        timer_.expires_after(limit);
        timer_.async_wait([this, limit](const boost::system::error_code& error) {
            if (error || smsc_.was_bound()) return;
            complain(
                fmt::format("no hall has bound a receiver within {} s; hall-smsc listened on {} for system_id '{}'",
                            static_cast<double>(limit.count()) / 1000, address_, options_.smsc.system_id));
            end(1);
        });
    }

    void watch_hall_process() {
        if (options_.hall_pid == 0) return;
        pid_timer_.expires_after(std::chrono::milliseconds(250));
        pid_timer_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            if (::kill(options_.hall_pid, 0) == 0 || errno == EPERM) return watch_hall_process();
            complain(fmt::format("the hall (process {}) has ended", options_.hall_pid));
            end(1);
        });
    }

    const Options& options_;
    asio::io_context io_{1};
    Smsc smsc_;
    Screen screen_;
    std::optional<Phone> phone_;
    std::optional<Conversation> conversation_;
    std::optional<Load> load_;
    std::optional<Scenario> scenario_;
    std::optional<Play> play_;
    asio::signal_set signals_;
    asio::steady_timer timer_;
    asio::steady_timer pid_timer_;
    std::string address_;
    bool ended_ = false;
    int status_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        const auto options = parse_options({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)});
        if (!options) {
            complain(options.error().what);
            return exit_usage;
        }
        if (options->help) {
            fmt::print("{}", help_text());
            return 0;
        }
        return Program(*options).run();
    } catch (const std::exception& error) {
        complain(error.what());
        return 70;
    }
}
