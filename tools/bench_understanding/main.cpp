// bench-understanding: how long the hall takes to understand one text against a menu of 2,000 codes. Texts that are a
// code, and long texts of many kinds made to be slow; of each kind the median and the 99th percentile, and the worst
// kind of all. tools/bench --understanding runs it on the release build.

#include "codecs/text/unicode.hpp"
#include "menus/load/code_parser.hpp"
#include "menus/tree/menu.hpp"
#include "menus/understand/fold.hpp"
#include "menus/understand/guess.hpp"
#include "menus/understand/readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace hall;
using Random = std::mt19937_64;

constexpr std::size_t code_count = 2000;
constexpr std::size_t longest_text = 1600;  // characters

/// Codes as operators write them: digits, letters for what is done and the product, and words.
std::string made_code(Random& random) {
    const char* verbs[] = {"KT", "QX", "TY", "CX", "JS", "DH", "BM"};
    const char* words[] = {"流量", "话费", "彩铃", "语音", "短信", "套餐",
                           "积分", "邮箱", "视频", "云盘", "会员", "亲情"};
    const char* acts[] = {"开通", "取消", "查询", "体验", "兑换", "推荐"};
    const char* sizes[] = {"5元包", "10元包", "20元包", "30元包", "月包", "年包", "半年包", "日包"};
    switch (random() % 3) {
        case 0:
            return std::to_string(100 + random() % 9900);
        case 1: {
            std::string code = verbs[random() % 7];
            for (std::size_t n = 1 + random() % 3; n > 0; --n) {
                code += static_cast<char>('A' + random() % 26);
            }
            return code + (random() % 2 == 0 ? std::to_string(random() % 100) : "");
        }
        default:
            return std::string(random() % 4 == 0 ? "" : acts[random() % 6]) + words[random() % 12] +
                   words[random() % 12] + (random() % 2 == 0 ? sizes[random() % 8] : "");
    }
}

struct Hall {
    menus::Menu menu;
    std::vector<menus::GuessEntry> entries;
    std::vector<std::string> codes;
};

Hall made_hall() {
    Random random(5);
    Hall hall;
    codecs::Diagnostics diagnostics;
    while (hall.codes.size() < code_count) {
        const std::string code = made_code(random);
        if (std::find(hall.codes.begin(), hall.codes.end(), code) != hall.codes.end()) {
            continue;
        }
        const std::size_t index = hall.menu.nodes.size();
        menus::MenuNode node;
        node.id = fmt::format("n{}", index);
        node.codes.push_back(*menus::parse_code(code, {}, diagnostics));
        menus::GuessEntry entry{index, {code}, {}, index % 3 == 0, index / 10 * 10};
        if (index % 10 == 1) {
            entry.keywords = {{"还有", code.substr(0, code.size() / 3 * 3)}, {"多少", "流量"}, {"怎么", "取消"}};
        }
        hall.entries.push_back(std::move(entry));
        hall.codes.push_back(code);
        hall.menu.nodes.push_back(std::move(node));
    }
    for (const char* pattern :
         {"{friend:phone}CL", "CZ{sum:amount}", "KT{package:word}", "KT{package:word}#{staff:number}",
          "{friend:phone}KT{package:word}", "取消{package:word}"}) {
        menus::MenuNode node;
        node.id = pattern;
        node.codes.push_back(*menus::parse_code(pattern, {}, diagnostics));
        hall.menu.nodes.push_back(std::move(node));
    }
    hall.menu.index();
    return hall;
}

/// All that is done with a text before it is known what it means. The sum keeps the compiler from leaving it out.
std::size_t understand(const Hall& hall, const menus::Guesser& guesser, const std::string& text) {
    const std::vector<std::string> readings = menus::readings(text);
    for (const std::string& reading : readings) {
        if (const auto* node = hall.menu.by_code(reading)) {
            return node->id.size();
        }
    }
    for (const std::string& reading : readings) {
        for (const auto& patterned : hall.menu.patterned_codes()) {
            const auto match = hall.menu.nodes[patterned.node].codes[patterned.code].match(reading, {});
            if (!std::holds_alternative<menus::NoMatch>(match)) {
                return 1;
            }
        }
    }
    const auto guess = guesser.guess(readings, menus::fold_sentence(text), [](menus::NodeIndex) { return true; });
    return guess.nodes.size();
}

/// Processor time of this thread, in microseconds: what else runs on the machine takes no part in it.
double moment() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

struct Figures {
    double median = 0;  // microseconds
    double p99 = 0;
};

Figures measured(const Hall& hall, const menus::Guesser& guesser, const std::vector<std::string>& texts,
                 std::size_t rounds) {
    std::vector<double> times;
    std::size_t sum = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        for (const std::string& text : texts) {
            const double begin = moment();
            sum += understand(hall, guesser, text);
            times.push_back(moment() - begin);
        }
    }
    std::sort(times.begin(), times.end());
    if (sum == 0) {
        times.push_back(times.back());
    }
    return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

std::string repeated(std::u32string_view piece, std::size_t characters = longest_text) {
    std::u32string text;
    while (text.size() < characters) {
        text += piece;
    }
    text.resize(characters);
    return codecs::encode_utf8(text);
}

std::string drawn(Random& random, char32_t from, char32_t to, std::size_t characters) {
    std::u32string text;
    while (text.size() < characters) {
        text += static_cast<char32_t>(from + random() % (to - from + 1));
    }
    return codecs::encode_utf8(text);
}

/// Kinds of texts, each with a few of its kind.
std::vector<std::pair<std::string, std::vector<std::string>>> slow_kinds(const Hall& hall) {
    Random random(9);
    std::vector<std::pair<std::string, std::vector<std::string>>> kinds;
    for (const auto& [name, piece] : std::initializer_list<std::pair<const char*, std::u32string_view>>{
             {"one letter", U"A"},
             {"small letters", U"ktll"},
             {"full-width letters", U"ｋｔ"},
             {"digits", U"1234567890"},
             {"numerals", U"四十二"},
             {"tens", U"十"},
             {"beginnings of codes", U"开通流量"},
             {"keywords", U"还有多少流量"},
             {"words around", U"请发谢谢"},
             {"blanks", U" \t　"},
             {"letters and blanks", U"A B "},
             {"stops", U"。"},
             {"opening brackets", U"（"},
             {"brackets", U"（）"},
             {"traditional", U"鈴體驗"},
             {"emoji", U"😀👍🏽"},
             {"family emoji", U"👨\u200D👩\u200D👧"},
             {"variation selectors", U"4\uFE0F\u20E3"},
             {"combining marks", U"\u0301"},
             {"mixed marks", U"\u0301\u0327\u0323\u0345"},
             {"letters with marks", U"e\u0301"},
             {"accented letters", U"éüñ"},
             {"small Greek", U"αβγ"},
             {"Cyrillic", U"привет"},
             {"Hangul", U"안녕"},
             {"Hangul by parts", U"\u1112\u1161\u11AB"},
             {"half-width kana", U"ｶﾞ"},
             {"squared words", U"㌖"},
             {"Arabic ligatures", U"\uFDFA"},
             {"mathematical letters", U"𝟒𝐀"},
             {"rare Chinese", U"\U00020000\U0002A6D6"},
             {"compatibility Chinese", U"\uF900\uFA00"},
             {"zero-width", U"4\u200B"},
             {"marks behind zero-width", U"e\u200B\u0301"},
             {"replacement", U"\uFFFD"},
         }) {
        kinds.push_back({name, {repeated(piece)}});
    }
    kinds.push_back({"any Chinese", {drawn(random, 0x4E00, 0x9FA5, longest_text)}});
    kinds.push_back({"any characters", {drawn(random, 0xA0, 0xD7FF, longest_text)}});
    std::vector<std::string> codes;
    std::vector<std::string> slips;
    std::vector<std::string> pairs;
    std::string all;
    for (int i = 0; i < 200; ++i) {
        const std::string& code = hall.codes[random() % hall.codes.size()];
        all += code;
        codes.push_back(repeated(codecs::decode_utf8("我不要" + code)));
        std::u32string slipped = codecs::decode_utf8(code);
        slipped[random() % slipped.size()] = U'X';
        slips.push_back(codecs::encode_utf8(slipped));
        slipped[random() % slipped.size()] = U'9';
        pairs.push_back("发" + codecs::encode_utf8(slipped) + "谢谢");
    }
    kinds.push_back({"sentences full of codes", codes});
    kinds.push_back({"all kinds of codes", {repeated(codecs::decode_utf8(all))}});
    kinds.push_back({"slips", slips});
    kinds.push_back({"double slips with words", pairs});
    kinds.push_back({"an advert",
                     {"【中国移动】尊敬的客户，流量10元包优惠，发送KTLL10至10086立即开通，前三个月8折，每月8."
                      "00元，咨询请拨打10086。"}});
    kinds.push_back({"a question", {"你好，我想查一下这个月还有多少流量，谢谢"}});
    return kinds;
}

}  // namespace

int main() {
    const Hall hall = made_hall();
    const menus::Guesser guesser(hall.entries, {});
    fmt::print("{} codes; microseconds of processor time a text: median, 99th percentile\n", hall.codes.size());

    const Figures exact = measured(hall, guesser, hall.codes, 50);
    fmt::print("{:<28}{:>9.2f}{:>9.2f}\n", "exact codes", exact.median, exact.p99);
    std::vector<std::string> noisy;
    for (const std::string& code : hall.codes) {
        noisy.push_back("你好，请发送“" + code + "”，谢谢！");
    }
    const Figures worded = measured(hall, guesser, noisy, 10);
    fmt::print("{:<28}{:>9.2f}{:>9.2f}\n", "codes with words around", worded.median, worded.p99);

    std::string worst;
    Figures worst_figures;
    for (const auto& [name, texts] : slow_kinds(hall)) {
        const Figures figures = measured(hall, guesser, texts, std::max<std::size_t>(3, 300 / texts.size()));
        fmt::print("{:<28}{:>9.2f}{:>9.2f}\n", name, figures.median, figures.p99);
        if (figures.median > worst_figures.median) {
            worst = name;
            worst_figures = figures;
        }
    }
    const bool kept = exact.median < 5 && worst_figures.median < 200;
    fmt::print("exact code: median {:.2f}, p99 {:.2f}; worst text ({}): median {:.1f}, p99 {:.1f}\n", exact.median,
               exact.p99, worst, worst_figures.median, worst_figures.p99);
    fmt::print("{}\n",
               kept ? "within the bounds of 5 and 200 microseconds" : "OVER the bounds of 5 and 200 microseconds");
    return kept ? 0 : 1;
}
