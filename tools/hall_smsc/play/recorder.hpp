#pragma once
// --record: what happened, one JSON object a line, given to the kernel at once, so that the record is right whoever
// is killed. docs/simulator.md describes the lines; other programs audit from them.

#include "codecs/smpp/status.hpp"
#include "codecs/text/user_data_header.hpp"
#include "tools/hall_smsc/play/deliveries.hpp"

#include <filesystem>
#include <string>

namespace hall::tools {

/// A submit_sm as the record shows it.
struct SubmitRecord {
    std::string id;
    LinkId link = 0;
    std::uint32_t sequence = 0;
    std::string from;
    std::string to;
    codecs::CommandStatus status = codecs::CommandStatus::ok;
    bool kept = false;
    codecs::PartInfo part;  // total 1: it stands alone
    std::string body;
};

class Recorder {
public:
    Recorder() = default;
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// Opens `path` for appending; why not, as one sentence.
    std::optional<std::string> open(const std::filesystem::path& path);

    void deliver(const Parcel& parcel, std::string_view from, std::string_view to, LinkId link, std::uint32_t sequence);
    void answer(const DeliveryAnswer& answer, LinkId link, std::uint32_t sequence, codecs::CommandStatus status,
                bool lost);
    void submit(const SubmitRecord& submit);
    void submit_answer(std::string_view id, LinkId link, std::uint32_t sequence, codecs::CommandStatus status,
                       bool lost);
    void receipt(const Parcel& parcel, std::string_view to, LinkId link);
    void link(LinkId link, LinkEvent what);
    void phase(std::string_view what);

private:
    void write(std::string_view event, const std::string& rest);

    int file_ = -1;
};

/// `text`, which is UTF-8, as a JSON string with its quotes.
std::string json_string(std::string_view text);

}  // namespace hall::tools
