#pragma once
// What a link needs of the world: time, timers and connections. Two worlds exist: Asio's (asio_network), and the
// simulation's, where links run as they are against a network drawn from a seed.

#include "codecs/result.hpp"
#include "codecs/time.hpp"
#include "daemon/config/settings.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace hall::daemon {

/// Waits for one moment at a time. Destroyed, it calls nobody.
class Timer {
public:
    virtual ~Timer() = default;

    /// Calls `then` at `when`, or soon if that is past; what it waited for before is forgotten.
    virtual void start(Instant when, std::function<void()> then) = 0;
    virtual void cancel() = 0;
};

/// A TCP connection, made again and again by the same link. One read and one write at a time. What was asked for is
/// answered later, never from within the asking; and not at all after close() or the destruction.
class Socket {
public:
    /// Nothing: it went well; otherwise what went wrong, for people.
    using Failure = std::optional<std::string>;

    virtual ~Socket() = default;

    /// Looks the name up and tries each address it has.
    virtual void connect(const HostSettings& host, std::function<void(const Failure&)> done) = 0;

    /// Reads what there is, at least one byte, into `room`, which must stay until then. The end of the stream is a
    /// failure.
    virtual void read(std::span<std::uint8_t> room, std::function<void(const Failure&, std::size_t count)> done) = 0;

    /// Writes all of `bytes`, which must stay until then.
    virtual void write(ByteView bytes, std::function<void(const Failure&)> done) = 0;

    virtual void close() = 0;
};

class Network {
public:
    virtual ~Network() = default;
    virtual Instant now() const = 0;
    virtual UtcTime utc_now() const = 0;

    /// At this moment every socket that was being read, and that has not answered since, had nothing to read: what is
    /// read from it later came later.
    virtual Instant looked_at() const = 0;

    /// For draws that must differ from link to link.
    virtual std::uint64_t seed() = 0;

    virtual std::unique_ptr<Timer> timer() = 0;
    virtual std::unique_ptr<Socket> socket() = 0;
};

}  // namespace hall::daemon
