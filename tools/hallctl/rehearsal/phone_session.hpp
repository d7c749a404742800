#pragma once
// A phone at the prompt: lines in, bubbles out. What is typed is a text to the rehearsal hall; lines that begin with /
// are for the phone itself. Knows streams, not terminals, so that a pipe and a test are the same to it.

#include "tools/hallctl/rehearsal/rehearsal_hall.hpp"

#include <functional>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace hall::tools {

class PhoneSession {
public:
    struct Look {
        bool prompt = false;  // somebody sits at it; else what was read is shown again
        bool colour = false;
        codecs::MessageLanguage language = codecs::MessageLanguage::en;
    };

    PhoneSession(RehearsalHall& hall, std::string from, std::string to, std::ostream& out, Look look)
        : hall_(hall), from_(std::move(from)), to_(std::move(to)), out_(out), look_(look), words_(look.language) {}

    /// Until the end of `in`, /quit, or `stop`.
    void run(std::istream& in, const std::function<bool()>& stop);

    /// One line. False: it was the last.
    bool take(const std::string& line);

private:
    void command(const std::string& line);
    void change_from(const std::string& number);
    void change_to(const std::string& number);
    void send(const std::string& text);
    void wait_until(const std::string& step);
    void show(const std::vector<Arrived>& all);
    void show(const Arrived& one);
    void why();
    void parts();
    void remark(const std::string& sentence);
    std::string figures_of(const Arrived& one) const;
    std::string dim(const std::string& text) const;
    void prompt();

    RehearsalHall& hall_;
    std::string from_;
    std::string to_;
    std::ostream& out_;
    Look look_;
    Words words_;
    std::string asked_;          // who sent the last text, and what it was
    std::string text_;
    std::vector<Arrived> last_;  // what came of it
};

}  // namespace hall::tools
