#include "daemon/config/text_file.hpp"

#include "daemon/config/rules.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace hall::daemon {

namespace {

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

bool is_readable_size(const struct ::stat& found) {
    return S_ISREG(found.st_mode) && static_cast<std::size_t>(found.st_size) <= most_file_octets;
}

}  // namespace

std::optional<std::string> read_from_disk(const std::filesystem::path& path) {
    struct ::stat found {};
    // Before it is opened: opening a device can do something already.
    if (::stat(path.c_str(), &found) != 0 || !is_readable_size(found)) return std::nullopt;
    // Without waiting: something else may lie there by now.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.number() < 0 || ::fstat(file.number(), &found) != 0 || !is_readable_size(found)) return std::nullopt;
    std::string text;
    text.reserve(static_cast<std::size_t>(found.st_size) + 1);
    std::array<char, 65536> buffer{};
    while (true) {
        const auto count = ::read(file.number(), buffer.data(), buffer.size());
        if (count == 0) return text;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return std::nullopt;  // the disk failed under it
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > most_file_octets) return std::nullopt;  // it grows while it is read
    }
}

const codecs::Phrase* remedy_of_unread(const std::filesystem::path& path) {
    struct ::stat found {};
    if (::stat(path.c_str(), &found) != 0) return nullptr;
    if (S_ISDIR(found.st_mode)) return &rules::is_folder;
    if (S_ISFIFO(found.st_mode)) return &rules::is_pipe;
    if (S_ISSOCK(found.st_mode)) return &rules::is_socket;
    if (!S_ISREG(found.st_mode)) return &rules::is_device;
    return static_cast<std::size_t>(found.st_size) > most_file_octets ? &rules::is_too_large : nullptr;
}

void tell_unread(const std::filesystem::path& path, const codecs::Place& place, const codecs::Rule& rule,
                 codecs::Arguments arguments, codecs::Diagnostics& diagnostics) {
    if (const auto* remedy = remedy_of_unread(path)) {
        diagnostics.add(place, rule, std::move(arguments), *remedy, {});
    } else {
        diagnostics.add(place, rule, std::move(arguments));
    }
}

}  // namespace hall::daemon
