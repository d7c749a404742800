#include "tools/hallctl/lanes.hpp"

#include "tools/hallctl/hall_client.hpp"

#include <fmt/format.h>

namespace hall::tools {

namespace {

int lanes(const Arguments& arguments) {
    const auto& words = arguments.words;
    if (words.empty()) return ask_and_print(arguments, "lanes");
    if (words[0] != "empty") throw UsageError(fmt::format("'{}' is nothing to do with lanes; empty is", words[0]));
    if (words.size() != 2) throw UsageError("whose lane? for example: hallctl lanes empty 13800138000");
    const auto hall = find_hall(arguments);
    const auto number = codecs::canonical_subscriber(words[1], 0, hall.number_plan);
    return ask_and_print(arguments, "lanes empty " + number);
}

}  // namespace

Command lanes_command() {
    return {"lanes",
            "  hallctl lanes                                   whose replies wait, the longest first, since when and why\n"
            "  hallctl lanes empty NUMBER                      gives up what waits for that number and has not left\n",
            {{"--socket"}},
            lanes};
}

}  // namespace hall::tools
