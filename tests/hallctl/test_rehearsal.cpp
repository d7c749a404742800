// The rehearsal hall, the phone and the replay, on the hall as shipped.

#include "tests/hallctl/import_fixture.hpp"
#include "tests/support/temp_directory.hpp"
#include "tools/hallctl/phone.hpp"
#include "tools/hallctl/rehearsal/moments.hpp"
#include "tools/hallctl/rehearsal/phone_numbers.hpp"
#include "tools/hallctl/rehearsal/phone_session.hpp"
#include "tools/hallctl/rehearsal/rehearsal_options.hpp"
#include "tools/hallctl/rehearsal/replay_run.hpp"
#include "tools/hallctl/replay.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <sstream>

using namespace hall;
using namespace std::chrono_literals;

namespace {

const std::filesystem::path conf = std::filesystem::path(HALL_SOURCE_DIR) / "conf";

const daemon::Configuration& shipped() {
    static const auto configuration = tools::load_rehearsed(conf / "smshalld.yaml");
    return configuration;
}

UtcTime morning() { return tools::parse_moment("2026-12-01 10:00", campaigns::Zone{}).value(); }

tools::SubscriberSheet sheet(const std::string& number, const std::string& balance,
                             std::vector<std::string> packages = {}) {
    return {number, {{"brand", "全球通"}, {"balance", balance}}, std::move(packages)};
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Rehearsals keep their database where temporary files go. Other tests rehearse at the same time, so a test that counts
// folders has a place of its own for them.
class OwnTemporaryPlace {
public:
    OwnTemporaryPlace() { ::setenv("TMPDIR", place_.path().c_str(), 1); }
    ~OwnTemporaryPlace() { ::setenv("TMPDIR", usual_.c_str(), 1); }
    OwnTemporaryPlace(const OwnTemporaryPlace&) = delete;
    OwnTemporaryPlace& operator=(const OwnTemporaryPlace&) = delete;

    [[nodiscard]] std::size_t folders() const {
        const auto entries = std::filesystem::directory_iterator(place_.path());
        return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
    }

private:
    std::string usual_ = std::filesystem::temp_directory_path();
    test::TempDirectory place_;
};

std::string typed(tools::RehearsalHall& hall, const std::string& lines) {
    std::istringstream in(lines);
    std::ostringstream out;
    tools::PhoneSession(hall, "13800138000", "10086", out, {}).run(in, [] { return false; });
    return out.str();
}

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

int run(const tools::Command& command, const std::vector<std::string>& arguments) {
    return command.run(tools::parse_arguments(arguments, command));
}

}  // namespace

TEST_CASE("the shipped hall answers as its golden conversations say") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(conf / "conversations")) {
        ++files;
        codecs::Diagnostics diagnostics;
        const auto golden = tools::parse_golden(read(entry.path()), entry.path().filename().string(), diagnostics);
        const auto replayed = tools::replay_golden(
            golden, shipped(),
            [](tools::RehearsalHall& hall) { hall.add_subscribers(conf / "sample/subscribers.csv"); }, diagnostics);
        CHECK(diagnostics.to_text() == "");
        REQUIRE(replayed);
        CHECK(tools::differences_of(golden, *replayed, tools::Words(codecs::MessageLanguage::en)) == "");
        CHECK(tools::golden_text(golden, *replayed) == read(entry.path()));
    }
    CHECK(files >= 5);
}

TEST_CASE("an order in a rehearsal is charged, noticed months later, and leaves nothing behind") {
    const OwnTemporaryPlace place;
    {
        tools::RehearsalHall hall(shipped(), morning());
        CHECK(hall.add_subscriber(sheet("13800138000", "100.00")).empty());
        CHECK(hall.is_subscriber("+8613800138000"));
        hall.text("13800138000", "10086", "KTLL10");
        const auto ordered = hall.text("13800138000", "10086", "是");
        REQUIRE(ordered.size() == 1);
        CHECK(ordered[0].answer);
        CHECK(has(ordered[0].text, "话费余额92.00元"));
        CHECK(ordered[0].parts.size() == 2);
        CHECK(ordered[0].part_lengths.size() == 2);
        CHECK(ordered[0].part_capacity == 66);
        const auto meanwhile = hall.wait_until(morning() + 24h * 100);
        REQUIRE(meanwhile.size() == 2);
        CHECK(has(meanwhile[0].text, "优惠即将到期"));
        CHECK(has(meanwhile[1].text, "优惠已到期"));
        CHECK(hall.now() == morning() + 24h * 100);
        CHECK(has(hall.text("13800138000", "10086", "102").front().text, "话费余额为66.00元"));
        CHECK(place.folders() == 1);
    }
    CHECK(place.folders() == 0);
}

TEST_CASE("a subscriber of the file can be given another balance and packages, and what is wrong with him is told") {
    tools::RehearsalHall hall(shipped(), morning());
    hall.add_subscribers(conf / "sample/subscribers.csv");
    CHECK(hall.add_subscriber(sheet("13800138000", "-3.00", {"LL10"})).empty());
    CHECK(has(hall.text("13800138000", "10086", "102").front().text, "-3.00"));
    CHECK(has(hall.text("13800138000", "10086", "0000").front().text, "流量10元包"));
    CHECK(has(hall.text("13800138000", "10086", "KTLL10").front().text, "无需重复办理"));
    CHECK(hall.add_subscriber(sheet("13800138000", "1.00", {"LL11"})) ==
          std::vector<std::string>{"there is no package 'LL11'; write LL10"});
    CHECK(hall.add_subscriber(sheet("10086", "1.00")).size() == 1);
    CHECK(hall.add_subscriber(sheet("13800138000", "much")).size() == 1);
    // He is asked for his packages after the rehearsal has begun, and charged for them like anybody.
    CHECK(hall.add_subscriber(sheet("13900000000", "100.00", {"CL"})).empty());
    hall.wait_until(morning() + 24h * 35);
    CHECK(has(hall.text("13900000000", "10086", "102").front().text, "95.00"));
}

TEST_CASE("a phone shows answers with their parts, notices with their number, and says how a text was understood") {
    tools::RehearsalHall hall(shipped(), morning());
    CHECK(hall.add_subscriber(sheet("13800138000", "100.00")).empty());
    CHECK(hall.add_subscriber(sheet("13903591234", "50.00")).empty());
    const auto screen =
        typed(hall,
              "KTLL10\n/why\n/parts\n13903591234CL\n/wait 31m\n//x\n/nonsense\n/wait x\n/at 2026-01-01\n"
              "/from +8613903591234\n102\n/from 10010\n/from 13700137000\n/to 10010\n/to 1008608\n00\n/quit\n42\n");
    INFO(screen);
    CHECK(screen.starts_with(
        "13800138000 texts to 10086, 2026-12-01 10:00\n13800138000 > KTLL10\n  ┌ 10086\n  │ 【中国移动】"));
    CHECK(has(screen, "  └ 2 parts, 66 + 63 of 66 characters each\n"));
    CHECK(has(screen, "  \"KTLL10\" was understood as: code\n  folded: KTLL10\n  item: 开通流量10元包 (order_ll10) at "));
    CHECK(has(screen, "  action: order\n  outcome: ask\n"));
    CHECK(has(screen, "  ┌ 13800138000, part 2 of 2\n"));
    CHECK(has(screen, "  ┌ 10086 to 13903591234\n  │ 【中国移动】13800138000向您推荐彩铃"));
    CHECK(has(screen, "/wait 31m\n2026-12-01 10:31\n"));
    CHECK(has(screen, "13800138000 > /x\n"));
    CHECK(has(screen, "'/nonsense' is nothing that the phone understands; /help lists what it does\n"));
    CHECK(has(screen, "'+x' is no time; use /wait 20m (2h, 3d, 4mo) or /at 2026-12-02 09:00\n"));
    CHECK(has(screen, "the clock does not go back; begin again with --at\n"));
    CHECK(has(screen, "13903591234 > 102\n  ┌ 10086\n"));
    CHECK(has(screen, "'10010' is no mobile number of this hall's country"));
    CHECK(has(screen, "13700137000 is no subscriber here; he can text all the same\n"));
    CHECK(has(screen, "'10010' is no number of this hall; write 10086, or 10086 with an extension\n"));
    CHECK(has(screen, "  ┌ 1008608\n"));
    CHECK_FALSE(has(screen, "> 42"));
}

TEST_CASE("a number that no mobile has, and a brand, city or language that nothing knows, are no subscriber's") {
    const auto settings = (conf / "smshalld.yaml").string();
    const auto phone = tools::phone_command();
    CHECK_THROWS_WITH(
        run(phone, {"--config", settings, "--from", "1380013800"}),
        "--from: '1380013800' is no mobile number of this hall's country, nor one of another with its + ; "
        "write one such as 13000000000");
    CHECK_THROWS_WITH(run(phone, {"--config", settings, "--to", "10010"}),
                      "--to: '10010' is no number of this hall; write 10086, or 10086 with an extension");
    CHECK_THROWS_WITH(run(phone, {"--config", settings, "--brand", "全球同", "--lang", "zh"}),
                      Catch::Contains("品牌“全球同”未出现在任何条件或用户资料中；已知的有：") && Catch::Contains("全球通"));
    CHECK_THROWS_WITH(run(phone, {"--config", settings, "--city", "北亰"}),
                      Catch::StartsWith("city '北亰' is not known here"));
    CHECK_THROWS_WITH(run(phone, {"--config", settings, "--language", "fr"}),
                      Catch::StartsWith("language 'fr' is not known here"));
    // Somebody of the file has it.
    tools::SubscriberSheet here{"13800138000", {{"brand", "动感地带"}, {"tariff", "x"}}, {}};
    CHECK(tools::unknown_values(here, shipped(), conf / "sample/subscribers.csv",
                                tools::Words(codecs::MessageLanguage::en))
              .empty());
    // Nothing is known of brands.
    CHECK(tools::unknown_values(here, shipped(), {}, tools::Words(codecs::MessageLanguage::en)).empty());
}

TEST_CASE("the same lines give the same screen") {
    std::set<std::string> screens;
    for (int i = 0; i < 2; ++i) {
        tools::RehearsalHall hall(shipped(), morning());
        CHECK(hall.add_subscriber(sheet("13800138000", "100.00")).empty());
        screens.insert(typed(hall, "42\n1\nKTCL\nY\n/wait 4mo\n0000\n/why\n"));
    }
    CHECK(screens.size() == 1);
}

TEST_CASE("replay says by its exit code whether the hall answers as expected, and --update makes it so") {
    test::TempDirectory directory;
    const auto file = test::write_file(directory / "a.txt", "# remark\n> 41\n< old\n").string();
    const auto bad = test::write_file(directory / "b.txt", "clock: noon\n> 41\n").string();
    const auto settings = (conf / "smshalld.yaml").string();
    const auto replay = tools::replay_command();
    CHECK(run(replay, {file, "--config", settings}) == 1);
    CHECK(run(replay, {file, "--config", settings, "--update"}) == 0);
    CHECK(read(file).starts_with("# remark\n> 41\n< 【中国移动】业务体验专区"));
    CHECK(run(replay, {file, "--config", settings}) == 0);
    CHECK(run(replay, {bad, "--config", settings}) == tools::exit_no_input);
    CHECK(run(replay, {file + "x", "--config", settings}) == tools::exit_no_input);
    CHECK(run(replay, {file, "--subscribers", "/nowhere.csv", "--config", settings}) == tools::exit_no_input);
    CHECK_THROWS_AS(run(replay, {file, "--config", "/nowhere.yaml"}), tools::SettingsError);
    CHECK_THROWS_WITH(run(replay, {}), "which conversations? for example: hallctl replay conf/conversations");
    CHECK_THROWS_WITH(run(replay, {file, "--config", settings, "--lang", "fr"}), "--lang is 'fr'; use zh or en");
    CHECK_THROWS_WITH(run(tools::phone_command(), {"--at", "noon", "--config", settings}),
                      "--at is 'noon'; use a time such as \"2026-12-01 10:00\"");
}

TEST_CASE("faults that show only when a conversation is played have their line too") {
    const auto faults = [](const std::string& text) {
        codecs::Diagnostics diagnostics;
        const auto golden = tools::parse_golden(text, "a.txt", diagnostics);
        CHECK_FALSE(tools::replay_golden(golden, shipped(), [](tools::RehearsalHall&) {}, diagnostics));
        return diagnostics.to_text();
    };
    CHECK(faults("clock: noon\n> 41\n") == "a.txt:1:1: \"noon\" is no time; write 2026-12-01 10:00\n");
    CHECK(faults("> 41\n@ soon\n") ==
          "a.txt:2:1: \"@ soon\" is no step of the clock; write @ +20m, @ +2h, @ +3d, @ +4mo or @ 2026-12-02 09:00\n");
    CHECK(faults("> 41\n@ 2026-11-01 09:00\n") ==
          "a.txt:2:1: the clock would go back from 2026-12-01 10:00 to 2026-11-01 "
          "09:00; write a later time, or begin another file\n");
    CHECK(faults("subscriber: 13800138000\nhas: XX\n> 41\n")
              .starts_with("a.txt:1:1: this subscriber is not right: there is no package 'XX'"));
}
