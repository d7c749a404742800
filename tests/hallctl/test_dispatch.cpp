// The words on the command line: help of all and of one, and what is wrong in a line.

#include "codecs/yaml/rules.hpp"
#include "tools/hallctl/dispatch.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace hall;

namespace {

std::vector<tools::Command> commands() {
    return {{"tell", "  hallctl tell WORD     tells it\n", {{"--times"}}, [](const tools::Arguments& arguments) {
                 if (arguments.words.empty()) throw tools::UsageError("tell what?");
                 return 0;
             }},
            {"fail", "  hallctl fail          fails\n", {}, [](const tools::Arguments& arguments) -> int {
                 codecs::Diagnostics diagnostics;
                 const bool unreadable = arguments.words.empty();
                 diagnostics.add({"a.yaml", 1, 1},
                                 unreadable ? codecs::rules::unreadable_file : codecs::rules::not_utf8);
                 tools::refuse(diagnostics);
             }}};
}

struct Said {
    int code = 0;
    std::string out;
    std::string err;
};

Said dispatched(const std::vector<std::string>& arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const auto code = tools::dispatch(commands(), arguments, out, err);
    return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("--help of a command prints that command's own help, wherever it stands") {
    for (const auto& arguments : {std::vector<std::string>{"tell", "--help"}, {"tell", "x", "-h"}}) {
        const auto said = dispatched(arguments);
        CHECK(said.code == 0);
        CHECK(said.out.starts_with("  hallctl tell WORD     tells it\n"));
        CHECK(said.out.find("hallctl fail") == std::string::npos);
        CHECK(said.out.find("--config FILE") != std::string::npos);
        CHECK(said.err.empty());
    }
    const auto all = dispatched({"--help"});
    CHECK(all.code == 0);
    CHECK(all.out.find("hallctl tell WORD") < all.out.find("hallctl fail"));
}

TEST_CASE("a wrong argument is told in a line, with where there is more") {
    const auto silent = dispatched({"tell"});
    CHECK(silent.code == 64);
    CHECK(silent.out.empty());
    CHECK(silent.err == "hallctl tell: tell what?\nhallctl tell --help says more\n");
    CHECK(dispatched({"tell", "--tims", "3"}).err ==
          "hallctl tell: unknown option '--tims'\nhallctl tell --help says more\n");
    const auto unknown = dispatched({"tel"});
    CHECK(unknown.code == 64);
    CHECK(unknown.err == "hallctl: unknown command 'tel'; tell is one\nhallctl --help says more\n");
    CHECK(dispatched({}).err == "hallctl: what shall it do?\nhallctl --help says more\n");
}

TEST_CASE("a file that cannot be read and one that is wrong have exit codes of their own") {
    CHECK(dispatched({"fail"}).code == tools::exit_no_input);
    CHECK(dispatched({"fail", "wrong"}).code == tools::exit_config);
}
