// What a reload or rollback says of what is sold: packages that leave while people have them, and other prices.

#include "tests/daemon/live_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::StartsWith;
using test::LiveFixture;

namespace {

struct SellingHall {
    LiveFixture hall;
    std::filesystem::path catalogue = hall.directory / "catalogue.yaml";
    std::string first = "packages: [{id: LL10, name: 流量, price: 10.00}, {id: CL, name: 彩铃, price: 5.00}]\n";

    SellingHall() {
        std::string text = read(hall.settings);
        text.replace(text.find("menu: menu.yaml"), 15, "menu: menu.yaml, catalogue: catalogue.yaml");
        LiveFixture::write(hall.settings, text);
        LiveFixture::write(catalogue, first);
    }
    static std::string read(const std::filesystem::path& path) {
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    /// Three people have LL10, one has had CL.
    void sell() const {
        store::Database database(hall.database, store::Database::Mode::read_write, 2s);
        store::Statement(database,
                         "INSERT INTO subscriptions (number, package, state, starts, anchor, notice_days, text_id) "
                         "VALUES ('+861', 'LL10', 'active', 0, 0, 3, 1), ('+862', 'LL10', 'trial', 0, 0, 3, 1), "
                         "('+863', 'LL10', 'suspended', 0, 0, 3, 1), ('+864', 'CL', 'ended', 0, 0, 3, 1)")
            .run();
    }
};

}  // namespace

TEST_CASE("packages that leave the catalogue while people have them are told before anything else") {
    SellingHall scene;
    auto& hall = scene.hall;
    {
        auto smsc = hall.bound();
        LiveFixture::answer_to_42(smsc);
        hall.stop();
    }
    scene.sell();
    auto smsc = hall.bound();
    LiveFixture::write(scene.catalogue, "packages: [{id: NEW, name: 新, price: 1.00}]\n");
    SECTION("by a reload") {
        const auto told = hall.ask("reload");
        CHECK_THAT(
            told, StartsWith("0\nATTENTION: package LL10 has left the catalogue, and 3 people still have it; whoever pays for "
                             "it goes on being charged; put it back with sold: no\nversion 2 is in force\n"));
        CHECK_THAT(told, !Contains("package CL has left"));
        CHECK(hall.query("SELECT detail FROM control_log") == "version 2, package LL10 gone (3 subscriptions);");
    }
    SECTION("in Chinese") {
        CHECK_THAT(hall.ask("reload lang=zh"),
                   StartsWith("0\n注意：业务 LL10 已不在业务目录中，仍有3个用户在用，其中付费的会继续扣费"));
    }
    SECTION("by a rollback") {
        LiveFixture::write(scene.catalogue, scene.first + "# 2\n");
        hall.ask("reload");
        LiveFixture::write(scene.catalogue, "packages: [{id: NEW, name: 新, price: 1.00}]\n");
        hall.ask("reload");
        LiveFixture::write(scene.catalogue, scene.first + "# 4\n");
        hall.ask("reload");
        CHECK_THAT(hall.ask("rollback 3"),
                   StartsWith("0\nATTENTION: package LL10 has left the catalogue, and 3 people"));
    }
}

TEST_CASE("other prices are told with the reload and kept with the version") {
    SellingHall scene;
    auto& hall = scene.hall;
    auto smsc = hall.bound();
    LiveFixture::write(scene.catalogue,
                       "packages: [{id: LL10, name: 流量, price: 12.00}, {id: CL, name: 彩铃, price: 5.00}]\n"
                       "offers: [{id: go, name: 优惠, packages: [CL], steps: [{months: 3, percent: 80}]}]\n");
    std::string told;
    SECTION("in English") {
        told = hall.ask("reload");
        CHECK_THAT(told, Contains("  price of LL10: 10.00 a month -> 12.00 a month\n") &&
                             Contains("  price of CL: 5.00 a month -> 3 months at 4.00 each, then 5.00 a month\n"));
    }
    SECTION("in Chinese") {
        told = hall.ask("reload lang=zh");
        CHECK_THAT(told, StartsWith("0\n版本2已生效\n") && Contains("  LL10 的资费：每月10.00元 → 每月12.00元\n"));
    }
    CHECK_THAT(hall.query("SELECT summary FROM versions WHERE id = 2"),
               Contains("price of LL10: 10.00 a month -> 12.00 a month"));
    CHECK_THAT(hall.ask("rollback"), Contains("  price of LL10: 12.00 a month -> 10.00 a month\n"));
}
