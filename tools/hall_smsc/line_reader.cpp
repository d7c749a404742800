#include "tools/hall_smsc/line_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace hall::tools {

namespace asio = boost::asio;

LineReader::LineReader(asio::io_context& io, std::function<void(std::string)> on_line, std::function<void()> on_end)
    : input_(io), on_line_(std::move(on_line)), on_end_(std::move(on_end)), flags_(::fcntl(STDIN_FILENO, F_GETFL)) {}

LineReader::~LineReader() {
    if (input_.is_open()) input_.release();
    if (flags_ >= 0) ::fcntl(STDIN_FILENO, F_SETFL, flags_);
}

void LineReader::start() {
    boost::system::error_code error;
    input_.assign(STDIN_FILENO, error);
    if (!error) return read();
    std::array<char, 4096> chunk{};
    for (ssize_t count = 0; (count = ::read(STDIN_FILENO, chunk.data(), chunk.size())) > 0;) {
        buffer_.append(chunk.data(), static_cast<std::size_t>(count));
    }
    asio::post(input_.get_executor(), [this] {
        take(buffer_.size());
        end();
    });
}

void LineReader::read() {
    const std::size_t old = buffer_.size();
    buffer_.resize(old + 4096);
    input_.async_read_some(asio::buffer(buffer_.data() + old, 4096),
                           [this, old](const boost::system::error_code& error, std::size_t count) {
                               if (error == asio::error::operation_aborted) return;
                               buffer_.resize(old + count);
                               take(count);
                               if (error) return end();
                               read();
                           });
}

void LineReader::take(std::size_t count) {
    if (count == 0) return;
    std::size_t begin = 0;
    for (std::size_t newline = 0; (newline = buffer_.find('\n', begin)) != std::string::npos; begin = newline + 1) {
        std::string line = buffer_.substr(begin, newline - begin);
        if (line.ends_with('\r')) line.pop_back();
        on_line_(std::move(line));
    }
    buffer_.erase(0, begin);
}

void LineReader::end() {
    if (!buffer_.empty()) on_line_(std::exchange(buffer_, {}));  // the last line had no newline
    on_end_();
}

}  // namespace hall::tools
