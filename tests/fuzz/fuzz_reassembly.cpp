// Parts in any order. Four octets make a step: key, part number, content, time that passes. Whatever comes,
// each part put in comes out exactly once: joined, repeated, given up, or still waiting.

#include "codecs/text/reassembly.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace hall;
using namespace hall::codecs;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

/// The ids that are inside.
class Inside {
public:
    void put(std::int64_t id) { check(ids_.insert(id).second); }
    void take(const std::vector<std::int64_t>& ids) {
        for (const std::int64_t id : ids) check(ids_.erase(id) == 1);
    }
    bool holds(std::int64_t id) const { return ids_.count(id) == 1; }
    bool empty() const { return ids_.empty(); }

private:
    std::set<std::int64_t> ids_;
};

void take_expired(Reassembler& reassembler, Inside& inside, UtcTime now) {
    for (const ExpiredParts& expired : reassembler.take_expired(now)) {
        check(!expired.ids.empty() && !expired.missing.empty());
        check(expired.ids.size() + expired.missing.size() == expired.key.total);
        inside.take(expired.ids);
    }
    check(!reassembler.next_expiry() || *reassembler.next_expiry() > now);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t most = data[1] % 8U;
    Reassembler reassembler(Millis{data[0]}, most);
    Inside inside;
    UtcTime now = from_millis(1'000'000);
    std::int64_t id = 0;
    for (std::size_t at = 2; at + 4 <= size; at += 4) {
        const std::uint8_t* step = data + at;
        now += Millis{static_cast<std::int8_t>(step[3])};
        LongMessageKey key;
        key.source = std::string(1, static_cast<char>('A' + (step[0] & 3U)));
        key.reference = (step[0] >> 2U) & 3U;
        key.total = step[0] >> 4U;
        ++id;
        const auto outcome = reassembler.add(key, step[1] % 20U, {id, {step[2]}}, now);
        if (const auto* repeat = std::get_if<PartRepeated>(&outcome)) {
            check(inside.holds(repeat->first));
        } else {
            inside.put(id);
        }
        if (const auto* whole = std::get_if<PartsComplete>(&outcome)) {
            check(whole->ids.size() == whole->content.size());
            inside.take(whole->ids);
        }
        check(reassembler.waiting_messages() <= std::max<std::size_t>(most, 1));
        if ((step[2] & 7U) == 0) take_expired(reassembler, inside, now);
    }
    take_expired(reassembler, inside, now + Millis{1'000'000});
    check(inside.empty() && reassembler.waiting_messages() == 0);
    return 0;
}
