// See the header.

#include "tests/support/hex_file.hpp"

#include "codecs/smpp/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace hall::test {
namespace {

std::optional<std::string_view> after(std::string_view line, std::string_view key) {
    if (!line.starts_with(key)) {
        return std::nullopt;
    }
    line.remove_prefix(key.size());
    return line;
}

int digit(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto at = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// Returns false if the line is not whole octets in hexadecimal.
bool append_hex(std::string_view text, Bytes& out) {
    int high = -1;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r') {
            continue;
        }
        const int value = digit(c);
        if (value < 0) {
            return false;
        }
        if (high < 0) {
            high = value;
        } else {
            out.push_back(static_cast<std::uint8_t>(high * 16 + value));
            high = -1;
        }
    }
    return high < 0;
}

/// Returns false if the comment begins like one that is read but goes on in no known way.
bool read_comment(std::string_view line, HexFile& file) {
    if (const auto answer = after(line, "# answer: ")) {
        file.says_answer = true;
        const auto blank = answer->find(' ');
        if (*answer != "none") {
            if (blank == std::string_view::npos) {
                return false;
            }
            file.answer = ExpectedAnswer{std::string(answer->substr(0, blank)), std::string(answer->substr(blank + 1))};
        }
    } else if (const auto link = after(line, "# link: ")) {
        file.link_alive = *link == "alive";
        return *link == "alive" || *link == "closed";
    } else if (const auto direction = after(line, "# direction: ")) {
        file.decode_only = true;
        return *direction == "decode";
    } else if (const auto value = after(line, "# value: ")) {
        file.value.emplace_back(*value);
    } else if (file.title.empty()) {
        file.title = after(line, "# ").value_or(line.substr(1));
    }
    return true;
}

}  // namespace

HexFile load_hex_file(const std::filesystem::path& path) {
    std::ifstream in(path);
    HexFile file;
    file.name = path.filename().string();
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const bool good = line.starts_with('#')
                              ? read_comment(line, file)
                              : append_hex(std::string_view(line).substr(0, line.find('#')), file.bytes);
        if (!good) {
            throw std::runtime_error(fmt::format("{}:{}: cannot read this line", path.string(), number));
        }
    }
    if (number == 0) {
        throw std::runtime_error(fmt::format("{}: missing or empty", path.string()));
    }
    return file;
}

std::vector<HexFile> load_hex_folder(const std::filesystem::path& folder) {
    std::vector<HexFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".hex") {
            files.push_back(load_hex_file(entry.path()));
        }
    }
    if (files.empty()) {
        throw std::runtime_error(fmt::format("{}: no .hex files", folder.string()));
    }
    std::ranges::sort(files, {}, &HexFile::name);
    return files;
}

bool is_answer(ByteView frame, const ExpectedAnswer& expected) {
    if (frame.size() < codecs::header_size) {
        return false;
    }
    const codecs::Header header = codecs::read_header(frame);
    return to_string(header.command_id) == expected.command &&
           to_string(header.command_status).starts_with(expected.status + " ");
}

}  // namespace hall::test
