#pragma once
// Codes that a text comes near to: slips of the finger, letters that look like digits, characters that sound alike.
// What is found here may be offered and never acted on. Internal to menus.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hall::menus {

/// How near a text is to a code, nearest first.
enum class Nearness {
    alike,      // looks or sounds the same: O42 for 042, 采铃 or CAILING for 彩铃
    exchanged,  // two neighbours have changed places: KTLC for KTCL
    one_edit,   // one character too many, too few or another
    two_edits,  // twice that
};

class NearCodes {
public:
    struct Found {
        std::size_t entry = 0;
        Nearness nearness = Nearness::alike;
        bool operator==(const Found&) const = default;
    };

    /// `code`: folded. `entry`: what stands for it in the answer; several codes may share one.
    void add(std::string_view code, std::size_t entry);

    /// Entries with a code near to the folded `text`, nearest first, then in the order of their numbers, each
    /// once. How far a code may be away depends on its length in characters: of two characters, only alike and
    /// exchanged; of three to five, one edit; of six and more, two, but one when it is all digits, of which many make a
    /// number that means something else. A code that is the text itself does not count, nor do codes and texts of one
    /// character.
    std::vector<Found> find(std::string_view text) const;

private:
    struct Code {
        std::u32string text;
        std::uint64_t characters = 0;  // which there are, as bits: codes that differ in too many need no closer look
        int allowed = 0;               // edits
        std::size_t entry = 0;
    };
    std::vector<Code> codes_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_look_;   // positions in codes_
    std::unordered_map<std::string, std::vector<std::size_t>> by_sound_;  // of those with Chinese characters
    std::size_t longest_ = 0;                                             // characters
    std::size_t entries_ = 0;
};

}  // namespace hall::menus
