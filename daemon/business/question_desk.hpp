#pragma once
// What a text means to somebody who was asked something: yes, no, a number of a list, or nothing of that. Then the text
// is a new one, and if the menu knows it the question lapses. Whatever is not exactly an answer never counts as one.

#include "daemon/business/work.hpp"

namespace hall::daemon {

/// The action that an answer asks for.
struct AnsweredQuestion {
    campaigns::ActionRequest request;
    std::string node;
    std::string agreed;
};
/// A text of the hall is the reply.
struct ToldAnswer {
    std::string text;
    campaigns::Values values;
    std::string package;
};
struct NoAnswer {
    bool asked = false;  // a question is open
};
using Heard = std::variant<NoAnswer, AnsweredQuestion, ToldAnswer>;

class QuestionDesk {
public:
    explicit QuestionDesk(const BusinessTools& tools);

    /// What somebody wrote.
    struct Said {
        const std::vector<std::string>& readings;  // menus::readings()
        bool asks = false;                         // with a question mark: "是？" is no yes
        bool is_code = false;                      // it is a code of the menu, so that without a question it is that
    };

    /// An answered question is forgotten, unless what it asks for is put off (`put_off`): then it stays open.
    Heard hear(const std::string& number, const std::string& hall_number, const Said& said, const HallTime& time,
               bool put_off = false);

    /// He was asked for yes or no, and what he wrote is nothing that anybody here understands ("是是", "恩"): how to
    /// answer. The question stays open. Nothing: he was not asked for that.
    std::optional<ToldAnswer> ask_again(const std::string& number, const std::string& hall_number, const HallTime& time);

    /// He has gone on to something else.
    void lapse(const std::string& number, const std::string& hall_number);

private:
    std::optional<store::QuestionRow> find(const std::string& number, const std::string& hall_number);
    Heard answer(const store::QuestionRow& question, const std::string& number, const Said& said) const;
    bool agrees(const Said& said) const;
    bool declines(const Said& said) const;
    campaigns::Values package_value(const store::QuestionRow& question) const;

    BusinessTools tools_;
    std::vector<std::string> yes_;
    std::vector<std::string> no_;
};

}  // namespace hall::daemon
