#include "menus/understand/fold.hpp"

#include "codecs/text/unicode.hpp"

#include <catch2/catch.hpp>

#include <random>

using hall::menus::fold_sentence;
using hall::menus::fold_text;

TEST_CASE("what a person would call the same text folds to the same text") {
    for (const char* written : {"41",
                                "４１",
                                " 41 ",
                                "4 1",
                                "41。",
                                "41！",
                                "41.",
                                "41．",
                                "41,",
                                "41，",
                                "41?",
                                "41？",
                                "41;",
                                "41；",
                                "41、",
                                "41~",
                                "41～",
                                "41\r\n",
                                "\t41",
                                "\u30004\u20091\u3000",
                                "4\u200B1\uFEFF",
                                "\u202A41\u202C",
                                "41。。！",
                                "4\u00AD1",
                                "4\uFE0F\u20E31\uFE0F\u20E3",
                                "𝟒𝟏",
                                "④①",
                                "。41",
                                "“41”",
                                "「41」",
                                "『41』",
                                "《41》",
                                "'41'",
                                "\"41\"",
                                "(41)",
                                "（41）",
                                "【41】",
                                "<41>",
                                "［41］",
                                "“(41)。”",
                                "41）",
                                "【41",
                                "——41——",
                                "：41",
                                "…41…",
                                "→41←",
                                "★41★",
                                "41😊",
                                "👍🏽41",
                                "4😀1",
                                "41❤️",
                                "41👨‍👩‍👧",
                                "🇨🇳41",
                                "❹❶",
                                "➃➊",
                                "4️⃣1️⃣"}) {
        INFO(written);
        CHECK(fold_text(written) == "41");
    }
    for (const char* written : {"KTLL10", "ktll10", "ＫＴＬＬ１０", "KtLl 10", "kt\u200Dll10", " ktll10。"}) {
        INFO(written);
        CHECK(fold_text(written) == "KTLL10");
    }
    CHECK(fold_text("业务 体验！") == "业务体验");
    CHECK(fold_text("ｶﾞ") == "ガ");
    CHECK(fold_text("開通彩鈴") == "开通彩铃");
    CHECK(fold_text("查話費餘額") == "查话费余额");
    CHECK(fold_text("業務體驗") == fold_text("业务体验"));
}

TEST_CASE("what is not the same stays different") {
    CHECK(fold_text("4.1") == "4.1");
    CHECK(fold_text("CZ50.5") == "CZ50.5");
    CHECK(fold_text("+8613800138000CL") == "+8613800138000CL");
    CHECK(fold_text("四一") == "四一");
    CHECK(fold_text("KTCL#1001") == "KTCL#1001");
    CHECK(fold_text("+41") == "+41");
    CHECK(fold_text("#41#") == "#41#");
    CHECK(fold_text("4,1") == "4,1");
    CHECK(fold_text("4-1") == "4-1");
    CHECK(fold_text("“42”或“43”") == "42”或“43");
    CHECK(fold_text("(42)(43)") == "(42)(43)");
    CHECK(fold_text("【中国移动】42") == "【中国移动】42");
    CHECK(fold_text("CZ(50)") == "CZ(50)");
    CHECK(fold_text("4○") == "4○");
}

TEST_CASE("of a long text the beginning is folded, and is no code") {
    const std::string blanks(3000, ' ');
    CHECK(fold_text(blanks + "开通彩铃" + blanks) == "开通彩铃");
    std::string zeros = "开通彩铃";
    for (int i = 0; i < 1600; ++i) {
        zeros += "\u200B";
    }
    CHECK(fold_text(zeros) == "开通彩铃\uFFFD");
    for (const char* piece : {"话", "é", "e\u0301", "㌖", "ﷺ", "⑽", "Ａ", "가", "。", "ǆ", "A话", "（"}) {
        std::string text;
        for (int i = 0; i < 1600; ++i) {
            text += piece;
        }
        const std::string once = fold_text(text);
        INFO(piece);
        CHECK(hall::codecs::decode_utf8(once).size() <= hall::menus::longest_code_text + 1);
        CHECK(fold_text(once) == once);
        CHECK(fold_sentence(fold_sentence(text)) == fold_sentence(text));
    }
}

TEST_CASE("an emoji that says no is not taken away") {
    for (const char* written :
         {"KTCL❌", "❌KTCL", "🚫KTCL", "KTCL👎🏻", "🙅‍♀️KTCL", "KTCL✘", "KTCL⛔", "🈲KTCL"}) {
        INFO(written);
        CHECK(fold_text(written) != "KTCL");
    }
}

TEST_CASE("a sentence keeps its blanks and its punctuation") {
    CHECK(fold_sentence("  Send  ktcl，\n please! ") == "SEND KTCL, PLEASE!");
    CHECK(fold_sentence("查一下 話費") == "查一下 话费");
    CHECK(fold_sentence("４２\u3000４３") == "42 43");
    CHECK(fold_sentence("\u200B \t").empty());
}

TEST_CASE("blanks, controls and punctuation alone fold to nothing") {
    for (const char* written : {"", " ", "。", "？！", "\n\n", "\u200B", "...", "……", "~ ~", "\u3000、", "😀", "「」",
                                "（）", "“。”", ")(", "👍🏽"}) {
        INFO(written);
        CHECK(fold_text(written).empty());
    }
}

TEST_CASE("folding is idempotent for every character alone and between others") {
    for (char32_t c = 0; c < 0x30000; ++c) {
        for (const std::u32string& text : {std::u32string(1, c), std::u32string{U'e', c, 0x0301}}) {
            const std::string written = hall::codecs::encode_utf8(text);
            const std::string once = fold_text(written);
            const std::string sentence = fold_sentence(written);
            if (fold_text(once) != once || fold_sentence(sentence) != sentence || fold_text(sentence) != once) {
                CAPTURE(static_cast<std::uint32_t>(c), text.size(), once, fold_text(once), sentence);
                FAIL("folding twice is not folding once");
            }
        }
    }
    SUCCEED();
}

TEST_CASE("folding is idempotent and yields valid UTF-8 for any bytes") {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
        std::mt19937_64 random(seed);
        for (int i = 0; i < 4000; ++i) {
            std::string text;
            const std::size_t length = random() % 12;
            for (std::size_t n = 0; n < length; ++n) {
                switch (random() % 4) {
                    case 0:  // anything
                        text +=
                            hall::codecs::encode_utf8(std::u32string(1, static_cast<char32_t>(random() % 0x110000)));
                        break;
                    case 1:  // marks, blanks, format characters: what composes and what disappears
                        text += hall::codecs::encode_utf8(std::u32string(
                            1,
                            U"\u0301\u0308 \u00A8\u200D\u3000。e\u00E9A\u030A\u1100\u1161\u11A8\u0345\u00DF"[random() %
                                                                                                             16]));
                        break;
                    case 2:
                        text += static_cast<char>(random() % 256);
                        break;
                    default:
                        text += "aZ4.! 1()[]<>\"-"[random() % 14];
                }
            }
            const std::string once = fold_text(text);
            if (fold_text(once) != once || fold_text(fold_sentence(text)) != once ||
                !hall::codecs::is_valid_utf8(once)) {
                CAPTURE(seed, i, text, once, fold_text(once));
                FAIL("folding twice is not folding once");
            }
        }
    }
    SUCCEED();
}
