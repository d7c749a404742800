#include "tools/hallctl/rehearsal/key_words.hpp"

#include <array>
#include <string_view>

namespace hall::tools {

namespace {

using codecs::Phrase;

struct Named {
    std::string_view key;
    Phrase name;  // no English: the key is word enough
};

constexpr std::array catalogue_keys{
    Named{"name", {"", "名称"}},
    Named{"kind", {"", "类别"}},
    Named{"price", {"", "月费"}},
    Named{"holds.data_mb", {"data, MB a month", "每月流量MB"}},
    Named{"holds.minutes", {"minutes a month", "每月通话分钟"}},
    Named{"holds.texts", {"texts a month", "每月短信条数"}},
    Named{"family", {"", "档位组"}},
    Named{"codes.order", {"code that orders", "开通代码"}},
    Named{"codes.cancel", {"code that cancels", "取消代码"}},
    Named{"starts", {"", "生效时间"}},
    Named{"trial_days", {"days of the free trial", "免费体验天数"}},
    Named{"only_here", {"sold by this hall alone", "短厅专享"}},
    Named{"sold", {"", "可订购"}},
    Named{"confirm", {"asks before it charges", "订购前须确认"}},
    Named{"staff_reward", {"reward of the employee, yuan", "员工酬金，元"}},
    Named{"for.cities", {"for these cities", "适用地市"}},
    Named{"for.brands", {"for these brands", "适用品牌"}},
    Named{"for.spend_from", {"for who spends at least", "月消费不低于"}},
    Named{"for.spend_below", {"for who spends less than", "月消费低于"}},
    Named{"needs", {"", "须已有业务"}},
    Named{"excludes", {"", "互斥业务"}},
    Named{"packages", {"", "适用业务"}},
    Named{"steps", {"", "优惠阶段"}},
    Named{"counts_from", {"months count from", "优惠起算"}},
    Named{"from", {"first day", "首日"}},
    Named{"until", {"last day", "最后一天"}},
    Named{"most", {"orders in all", "总限量"}},
    Named{"most_each", {"orders of one subscriber", "每人限购次数"}},
    Named{"notice_days", {"days of notice before the price returns", "恢复原价前提醒天数"}},
    Named{"points", {"", "积分"}},
    Named{"window_days", {"days in which an order counts", "推荐有效天数"}},
    Named{"hold_days", {"days until points are granted", "积分发放前须保留天数"}},
    Named{"most_a_day", {"invitations a day", "每日推荐上限"}},
    Named{"most_a_month", {"invitations a month", "每月推荐上限"}},
    Named{"credit", {"yuan onto the account", "充入话费，元"}},
    Named{"gives.data_mb", {"data, MB once", "一次性流量MB"}},
    Named{"gives.minutes", {"minutes once", "一次性通话分钟"}},
    Named{"gives.texts", {"texts once", "一次性短信条数"}},
    Named{"points.expire_after_months", {"months until points expire", "积分有效月数"}},
    Named{"charging.retry_days", {"days on which a charge is tried again", "扣费失败后重试日"}},
    Named{"top_days", {"days that the TOP10 counts", "排行榜统计天数"}},
};

constexpr std::array catalogue_values{
    Named{"yes", {"", "是"}},       Named{"no", {"", "否"}},        Named{"now", {"", "立即"}},
    Named{"next_month", {"", "次月"}}, Named{"day", {"", "订购当日"}}, Named{"data", {"", "流量"}},
    Named{"voice", {"", "语音"}},     Named{"texts", {"", "短信"}},   Named{"service", {"", "服务"}},
};

constexpr std::array settings{
    Named{"hall", {"name of the hall", "营业厅名称"}},
    Named{"languages", {"", "语言"}},
    Named{"dialogue.expires_after", {"a menu is left after", "菜单停留时长"}},
    Named{"hall.number", {"number that subscribers text to", "接入号码"}},
    Named{"business.time_zone", {"time zone", "时区"}},
    Named{"business.yes", {"words that say yes", "表示同意的回复"}},
    Named{"business.no", {"words that say no", "表示拒绝的回复"}},
    Named{"business.wait", {"time to answer a question", "确认等待时长"}},
    Named{"business.run_from", {"charges and notices begin at", "每日扣费与提醒开始时间"}},
};

constexpr std::array actions{
    Named{"query_balance", {"", "查询余额"}},
    Named{"query_bill", {"", "查询账单"}},
    Named{"query_data", {"", "查询流量"}},
    Named{"query_package", {"", "查询套餐"}},
    Named{"query_points", {"", "查询积分"}},
    Named{"query_points_history", {"", "查询积分明细"}},
    Named{"query_subscriptions", {"", "查询已订业务"}},
    Named{"query_referrals", {"", "查询推荐"}},
    Named{"query_top", {"", "查询排行"}},
    Named{"order", {"", "订购"}},
    Named{"trial", {"", "免费体验"}},
    Named{"cancel", {"", "取消业务"}},
    Named{"refer", {"", "推荐好友"}},
    Named{"redeem_points", {"", "积分兑换"}},
    Named{"opt_out", {"", "退订通知"}},
    Named{"recharge", {"", "充值"}},
    Named{"join_campaign", {"", "参加活动"}},
    Named{"draw", {"", "抽奖"}},
    Named{"fetch_coupon", {"", "领取优惠券"}},
};

template <std::size_t N>
std::string_view name_of(std::string_view key, const std::array<Named, N>& all, const Words& words) {
    for (const auto& one : all)
        if (one.key == key) return words.chinese() ? one.name.zh : one.name.en;
    return {};
}

std::string with_key(std::string_view name, const std::string& key, const Words& words) {
    if (name.empty()) return key;
    return words.chinese() ? fmt::format("{}（{}）", name, key) : fmt::format("{} ({})", name, key);
}

/// "3 x 80%": so many months at what share of the price.
std::string steps_words(std::string steps, const Words& words) {
    constexpr std::string_view times = " x ";
    for (auto at = steps.find(times); at != std::string::npos; at = steps.find(times, at)) {
        const bool one = steps[at - 1] == '1' && (at == 1 || steps[at - 2] == ' ');
        steps.replace(at, times.size(), words.chinese() ? "个月付" : one ? " month at " : " months at ");
    }
    return steps;
}

}  // namespace

std::string catalogue_key_words(const std::string& key, const Words& words) {
    return with_key(name_of(key, catalogue_keys, words), key, words);
}

std::string catalogue_value_words(const std::string& key, const std::string& value, const Words& words) {
    if (key == "steps") return steps_words(value, words);
    // A package may be called "data", but none of these keys holds a name.
    for (const std::string_view worded : {"kind", "starts", "only_here", "sold", "confirm", "counts_from"})
        if (key == worded)
            if (const auto name = name_of(value, catalogue_values, words); !name.empty()) return std::string(name);
    return value;
}

std::string setting_words(const std::string& key, const Words& words) {
    if (key.starts_with("extensions."))
        return with_key(words.chinese() ? "扩展号入口" : "entry of an extension", key, words);
    return with_key(name_of(key, settings, words), key, words);
}

std::string action_name(const std::string& action, const Words& words) {
    const auto name = name_of(action, actions, words);
    return name.empty() ? action : std::string(name);
}

}  // namespace hall::tools
