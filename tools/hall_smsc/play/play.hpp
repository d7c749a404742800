#pragma once
// Plays a scenario: subscribers text, the SMSC delivers and takes replies, and misbehaves as the file says, until
// the texts are over and all is settled. Puts together what stands in the other files of this folder, which decide;
// here are the SMSC, the clock and the phases.

#include "tools/hall_smsc/options.hpp"
#include "tools/hall_smsc/play/body_writer.hpp"
#include "tools/hall_smsc/play/crowd.hpp"
#include "tools/hall_smsc/play/submit_side.hpp"
#include "tools/hall_smsc/play/text_book.hpp"
#include "tools/hall_smsc/play/waits.hpp"

#include <set>

namespace hall::tools {

class Play final : public SmscUser, private SubmitUser {
public:
    /// `finish` is called once, with 0 when every text was acknowledged and answered, else 1; report() is complete
    /// then.
    Play(boost::asio::io_context& io, Smsc& smsc, const Options& options, const Scenario& scenario, std::uint64_t seed,
         std::function<void(int)> finish);

    /// Nothing, or why this cannot be played: a word that cannot be written, a record that cannot be opened.
    std::optional<std::string> prepare();

    std::uint64_t seed() const { return report_.seed; }
    /// Everything begun is acknowledged, and the hall has been quiet for long enough.
    bool settled() const { return phase_ == Phase::settled; }
    const PlayReport& report() const { return report_; }

    /// SIGUSR1: no new texts; SIGUSR2: texts again; any other: the end.
    void signal(int number);

    void receiver_bound() override;
    void link_lost(LinkId link) override;
    void link_event(LinkId link, LinkEvent what) override;
    codecs::CommandStatus bind_wanted() override;
    void delivery_answered(LinkId link, const codecs::Header& answer) override;
    std::optional<codecs::CommandStatus> submitted(LinkId link, const codecs::Frame& frame) override;
    void remark(const std::string& sentence) override;

private:
    enum class Phase : std::uint8_t { waiting, texting, settling, settled, ended };

    void message_taken(std::optional<std::uint32_t> subscriber, const std::string& text) override;
    void submit_ill_fated(std::uint32_t subscriber) override { waits_.hit(book_.last_text_of(subscriber)); }
    void hand_now() override;
    void remark_submit(const std::string& sentence) override { remark(sentence); }

    void tick();
    void look(Instant now);
    void begin_texts(Instant now);
    void begin_text(const TextBegun& begun, Instant now);
    void hand(ParcelId id, Instant now);
    LinkId send(Parcel& parcel, std::uint32_t sequence, LinkId not_on);
    void start_texts(Instant now);
    void stop_texts(Instant now);
    void look_whether_settled(Instant now);
    bool texts_are_over(Instant now) const;
    void progress(Instant now);
    void finish();

    const Options& options_;
    const Scenario& scenario_;
    Smsc& smsc_;
    std::function<void(int)> finish_;
    boost::asio::steady_timer timer_;
    PlayReport report_;
    Recorder recorder_;
    FaultPlan plan_;
    Deliveries deliveries_;
    LinkTroubles troubles_;
    SubmitSide submits_;
    Crowd crowd_;
    TextBook book_;
    Waits waits_;
    BodyWriter bodies_;

    Phase phase_ = Phase::waiting;
    bool paused_ = false;  // texts are over because somebody said so
    Instant began_;
    Instant phase_began_;
    Instant::duration texted_{0};  // how long texts were offered, before this phase
    Instant next_text_;
    Instant last_activity_;
    Instant next_progress_;
    std::set<std::string> said_;
};

}  // namespace hall::tools
