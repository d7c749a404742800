#pragma once
// Plays texts one after the other, each when the one before it has been answered or its time has run out, and
// prints the conversation. For --say and --play: its end says whether each text was answered.

#include "tools/hall_smsc/options.hpp"
#include "tools/hall_smsc/post_office.hpp"
#include "tools/hall_smsc/screen.hpp"

namespace hall::tools {

class Conversation final : public PostUser {
public:
    /// `finish` is called once, with the exit status.
    Conversation(boost::asio::io_context& io, Smsc& smsc, const Options& options, Screen& screen,
                 std::function<void(int)> finish);

    SmscUser& links() { return post_; }

    void hall_bound() override;
    void hall_gone() override { screen_.remark("the hall has gone; waiting for it to bind again ..."); }
    void answered(const Answer& answer) override;
    void undeliverable(TextId text, const std::string& reason) override;
    void remark(const std::string& sentence) override { screen_.remark(sentence); }

private:
    void play_next();
    void fail(const std::string& reason);

    const Options& options_;
    Screen& screen_;
    std::function<void(int)> finish_;
    PostOffice post_;
    boost::asio::steady_timer timer_;
    bool started_ = false;
    bool many_subscribers_ = false;
    std::size_t next_ = 0;
    std::size_t failed_ = 0;
    std::string waiting_for_;  // canonical number; empty: nobody waits
    TextId text_ = 0;
    Instant sent_;
};

}  // namespace hall::tools
