#include "tools/hall_smsc/play/body_writer.hpp"

#include "tools/hall_smsc/play/crowd.hpp"

namespace hall::tools {

namespace {

constexpr std::size_t most_fillers = 3000;

std::string padded(std::string text, std::string_view filler, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) text += filler;
    return text;
}

}  // namespace

BodyWriter::BodyWriter(const PostSettings& post) : post_(post) {
    // As message_payload nothing is ever cut; the text is to be as long as if it were.
    if (post_.long_messages == codecs::LongMessages::payload) post_.long_messages = codecs::LongMessages::udh8;
}

std::string BodyWriter::body_of(const Word& word, std::uint32_t number) {
    std::string text = with_number(word.text, number);
    if (word.parts < 2) return text;
    const Shape shape{word.text, word.filler, word.parts, text.size()};
    const auto known = fillers_.find(shape);
    if (known != fillers_.end()) return padded(std::move(text), word.filler, known->second);
    std::size_t least = 0;
    std::size_t most = most_fillers;
    while (least < most) {
        const std::size_t middle = (least + most) / 2;
        const auto split = codecs::split_text(padded(text, word.filler, middle), post_.alphabet, post_.long_messages);
        if (split && split->parts.size() < word.parts) {
            least = middle + 1;
        } else {
            most = middle;
        }
    }
    fillers_[shape] = least;
    return padded(std::move(text), word.filler, least);
}

}  // namespace hall::tools
