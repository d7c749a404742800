#include "tests/hallctl/import_fixture.hpp"

#include <catch2/catch.hpp>

#include <system_error>

using namespace hall;

namespace {

std::vector<tools::CsvLine> read_all(const std::string& bytes) {
    test::TempDirectory directory;
    tools::CsvReader reader(test::write_file(directory / "file.csv", bytes));
    std::vector<tools::CsvLine> lines;
    while (auto line = reader.next()) lines.push_back(std::move(*line));
    CHECK(reader.bytes_read() == bytes.size());
    CHECK(reader.bytes_in_all() == bytes.size());
    return lines;
}

using Row = std::vector<std::string>;

}  // namespace

TEST_CASE("fields are separated by commas, and quoted ones may hold commas and doubled quotation marks") {
    const auto lines = read_all("a,b,c\n1,\"2,\"\"x\"\"\", 3 \n,,\n");
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].fields == Row{"a", "b", "c"});
    CHECK(lines[1].fields == Row{"1", "2,\"x\"", "3"});
    CHECK(lines[2].fields == Row{"", "", ""});
}

TEST_CASE("a byte order mark, CRLF, blank lines and a last line without an end change no field, only line numbers") {
    const auto lines = read_all("\xEF\xBB\xBFnumber,city\r\n\r\n1,石家庄\r\n  \n2,保定");
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].fields == Row{"number", "city"});
    CHECK(lines[1].number == 3);
    CHECK(lines[1].fields == Row{"1", "石家庄"});
    CHECK(lines[2].number == 5);
    CHECK(lines[2].fields == Row{"2", "保定"});
}

TEST_CASE("a quotation mark that is not closed costs its own line and no other") {
    const auto lines = read_all("1,\"open\n2,b\n3,c\"d\n4,\"e\"f\n5,g\n");
    REQUIRE(lines.size() == 5);
    CHECK(lines[0].fault == "a quotation mark is not closed on its line; close it, and put no line break into a field");
    CHECK(lines[0].fields.empty());
    CHECK(lines[1].fields == Row{"2", "b"});
    CHECK(lines[2].fault ==
          "a quotation mark stands in the middle of a field; quote the whole field and write each quotation mark in it "
          "twice");
    CHECK(lines[3].fault == lines[2].fault);
    CHECK(lines[4].fields == Row{"5", "g"});
}

TEST_CASE("lines in another encoding, of monstrous length or with a lone carriage return are told and passed over") {
    const auto lines = read_all("1,\xBA\xD3\n2," + std::string(70000, 'x') + "\n3,a\r4,b\n5,c\n");
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].fault == "the line is not UTF-8; convert the file, for example with iconv -f GB18030 -t UTF-8");
    CHECK(lines[1].fault == "the line is longer than 65536 bytes; one line is one person");
    CHECK(lines[2].fault == "a carriage return stands within the line; end lines with LF or CRLF");
    CHECK(lines[3].number == 4);
    CHECK(lines[3].fields == Row{"5", "c"});
}

TEST_CASE("the longest line that is allowed is read whole, with or without an end") {
    const auto longest = std::string(64 * 1024, 'x');
    const auto lines = read_all(longest + "\n" + longest);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].fields == Row{longest});
    CHECK(lines[1].fields == Row{longest});
    CHECK(read_all("").empty());
}

TEST_CASE("a file that is not there, or is a folder, is refused by name") {
    test::TempDirectory directory;
    CHECK_THROWS_WITH(tools::CsvReader(directory / "none.csv"), Catch::Contains("none.csv: No such file"));
    CHECK_THROWS_WITH(tools::CsvReader(directory.path()), Catch::Contains("Is a directory"));
}
