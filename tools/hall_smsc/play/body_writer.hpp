#pragma once
// What a subscriber texts, letter by letter: the word with its number, padded where it is to take several parts.

#include "tools/hall_smsc/play/scenario.hpp"
#include "tools/hall_smsc/post_settings.hpp"

#include <map>

namespace hall::tools {

class BodyWriter {
public:
    explicit BodyWriter(const PostSettings& post);

    /// `word` must outlive this object: what was found out about its padding is remembered.
    std::string body_of(const Word& word, std::uint32_t number);

private:
    PostSettings post_;
    std::map<std::pair<const Word*, std::size_t>, std::size_t> fillers_;  // by word and length: how many it takes
};

}  // namespace hall::tools
