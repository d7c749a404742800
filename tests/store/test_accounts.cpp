#include "daemon/store/accounts.hpp"

#include "daemon/store/import.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/second_writer.hpp"
#include "tests/store/store_fixture.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view number = "8613800138000";

struct BookFixture {
    test::StoreFixture files;
    store::SecondWriter writer{files.path};
    store::Accounts accounts{writer.database()};
    store::Import import{writer.database()};

    static store::SubscriberRow subscriber() {
        store::SubscriberRow row;
        row.number = std::string(number);
        row.brand = "全球通";
        row.city = "石家庄";
        row.tariff = "商旅88";
        row.language = "zh";
        row.gender = "f";
        row.handset = "K700";
        row.birth_day = 3653;
        row.joined_day = 12000;
        row.spend = 8800;
        row.balance = 10000;
        return row;
    }

    store::Imported add(const store::SubscriberRow& row,
                        const std::vector<std::pair<std::string, std::int64_t>>& usage = {}) {
        return import.import_subscriber(row, usage, 202611, 5000, 20000);
    }

    static store::MovementRow movement(std::int64_t amount, const std::string& kind) {
        store::MovementRow row;
        row.at = 6000;
        row.day = 20001;
        row.number = std::string(number);
        row.amount = amount;
        row.kind = kind;
        row.remark = "a mistake of ours";
        return row;
    }
};

}  // namespace

TEST_CASE("a new subscriber is found as he was imported, with his balance as one opening movement") {
    BookFixture book;
    CHECK(book.add(BookFixture::subscriber()) == store::Imported::added);
    const auto found = book.accounts.find(number);
    REQUIRE(found);
    CHECK(found->status == "active");
    CHECK(found->brand == "全球通");
    CHECK(found->city == "石家庄");
    CHECK(found->tariff == "商旅88");
    CHECK(found->language == "zh");
    CHECK(found->gender == "f");
    CHECK(found->handset == "K700");
    CHECK(found->birth_day == 3653);
    CHECK(found->joined_day == 12000);
    CHECK(found->spend == 8800);
    CHECK_FALSE(found->blacklisted);
    CHECK(found->balance == 10000);
    const auto movements = book.accounts.movements(number, 10);
    REQUIRE(movements.size() == 1);
    CHECK(movements[0].kind == "opening");
    CHECK(movements[0].amount == 10000);
    CHECK(movements[0].at == 5000);
    CHECK(movements[0].day == 20000);
    CHECK_FALSE(book.accounts.find("8613900000000"));
}

TEST_CASE("a balance of nothing opens without a movement") {
    BookFixture book;
    auto row = BookFixture::subscriber();
    row.balance = 0;
    book.add(row);
    CHECK(book.accounts.movements(number, 10).empty());
}

TEST_CASE("a movement is added to the balance, also below nothing, and the newest is told first") {
    BookFixture book;
    book.add(BookFixture::subscriber());
    const auto first = book.accounts.record_movement(BookFixture::movement(-12000, "correction"));
    const auto second = book.accounts.record_movement(BookFixture::movement(50, "points"));
    CHECK(second > first);
    CHECK(book.accounts.find(number)->balance == -1950);
    const auto movements = book.accounts.movements(number, 2);
    REQUIRE(movements.size() == 2);
    CHECK(movements[0].kind == "points");
    CHECK(movements[1].amount == -12000);
    CHECK(movements[1].remark == "a mistake of ours");
    store::Reader reader(book.files.path);
    CHECK(reader.subscriber(number)->balance == -1950);
    CHECK(reader.movements_of(number, 10).size() == 3);
}

TEST_CASE("a movement of somebody who is no subscriber is the row's fault and leaves nothing") {
    BookFixture book;
    try {
        book.accounts.record_movement(BookFixture::movement(100, "correction"));
        FAIL("the movement was taken");
    } catch (const store::StoreError& error) {
        CHECK(error.row_at_fault());
        CHECK(std::string(error.what()).find("138") == std::string::npos);
    }
    CHECK(book.accounts.movements(number, 10).empty());
}

TEST_CASE("the same row again changes nothing, another attribute changes that one, and no balance is applied twice") {
    BookFixture book;
    auto row = BookFixture::subscriber();
    book.add(row);
    book.accounts.record_movement(BookFixture::movement(-500, "correction"));
    CHECK(book.add(row) == store::Imported::unchanged);
    row.balance = 77700;
    CHECK(book.add(row) == store::Imported::unchanged);
    row.city = "保定";
    row.birth_day = std::nullopt;
    CHECK(book.add(row) == store::Imported::changed);
    const auto found = book.accounts.find(number);
    CHECK(found->city == "保定");
    CHECK_FALSE(found->birth_day);
    CHECK(found->balance == 9500);
    CHECK(book.accounts.movements(number, 10).size() == 2);
}

TEST_CASE("usage is kept by month and unit, and a unit that is not named stays as it is") {
    BookFixture book;
    const auto row = BookFixture::subscriber();
    book.add(row, {{"texts", 12}, {"data_mb", 300}});
    CHECK(book.add(row, {{"texts", 12}}) == store::Imported::unchanged);
    CHECK(book.add(row, {{"texts", 13}}) == store::Imported::changed);
    const auto usage = book.accounts.usage(number, 202611);
    REQUIRE(usage.size() == 2);
    CHECK(usage[0].unit == "data_mb");
    CHECK(usage[0].used == 300);
    CHECK(usage[1].unit == "texts");
    CHECK(usage[1].used == 13);
    CHECK(book.accounts.usage(number, 202610).empty());
}

TEST_CASE("an employee is added, stays, changes and leaves") {
    BookFixture book;
    store::StaffImportRow row{1234, "王芳", "8613700001234", "石家庄", true};
    CHECK(book.import.import_staff(row) == store::Imported::added);
    CHECK(book.import.import_staff(row) == store::Imported::unchanged);
    row.active = false;
    CHECK(book.import.import_staff(row) == store::Imported::changed);
    CHECK(book.import.find_staff(1234) == row);
    CHECK_FALSE(book.import.find_staff(1235));
}

TEST_CASE("a second writer makes the database, and writes beside the daemon's store") {
    test::StoreFixture fixture;
    {
        store::SecondWriter writer(fixture.directory / "new" / "hall.db");
        auto transaction = writer.begin();
        store::Import(writer.database()).import_staff({1234, "王芳", "8613700001234", "", true});
        transaction.commit();
    }
    store::Store daemon(fixture.directory / "new" / "hall.db", 1s);
    store::SecondWriter writer(fixture.directory / "new" / "hall.db");
    {
        auto transaction = writer.begin();
        store::Import(writer.database()).import_staff({1235, "李强", "8613700001235", "", true});
        transaction.commit();
    }
    auto transaction = daemon.begin();
    CHECK(daemon.texts.record_text(fixture.text()) > 0);
    transaction.commit();
    CHECK(store::Import(writer.database()).find_staff(1234));
}

TEST_CASE("a second writer does not migrate a database under a running daemon") {
    test::StoreFixture fixture;
    const store::InstanceLock daemon(fixture.path);
    CHECK_THROWS_WITH(store::SecondWriter(fixture.path), Catch::Contains("another smshalld is running"));
}
