#pragma once
// Many subscribers at once: delivers texts as fast as a window (or at a rate) and measures how long each waits for
// its deliver_sm_resp, which means "committed", and for the last part of its answer. A subscriber has one text on
// its way at a time, so that an answer can be attributed.
// It shares the machine with the hall it measures, so nothing is encoded, decoded or allocated per PDU that need
// not be.

#include "tools/hall_smsc/options.hpp"
#include "tools/hall_smsc/statistics.hpp"

#include <boost/asio/steady_timer.hpp>

#include <bitset>
#include <deque>

namespace hall::tools {

class Load final : public SmscUser {
public:
    /// `finish` is called once, with the exit status, after the table was printed.
    Load(boost::asio::io_context& io, Smsc& smsc, const Options& options, std::function<void(int)> finish);

    /// Nothing, or why these texts cannot be played: each must fit into one deliver_sm.
    std::optional<std::string> prepare();

    void receiver_bound() override;
    void link_lost(LinkId link) override;
    void delivery_answered(LinkId link, const codecs::Header& answer) override;
    std::optional<codecs::CommandStatus> submitted(LinkId link, const codecs::Frame& frame) override;
    void remark(const std::string& sentence) override;

    /// What was measured; complete when `finish` was called.
    const LoadReport& report() const { return report_; }

private:
    static constexpr std::uint32_t no_text = 0xFFFFFFFFU;

    /// One number and the text it has on its way.
    struct Subscriber {
        std::uint32_t text = no_text;
        std::uint32_t sequence = 0;  // of the delivery under way; 0: none
        LinkId link = 0;
        Instant start;
        std::uint8_t attempts = 0;
        bool acknowledged = false;
        bool answered = false;
        std::uint16_t reference = 0;  // of the answer whose parts are coming
        std::uint16_t parts_seen = 0;
        std::bitset<256> seen;
    };
    struct Delivery {
        std::uint32_t sequence = 0;
        std::uint32_t subscriber = 0;
    };
    struct Deadline {
        Instant at;
        std::uint32_t subscriber = 0;
        std::uint32_t id = 0;  // the text, or the sequence number, that it is for
    };

    void pump();
    void deliver(std::uint32_t subscriber);
    void try_later(std::uint32_t subscriber);
    void take_part(std::string_view destination, const std::optional<codecs::PartInfo>& part);
    void settle(std::uint32_t subscriber);
    void give_up(std::uint32_t subscriber);
    void look_at_deadlines();
    void tick();
    void finish();

    const Options& options_;
    const LoadSettings& settings_;
    Smsc& smsc_;
    std::function<void(int)> finish_;
    boost::asio::steady_timer timer_;
    boost::asio::steady_timer pace_timer_;
    bool pacing_ = false;
    bool running_ = false;
    bool finished_ = false;
    Instant begin_;
    Instant last_answer_;
    Instant next_progress_;
    std::uint64_t pdus_before_ = 0;
    std::uint64_t enquire_links_before_ = 0;

    std::vector<Bytes> frames_;  // one ready deliver_sm for each of settings_.words
    std::vector<Subscriber> subscribers_;
    std::deque<std::uint32_t> free_;
    std::vector<Delivery> deliveries_;  // by sequence number, modulo its size
    std::deque<Deadline> answers_due_;
    std::deque<Deadline> responses_due_;
    std::deque<Deadline> retries_;
    std::size_t begun_ = 0;
    std::size_t active_ = 0;       // subscribers with a text on its way
    std::size_t outstanding_ = 0;  // deliver_sm without an answer
    std::vector<std::uint32_t> acknowledged_micros_;
    std::vector<std::uint32_t> answered_micros_;
    LoadReport report_;
};

}  // namespace hall::tools
