#include "tools/hallctl/hall_client.hpp"

#include "tools/hallctl/say.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace hall::tools {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A hall that runs answers it at once, whatever its clerk and its disk do.
constexpr milliseconds for_knock = std::chrono::seconds(5);
constexpr std::size_t longest_answer = 64 * 1024 * 1024;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

[[noreturn]] void away(const std::filesystem::path& socket, const char* why, int code = exit_unavailable) {
    throw HallAway(fmt::format("no smshalld answers on {}: {}", socket.string(), why), code);
}

/// The end of all waiting for one answer.
class Deadline {
public:
    explicit Deadline(milliseconds patience) : patience_(patience), at_(Clock::now() + patience) {}

    /// Lets the next call on the socket wait until then.
    void limit(const Descriptor& descriptor, const std::filesystem::path& socket) const {
        const auto left = std::chrono::ceil<milliseconds>(at_ - Clock::now()).count();
        if (left <= 0) over(socket);
        const ::timeval time{left / 1000, static_cast<suseconds_t>(left % 1000 * 1000)};
        ::setsockopt(descriptor.number(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time));
        ::setsockopt(descriptor.number(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof(time));
    }

    [[noreturn]] void over(const std::filesystem::path& socket) const {
        const auto why = fmt::format("it did not answer within {} s: it stands still, or has more to do than it can",
                                     static_cast<double>(patience_.count()) / 1000.0);
        away(socket, why.c_str());
    }

    [[noreturn]] void failed(const std::filesystem::path& socket) const {
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINPROGRESS) over(socket);
        away(socket, std::strerror(errno));
    }

private:
    milliseconds patience_;
    Clock::time_point at_;
};

void connect(const Descriptor& descriptor, const std::filesystem::path& socket, const Deadline& deadline) {
    ::sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = socket.string();
    if (path.size() >= sizeof(address.sun_path)) away(socket, "the path is too long");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    deadline.limit(descriptor, socket);
    if (::connect(descriptor.number(), reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) == 0) return;
    if (errno == EACCES || errno == EPERM)
        away(socket, "you may not use it; ask as the hall's user or as a member of its group", exit_no_permission);
    if (errno == ENOENT || errno == ECONNREFUSED) away(socket, "it is not running");
    deadline.failed(socket);
}

std::string exchange(const Descriptor& descriptor, const std::filesystem::path& socket, const std::string& request,
                     const Deadline& deadline) {
    for (std::size_t sent = 0; sent < request.size();) {
        deadline.limit(descriptor, socket);
        const auto count = ::send(descriptor.number(), request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
        if (count < 0) deadline.failed(socket);
        sent += static_cast<std::size_t>(count);
    }
    std::string answer;
    std::array<char, 4096> buffer{};
    while (true) {
        deadline.limit(descriptor, socket);
        const auto count = ::recv(descriptor.number(), buffer.data(), buffer.size(), 0);
        if (count < 0) deadline.failed(socket);
        if (count == 0) return answer;
        answer.append(buffer.data(), static_cast<std::size_t>(count));
        if (answer.size() > longest_answer) away(socket, "its answer has no end");
    }
}

std::string ask_once(const std::filesystem::path& socket, const std::string& request, milliseconds patience) {
    const Descriptor descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (descriptor.number() < 0) away(socket, std::strerror(errno));
    const Deadline deadline(patience);
    connect(descriptor, socket, deadline);
    return exchange(descriptor, socket, request, deadline);
}

}  // namespace

HallAnswer ask_hall(const std::filesystem::path& socket, const std::string& words, const Patience& patience) {
    // Any answer will do, and none: a hall that has too many guests closes at once.
    if (patience.knock) ask_once(socket, "ping\n", for_knock);
    auto request = words;
    if (const char* behind = std::getenv("SUDO_USER"); behind != nullptr && *behind != '\0')
        request += fmt::format(" for={}", behind);
    const auto answer = ask_once(socket, request + "\n", patience.for_answer);
    const auto line = answer.find('\n');
    HallAnswer read;
    const auto* end = answer.data() + std::min(line, answer.size());
    const auto [stop, error] = std::from_chars(answer.data(), end, read.code);
    if (answer.empty())
        away(socket, "it closed the connection without an answer (too many at once, or it is about to end)");
    if (line == std::string::npos || error != std::errc{} || stop != end)
        away(socket, "what answers there is no answer of a smshalld");
    read.text = answer.substr(line + 1);
    return read;
}

std::filesystem::path control_socket(const Arguments& arguments) {
    if (const auto given = arguments.value("--socket")) return *given;
    const auto hall = find_hall(arguments);
    return hall.control.empty() ? hall.database.parent_path() / "control.sock" : hall.control;
}

int ask_and_print(const Arguments& arguments, const std::string& words, Answers to, const Patience& patience) {
    const auto answer = ask_hall(control_socket(arguments), words, patience);
    say_lines(answer.text, answer.code == 0 || to == Answers::report ? stdout : stderr);
    return answer.code;
}

}  // namespace hall::tools
