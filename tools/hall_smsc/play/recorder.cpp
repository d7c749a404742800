#include "tools/hall_smsc/play/recorder.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hall::tools {

namespace {

std::string_view word_of(LinkEvent what) {
    switch (what) {
        case LinkEvent::bound:
            return "bound";
        case LinkEvent::refused:
            return "refused";
        case LinkEvent::lost:
            return "lost";
        case LinkEvent::dropped:
            return "dropped";
        case LinkEvent::unbound:
            return "unbound";
    }
    return "";
}

}  // namespace

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out += '"';
}

Recorder::~Recorder() {
    if (file_ >= 0) ::close(file_);
}

std::optional<std::string> Recorder::open(const std::filesystem::path& path) {
    file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file_ >= 0) return std::nullopt;
    return fmt::format("cannot open '{}' for the record: {}", path.string(), std::strerror(errno));
}

void Recorder::write(std::string_view event, const std::string& rest) {
    if (file_ < 0) return;
    const auto now = std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
    const std::string line = fmt::format("{{\"at\": {}, \"event\": \"{}\", {}}}\n", to_millis(now), event, rest);
    std::string_view left = line;
    while (!left.empty()) {
        const auto count = ::write(file_, left.data(), left.size());
        if (count < 0 && errno == EINTR) continue;
        // A record with holes would make an audit lie.
        if (count < 0) throw std::runtime_error(fmt::format("the record cannot be written: {}", std::strerror(errno)));
        left.remove_prefix(static_cast<std::size_t>(count));
    }
}

void Recorder::deliver(const Parcel& parcel, std::string_view from, std::string_view to, LinkId link,
                       std::uint32_t sequence) {
    if (file_ < 0) return;
    write("deliver", fmt::format("\"text\": {}, \"part\": {}, \"parts\": {}, \"from\": {}, \"to\": {}, \"link\": {}, "
                                 "\"sequence\": {}, \"attempt\": {}, \"body\": {}",
                                 parcel.text, parcel.part, parcel.parts, json_string(from), json_string(to), link,
                                 sequence, parcel.attempts, json_string(parcel.body)));
}

void Recorder::answer(const DeliveryAnswer& answer, LinkId link, std::uint32_t sequence, codecs::CommandStatus status,
                      bool lost) {
    if (file_ < 0) return;
    write(lost ? "answer_lost" : "answer",
          fmt::format("\"text\": {}, \"part\": {}, \"link\": {}, \"sequence\": {}, \"status\": {}", answer.text,
                      answer.part, link, sequence, static_cast<std::uint32_t>(status)));
}

void Recorder::submit(const SubmitRecord& s) {
    if (file_ < 0) return;
    write("submit", fmt::format("\"id\": {}, \"link\": {}, \"sequence\": {}, \"from\": {}, \"to\": {}, \"status\": {}, "
                                "\"kept\": {}, \"part\": {}, \"parts\": {}, \"reference\": {}, \"body\": {}",
                                json_string(s.id), s.link, s.sequence, json_string(s.from), json_string(s.to),
                                static_cast<std::uint32_t>(s.status), s.kept, s.part.sequence, s.part.total,
                                s.part.reference, json_string(s.body)));
}

void Recorder::submit_answer(std::string_view id, LinkId link, std::uint32_t sequence, codecs::CommandStatus status,
                             bool lost) {
    if (file_ < 0) return;
    write(lost ? "submit_answer_lost" : "submit_answer",
          fmt::format("\"id\": {}, \"link\": {}, \"sequence\": {}, \"status\": {}", json_string(id), link, sequence,
                      static_cast<std::uint32_t>(status)));
}

void Recorder::receipt(const Parcel& parcel, std::string_view to, LinkId link) {
    if (file_ < 0) return;
    write("receipt",
          fmt::format("\"id\": {}, \"to\": {}, \"state\": \"{}\", \"variant\": \"{}\", \"link\": {}",
                      json_string(parcel.id), json_string(to), parcel.state, to_string(parcel.variant), link));
}

void Recorder::link(LinkId link, LinkEvent what) {
    write("link", fmt::format("\"link\": {}, \"what\": \"{}\"", link, word_of(what)));
}

void Recorder::phase(std::string_view what) {
    write("phase", fmt::format("\"what\": \"{}\"", what));
}

}  // namespace hall::tools
