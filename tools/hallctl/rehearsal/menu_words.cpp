#include "tools/hallctl/rehearsal/menu_words.hpp"

#include "campaigns/price_words.hpp"
#include "codecs/text/yuan.hpp"
#include "tools/hallctl/rehearsal/key_words.hpp"
#include "tools/hallctl/rehearsal/moments.hpp"

#include <algorithm>
#include <array>

namespace hall::tools {

namespace {

using codecs::Phrase;

constexpr Phrase everybody{"for everybody", "面向所有用户"};
constexpr Phrase brand_is{"brand {0}", "品牌为{0}"};
constexpr Phrase city_is{"city {0}", "归属地为{0}"};
constexpr Phrase language_is{"language {0}", "语言为{0}"};
constexpr Phrase spend_from{"spend from {0}", "月消费{0}元及以上"};
constexpr Phrase spend_below{"spend below {0}", "月消费低于{0}元"};
constexpr Phrase has_one_of{"who has {0}", "已有{0}"};
constexpr Phrase has_none_of{"who has not {0}", "没有{0}"};

constexpr Phrase always{"always", "始终开放"};
constexpr Phrase opens_from{"from {0}", "{0}起"};
constexpr Phrase opens_until{"until {0}", "{0}止"};
constexpr Phrase opens_on{"on {0}", "每{0}"};

constexpr std::array<Phrase, 7> weekdays{{{"Mon", "周一"}, {"Tue", "周二"}, {"Wed", "周三"}, {"Thu", "周四"},
                                          {"Fri", "周五"}, {"Sat", "周六"}, {"Sun", "周日"}}};

}  // namespace

std::vector<std::size_t> part_lengths(const std::string& text, const PartStyle& style) {
    std::vector<std::size_t> lengths;
    const auto split = codecs::split_text(text, style.default_alphabet, style.long_messages);
    if (!split) return lengths;
    for (const auto& part : split->parts)
        lengths.push_back(split->alphabet == codecs::Alphabet::ucs2 ? part.size() / 2 : part.size());
    return lengths;
}

std::string item_words(const menus::MenuNode& node) { return fmt::format("{} ({})", node.name.in(0), node.id); }

std::string action_words(const menus::MenuNode& node, const Words& words) {
    auto text = action_name(node.action, words);
    for (const auto& [name, value] : node.arguments) text += fmt::format(" {}={}", name, value);
    return text;
}

std::string way_words(const menus::Menu& menu, const menus::MenuNode& node) {
    std::string way;
    for (auto above = node.parent; above; above = menu.nodes[*above].parent) {
        const auto& name = menu.nodes[*above].name.in(0);
        way = (name.empty() ? menu.hall_name.in(0) : name) + (way.empty() ? "" : " > ") + way;
    }
    return way;
}

std::string only_for_words(const std::optional<menus::OnlyFor>& only_for, const Words& words) {
    if (!only_for) return words(everybody);
    std::vector<std::string> all;
    const auto add = [&](const Phrase& phrase, const std::vector<std::string>& values) {
        if (!values.empty()) all.push_back(words(phrase, words.list(values)));
    };
    add(brand_is, only_for->brands);
    add(city_is, only_for->cities);
    add(language_is, only_for->languages);
    if (only_for->spend_from) all.push_back(words(spend_from, codecs::format_yuan(*only_for->spend_from)));
    if (only_for->spend_below) all.push_back(words(spend_below, codecs::format_yuan(*only_for->spend_below)));
    add(has_one_of, only_for->has);
    add(has_none_of, only_for->has_not);
    return fmt::format("{}", fmt::join(all, words.chinese() ? "，" : ", "));
}

std::string opening_words(const std::optional<menus::Opening>& opening, const Words& words) {
    if (!opening) return words(always);
    std::vector<std::string> all;
    if (opening->from) all.push_back(words(opens_from, begin_words(*opening->from, opening->zone)));
    if (opening->until) all.push_back(words(opens_until, end_words(*opening->until, opening->zone)));
    if (!opening->hours_written.empty()) all.push_back(opening->hours_written);
    if (!std::all_of(opening->days.begin(), opening->days.end(), [](bool day) { return day; })) {
        std::vector<std::string> days;
        for (std::size_t day = 0; day < weekdays.size(); ++day)
            if (opening->days[day]) days.push_back(words(weekdays[day]));
        all.push_back(words(opens_on, words.list(days)));
    }
    return fmt::format("{}", fmt::join(all, words.chinese() ? "，" : ", "));
}

std::string price_words(const std::vector<campaigns::PricePhase>& phases, const Words& words) {
    return campaigns::price_words(phases).in(words.chinese() ? codecs::MessageLanguage::zh : codecs::MessageLanguage::en);
}

std::string begin_words(UtcTime moment, Millis zone) {
    const campaigns::Zone clocks{std::chrono::duration_cast<std::chrono::minutes>(zone)};
    const auto day = campaigns::date_of(moment, clocks);
    return moment == campaigns::begin_of(day, clocks) ? campaigns::format_date(day) : format_moment(moment, clocks);
}

std::string end_words(UtcTime moment, Millis zone) {
    const bool midnight = (moment + zone).time_since_epoch() % std::chrono::days(1) == Millis::zero();
    return begin_words(midnight ? moment - std::chrono::days(1) : moment, zone);
}

}  // namespace hall::tools
