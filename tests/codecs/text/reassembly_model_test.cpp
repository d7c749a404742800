// Random parts against a model of the same rules that keeps everything in one plain list.

#include "codecs/text/reassembly.hpp"

#include "tests/codecs/text/random_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace hall;
using namespace hall::codecs;

namespace {

/// The same rules as slowly as possible: a list of messages in order of arrival.
class Model {
public:
    Model(Millis time_limit, std::size_t most, std::size_t octets) : time_limit_(time_limit), most_(most), octets_(octets) {}

    /// "waiting", "repeats 7" or "joins 1,2,3: text"
    std::string add(const LongMessageKey& key, std::uint8_t sequence, std::int64_t id, const Bytes& content,
                    UtcTime now) {
        expire(now);
        auto at = std::find_if(messages_.begin(), messages_.end(), [&](const Message& m) { return m.key == key; });
        if (at != messages_.end() && at->ids[sequence] != 0) {
            if (at->contents[sequence] == content) return "repeats " + std::to_string(at->ids[sequence]);
            give_up(at);
            at = messages_.end();
        }
        if (at == messages_.end()) {
            messages_.push_back(
                {key, now, std::vector<std::int64_t>(key.total + 1U), std::vector<Bytes>(key.total + 1U)});
            at = messages_.end() - 1;
        }
        at->ids[sequence] = id;
        at->contents[sequence] = content;
        if (std::count(at->ids.begin() + 1, at->ids.end(), 0) > 0) {
            while (messages_.size() > most_) give_up(first_to_go(key, [](const Message&) { return 1U; }));
            while (messages_.size() > 1 && total(messages_) > octets_) give_up(first_to_go(key, octets_of));
            return "waiting";
        }
        std::string out = "joins ";
        for (unsigned i = 1; i <= key.total; ++i) out += std::to_string(at->ids[i]) + ",";
        out += ": ";
        for (const Bytes& part : at->contents) out.append(part.begin(), part.end());
        messages_.erase(at);
        return out;
    }

    std::string take_expired(UtcTime now) {
        expire(now);
        std::sort(given_up_.begin(), given_up_.end());
        std::string out;
        for (const std::string& line : given_up_) out += line + "\n";
        given_up_.clear();
        return out;
    }

    std::size_t size() const { return messages_.size(); }

    /// Of how many numbers messages wait.
    std::size_t numbers() const {
        std::set<std::string> all;
        for (const Message& m : messages_) all.insert(m.key.source);
        return all.size();
    }

    std::optional<UtcTime> next_expiry() const {
        std::optional<UtcTime> out;
        for (const Message& m : messages_) {
            if (!out || m.first_seen + time_limit_ < *out) out = m.first_seen + time_limit_;
        }
        return out;
    }

private:
    struct Message {
        LongMessageKey key;
        UtcTime first_seen;
        std::vector<std::int64_t> ids;  // by part number; 0: missing
        std::vector<Bytes> contents;
    };

    static std::size_t octets_of(const Message& message) {
        std::size_t sum = 0;
        for (const Bytes& part : message.contents) sum += part.size();
        return sum;
    }

    static std::size_t total(const std::vector<Message>& messages) {
        std::size_t sum = 0;
        for (const Message& m : messages) sum += octets_of(m);
        return sum;
    }

    /// The numbers' shares are one message and one octet here: the bounds are small.
    template <typename Amount>
    std::vector<Message>::iterator first_to_go(const LongMessageKey& newest, Amount&& amount) {
        std::map<std::string, std::size_t> held;
        std::map<std::string, std::size_t> count;
        for (const Message& m : messages_) held[m.key.source] += amount(m), ++count[m.key.source];
        const auto beyond = [&](const Message& m) { return std::max<std::size_t>(held[m.key.source], 1) - 1; };
        const auto older = [](const Message& a, const Message& b) { return a.first_seen < b.first_seen; };
        // Whose turn it is, told by their oldest ...
        const auto whose = std::min_element(messages_.begin(), messages_.end(), [&](const Message& a, const Message& b) {
            return beyond(a) != beyond(b) ? beyond(a) > beyond(b) : older(a, b);
        });
        if (whose->key != newest || beyond(*whose) > 0) {
            if (whose->key != newest || count[newest.source] == 1) return whose;
        }
        // ... and that is what comes now: the next of the same number, or of another.
        const bool same = count[newest.source] > 1;
        auto next = messages_.end();
        for (auto at = messages_.begin(); at != messages_.end(); ++at) {
            if (at->key == newest || (same && at->key.source != newest.source)) continue;
            if (next == messages_.end() ||
                (beyond(*at) != beyond(*next) ? beyond(*at) > beyond(*next) : older(*at, *next)))
                next = at;
        }
        return next;
    }

    void expire(UtcTime now) {
        for (bool again = true; again;) {
            again = false;
            for (auto at = messages_.begin(); at != messages_.end() && !again; ++at) {
                if (now - at->first_seen < time_limit_) continue;
                give_up(at);
                again = true;
            }
        }
    }

    void give_up(std::vector<Message>::iterator at) {
        std::string line =
            at->key.source + "/" + std::to_string(at->key.reference) + "/" + std::to_string(at->key.total) + " has";
        for (unsigned i = 1; i <= at->key.total; ++i) {
            if (at->ids[i] != 0) line += " " + std::to_string(at->ids[i]);
        }
        line += " lacks";
        for (unsigned i = 1; i <= at->key.total; ++i) {
            if (at->ids[i] == 0) line += " " + std::to_string(i);
        }
        given_up_.push_back(line);
        messages_.erase(at);
    }

    Millis time_limit_;
    std::size_t most_;
    std::size_t octets_;
    std::vector<Message> messages_;
    std::vector<std::string> given_up_;
};

std::string describe(const PartOutcome& outcome) {
    if (const auto* repeat = std::get_if<PartRepeated>(&outcome)) return "repeats " + std::to_string(repeat->first);
    const auto* whole = std::get_if<PartsComplete>(&outcome);
    if (whole == nullptr) return "waiting";
    std::string out = "joins ";
    for (const std::int64_t id : whole->ids) out += std::to_string(id) + ",";
    return out + ": " + std::string(whole->content.begin(), whole->content.end());
}

std::string describe(const std::vector<ExpiredParts>& expired) {
    std::vector<std::string> lines;
    for (const ExpiredParts& message : expired) {
        std::string line = message.key.source + "/" + std::to_string(message.key.reference) + "/" +
                           std::to_string(message.key.total) + " has";
        for (const std::int64_t id : message.ids) line += " " + std::to_string(id);
        line += " lacks";
        for (const std::uint8_t number : message.missing) line += " " + std::to_string(number);
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const std::string& line : lines) out += line + "\n";
    return out;
}

}  // namespace

TEST_CASE("random traffic has the outcome that the slow model says") {
    std::size_t joined = 0;
    std::size_t expired = 0;
    std::size_t kept = 0;  // beside a flood
    for (std::uint64_t seed = 401; seed <= 420; ++seed) {
        test::Random random(seed);
        const Millis limit{1 + static_cast<std::int64_t>(test::below(random, 400))};
        const std::size_t most = 1 + test::below(random, 12);
        const std::size_t octets = 2 + test::below(random, 60);
        Reassembler reassembler(limit, most, octets);
        Model model(limit, most, octets);
        UtcTime now = from_millis(1'700'000'000'000);
        for (std::int64_t id = 1; id <= 3000; ++id) {
            now += Millis{static_cast<std::int64_t>(test::below(random, 20))};
            if (test::below(random, 100) == 0) now -= Millis{static_cast<std::int64_t>(test::below(random, 200))};
            // A floods; the others text now and then.
            const LongMessageKey key{std::string(1, static_cast<char>('A' + test::below(random, 1 + test::below(random, 5)))), "10086",
                                     PartScheme::udh8, static_cast<std::uint16_t>(test::below(random, 3)),
                                     static_cast<std::uint8_t>(2 + test::below(random, 3))};
            const auto sequence = static_cast<std::uint8_t>(1 + test::below(random, key.total));
            // Mostly the content that this part always has, so that there are repeats as well as new messages.
            Bytes content{static_cast<std::uint8_t>('a' + sequence),
                          static_cast<std::uint8_t>(test::below(random, 10) == 0 ? '2' : '1')};
            if (key.reference == 2) content.resize(20, 'x');
            const std::string expected = model.add(key, sequence, id, content, now);
            const std::string found = describe(reassembler.add(key, sequence, {id, content}, now));
            if (found != expected) FAIL("seed " << seed << " part " << id << ": " << found << " not " << expected);
            joined += found.starts_with("joins") ? 1 : 0;
            kept += model.numbers() > 1 ? 1 : 0;
            if (reassembler.waiting_messages() != model.size()) FAIL("seed " << seed << " part " << id << ": size");
            if (reassembler.next_expiry() != model.next_expiry()) FAIL("seed " << seed << " part " << id << ": time");
            if (test::below(random, 5) != 0) continue;
            const auto taken = reassembler.take_expired(now);
            expired += taken.size();
            const std::string given_up = model.take_expired(now);
            if (describe(taken) != given_up)
                FAIL("seed " << seed << " part " << id << ": " << describe(taken) << given_up);
        }
    }
    CHECK(joined > 1000);
    CHECK(expired > 1000);
    CHECK(kept > 1000);
}
