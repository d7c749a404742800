// Understanding against a slow and obvious reading of its rules, on random menus and random texts.

#include "menus/load/code_parser.hpp"
#include "slow_understanding.hpp"
#include "understanding.hpp"

#include "codecs/text/unicode.hpp"
#include "menus/tree/guess_entries.hpp"
#include "menus/understand/fold.hpp"
#include "menus/understand/readings.hpp"

#include <catch2/catch.hpp>

#include <cctype>
#include <map>
#include <random>

using namespace hall;

namespace {

using menus::Guess;
using menus::GuessEntry;
using menus::NodeIndex;
using Random = std::mt19937_64;

/// Few characters, so that random texts come near to codes, sound like them, look like them and hold them.
constexpr std::u32string_view alphabet = U"KTCLOI01458彩采铃零流量十发";

std::u32string random_word(Random& random, std::size_t least, std::size_t most) {
    std::u32string word;
    const bool plain = random() % 2 == 0;
    for (std::size_t n = least + random() % (most - least + 1); n > 0; --n) {
        word += alphabet[random() % (plain ? 11 : alphabet.size())];
    }
    return word;
}

std::string folded_word(Random& random, std::size_t least, std::size_t most) {
    return menus::fold_text(codecs::encode_utf8(random_word(random, least, most)));
}

menus::Menu random_menu(Random& random) {
    menus::Menu made;
    codecs::Diagnostics diagnostics;
    for (NodeIndex index = 0; index < 12; ++index) {
        menus::MenuNode node;
        node.id = "n" + std::to_string(index);
        node.name = menus::Localised<std::string>("N" + std::to_string(index) + "号");
        if (index > 0) {
            node.parent = index < 4 ? 0 : random() % index;
        }
        const char* actions[] = {"", "", "query_x", "order", "cancel"};
        node.action = index == 0 ? "" : actions[random() % 5];
        node.releases = node.action == "cancel";
        node.acts = node.action == "order" || node.releases;
        for (std::size_t count = index == 0 ? 0 : random() % 4; count > 0; --count) {
            std::string written = folded_word(random, 2, 7);
            if (random() % 5 == 0) {
                written = random() % 2 == 0 ? written + "{p:number}" : "{p:word}" + written;
            }
            auto code = menus::parse_code(written, {}, diagnostics);
            if (code && (code->literal().empty() || made.by_code(code->literal()) == nullptr)) {
                node.codes.push_back(*code);
            }
        }
        for (std::size_t count = random() % 3; count > 0; --count) {
            std::vector<std::string> words = {folded_word(random, 1, 3)};
            if (random() % 2 == 0) words.push_back(folded_word(random, 1, 2));
            node.keywords.push_back(std::move(words));
        }
        made.nodes.push_back(std::move(node));
        made.index();
    }
    return made;
}

/// Some of the words that keywords hold, each with a word or two that mean the same.
menus::Synonyms random_synonyms(Random& random, const std::vector<GuessEntry>& entries) {
    menus::Synonyms synonyms;
    std::set<std::string> taken;
    for (const GuessEntry& entry : entries) {
        for (const auto& words : entry.keywords) {
            std::vector<std::string> group = {words.front(), folded_word(random, 1, 4), folded_word(random, 1, 4)};
            std::erase_if(group, [&](const std::string& word) { return word.empty() || !taken.insert(word).second; });
            if (random() % 3 == 0 && group.size() > 1) synonyms.push_back(std::move(group));
        }
    }
    return synonyms;
}

/// A code or keyword of the menu, or a word of its own.
std::u32string random_piece(Random& random, const std::vector<GuessEntry>& entries, const menus::Synonyms& synonyms) {
    if (random() % 6 == 0 && !synonyms.empty()) {
        const auto& group = synonyms[random() % synonyms.size()];
        return codecs::decode_utf8(group[random() % group.size()]);
    }
    const GuessEntry& entry = entries[random() % entries.size()];
    if (random() % 3 == 0 && !entry.keywords.empty()) {
        const auto& words = entry.keywords[random() % entry.keywords.size()];
        std::u32string all;
        for (const auto& word : words) {
            all += codecs::decode_utf8(word);
        }
        return all;
    }
    return random() % 3 == 0 ? random_word(random, 1, 8)
                             : codecs::decode_utf8(entry.codes[random() % entry.codes.size()]);
}

/// One to three pieces with slips of the finger and noise between them.
std::string random_text(Random& random, const std::vector<GuessEntry>& entries, const menus::Synonyms& synonyms) {
    std::u32string text;
    for (std::size_t pieces = 1 + random() % 3; pieces > 0; --pieces) {
        std::u32string piece = random_piece(random, entries, synonyms);
        for (std::size_t slips = random() % 3; slips > 0 && !piece.empty(); --slips) {
            const std::size_t at = random() % piece.size();
            switch (random() % 4) {
                case 0:
                    piece.erase(at, 1);
                    break;
                case 1:
                    piece.insert(at, 1, alphabet[random() % alphabet.size()]);
                    break;
                case 2:
                    piece[at] = alphabet[random() % alphabet.size()];
                    break;
                default:
                    std::swap(piece[at], piece[random() % piece.size()]);
            }
        }
        const char32_t* noise[] = {U"", U"", U"", U" ", U"，", U"发送", U"元", U"不要", U"谢谢", U"“", U"吗？", U"到"};
        text += std::u32string(noise[random() % 12]) + piece;
    }
    return codecs::encode_utf8(text);
}

}  // namespace

TEST_CASE("nearness agrees with whole tables of edit distances") {
    std::map<menus::Nearness, int> seen;
    for (const std::uint64_t seed : {31U, 32U, 33U, 34U}) {
        Random random(seed);
        for (int i = 0; i < 6000; ++i) {
            const std::string code = folded_word(random, 1, 9);
            std::u32string slipped = codecs::decode_utf8(code);
            for (std::size_t slips = random() % 4; slips > 0 && !slipped.empty(); --slips) {
                const std::size_t at = random() % slipped.size();
                if (random() % 2 == 0) {
                    std::swap(slipped[at], slipped[(at + 1) % slipped.size()]);
                } else {
                    slipped.replace(at, random() % 2, random_word(random, 0, 1));
                }
            }
            const std::string text = menus::fold_text(codecs::encode_utf8(slipped));
            menus::NearCodes codes;
            codes.add(code, 0);
            const auto found = codes.find(text);
            const auto expected = test::slow_nearness(text, code);
            const bool same = expected ? found.size() == 1 && found.front().nearness == *expected : found.empty();
            if (expected) {
                ++seen[*expected];
            }
            if (!same) {
                CAPTURE(seed, i, code, text, found.size());
                FAIL("the fast and the slow reading differ");
            }
        }
    }
    CHECK(seen.size() == 4);
    for (const auto& [nearness, count] : seen) {
        CHECK(count > 200);
    }
}

TEST_CASE("understanding agrees with a slow reading of its rules on random menus and texts") {
    std::map<std::pair<Guess::Kind, Guess::Why>, int> seen;
    int exact = 0;
    for (const std::uint64_t seed : {41U, 42U, 43U, 44U, 45U, 46U}) {
        Random random(seed);
        for (int round = 0; round < 12; ++round) {
            const menus::Menu made = random_menu(random);
            const auto entries = menus::guess_entries(made);
            const menus::Synonyms synonyms = random_synonyms(random, entries);
            const menus::Guesser guesser(entries, synonyms);
            for (int i = 0; i < 80; ++i) {
                const std::string text = random_text(random, entries, synonyms);
                CAPTURE(seed, round, i, text);
                const auto readings = menus::readings(text);
                // The first code that any reading is, looked for node by node.
                const menus::MenuNode* node = nullptr;
                for (const std::string& reading : readings) {
                    for (const menus::MenuNode& each : made.nodes) {
                        for (const menus::CodePattern& code : each.codes) {
                            node = node == nullptr && reading.size() > 1 && reading != "00" && code.literal() == reading
                                       ? &each
                                       : node;
                        }
                    }
                    if (reading.empty() || reading == "00" || (reading.size() == 1 && std::isdigit(reading[0]) != 0)) {
                        break;
                    }
                }
                const std::string outcome = test::understood_as(made, text);
                if (node != nullptr) {
                    ++exact;
                    REQUIRE(outcome == "act " + node->id);
                } else if (outcome.starts_with("act")) {
                    bool fits = false;
                    for (const auto& patterned : made.patterned_codes()) {
                        const auto& owner = made.nodes[patterned.node];
                        for (const std::string& reading : readings) {
                            fits =
                                fits ||
                                (outcome == "act " + owner.id &&
                                 std::holds_alternative<menus::Match>(owner.codes[patterned.code].match(reading, {})));
                        }
                    }
                    REQUIRE(fits);
                }
                const std::size_t missing = random() % 12;
                const auto there = [missing](NodeIndex index) { return index != missing; };
                const std::string sentence = menus::fold_sentence(text);
                const Guess fast = guesser.guess(readings, sentence, there);
                const Guess slow = test::slow_guess(entries, synonyms, readings, sentence, there);
                ++seen[{fast.kind, fast.why}];
                CAPTURE(fast.nodes, slow.nodes, static_cast<int>(fast.kind), static_cast<int>(slow.kind),
                        static_cast<int>(fast.why), static_cast<int>(slow.why), readings, sentence);
                REQUIRE(fast == slow);
                REQUIRE(fast.nodes.size() <= menus::Guesser::most_offered);
                for (const NodeIndex index : fast.nodes) {
                    REQUIRE(there(index));
                }
                if (fast.kind == Guess::Kind::answer) {
                    REQUIRE(fast.nodes.size() == 1);
                }
            }
        }
    }
    CHECK(exact > 80);
    CHECK(seen[{Guess::Kind::offer, Guess::Why::near}] > 80);
    CHECK(seen[{Guess::Kind::offer, Guess::Why::mentioned}] > 80);
    CHECK(seen[{Guess::Kind::answer, Guess::Why::keyword}] > 80);
    CHECK(seen[{Guess::Kind::offer, Guess::Why::keyword}] > 20);
    CHECK(seen[{Guess::Kind::none, Guess::Why::near}] > 80);
}

TEST_CASE("what is near is never the code that the text is") {
    for (const std::uint64_t seed : {51U, 52U}) {
        Random random(seed);
        for (int round = 0; round < 20; ++round) {
            const menus::Menu made = random_menu(random);
            const auto entries = menus::guess_entries(made);
            for (const GuessEntry& entry : entries) {
                for (const std::string& code : entry.codes) {
                    menus::NearCodes codes;
                    codes.add(code, 0);
                    CAPTURE(seed, round, code);
                    REQUIRE(codes.find(code).empty());
                }
            }
        }
    }
}
