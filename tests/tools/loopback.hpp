#pragma once
// Two ends of a TCP connection on this machine, for tests that run on one io_context.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <utility>

namespace hall::test {

inline std::pair<boost::asio::ip::tcp::socket, boost::asio::ip::tcp::socket> connected_pair(
    boost::asio::io_context& io) {
    using boost::asio::ip::tcp;
    tcp::acceptor acceptor(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
    tcp::socket client(io);
    client.connect(acceptor.local_endpoint());
    tcp::socket server = acceptor.accept();
    server.set_option(tcp::no_delay(true));
    return {std::move(client), std::move(server)};
}

}  // namespace hall::test
