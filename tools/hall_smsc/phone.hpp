#pragma once
// The phone: a person (or a pipe) types texts and reads the answers. On a terminal a text is sent at once; from a
// pipe each text waits until the one before it was answered, so that what is printed is a conversation.

#include "tools/hall_smsc/line_reader.hpp"
#include "tools/hall_smsc/options.hpp"
#include "tools/hall_smsc/post_office.hpp"
#include "tools/hall_smsc/screen.hpp"

#include <deque>

namespace hall::tools {

class Phone final : public PostUser {
public:
    /// `finish` is called once, with the exit status.
    Phone(boost::asio::io_context& io, Smsc& smsc, const Options& options, Screen& screen,
          std::function<void(int)> finish);

    SmscUser& links() { return post_; }
    void start();

    void hall_bound() override;
    void hall_gone() override;
    void answered(const Answer& answer) override;
    void undeliverable(TextId text, const std::string& reason) override;
    void remark(const std::string& sentence) override;

private:
    /// A text that was sent and has no answer yet.
    struct Sent {
        TextId id = 0;
        std::string subscriber;
        std::string text;
        Instant at;
    };

    void take_line(std::string line);
    void command(std::string_view line);
    void send(const std::string& text);
    void fail(std::deque<Sent>::iterator sent, const std::string& reason);
    void go_on();
    void prompt();
    void watch();

    const Options& options_;
    Screen& screen_;
    std::function<void(int)> finish_;
    Smsc& smsc_;
    PostOffice post_;
    LineReader input_;
    boost::asio::steady_timer timer_;
    bool watching_ = false;
    bool ended_ = false;
    bool failed_ = false;
    std::string from_;
    std::string to_;
    std::deque<std::string> lines_;  // typed, not looked at yet
    std::deque<Sent> unanswered_;
};

}  // namespace hall::tools
