// Scenario files: the shipped ones are good, and every file in bad_scenarios/ states in its first comment lines what
// the loader must say about it, word for word and place for place.

#include "tools/hall_smsc/play/scenario_loader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <set>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;

namespace {

std::vector<std::filesystem::path> files_in(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(HALL_SOURCE_DIR) / folder)) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string expected_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string expected;
    for (std::string line; std::getline(file, line) && line.starts_with("#");) {
        if (line.starts_with("# expect: ")) expected += path.string() + ":" + line.substr(10) + "\n";
    }
    return expected;
}

Scenario parsed(const std::string& text) {
    codecs::Diagnostics diagnostics;
    const auto scenario = parse_scenario(text, "test.yaml", diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(scenario.has_value());
    return *scenario;
}

}  // namespace

TEST_CASE("every shipped scenario is good and says in one sentence what it is about") {
    const auto files = files_in("tools/hall_smsc/scenarios");
    CHECK(files.size() >= 16);
    std::set<std::string> sentences;
    for (const auto& path : files) {
        INFO(path.filename().string());
        codecs::Diagnostics diagnostics;
        const auto scenario = load_scenario(path, diagnostics);
        INFO(diagnostics.to_text());
        REQUIRE(scenario.has_value());
        CHECK(scenario->about.ends_with("."));
        CHECK(sentences.insert(scenario->about).second);
        CHECK((scenario->run || scenario->texts.count));
    }
}

TEST_CASE("every wrong scenario is refused with exactly the faults it states") {
    const auto files = files_in("tests/tools/bad_scenarios");
    CHECK(files.size() >= 8);
    for (const auto& path : files) {
        INFO(path.filename().string());
        codecs::Diagnostics diagnostics;
        CHECK_FALSE(load_scenario(path, diagnostics).has_value());
        CHECK(diagnostics.to_text() == expected_of(path));
        CHECK_FALSE(expected_of(path).empty());
    }
}

TEST_CASE("a scenario that says nothing but what it is about is a calm one") {
    const Scenario scenario = parsed("about: Nothing at all.");
    CHECK(scenario.quiet == 3s);
    CHECK_FALSE(scenario.run);
    CHECK_FALSE(scenario.seed);
    CHECK(scenario.submit.per_second == 0);
    CHECK(scenario.receipts.share == 0);
    CHECK(scenario.links.refuse_bind == codecs::CommandStatus::ok);
    CHECK(scenario.links.interface_version == 0x34);
    REQUIRE(scenario.texts.words.size() == 1);
}

TEST_CASE("every key of a scenario arrives where it belongs") {
    const Scenario s = parsed(R"(
about: All of it.
seed: 77
quiet: 1s
settle: 9s
texts:
  rate: 2.5
  count: 12
  subscribers: 3
  words: ["42", {text: TD, answered: no}, {long: "Q{n}", filler: ".", parts: 3}]
  long: 25%
  repeat: 0.5
  repeat_after: {from: 1s, to: 2s}
  timeout: 4s
  answer_contains: "no {n}"
deliver_sm:
  redeliver_after: 6s
  redeliver_within: 2s
  lose_answers: 1%
  twice: 0.02
  delay: {from: 1ms, to: 2ms}
  reorder: true
submit_sm:
  per_second: 30
  statuses: {0x14: 1%, 88: 0.5%}
  lose_answers: 3%
  late_answers: {share: 4%, by: 7s}
  never: 5%
  answer_delay: {to: 9ms}
  reorder_answers: yes
  window: 8
links:
  drop: {every: 5s, mid_frame: 10%}
  silent: {every: 6s, for: 7s}
  unbind: {every: 8s}
  split_writes: 9
  refuse_bind: {status: 0x05, for: 10s, after: start}
  interface_version: none
  congestion_state: [{at: 0s, state: 5}, {at: 1s, state: 90}]
receipts:
  share: 50%
  delay: 1s
  undelivered: 2%
  variants: [early, twice]
)");
    CHECK(s.seed == 77U);
    CHECK(s.settle == 9s);
    CHECK(s.texts.rate == 2.5);
    CHECK(s.texts.count == 12U);
    CHECK(s.texts.words.size() == 2);
    CHECK_FALSE(s.texts.words[1].answered);
    REQUIRE(s.texts.long_words.size() == 1);
    CHECK(s.texts.long_words[0].parts == 3);
    CHECK(s.texts.long_share == 0.25);
    CHECK(s.texts.repeat_after == Span{1s, 2s});
    CHECK(s.deliver.redeliver_within == Span{2s, 2s});
    CHECK(s.deliver.twice == 0.02);
    CHECK(s.submit.statuses.size() == 2);
    CHECK(s.submit.statuses[1] == std::pair{codecs::CommandStatus::throttled, 0.005});
    CHECK(s.submit.late_by == 7s);
    CHECK(s.submit.answer_delay == Span{0ms, 9ms});
    CHECK(s.submit.reorder_answers);
    CHECK(s.submit.window == 8);
    CHECK(s.links.drop_every == 5s);
    CHECK(s.links.silent_for == 7s);
    CHECK(s.links.unbind_every == 8s);
    CHECK(s.links.refuse_bind == codecs::CommandStatus::already_bound);
    CHECK(s.links.refuse_from_start);
    CHECK_FALSE(s.links.interface_version);
    REQUIRE(s.links.congestion.size() == 2);
    CHECK(s.links.congestion[1].state == 90);
    CHECK(s.receipts.delay == Span{1s, 1s});
    CHECK(s.receipts.variants == std::vector{ReceiptVariant::early, ReceiptVariant::twice});
}
