#pragma once
// What a text means to somebody who was asked something: yes, no, a number of a list, or nothing of that; then the
// question lapses and the text is a new one. Whatever is not exactly an answer never counts as one.

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
struct NoAnswer {};
using Heard = std::variant<NoAnswer, AnsweredQuestion, ToldAnswer>;

class QuestionDesk {
public:
    explicit QuestionDesk(const BusinessTools& tools);

    /// `is_code`: the word is a code of the menu, so that without a question it is that.
    Heard hear(const std::string& number, const std::string& hall_number, std::string_view text, const HallTime& time,
               bool is_code);

private:
    Heard answer(const store::QuestionRow& question, const std::string& number, std::string_view folded) const;
    campaigns::Values package_value(const store::QuestionRow& question) const;

    BusinessTools tools_;
    std::vector<std::string> yes_;
    std::vector<std::string> no_;
};

}  // namespace hall::daemon
