#include "tests/business/transcript.hpp"

#include "codecs/text/unicode.hpp"
#include "codecs/text/yuan.hpp"
#include "tests/business/business_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace hall::test {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_parts = 4;

/// What a text looks like into which a value is missing.
constexpr std::array<std::string_view, 18> gaps = {"，，", "，。", "。。", "：，", "：。", "、。", "、，",  "（）", "“”",
                                                   "为。", "发送取消", "发送开通", "发送可", "收取元", "额元",  "共项", "{",    "}"};

/// Why this must not be sent; empty: nothing stands against it. `echoes`: it repeats what the subscriber wrote.
std::string fault_of(const std::string& text, bool echoes) {
    const auto units = codecs::encode_utf16be(codecs::decode_utf8(text)).size() / 2;
    if (units > 70 && (units + 66) / 67 > most_parts) return "too long";
    const auto gap = std::find_if(gaps.begin(), gaps.end(), [&](std::string_view one) { return text.find(one) != std::string::npos; });
    return echoes || gap == gaps.end() ? std::string() : "holds " + std::string(*gap);
}

class Replay {
public:
    explicit Replay(std::filesystem::path folder) : catalogues_(std::move(folder)) {}

    Replayed run(const std::string& script) {
        std::istringstream lines(script);
        bool in_answer = false;
        for (std::string line; std::getline(lines, line);) {
            const auto mark = line.find_first_of("<>");
            const bool is_phone = !line.empty() && line[0] >= '0' && line[0] <= '9' && mark != std::string::npos;
            if (line.starts_with("#") || line.empty()) {
                in_answer = false;
                out_ += line + "\n";
            } else if (line.starts_with("= ") || line.starts_with("+ ")) {
                in_answer = false;
                line[0] == '=' ? set(line) : wait(line);
            } else if (is_phone && line[mark] == '>') {
                in_answer = false;
                send(line);
            } else if ((is_phone && line[mark] == '<') || in_answer) {
                in_answer = true;  // what was said when the file was written; the hall speaks for itself
            } else {
                throw std::runtime_error("not understood: " + line);
            }
        }
        return {out_, lines_of("SELECT DISTINCT outcome FROM texts WHERE outcome IS NOT NULL"),
                lines_of("SELECT DISTINCT notice FROM replies WHERE notice IS NOT NULL")};
    }

private:
    BusinessFixture& hall() {
        if (!hall_) hall_ = std::make_unique<BusinessFixture>();
        return *hall_;
    }

    std::set<std::string> lines_of(const std::string& sql) {
        std::istringstream rows(hall().query(sql));
        std::set<std::string> all;
        for (std::string row; std::getline(rows, row, ';');) all.insert(row);
        return all;
    }

    static std::vector<std::string> words_of(const std::string& line) {
        std::istringstream stream(line);
        std::vector<std::string> words;
        for (std::string word; stream >> word;) words.push_back(word);
        return words;
    }

    static std::int64_t fen_of(const std::string& word) {
        const bool minus = word.starts_with('-');
        const auto sum = codecs::parse_yuan(minus ? word.substr(1) : word);
        if (!sum) throw std::runtime_error("no sum: " + word);
        return minus ? -*sum : *sum;
    }

    void set(const std::string& line) {
        const auto words = words_of(line);
        if (words[1] == "catalogue") {
            if (hall_) throw std::runtime_error("the catalogue comes first");
            const auto path = catalogues_ / (words[2] + ".yaml");
            if (!std::filesystem::exists(path)) throw std::runtime_error("no catalogue " + words[2]);
            hall_ = std::make_unique<BusinessFixture>(read_transcript(path));
        } else if (words[1] == "subscriber") {
            std::map<std::string, std::string> values;
            for (std::size_t i = 4; i < words.size(); ++i) {
                const auto equals = words[i].find('=');
                values[words[i].substr(0, equals)] = words[i].substr(equals + 1);
            }
            hall().subscriber(words[2], fen_of(words[3]), values);
        } else if (words[1] == "staff") {
            hall().staff(std::stoll(words[2]), words[3], words[4]);
        } else if (words[1] == "pay") {
            hall().pay(words[2], fen_of(words[3]));
        } else if (words[1] == "balance") {
            out_ += fmt::format("= balance {} {}\n", words[2], codecs::format_yuan(hall().balance(words[2])));
            return;
        } else {
            throw std::runtime_error("not understood: " + line);
        }
        out_ += line + "\n";
    }

    void wait(const std::string& line) {
        const auto words = words_of(line);
        const int count = std::stoi(words[1]);
        out_ += line + "\n";
        if (words[2].starts_with("month"))
            show(hall().wait_until(campaigns::months_later(hall().today(), count)));
        else
            show(hall().wait(count * (words[2].starts_with("day")    ? Millis(24h)
                                     : words[2].starts_with("hour") ? Millis(1h)
                                                                    : Millis(1min))));
    }

    void send(const std::string& line) {
        const auto mark = line.find('>');
        auto to = words_of(line.substr(0, mark));
        const auto body = line.size() > mark + 2 ? line.substr(mark + 2) : "";
        out_ += line + "\n";
        show(hall().text(to[0], body, to.size() > 1 ? to[1] : "10086"), body.find_first_of("{}") != std::string::npos);
    }

    void show(const std::vector<Shown>& all, bool echoes = false) {
        for (const auto& one : all) {
            out_ += fmt::format("{} < {}\n", one.phone, one.text);
            if (const auto fault = fault_of(one.text, echoes); !fault.empty()) throw std::runtime_error(fault + ": " + one.text);
        }
    }

    std::filesystem::path catalogues_;
    std::unique_ptr<BusinessFixture> hall_;
    std::string out_;
};

}  // namespace

std::string read_transcript(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::filesystem::path> all_transcripts() {
    std::vector<std::filesystem::path> files;
    const auto folder = std::filesystem::path(HALL_SOURCE_DIR) / "tests/business/transcripts";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Replayed replay_transcript(const std::filesystem::path& path) {
    return Replay(std::filesystem::path(HALL_SOURCE_DIR) / "tests/business/catalogues").run(read_transcript(path));
}

}  // namespace hall::test
