#pragma once
// Texts of subscribers to the hall and back: encodes and splits what a subscriber writes, delivers each part until
// the hall has taken it, and puts the parts of each answer together. For people and small tests; the load has
// its own, cheaper way.
// Must not know where texts come from, nor print anything.

#include "codecs/text/alphabet.hpp"
#include "codecs/text/message_content.hpp"
#include "codecs/text/reassembly.hpp"
#include "tools/hall_smsc/delivery_frames.hpp"
#include "tools/hall_smsc/smsc.hpp"

#include <boost/asio/steady_timer.hpp>

#include <list>

namespace hall::tools {

/// A whole message from the hall.
struct Answer {
    std::string subscriber;  // canonical, see canonical_number()
    std::string hall;        // the number it came from
    std::string text;
    std::size_t parts = 1;
    codecs::Alphabet alphabet = codecs::Alphabet::gsm7;
    Instant arrived;  // its last part
};

/// Names a text that was given to the post office.
using TextId = std::uint32_t;

/// The form in which numbers are compared: +86, 0086, 86 and bare are one.
std::string canonical_number(std::string_view digits);

/// Told what happens; all calls come from the io thread.
class PostUser {
public:
    virtual ~PostUser() = default;
    virtual void hall_bound() = 0;
    virtual void hall_gone() = 0;
    virtual void answered(const Answer& answer) = 0;
    /// The hall will not take this text: refused for good, or too often. It is not delivered again.
    virtual void undeliverable(TextId text, const std::string& reason) = 0;
    /// What a person should know, as one sentence without a full stop.
    virtual void remark(const std::string& sentence) = 0;
};

class PostOffice final : public SmscUser {
public:
    PostOffice(boost::asio::io_context& io, Smsc& smsc, PostSettings settings, PostUser& user);

    /// Delivers `text`, in as many parts as it takes.
    result<TextId, SendError> send(const std::string& from, const std::string& to, std::string_view text);

    void receiver_bound() override;
    void link_lost(LinkId link) override;
    void delivery_answered(LinkId link, const codecs::Header& answer) override;
    std::optional<codecs::CommandStatus> submitted(LinkId link, const codecs::Frame& frame) override;
    void remark(const std::string& sentence) override { user_.remark(sentence); }

private:
    /// One deliver_sm that the hall has not taken yet.
    struct Parcel {
        TextId text = 0;
        Bytes frame;
        std::uint32_t sequence = 0;
        LinkId link = 0;  // 0: not on its way
        int attempts = 0;
        Instant due;  // on its way: when patience ends; otherwise: when to try next
    };

    void try_parcel(Parcel& parcel, Instant now);
    void put_back(Parcel& parcel, const std::string& reason);
    void give_up(TextId text, const std::string& reason);
    void look_at_parcels();
    void watch();
    void take_message(const codecs::Address& source, const codecs::Address& destination, std::uint8_t data_coding,
                      codecs::MessageContent content);

    boost::asio::steady_timer timer_;
    bool watching_ = false;
    Smsc& smsc_;
    PostSettings settings_;
    PostUser& user_;
    std::list<Parcel> parcels_;
    codecs::Reassembler parts_;
    std::int64_t last_part_ = 0;
    TextId last_text_ = 0;
};

}  // namespace hall::tools
