#include "tools/hallctl/status.hpp"

#include "tools/hallctl/hall_client.hpp"

#include <fmt/format.h>

namespace hall::tools {

namespace {

int status(const Arguments& arguments) {
    if (!arguments.words.empty()) throw UsageError(fmt::format("status takes no '{}'", arguments.words[0]));
    const auto format = arguments.value("--format").value_or("text");
    if (format != "text" && format != "json") throw UsageError(fmt::format("--format is '{}'; use text or json", format));
    return ask_and_print(arguments, "status " + (arguments.has("--metrics") ? "metrics" : format), Answers::report);
}

}  // namespace

Command status_command() {
    return {"status",
            "  hallctl status [--format json | --metrics]      version, links, queues and rates of the running hall\n",
            {{"--socket"}, {"--format"}, {"--metrics", false}},
            status};
}

}  // namespace hall::tools
