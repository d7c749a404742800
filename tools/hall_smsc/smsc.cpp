#include "tools/hall_smsc/smsc.hpp"

#include "tools/hall_smsc/connection.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>

namespace hall::tools {

namespace asio = boost::asio;
using asio::ip::tcp;

Smsc::Smsc(asio::io_context& io, SmscSettings settings)
    : io_(io), settings_(std::move(settings)), acceptor_(io), close_timer_(io) {}

Smsc::~Smsc() = default;

result<std::uint16_t, ListenError> Smsc::listen(SmscUser& user) {
    user_ = &user;
    const auto refused = [this](const char* step, const boost::system::error_code& error) {
        return ListenError{fmt::format("cannot {} {}:{}: {}", step, settings_.host, settings_.port, error.message())};
    };
    boost::system::error_code error;
    tcp::resolver resolver(io_);
    const auto found = resolver.resolve(settings_.host, std::to_string(settings_.port),
                                        tcp::resolver::passive | tcp::resolver::numeric_service, error);
    if (error || found.empty()) return refused("find the address", error);
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor_.open(endpoint.protocol(), error);
    if (error) return refused("open a socket for", error);
    acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    acceptor_.bind(endpoint, error);
    if (error) return refused("listen on", error);
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return refused("listen on", error);
    settings_.port = acceptor_.local_endpoint(error).port();
    accept();
    return settings_.port;
}

void Smsc::accept() {
    acceptor_.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
        if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
        if (!error) {
            boost::system::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            const auto link = std::make_shared<Connection>(std::move(socket), ++last_link_, *this);
            links_.emplace(link->id(), link);
            link->start();
        }
        accept();
    });
}

bool Smsc::can_deliver() const {
    for (const auto& [id, link] : links_) {
        if (link->receives()) return true;
    }
    return false;
}

std::uint32_t Smsc::next_sequence() {
    last_sequence_ = last_sequence_ >= 0x7FFFFFFFU ? 1 : last_sequence_ + 1;  // [SMPP v3.4, 3.2]
    return last_sequence_;
}

LinkId Smsc::deliver(ByteView frame) {
    auto it = links_.upper_bound(last_used_);
    for (std::size_t tried = 0; tried < links_.size(); ++tried, ++it) {
        if (it == links_.end()) it = links_.begin();
        if (!it->second->receives()) continue;
        it->second->send(frame);
        return last_used_ = it->first;
    }
    return 0;
}

Connection* Smsc::find(LinkId link) const {
    const auto found = links_.find(link);
    return found == links_.end() || !found->second->bound() ? nullptr : found->second.get();
}

std::vector<LinkId> Smsc::bound_links() const {
    std::vector<LinkId> all;
    for (const auto& [id, link] : links_) {
        if (link->bound()) all.push_back(id);
    }
    return all;
}

std::vector<LinkId> Smsc::receivers() const {
    std::vector<LinkId> all;
    for (const auto& [id, link] : links_) {
        if (link->receives()) all.push_back(id);
    }
    return all;
}

void Smsc::bound(Connection& link) {
    user_->link_event(link.id(), LinkEvent::bound);
    if (!link.receives()) return;
    was_bound_ = true;
    user_->receiver_bound();
}

void Smsc::gone(LinkId link, std::optional<codecs::BindRole> role, LinkEvent what) {
    links_.erase(link);
    if (role && !closed_) {
        user_->link_event(link, what);
        if (*role != codecs::BindRole::transmitter) user_->link_lost(link);
    }
    if (closed_ && links_.empty()) finish_close();
}

void Smsc::close(std::function<void()> done) {
    if (closed_) return;
    closed_ = std::move(done);
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    if (links_.empty()) return finish_close();
    std::vector<std::shared_ptr<Connection>> links;  // ending a link takes it out of links_
    for (const auto& [id, link] : links_) links.push_back(link);
    for (const auto& link : links) link->begin_unbind();
    close_timer_.expires_after(std::chrono::seconds(1));
    close_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) finish_close();
    });
}

void Smsc::finish_close() {
    close_timer_.cancel();
    asio::post(io_, closed_);
}

}  // namespace hall::tools
