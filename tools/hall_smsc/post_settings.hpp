#pragma once
// How texts travel on these links and how patiently they are delivered. Apart, because the command line fills it
// and the post office reads it.

#include "codecs/text/alphabet.hpp"
#include "codecs/text/split.hpp"
#include "codecs/time.hpp"

#include <string>

namespace hall::tools {

struct PostSettings {
    codecs::DefaultAlphabet alphabet = codecs::DefaultAlphabet::gsm;
    codecs::LongMessages long_messages = codecs::LongMessages::udh8;
    Millis response_timeout{5000};
    Millis retry_after{1000};
    int most_attempts = 5;
};

/// "10 s", "0.5 s"
std::string seconds(Millis span);

}  // namespace hall::tools
