#pragma once
// The SMSC's side of SMPP: listens, checks binds, answers what an SMSC has to answer, and hands the rest to
// its user. It serves any number of links in all three roles on one io_context and one thread.
// Must not know what a text means, nor who plays on it (a phone, a file of texts, a load).

#include "codecs/smpp/frame.hpp"
#include "codecs/smpp/pdu.hpp"
#include "codecs/time.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hall::tools {

class Connection;

/// Names a link while it lives; never used twice, never 0.
using LinkId = std::uint32_t;

/// What becomes of a link: its bind was taken or refused, the hall (or the network) ended it, the SMSC broke it off,
/// one side unbound.
enum class LinkEvent : std::uint8_t { bound, refused, lost, dropped, unbound };

/// What happens on the links, told to whoever plays the subscribers. All calls come from the io thread.
class SmscUser {
public:
    virtual ~SmscUser() = default;
    /// A link that takes deliver_sm has been bound.
    virtual void receiver_bound() = 0;
    /// Its deliver_sm that were not answered will not be answered any more.
    virtual void link_lost(LinkId link) = 0;
    /// A deliver_sm_resp (or a generic_nack) came.
    virtual void delivery_answered(LinkId link, const codecs::Header& answer) = 0;
    /// A submit_sm or data_sm came; the status goes into its answer. Nothing: the user sends the answer, or none.
    virtual std::optional<codecs::CommandStatus> submitted(LinkId link, const codecs::Frame& frame) = 0;
    /// A bind came with the right credentials; another status than ok refuses it.
    virtual codecs::CommandStatus bind_wanted() { return codecs::CommandStatus::ok; }
    /// Every change of every link, the transmitters' too.
    virtual void link_event(LinkId /*link*/, LinkEvent /*what*/) {}
    /// Something a person should know: a refused bind, a lost link. One sentence without a full stop.
    virtual void remark(const std::string& sentence) = 0;
};

struct SmscSettings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 2775;
    std::string system_id = "smshall";
    std::string password = "secret";
    Millis enquire{30000};                                 // 0: never ask
    std::size_t max_pdu = 70000;                           // a message_payload may hold 64 KiB
    std::optional<std::uint8_t> interface_version = 0x34;  // sc_interface_version of bind responses; nothing: none
    std::function<std::size_t()> piece_size;               // octets of the next write; empty: as many as there are
};

/// Why it cannot listen, as one sentence.
struct ListenError {
    std::string what;
};

class Smsc {
public:
    Smsc(boost::asio::io_context& io, SmscSettings settings);
    ~Smsc();

    /// To be changed before listen() only.
    SmscSettings& settings() { return settings_; }

    /// Opens the port and accepts links from now on; the port that was opened (port 0 lets the system choose).
    result<std::uint16_t, ListenError> listen(SmscUser& user);

    /// True while a receiver or transceiver is bound.
    bool can_deliver() const;
    /// True once one has been bound, even if it is gone.
    bool was_bound() const { return was_bound_; }

    /// For a new request. One counter for all links, so that a sequence number names a delivery.
    std::uint32_t next_sequence();

    /// Queues a whole deliver_sm frame; the links that can take it are used in turn. 0 when there is none.
    LinkId deliver(ByteView frame);

    /// The bound link of that name, or nullptr.
    Connection* find(LinkId link) const;

    /// All bound links; those that take deliver_sm.
    std::vector<LinkId> bound_links() const;
    std::vector<LinkId> receivers() const;

    /// Unbinds and closes all links (at most a second), then calls `done`. Stops listening at once.
    void close(std::function<void()> done);

    /// PDUs read and written on all links since the start.
    std::uint64_t pdus() const { return pdus_; }
    /// enquire_links read on all links since the start.
    std::uint64_t enquire_links() const { return enquire_links_; }

private:
    friend class Connection;
    void accept();
    void bound(Connection& link);
    void gone(LinkId link, std::optional<codecs::BindRole> role, LinkEvent what);
    void finish_close();

    boost::asio::io_context& io_;
    SmscSettings settings_;
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer close_timer_;
    SmscUser* user_ = nullptr;
    std::map<LinkId, std::shared_ptr<Connection>> links_;
    LinkId last_link_ = 0;
    LinkId last_used_ = 0;
    std::uint32_t last_sequence_ = 0;
    std::uint32_t last_message_id_ = 0;
    std::uint64_t pdus_ = 0;
    std::uint64_t enquire_links_ = 0;
    bool was_bound_ = false;
    std::function<void()> closed_;
};

}  // namespace hall::tools
