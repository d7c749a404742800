#pragma once
// Lines from standard input without blocking the io thread. A terminal or a pipe is watched; a plain file, which
// cannot be watched, is read whole.

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <string>

namespace hall::tools {

class LineReader {
public:
    /// `on_line` gets each line without its end; `on_end` is called once, after the last one.
    LineReader(boost::asio::io_context& io, std::function<void(std::string)> on_line, std::function<void()> on_end);
    /// Gives standard input back as it was: its flags are shared with the shell.
    ~LineReader();

    void start();

private:
    void read();
    void take(std::size_t count);
    void end();

    boost::asio::posix::stream_descriptor input_;
    std::function<void(std::string)> on_line_;
    std::function<void()> on_end_;
    std::string buffer_;
    int flags_;
};

}  // namespace hall::tools
