#include "tests/hallctl/import_fixture.hpp"
#include "tests/support/damaged_page.hpp"

#include "daemon/store/store.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <iterator>
#include <set>

using namespace hall;
using namespace std::chrono_literals;

namespace {

using Sentences = std::vector<std::string>;

std::string slurp(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a subscriber is imported with every column, whatever their order") {
    test::ImportFixture fixture;
    CHECK(fixture.subscribers("texts,minutes,data_mb,blacklisted,balance,spend,joined,birth,handset,gender,language,"
                              "tariff,city,brand,status,number\r\n"
                              "7,120,300,yes,-3.00,88.5,2004-06-01,1985-03-21,K700,f,en,\"商旅, 88\",保定,全球通,"
                              "suspended,+86 139-0359-1234\r\n") ==
          "1 read: 1 added, 0 changed, 0 unchanged, 0 faulty");
    const auto row = fixture.find("8613903591234");
    REQUIRE(row);
    CHECK(row->status == "suspended");
    CHECK(row->brand == "全球通");
    CHECK(row->city == "保定");
    CHECK(row->tariff == "商旅, 88");
    CHECK(row->language == "en");
    CHECK(row->gender == "f");
    CHECK(row->handset == "K700");
    CHECK(row->birth_day == campaigns::parse_date("1985-03-21")->time_since_epoch().count());
    CHECK(row->joined_day == campaigns::parse_date("2004-06-01")->time_since_epoch().count());
    CHECK(row->spend == 8850);
    CHECK(row->balance == -300);
    CHECK(row->blacklisted);
    store::SecondWriter writer(fixture.database);
    const auto usage = store::Accounts(writer.database()).usage("8613903591234", 202611);
    REQUIRE(usage.size() == 3);
    CHECK(usage[0].used == 300);
    CHECK(usage[1].used == 120);
    CHECK(usage[2].used == 7);
}

TEST_CASE("the same file twice changes nothing, and no balance is applied twice") {
    test::ImportFixture fixture;
    const std::string file = "number,city,balance,texts\n13800138000,石家庄,100.00,3\n13903591234,保定,0,\n";
    CHECK(fixture.subscribers(file) == "2 read: 2 added, 0 changed, 0 unchanged, 0 faulty");
    CHECK(fixture.subscribers(file) == "2 read: 0 added, 0 changed, 2 unchanged, 0 faulty");
    CHECK(fixture.subscribers("number,balance\n13800138000,999\n") ==
          "1 read: 0 added, 0 changed, 1 unchanged, 0 faulty");
    CHECK(fixture.find("8613800138000")->balance == 10000);
    CHECK(store::Reader(fixture.database).movements_of("8613800138000", 10).size() == 1);
    CHECK(store::Reader(fixture.database).movements_of("8613903591234", 10).empty());
}

TEST_CASE("columns that a file does not have stay as they are, empty fields do not") {
    test::ImportFixture fixture;
    fixture.subscribers("number,city,spend,status\n13800138000,石家庄,88,suspended\n");
    CHECK(fixture.subscribers("number,spend\n13800138000,99\n") == "1 read: 0 added, 1 changed, 0 unchanged, 0 faulty");
    CHECK(fixture.find("8613800138000")->city == "石家庄");
    CHECK(fixture.find("8613800138000")->status == "suspended");
    fixture.subscribers("number,city,status\n13800138000,,\n");
    CHECK(fixture.find("8613800138000")->city.empty());
    CHECK(fixture.find("8613800138000")->status == "active");
    CHECK(fixture.find("8613800138000")->spend == 9900);
}

TEST_CASE("each bad line is told with its number, its reason and what would be right, and the others are imported") {
    test::ImportFixture fixture;
    CHECK(fixture.subscribers("number,status,birth,spend,balance,blacklisted,texts,city\n"
                              "1390359,,,,,,,\n"
                              "13903591001,gone,,,,,,\n"
                              "13903591002,,21.3.1985,,,,,\n"
                              "13903591003,,2999-01-01,,,,,\n"
                              "13903591004,,,1e3,,,,\n"
                              "13903591005,,,-5,5 yuan,,,\n"
                              "13903591006,,,,,maybe,,\n"
                              "13903591007,,,,,,12.5,\n"
                              "13903591008,,,,,,-1,a\tb\n"
                              "13903591009,,\n"
                              "13903591010,,,,,,,保定\n"
                              "+8613903591010,,,,,,,唐山\n"
                              "+85291234567,,,,,,,\n"
                              "13903591011,,,,,,," +
                              std::string(101, 'x') + "\n") == "14 read: 1 added, 0 changed, 0 unchanged, 13 faulty");
    CHECK(fixture.told ==
          Sentences{
              "line 2: number '1390359' is no mobile number of ours; 11 digits beginning 13 to 19",
              "line 3: status 'gone' is not known; use active, suspended, cancelled",
              "line 4: birth '21.3.1985' is no date; write it like 1985-03-21",
              "line 5: birth '2999-01-01' is still to come; use a date up to today",
              "line 6: spend '1e3' is no sum in yuan; write it like 12.50",
              "line 7: spend '-5' is no sum in yuan; write it like 12.50",
              "line 7: balance '5 yuan' is no sum in yuan; write it like 12.50",
              "line 8: blacklisted 'maybe' is neither; use yes or no",
              "line 9: texts '12.5' is no whole number; use 0 to 999999999",
              "line 10: city 'a b' has a control character in it; use plain text",
              "line 10: texts '-1' is no whole number; use 0 to 999999999",
              "line 11: 3 fields where the first line names 8 columns; quote a field that holds a comma",
              "line 13: number 8613903591010 has its line already, line 12; leave one of them out",
              "line 14: number '+85291234567' is no mobile number of ours; 11 digits beginning 13 to 19",
              "line 15: city 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is too long; at most 100 characters",
          });
    CHECK(fixture.find("8613903591010")->city == "保定");
    CHECK_FALSE(fixture.find("8613903591001"));
}

TEST_CASE("a line at fault does not stand in the way of a good one about the same number") {
    test::ImportFixture fixture;
    CHECK(fixture.subscribers("number,spend\n13903591001,x\n13903591001,5\n") ==
          "2 read: 1 added, 0 changed, 0 unchanged, 1 faulty");
}

TEST_CASE("SQL, format strings and markup in fields are stored as they are") {
    test::ImportFixture fixture;
    const std::string sql = "'); DROP TABLE subscribers; --";
    CHECK(fixture.subscribers("number,city,brand,tariff\n13903591234,\"" + sql + "\",%s%n{}{0},<b>${PATH}</b>\n") ==
          "1 read: 1 added, 0 changed, 0 unchanged, 0 faulty");
    const auto row = fixture.find("8613903591234");
    REQUIRE(row);
    CHECK(row->city == sql);
    CHECK(row->brand == "%s%n{}{0}");
    CHECK(row->tariff == "<b>${PATH}</b>");
    fixture.subscribers("number,status\n13903591234,%s{}'\n");
    CHECK(fixture.told == Sentences{"line 2: status '%s{}'' is not known; use active, suspended, cancelled"});
}

TEST_CASE("a wrong header is refused as a whole, with the columns that there are") {
    test::ImportFixture fixture;
    CHECK_THROWS_WITH(
        fixture.subscribers("numbr,citys,spend,spend,x\n13903591234,,,,\n"),
        "unknown column 'numbr'; did you mean number?\n"
        "unknown column 'citys'; did you mean city?\n"
        "column 'spend' stands there twice; leave one of them out\n"
        "unknown column 'x'\n"
        "column 'number' is missing\n"
        "nothing was imported; the first line names the columns, which are number, status, brand, city, "
        "tariff, language, gender, handset, birth, joined, spend, balance, blacklisted, data_mb, minutes, "
        "texts (needed: number)");
    CHECK_THROWS_WITH(fixture.staff("number;name;phone\n"),
                      Catch::StartsWith("unknown column 'number;name;phone'; separate the columns by commas\n"));
    CHECK_THROWS_WITH(fixture.staff(""), Catch::StartsWith("the file is empty\n"));
    CHECK_THROWS_AS(fixture.staff("\xFF\xFEn\0"), tools::HeaderError);
    CHECK_FALSE(fixture.find("8613903591234"));
}

TEST_CASE("a hundred faults are told, the others only counted, unless there is a file for them") {
    test::ImportFixture fixture;
    std::string file = "number\n";
    for (int i = 0; i < 150; ++i) file += "x\n";
    CHECK(fixture.subscribers(file) == "150 read: 0 added, 0 changed, 0 unchanged, 150 faulty");
    REQUIRE(fixture.told.size() == 101);
    CHECK(fixture.told[100] == "further faults are only counted; --errors FILE takes them all");
    fixture.errors = fixture.directory / "errors.txt";
    fixture.subscribers(file);
    CHECK(fixture.told.size() == 101);
    const auto all = slurp(*fixture.errors);
    CHECK(std::count(all.begin(), all.end(), '\n') == 150);
    CHECK(all.find("\nline 151: number 'x' is no mobile number of ours; 11 digits beginning 13 to 19\n") !=
          std::string::npos);
}

TEST_CASE("a number that was cancelled and joined on another day begins anew, by this file alone") {
    test::ImportFixture fixture;
    fixture.subscribers("number,status,joined,balance,language,city,blacklisted,texts\n"
                        "13800138000,active,2020-05-01,80.00,en,保定,yes,7\n");
    CHECK(fixture.subscribers("number,status\n13800138000,cancelled\n") ==
          "1 read: 0 added, 1 changed, 0 unchanged, 0 faulty");
    CHECK(fixture.notes == Sentences{"1 cancelled: what they had has ended"});
    CHECK(fixture.subscribers("number,status\n13800138000,cancelled\n") ==
          "1 read: 0 added, 0 changed, 1 unchanged, 0 faulty");
    CHECK(fixture.notes.empty());
    // Columns that the file does not have are nobody's, not the earlier owner's.
    CHECK(fixture.subscribers("number,status,joined,balance\n13800138000,active,2026-11-20,20.00\n") ==
          "1 read: 1 added, 0 changed, 0 unchanged, 0 faulty");
    CHECK(fixture.notes ==
          Sentences{"1 with a new owner: they begin anew; what the earlier owner had stands under NUMBER~1, ~2 ..."});
    const auto row = fixture.find("8613800138000");
    CHECK(row->balance == 2000);
    CHECK(row->language.empty());
    CHECK(row->city.empty());
    CHECK_FALSE(row->blacklisted);
    store::SecondWriter writer(fixture.database);
    CHECK(store::Accounts(writer.database()).usage("8613800138000", 202611).empty());
    CHECK(fixture.find("8613800138000~1")->balance == 8000);
    CHECK(fixture.find("8613800138000~1")->language == "en");
    // The same file again is about the same person.
    CHECK(fixture.subscribers("number,status,joined,balance\n13800138000,active,2026-11-20,20.00\n") ==
          "1 read: 0 added, 0 changed, 1 unchanged, 0 faulty");
}

TEST_CASE("a day of joining that is filled in or corrected is told, and the same person stays") {
    test::ImportFixture fixture;
    fixture.subscribers("number,balance\n13800138000,80.00\n13903591234,80.00\n");
    fixture.subscribers("number,joined\n13800138000,2020-05-01\n13903591234,2021-01-01\n");
    CHECK(fixture.notes == Sentences{"2 with another day in 'joined' and the same owner: taken as a correction, which "
                                     "touches nothing else"});
    CHECK(fixture.find("8613800138000")->balance == 8000);
    CHECK_FALSE(fixture.find("8613800138000~1"));
}

TEST_CASE("employees come and go by file, and each has a number, a name and a phone") {
    test::ImportFixture fixture;
    CHECK(fixture.staff("number,name,phone,city,active\n1234,王芳,13700001234,石家庄,yes\n1235,李强,13700001235,,\n") ==
          "2 read: 2 added, 0 changed, 0 unchanged, 0 faulty");
    CHECK(fixture.staff("number,name,phone\n1234,王芳,13700001234\n1235,李强,13700009999\n") ==
          "2 read: 0 added, 1 changed, 1 unchanged, 0 faulty");
    CHECK(fixture.staff("number,name,phone\n0,a,13700001236\n12a,b,13700001236\n1236,,137\n1237,c,13700001237\n"
                        "1237,d,13700001237\n") == "5 read: 1 added, 0 changed, 0 unchanged, 4 faulty");
    CHECK(fixture.told == Sentences{
                              "line 2: number '0' is no employee's number; use 1 to 999999999",
                              "line 3: number '12a' is no employee's number; use 1 to 999999999",
                              "line 4: name is empty; write who it is",
                              "line 4: phone '137' is no mobile number of ours; 11 digits beginning 13 to 19",
                              "line 6: number 1237 has its line already, line 5; leave one of them out",
                          });
}

TEST_CASE("what is read by the hall's own country is told in its terms") {
    codecs::NumberPlan plan;
    plan.mobile_pattern = "9#######";
    CHECK(tools::description(plan) == "9####### ('#' is any digit)");
}

TEST_CASE("an import beside a running hall lets the hall write in between") {
    test::ImportFixture fixture;
    store::Store daemon(fixture.database, 2s);
    std::string file = "number,balance\n";
    for (int i = 0; i < 5000; ++i) file += fmt::format("139{:08},1.00\n", i);
    tools::CsvReader reader(test::write_file(fixture.directory / "file.csv", file));
    tools::Faults faults([](const std::string&) {}, std::nullopt);
    store::SecondWriter writer(fixture.database);
    tools::SubscriberRows rows(writer.database(), codecs::NumberPlan{}, fixture.now);
    tools::ImportCounts counts;
    std::set<std::int64_t> seen;
    tools::import_file(reader, rows, writer, faults, counts, [&] {
        seen.insert(counts.read());
        auto transaction = daemon.begin();
        daemon.history.record_link_event({1, "main", "main", "bound", ""});
        transaction.commit();
    });
    CHECK(seen == std::set<std::int64_t>{1000, 2000, 3000, 4000, 5000});
    CHECK(counts.added == 5000);
}

TEST_CASE("the sample files are without a fault") {
    test::ImportFixture fixture;
    const std::filesystem::path sample = std::filesystem::path(HALL_SOURCE_DIR) / "conf" / "sample";
    CHECK(fixture.subscribers(slurp(sample / "subscribers.csv")) ==
          "33 read: 33 added, 0 changed, 0 unchanged, 0 faulty");
    CHECK(fixture.find("8613800138000")->balance == 10000);
    CHECK(fixture.staff(slurp(sample / "staff.csv")) == "4 read: 4 added, 0 changed, 0 unchanged, 0 faulty");
}

TEST_CASE("a line that the database refuses is told with its reason, and all others of the file go in") {
    test::ImportFixture fixture;
    const std::string head = "number,status,joined\n";
    fixture.subscribers(head + "13800138000,cancelled,2020-05-01\n");
    SECTION("a row under the earlier owner's next key is in nobody's way") {
        store::SecondWriter(fixture.database).database().execute(
            "INSERT INTO usage (number, month, unit, used) VALUES ('8613800138000~1', 202611, 'texts', 7);"
            "INSERT INTO usage (number, month, unit, used) VALUES ('8613800138000', 202611, 'texts', 9)");
        CHECK(fixture.subscribers(head + "13800138000,active,2026-11-20\n13900139000,active,2020-05-01\n") ==
              "2 read: 2 added, 0 changed, 0 unchanged, 0 faulty");
        CHECK(fixture.find("8613800138000~2"));
    }
    SECTION("whatever the refusal is, at whatever step of the line") {
        const auto refused = GENERATE("subscribers WHEN OLD.status = 'cancelled'", "usage WHEN OLD.used = 9");
        store::SecondWriter(fixture.database).database().execute(
            (std::string("INSERT INTO usage (number, month, unit, used) VALUES ('8613800138000', 202611, 'texts', 9);"
                         "CREATE TRIGGER odd BEFORE UPDATE ON ") + refused + " BEGIN SELECT RAISE(ABORT, 'odd'); END").c_str());
        const std::string file = "13700137000,active,2020-05-01\n13800138000,active,2026-11-20\n13900139000,active,2020-05-01\n";
        CHECK(fixture.subscribers(head + file) == "3 read: 2 added, 0 changed, 0 unchanged, 1 faulty");
        REQUIRE(fixture.told.size() == 1);
        CHECK(fixture.told[0].starts_with("line 3: the database does not take it: "));
        CHECK(fixture.told[0].find("odd") != std::string::npos);
        // Nothing of that line is left, and a later line about the same number is none too many.
        CHECK(fixture.find("8613800138000")->status == "cancelled");
        CHECK_FALSE(fixture.find("8613800138000~1"));
        store::SecondWriter(fixture.database).database().execute("DROP TRIGGER odd");
        CHECK(fixture.subscribers(head + file) == "3 read: 1 added, 0 changed, 2 unchanged, 0 faulty");
    }
    SECTION("employees as well") {
        store::SecondWriter(fixture.database).database().execute(
            "CREATE TRIGGER odd BEFORE INSERT ON staff WHEN NEW.id = 2 BEGIN SELECT RAISE(ABORT, 'odd'); END");
        CHECK(fixture.staff("number,name,phone\n1,王芳,13600136000\n2,李明,13600136001\n3,张伟,13600136002\n") ==
              "3 read: 2 added, 0 changed, 0 unchanged, 1 faulty");
    }
}

TEST_CASE("lines whose rows stand on a damaged page are faulty, each once, and the others go in") {
    test::ImportFixture fixture;
    std::string file = "number,city\n";
    for (int i = 0; i < 500; ++i) file += fmt::format("138{:08},石家庄\n", i);
    fixture.subscribers(file);
    test::damage_first_leaf(fixture.database, "subscribers");
    std::string other = "number,city\n";
    for (int i = 0; i < 500; ++i) other += fmt::format("138{:08},保定\n", i);
    const auto told = fixture.subscribers(other);
    CAPTURE(told);
    CHECK(told.starts_with("500 read: 0 added, "));
    const auto faulty = static_cast<int>(fixture.told.size());
    CHECK(faulty > 0);
    CHECK(faulty < 100);
    CHECK(told.ends_with(fmt::format(", 0 unchanged, {} faulty", faulty)));
    CHECK(std::set<std::string>(fixture.told.begin(), fixture.told.end()).size() == fixture.told.size());
    CHECK(fixture.find(fmt::format("86138{:08}", 499))->city == "保定");
}
