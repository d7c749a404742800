#include "tools/hallctl/import/csv_reader.hpp"

#include "codecs/text/unicode.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <cerrno>
#include <limits>
#include <new>
#include <system_error>

namespace hall::tools {

namespace {

constexpr std::size_t longest_line = 64 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(), what);
}

}  // namespace

// libcsv with its callbacks; takes whole lines only.
class CsvReader::Parser {
public:
    Parser() { begin(); }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    // `line` ends with LF.
    void parse(const std::string& line, CsvLine& out) {
        out_ = &out;
        rows_ = 0;
        if (csv_parse(&parser_, line.data(), line.size(), take_field, end_row, this) != line.size()) {
            if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
            out.fault =
                "a quotation mark stands in the middle of a field; quote the whole field and write each "
                "quotation mark in it twice";
        } else if (parser_.quoted != 0) {
            out.fault = "a quotation mark is not closed on its line; close it, and put no line break into a field";
        } else if (rows_ > 1) {
            out.fault = "a carriage return stands within the line; end lines with LF or CRLF";
        }
        if (out.fault.empty()) return;
        out.fields.clear();
        csv_free(&parser_);  // forgets the unfinished line
        begin();
    }

private:
    void begin() {
        if (csv_init(&parser_, CSV_STRICT) != 0) throw std::bad_alloc();
    }
    static void take_field(void* data, std::size_t size, void* self) {
        static_cast<Parser*>(self)->out_->fields.emplace_back(static_cast<const char*>(data), size);
    }
    static void end_row(int, void* self) { ++static_cast<Parser*>(self)->rows_; }

    csv_parser parser_{};
    CsvLine* out_ = nullptr;
    int rows_ = 0;
};

CsvReader::CsvReader(const std::filesystem::path& path) : buffer_(longest_line + 1) {
    errno = 0;
    if (std::filesystem::is_directory(path)) errno = EISDIR;
    if (errno == 0) file_.open(path, std::ios::binary);
    if (!file_.is_open()) fail(path.string());
    std::error_code unknown;
    const auto size = std::filesystem::file_size(path, unknown);
    if (!unknown) bytes_in_all_ = size;
    parser_ = std::make_unique<Parser>();
}

CsvReader::~CsvReader() = default;

bool CsvReader::read_line() {
    errno = 0;
    file_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    auto taken = static_cast<std::size_t>(file_.gcount());
    if (file_.bad()) fail("read");
    if (taken == 0 && file_.eof()) return false;
    ++line_number_;
    bytes_read_ += taken;
    // getline counts the LF that it drops, except where there was none: at the file's end, and in a line too long.
    const bool ended = !file_.eof() && !file_.fail();
    line_too_long_ = !file_.eof() && file_.fail();
    line_.assign(buffer_.data(), ended ? taken - 1 : taken);
    if (line_too_long_) {
        file_.clear();
        file_.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
        bytes_read_ += static_cast<std::uint64_t>(file_.gcount());
        if (file_.bad()) fail("read");
    }
    return true;
}

std::optional<CsvLine> CsvReader::next() {
    while (read_line()) {
        CsvLine out;
        out.number = line_number_;
        if (line_number_ == 1 && line_.starts_with(byte_order_mark)) line_.erase(0, byte_order_mark.size());
        if (line_too_long_) {
            out.fault = fmt::format("the line is longer than {} bytes; one line is one person", longest_line);
        } else if (!codecs::is_valid_utf8(line_)) {
            out.fault = "the line is not UTF-8; convert the file, for example with iconv -f GB18030 -t UTF-8";
        } else {
            line_ += '\n';
            parser_->parse(line_, out);
            if (out.fault.empty() && out.fields.empty()) continue;
        }
        return out;
    }
    return std::nullopt;
}

}  // namespace hall::tools
