#pragma once
// What is said of a scenario file, beside what is said of every YAML file (codecs/yaml/rules.hpp). Each message in
// English and Chinese; docs/checker.md explains them.

#include "codecs/yaml/rule.hpp"

#include <array>

namespace hall::tools::rules {

using codecs::Phrase;
using codecs::Rule;
using codecs::Severity;

inline constexpr Rule not_a_share{
    "not-a-share", Severity::error,
    {"{0} is {1}", "{0} 的值是 {1}"},
    {"use a share from 0% to 100%, written like 1% or 0.01", "请使用 0% 到 100% 的比例，写法如 1% 或 0.01"}};
inline constexpr Rule not_a_span{
    "not-a-span", Severity::error,
    {"{0} is no span of time", "{0} 不是时间范围"},
    {"write for example 2s, or {{from: 1s, to: 2s}}", "请写成 2s 或 {{from: 1s, to: 2s}}"}};
inline constexpr Rule span_backwards{
    "span-backwards", Severity::error,
    {"{0} ends before it begins", "{0} 的终点早于起点"},
    {"from must not be longer than to", "from 不能比 to 长"}};
inline constexpr Rule not_an_error_status{
    "not-an-error-status", Severity::error,
    {"{0} is {1}", "{0} 的值是 {1}"},
    {"use a command_status other than 0, such as 0x58", "请使用非 0 的 command_status，例如 0x58"}};
inline constexpr Rule not_a_rate{
    "not-a-rate", Severity::error,
    {"rate is {0}", "rate 的值是 {0}"},
    {"use texts a second, above 0 and at most 100000", "请写每秒短信条数，大于 0，不超过 100000"}};
inline constexpr Rule word_is_empty{
    "word-is-empty", Severity::error,
    {"a word is empty", "有一个词是空的"},
    {"write what the subscriber texts", "请写用户发送的内容"}};
inline constexpr Rule text_and_long{
    "text-and-long", Severity::error,
    {"a word has both \"text\" and \"long\"", "一个词同时写了“text”和“long”"},
    {"write one of them", "请只写一个"}};
inline constexpr Rule then_of_nothing{
    "then-of-nothing", Severity::error,
    {"then follows a reply, and this word has answered: no", "then 在收到答复之后发送，而这个词写了 answered: no"},
    {"leave out one of them", "请去掉其中一个"}};
inline constexpr Rule filler_is_empty{
    "filler-is-empty", Severity::error,
    {"filler is empty", "filler 是空的"},
    {"write what the hall does not mind", "请写营业厅会忽略的字符"}};
inline constexpr Rule words_no_list{
    "words-no-list", Severity::error,
    {"words is no list of texts", "words 不是短信列表"},
    {"write for example words: [\"42\", YE]", "例如 words: [\"42\", YE]"}};
inline constexpr Rule no_long_words{
    "no-long-words", Severity::error,
    {"long asks for long texts, but words has none", "long 要求长短信，但 words 中没有"},
    {"add one to words, such as {{long: \"42\", filler: \".\"}}", "请在 words 中添加，例如 {{long: \"42\", filler: \".\"}}"}};
inline constexpr Rule no_text_number{
    "no-text-number", Severity::error,
    {"answer_contains has no {{n}}", "answer_contains 中没有 {{n}}"},
    {"write the text's number as {{n}} into it", "请用 {{n}} 表示短信序号"}};
inline constexpr Rule ends_twice{
    "ends-twice", Severity::error,
    {"both run and texts.count say when texts are over", "run 和 texts.count 都规定了何时结束"},
    {"keep one of them", "请只保留一个"}};
inline constexpr Rule not_an_answer_status{
    "not-an-answer-status", Severity::error,
    {"statuses has no command_status \"{0}\"", "statuses 中的“{0}”不是 command_status"},
    {"write it like 0x14: 1%", "请写成 0x14: 1% 的形式"}};
inline constexpr Rule shares_above_all{
    "shares-above-all", Severity::error,
    {"the shares of statuses are more than 100% together", "statuses 的比例合计超过 100%"},
    {"lower some of them", "请调低"}};
inline constexpr Rule congestion_out_of_order{
    "congestion-out-of-order", Severity::error,
    {"the points of congestion_state are not in order", "congestion_state 的各点没有按时间顺序排列"},
    {"each must come later than the last", "每个点都必须晚于前一个"}};
inline constexpr Rule unknown_receipt{
    "unknown-receipt", Severity::error,
    {"there is no receipt variant \"{0}\"", "没有“{0}”这种状态报告形式"},
    {}};

/// What the file and its entries are called.
inline constexpr Phrase scenario{"scenario", "场景文件"};
inline constexpr Phrase word{"word", "词"};

inline constexpr std::array all{
    &not_a_share, &not_a_span, &span_backwards, &not_an_error_status, &not_a_rate, &word_is_empty,
    &text_and_long, &then_of_nothing, &filler_is_empty, &words_no_list, &no_long_words, &no_text_number,
    &ends_twice, &not_an_answer_status, &shares_above_all, &congestion_out_of_order, &unknown_receipt};

/// Every rule of this header.
inline constexpr codecs::RuleList all_rules() { return all; }

}  // namespace hall::tools::rules
