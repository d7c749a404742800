// Passwords in the settings file: refused unless they come from the environment, blanked before anything is kept.

#include "daemon/config/passwords.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using Catch::Contains;
using daemon::without_passwords;

namespace {

std::string faults_of(const std::string& text) {
    codecs::Diagnostics diagnostics;
    const auto root = codecs::parse_yaml(text, "smshalld.yaml", diagnostics);
    daemon::check_passwords(root, text, diagnostics);
    return diagnostics.to_text();
}

}  // namespace

TEST_CASE("defaults of the variables that passwords come from are blanked wherever they stand") {
    const auto text =
        GENERATE("smscs:\n  - {name: a, password: \"${A:-hunter2}\"}\n",
                 "smscs:\n  - password: ${A:-hunter2}  # was ${A:-hunter3}\n",
                 "smscs:\n  - {password: '${A:-hunter2}'}\n  - {password: \"${B:-hunter3}\"}\n",
                 "smscs:\n  - {password: &pw \"${A:-hunter2}\"}\n  - {password: *pw}\n",
                 "smscs:\n  - {system_id: &pw \"${A:-hunter2}\", password: *pw}\n",
                 "smscs:\n  - &one {password: \"${A:-hunter2}\"}\n  - *one\n",
                 "smscs:\n  - {password: \"${A:-hunter2}\", password: \"${B:-hunter3}\"}\n",
                 "smscs:\n  - password: >-\n      ${A:-hunter2}\n", "smscs:\n  - {password: \"${A:-hunt\\\"er2}\"}\n",
                 "smscs: [\n  - {password: ${A:-hunter2}}\n");
    const auto kept = without_passwords(text);
    INFO(kept);
    CHECK_THAT(kept, !Contains("hunt") && Contains(":-(hidden)}"));
    CHECK(without_passwords(kept) == kept);
}

TEST_CASE("other defaults stay, so that what is kept can be read again") {
    CHECK(without_passwords("store: {path: \"${STATE:-/var/lib}/hall.db\"}\nsmscs:\n  - {password: \"${A:-x}\"}\n") ==
          "store: {path: \"${STATE:-/var/lib}/hall.db\"}\nsmscs:\n  - {password: \"${A:-(hidden)}\"}\n");
    CHECK(without_passwords("smscs:\n  - {password: \"${A}\"}\n") == "smscs:\n  - {password: \"${A}\"}\n");
    CHECK(without_passwords("a: ${") == "a: ${");
}

TEST_CASE(
    "a password is one reference to the environment, which the record can blank, or a fault that does not repeat it") {
    CHECK(faults_of("smscs:\n  - {password: \"${A:-hunter2}\"}\n  - {password: \"${B}\"}\n  - {password: \"\"}\n")
              .empty());
    const auto text =
        GENERATE("smscs:\n  - {password: hunter2}\n", "smscs:\n  - {password: \"${A:-x}hunter2}\"}\n",
                 "smscs:\n  - {password: \"hunter2${A}\"}\n", "smscs:\n  - {password: \"\\x24{A:-hunter2}\"}\n",
                 "smscs:\n  - {password: \"${\\x41:-hunter2}\"}\n");
    CHECK_THAT(faults_of(text), Contains("the password stands in the file") && !Contains("hunter"));
}
