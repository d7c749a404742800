#pragma once
// Sentences in the language of the one who reads, with things filled in. Pure.

#include "codecs/yaml/diagnostic.hpp"

#include <fmt/format.h>

#include <string>

namespace hall::tools {

class Words {
public:
    explicit Words(codecs::MessageLanguage language) : language_(language) {}

    bool chinese() const { return language_ == codecs::MessageLanguage::zh; }

    /// {0}, {1} ... of the phrase stand for `values`.
    template <class... Values>
    std::string operator()(const codecs::Phrase& phrase, const Values&... values) const {
        return fmt::vformat(chinese() ? phrase.zh : phrase.en, fmt::make_format_args(values...));
    }

    /// "a, b" or "a、b".
    template <class Strings>
    std::string list(const Strings& strings) const {
        return fmt::format("{}", fmt::join(strings, chinese() ? "、" : ", "));
    }

private:
    codecs::MessageLanguage language_;
};

}  // namespace hall::tools
