#include "tests/business/property_model.hpp"

#include <fmt/format.h>

namespace hall::test {

namespace {

using namespace std::chrono_literals;

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const auto from = text.find(begin);
    if (from == std::string::npos) return "";
    const auto start = from + begin.size();
    const auto stop = text.find(end, start);
    return stop == std::string::npos ? "" : text.substr(start, stop - start);
}

/// What a reply asks, in the words that the subscriber reads; empty: nothing.
std::string asked_by(const std::string& reply) {
    if (const auto package = between(reply, "您申请开通", "："); !package.empty()) return "order " + package;
    if (reply.find("您申请把") != std::string::npos) return "order " + between(reply, "改为", "：");
    if (const auto package = between(reply, "您申请退订", "："); !package.empty()) return "cancel " + package;
    return "";
}

bool is_yes(const std::string& body) { return body == "Y" || body == "是" || body == " yes "; }

}  // namespace

int PropertyModel::send(const std::string& phone, const std::string& hall_number, const std::string& body) {
    sent_.push_back({phone, hall_number, body});
    ++meant_[phone + " " + hall_number + " " + body];
    return static_cast<int>(sent_.size()) - 1;
}

bool PropertyModel::is_asked(const std::string& phone, const std::string& hall_number, UtcTime now) const {
    const auto question = questions_.find(phone + " " + hall_number);
    return question != questions_.end() && now < question->second.until;
}

void PropertyModel::acted(int text, const std::string& reply, UtcTime now) {
    const auto& sent = sent_[static_cast<std::size_t>(text)];
    const auto key = sent.phone + " " + sent.hall_number + " " + sent.body;
    if (++acted_[key] > meant_[key]) faults_.push_back(key + ": took effect more often than he sent it");
    if (reply.empty()) faults_.push_back(key + ": no answer");
    if (reply.find_first_of("{}") != std::string::npos) faults_.push_back(key + ": an answer with braces: " + reply);

    const auto place = sent.phone + " " + sent.hall_number;
    if (is_yes(sent.body) && is_asked(sent.phone, sent.hall_number, now))
        ++agreed_[sent.phone + " " + questions_[place].what];
    questions_.erase(place);
    if (const auto what = asked_by(reply); !what.empty()) questions_[place] = {what, now + 30min};
}

void PropertyModel::shown(const std::string& phone, const std::string& hall_number, const std::string& notice,
                          UtcTime now) {
    if (const auto what = asked_by(notice); !what.empty()) questions_[phone + " " + hall_number] = {what, now + 30min};
}

void PropertyModel::handed_over(const std::string& phone, const std::string& key) {
    std::erase_if(questions_, [&](const auto& one) { return one.first.starts_with(phone + " "); });
    std::map<std::string, int> agreed;
    for (const auto& [who_what, times] : agreed_) {
        const bool his = who_what.starts_with(phone + " ");
        agreed[his ? key + who_what.substr(phone.size()) : who_what] = times;
    }
    agreed_ = std::move(agreed);
}

// Nobody is charged for, or loses, what he has not agreed to.
void PropertyModel::check_questions(store::Database& database) {
    const std::map<std::string, std::string> names = {{"L1", "甲包"}, {"L2", "乙包"}, {"F1", "丙包"}, {"N1", "丁包"},
                                                      {"T1", "戊包"}, {"L3", "壬包"}, {"X1", "己包"}, {"Q1", "庚包"}, {"M1", "辛包"}};
    store::Statement orders(database, R"(
SELECT substr(o.number, 3), o.kind, o.package, count(*) FROM orders o
WHERE o.kind <> 'trial' AND EXISTS (SELECT 1 FROM phases p WHERE p.subscription_id = o.subscription_id)
GROUP BY 1, 2, 3)");
    orders.begin();
    while (orders.step()) {
        const auto name = names.find(orders.text(2));
        if (name == names.end()) continue;  // sold without a question
        const auto key = fmt::format("{} {} {}", orders.text(0), orders.text(1), name->second);
        if (orders.integer(3) > agreed_[key])
            faults_.push_back(fmt::format("{}: carried out {} times, agreed to {} times", key, orders.integer(3), agreed_[key]));
    }
}

std::vector<std::string> PropertyModel::faults(const std::filesystem::path& path) {
    store::Database database(path, store::Database::Mode::read_only, 1s);
    check_questions(database);
    const auto none = [&](const char* sql, const char* what) {
        store::Statement statement(database, sql);
        statement.begin();
        while (statement.step()) faults_.push_back(fmt::format("{}: {}", what, statement.text(0)));
    };
    none(R"(SELECT id FROM (SELECT id, kind, sum(amount) OVER (PARTITION BY number ORDER BY id) AS left FROM movements)
WHERE kind = 'charge' AND left < 0)", "a charge left less than nothing");
    none("SELECT id FROM texts WHERE meaning IN ('failed', 'unreadable')", "a text that the hall failed at");
    none("SELECT id FROM texts WHERE (SELECT count(*) FROM replies r WHERE r.text_id = texts.id AND kind = 'reply') <> 1",
         "a text with none or several answers");
    none("SELECT id FROM replies WHERE body LIKE '%{%' OR body LIKE '%}%' OR body = ''", "a text that was not filled in");
    return faults_;
}

}  // namespace hall::test
