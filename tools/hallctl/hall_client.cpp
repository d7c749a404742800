#include "tools/hallctl/hall_client.hpp"

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

constexpr ::timeval patience{120, 0};  // with a hall whose disk is slow

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

void connect(const Descriptor& descriptor, const std::filesystem::path& socket) {
    ::sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = socket.string();
    if (path.size() >= sizeof(address.sun_path)) away(socket, "the path is too long");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    if (::connect(descriptor.number(), reinterpret_cast<const ::sockaddr*>(&address), sizeof(address)) == 0) return;
    if (errno == EACCES || errno == EPERM)
        away(socket, "you may not use it; ask as the hall's user or as a member of its group", exit_no_permission);
    away(socket, errno == ENOENT || errno == ECONNREFUSED ? "it is not running" : std::strerror(errno));
}

std::string exchange(const Descriptor& descriptor, const std::filesystem::path& socket, const std::string& request) {
    for (std::size_t sent = 0; sent < request.size();) {
        const auto count = ::send(descriptor.number(), request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
        if (count < 0) away(socket, std::strerror(errno));
        sent += static_cast<std::size_t>(count);
    }
    std::string answer;
    std::array<char, 4096> buffer{};
    while (true) {
        const auto count = ::recv(descriptor.number(), buffer.data(), buffer.size(), 0);
        if (count < 0) away(socket, errno == EAGAIN ? "it did not answer within two minutes" : std::strerror(errno));
        if (count == 0) return answer;
        answer.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

HallAnswer ask_hall(const std::filesystem::path& socket, const std::string& words) {
    const Descriptor descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (descriptor.number() < 0) away(socket, std::strerror(errno));
    ::setsockopt(descriptor.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(descriptor.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    connect(descriptor, socket);
    auto request = words;
    if (const char* behind = std::getenv("SUDO_USER"); behind != nullptr && *behind != '\0')
        request += fmt::format(" for={}", behind);
    const auto answer = exchange(descriptor, socket, request + "\n");
    const auto line = answer.find('\n');
    HallAnswer read;
    const auto* end = answer.data() + std::min(line, answer.size());
    const auto [stop, error] = std::from_chars(answer.data(), end, read.code);
    if (line == std::string::npos || error != std::errc{} || stop != end)
        away(socket, "it closed the connection without an answer (too many at once, or it is about to end)");
    read.text = answer.substr(line + 1);
    return read;
}

std::filesystem::path control_socket(const Arguments& arguments) {
    if (const auto given = arguments.value("--socket")) return *given;
    const auto hall = find_hall(arguments);
    return hall.control.empty() ? hall.database.parent_path() / "control.sock" : hall.control;
}

int ask_and_print(const Arguments& arguments, const std::string& words, Answers to) {
    const auto answer = ask_hall(control_socket(arguments), words);
    fmt::print(answer.code == 0 || to == Answers::report ? stdout : stderr, "{}", answer.text);
    return answer.code;
}

}  // namespace hall::tools
