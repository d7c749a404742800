#pragma once
// What a subscriber texts, letter by letter: the word with its number, padded where it is to take several parts.

#include "tools/hall_smsc/play/scenario.hpp"
#include "tools/hall_smsc/post_settings.hpp"

#include <map>
#include <tuple>

namespace hall::tools {

class BodyWriter {
public:
    explicit BodyWriter(const PostSettings& post);

    std::string body_of(const Word& word, std::uint32_t number);

private:
    PostSettings post_;
    /// The word, its filler and parts, and the length with its number: what decides how many fillers it takes.
    using Shape = std::tuple<std::string, std::string, std::size_t, std::size_t>;
    std::map<Shape, std::size_t> fillers_;
};

}  // namespace hall::tools
