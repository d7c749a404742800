// Receipts by example: each case of receipts/*.txt is one PDU and what must be read in it.
// receipts/README.txt explains the form.

#include "codecs/text/message_content.hpp"
#include "codecs/text/receipt.hpp"
#include "codecs/text/unicode.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

using namespace hall;
using namespace hall::codecs;

namespace {

struct GoldenReceipt {
    std::string where;  // file and line
    std::string name;
    std::uint8_t esm_class = 0x04;
    std::uint8_t data_coding = 0;
    DefaultAlphabet link = DefaultAlphabet::gsm;
    std::string text;
    Bytes octets;
    Bytes udh;
    bool in_payload = false;
    TlvList tlvs;
    std::string expect;
    Receipt receipt;  // but for its state
};

unsigned hexadecimal(const std::string& digits) {
    std::size_t read = 0;
    const auto value = std::stoul(digits, &read, 16);
    if (read != digits.size()) throw std::runtime_error("not hexadecimal: " + digits);
    return static_cast<unsigned>(value);
}

/// "quoted ASCII" and pairs of hexadecimal digits, in any order.
Bytes octets_of(std::string_view written) {
    Bytes out;
    while (!written.empty()) {
        if (written.front() == ' ') {
            written.remove_prefix(1);
        } else if (written.front() == '"') {
            const auto end = written.find('"', 1);
            if (end == std::string_view::npos) throw std::runtime_error("no closing quote");
            out.insert(out.end(), written.begin() + 1, written.begin() + static_cast<std::ptrdiff_t>(end));
            written.remove_prefix(end + 1);
        } else {
            out.push_back(static_cast<std::uint8_t>(hexadecimal(std::string(written.substr(0, 2)))));
            written.remove_prefix(2);
        }
    }
    return out;
}

void apply(GoldenReceipt& golden, const std::string& key, const std::string& value) {
    if (key == "esm") {
        golden.esm_class = static_cast<std::uint8_t>(hexadecimal(value));
    } else if (key == "coding") {
        golden.data_coding = static_cast<std::uint8_t>(hexadecimal(value));
    } else if (key == "link") {
        golden.link = parse_default_alphabet(value).value();
    } else if (key == "text") {
        golden.text += value;
    } else if (key == "octets") {
        golden.octets = octets_of(value);
    } else if (key == "udh") {
        golden.udh = octets_of(value);
    } else if (key == "in" && value == "message_payload") {
        golden.in_payload = true;
    } else if (key == "tlv") {
        golden.tlvs.add(static_cast<Tag>(hexadecimal(value.substr(0, 4))), octets_of(value.substr(4)));
    } else if (key == "expect") {
        golden.expect = value;
    } else if (key == "id") {
        golden.receipt.message_id = value;
    } else if (key == "error") {
        golden.receipt.error = value;
    } else if (key == "intermediate") {
        golden.receipt.intermediate = value == "yes";
    } else {
        throw std::runtime_error(golden.where + ": unknown key " + key);
    }
}

std::vector<GoldenReceipt> load_golden_receipts() {
    std::vector<GoldenReceipt> out;
    const std::filesystem::path folder = std::filesystem::path(HALL_SOURCE_DIR) / "tests/codecs/text/receipts";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string file_name = entry.path().filename().string();
        if (file_name == "README.txt") continue;
        std::ifstream file(entry.path());
        std::string line;
        for (int number = 1; std::getline(file, line); ++number) {
            if (line.empty() || line.front() == '#') continue;
            const std::string where = file_name + ":" + std::to_string(number);
            const std::size_t colon = line.find(": ");
            if (colon == std::string::npos) throw std::runtime_error(where + ": no key");
            const std::string key = line.substr(0, colon);
            if (key == "case") {
                out.emplace_back().where = where;
                out.back().name = line.substr(colon + 2);
            } else if (out.empty()) {
                throw std::runtime_error(where + ": no case yet");
            } else {
                apply(out.back(), key, line.substr(colon + 2));
            }
        }
    }
    return out;
}

DeliverSm pdu_of(const GoldenReceipt& golden) {
    DeliverSm message;
    message.esm_class = golden.esm_class;
    message.data_coding = golden.data_coding;
    message.tlvs = golden.tlvs;
    Bytes content = golden.udh;
    if (!golden.udh.empty()) message.esm_class = static_cast<std::uint8_t>(message.esm_class | esm_class_udhi);
    if (golden.octets.empty()) {
        const auto alphabet = alphabet_of(golden.data_coding, golden.link);
        const auto coded = encode_text(decode_utf8(golden.text), alphabet).value();
        content.insert(content.end(), coded.begin(), coded.end());
    } else {
        content.insert(content.end(), golden.octets.begin(), golden.octets.end());
    }
    if (golden.in_payload) {
        message.tlvs.add(Tag::message_payload, content);
    } else {
        message.short_message = content;
    }
    return message;
}

/// The form in which a case that fails is shown.
std::string shown(const std::optional<Receipt>& receipt) {
    if (!receipt) return "nothing";
    return receipt->message_id + " " + std::string(to_string(receipt->state)) + " error '" + receipt->error + "'" +
           (receipt->intermediate ? " intermediate" : "");
}

}  // namespace

TEST_CASE("receipts are read as the golden files say") {
    const auto cases = load_golden_receipts();
    REQUIRE(cases.size() >= 90);
    for (const GoldenReceipt& golden : cases) {
        INFO(golden.where << " " << golden.name);
        const DeliverSm message = pdu_of(golden);
        const bool is_receipt = message_type(message) == MessageType::receipt;
        const auto read = read_receipt(message, golden.link);
        if (golden.expect == "not a receipt" || golden.expect == "no id") {
            CHECK(is_receipt == (golden.expect == "no id"));
            CHECK(shown(read) == "nothing");
            continue;
        }
        CHECK(is_receipt);
        auto expected = golden.receipt;
        expected.state = parse_receipt_state(golden.expect).value();
        CHECK(shown(read) == shown(expected));
    }
}
