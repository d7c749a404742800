// Whatever an action can come to, a transcript shows it, and the shipped menu has words for it.

#include "campaigns/action.hpp"
#include "tests/business/business_fixture.hpp"
#include "tests/business/transcript.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace hall;

namespace {

/// What no conversation with the back end of the hall's own book can come to, and why.
const std::map<std::string, std::string>& produced_elsewhere() {
    static const std::map<std::string, std::string> all = {
        {"order_pending", "the order before it must still be carried out: a back end that takes its time"},
        {"being_processed", "a back end that takes its time"},
        {"system_failed", "a back end that is silent, or says that it failed"},
    };
    return all;
}

std::set<std::string> wanted() {
    std::set<std::string> all;
    for (const auto& reason : campaigns::all_reasons()) all.emplace(reason.slug);
    for (const auto& action : campaigns::known_actions())
        for (const auto& outcome : action.outcomes) all.insert(outcome.slug);
    return all;
}

bool has_text(const menus::Menu& menu, const std::string& slug) {
    return menu.texts.contains(slug) || std::any_of(menu.nodes.begin(), menu.nodes.end(), [&](const menus::MenuNode& node) {
               return node.replies.contains(slug);
           });
}

const test::Replayed& all_replayed() {
    static const test::Replayed replayed = [] {
        test::Replayed all;
        for (const auto& path : test::all_transcripts()) {
            auto one = test::replay_transcript(path);
            all.outcomes.merge(one.outcomes);
            all.notices.merge(one.notices);
        }
        return all;
    }();
    return replayed;
}

}  // namespace

// One case, because each would replay all transcripts in a process of its own.
TEST_CASE("transcripts show every reason, every outcome and every notice of every action, and nothing else") {
    const auto& shown = all_replayed();
    for (const auto& slug : wanted()) {
        INFO(slug);
        CHECK(shown.outcomes.contains(slug) != produced_elsewhere().contains(slug));
    }
    auto known = wanted();
    for (const auto& action : campaigns::known_actions())
        for (const auto& text : action.follow_ups) {
            known.insert(text.slug);
            INFO(text.slug);
            if (text.slug.starts_with("notice_")) CHECK(shown.notices.contains(text.slug));
        }
    for (const auto& slug : shown.outcomes) {
        INFO(slug);
        CHECK(known.contains(slug));
    }
}

TEST_CASE("the shipped menu has a text for every reason and every outcome") {
    const test::BusinessFixture hall;
    for (const auto& slug : wanted()) {
        INFO(slug);
        CHECK(has_text(*hall.settings.menu, slug));
    }
}
