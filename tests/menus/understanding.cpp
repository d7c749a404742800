#include "understanding.hpp"

#include "menus/fold.hpp"
#include "menus/readings.hpp"

#include <algorithm>
#include <utility>

namespace hall::test {

namespace {

using menus::MenuNode;
using menus::NodeIndex;

/// "还有+流量" -> 还有, 流量.
std::vector<std::string> words_of(const std::string& written) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= written.size();) {
        const std::size_t end = std::min(written.find('+', begin), written.size());
        words.push_back(menus::fold_text(written.substr(begin, end - begin)));
        begin = end + 1;
    }
    return words;
}

}  // namespace

bool changes_something(const MenuNode& node) {
    return !node.action.empty() && !node.action.starts_with("query_");
}

std::vector<menus::GuessEntry> guess_entries(const menus::Menu& menu,
                                             const std::map<std::string, std::vector<std::string>>& keywords) {
    std::map<std::string, int> names;
    for (const MenuNode& node : menu.nodes) {
        ++names[node.name.in(0)];
    }
    std::vector<menus::GuessEntry> entries;
    for (NodeIndex index = 1; index < menu.nodes.size(); ++index) {
        const MenuNode& node = menu.nodes[index];
        const bool charges = changes_something(node) && node.action != "cancel" && node.action != "opt_out";
        menus::GuessEntry entry{index, {}, {}, charges, std::nullopt};
        for (const menus::CodePattern& code : node.codes) {
            if (!code.literal().empty()) {
                entry.codes.push_back(code.literal());
            }
        }
        if (entry.codes.empty() && !node.codes.empty()) {
            continue;  // only a code with parameters leads there, so it cannot be offered
        }
        if (names[node.name.in(0)] == 1) {  // "立即报名" says nothing without the list in which it stands
            entry.codes.push_back(menus::fold_text(node.name.in(0)));
        }
        if (node.parent && *node.parent != 0) {
            entry.page = node.parent;
        }
        if (const auto own = keywords.find(node.id); own != keywords.end()) {
            for (const std::string& written : own->second) {
                entry.keywords.push_back(words_of(written));
            }
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

Understanding::Understanding(const menus::Menu& menu, const std::map<std::string, std::vector<std::string>>& keywords,
                             std::set<std::string> packages)
    : menu_(menu), guesser_(guess_entries(menu, keywords)), packages_(std::move(packages)) {}

std::string Understanding::understand(std::string_view text) const {
    const std::vector<std::string> readings = menus::readings(text);
    for (const std::string& reading : readings) {
        if (reading.empty() || reading == "00") {
            return "home";
        }
        if (reading == "0") {
            return "back";
        }
        if (reading.size() == 1 && reading.front() >= '1' && reading.front() <= '9') {
            return "choice " + reading;
        }
        if (const MenuNode* node = menu_.by_code(reading)) {
            return "act " + node->id;
        }
    }
    const MenuNode* unfit = nullptr;       // its shape is right, its parameter is not
    const MenuNode* no_package = nullptr;  // there is no such package: perhaps a slip in the code
    for (const std::string& reading : readings) {
        for (const auto& patterned : menu_.patterned_codes()) {
            const MenuNode& node = menu_.nodes[patterned.node];
            const menus::MatchResult result = node.codes[patterned.code].match(reading, plan_);
            if (std::holds_alternative<menus::InvalidParameter>(result)) {
                unfit = unfit == nullptr ? &node : unfit;
            } else if (const auto* match = std::get_if<menus::Match>(&result)) {
                const bool known = std::all_of(
                    match->parameters.begin(), match->parameters.end(),
                    [this](const auto& each) { return each.name != "package" || packages_.contains(each.value); });
                if (known) {
                    return "act " + node.id;
                }
                no_package = no_package == nullptr ? &node : no_package;
            }
        }
    }
    if (unfit != nullptr) {
        return "unfit " + unfit->id;
    }
    const std::string guess = guessed(readings, text);
    return guess == "unknown" && no_package != nullptr ? "unfit " + no_package->id : guess;
}

std::string Understanding::guessed(const std::vector<std::string>& readings, std::string_view text) const {
    const menus::Guess guess = guesser_.guess(readings, menus::fold_sentence(text), [](NodeIndex) { return true; });
    std::string outcome;
    switch (guess.kind) {
        case menus::Guess::Kind::none:
            return "unknown";
        case menus::Guess::Kind::answer:
            outcome = "answer";
            break;
        case menus::Guess::Kind::offer:
            outcome = guess.why == menus::Guess::Why::keyword ? "ask" : "offer";
            break;
    }
    for (const NodeIndex node : guess.nodes) {
        outcome += " " + menu_.nodes[node].id;
    }
    return outcome;
}

}  // namespace hall::test
