#pragma once
// What is said of the file of a golden conversation. Each message in English and Chinese; docs/rehearsing.md explains
// the file.

#include "codecs/yaml/rule.hpp"

#include <array>

namespace hall::tools::conversation_rules {

using codecs::Rule;
using codecs::Severity;

inline constexpr Rule conversation_line{
    "conversation-line",
    Severity::error,
    {"\"{0}\" is nothing that a conversation may hold", "对话文件里不能有“{0}”这样的行"},
    {"begin a text with \"> \", its answer with \"< \", a step of the clock with \"@ \", a remark with \"# \"; before "
     "the first text stand lines such as \"clock: 2026-12-01 10:00\"",
     "短信以“> ”开头，回复以“< ”开头，拨动时钟以“@ ”开头，注释以“# ”开头；第一条短信之前可写“clock: 2026-12-01 10:00”等"}};

inline constexpr Rule conversation_key{
    "conversation-key",
    Severity::error,
    {"the header knows no \"{0}\"", "文件头没有“{0}”这一项"},
    {"use one of {1}", "可用的有：{1}"}};

inline constexpr Rule conversation_key_late{
    "conversation-key-late",
    Severity::error,
    {"\"{0}\" stands behind the first text", "“{0}”写在了第一条短信之后"},
    {"move it to the head of the file; only from: and to: may change later",
     "请移到文件开头；只有 from: 和 to: 可以在中途改变"}};

inline constexpr Rule conversation_nobody{
    "conversation-nobody",
    Severity::error,
    {"\"{0}\" belongs to nobody", "“{0}”没有写明属于哪个号码"},
    {"write subscriber: and the number above it", "请先在上面一行写 subscriber: 和手机号码"}};

inline constexpr Rule conversation_subscriber{
    "conversation-subscriber",
    Severity::error,
    {"this subscriber is not right: {0}", "用户资料有误：{0}"},
    {"", ""}};

inline constexpr Rule conversation_clock{
    "conversation-clock",
    Severity::error,
    {"\"{0}\" is no time", "“{0}”不是有效的时间"},
    {"write 2026-12-01 10:00", "请写成 2026-12-01 10:00"}};

inline constexpr Rule conversation_step{
    "conversation-step",
    Severity::error,
    {"\"{0}\" is no step of the clock", "“{0}”不是有效的时钟步进"},
    {"write @ +20m, @ +2h, @ +3d, @ +4mo or @ 2026-12-02 09:00", "请写 @ +20m、@ +2h、@ +3d、@ +4mo 或 @ 2026-12-02 09:00"}};

inline constexpr Rule conversation_clock_back{
    "conversation-clock-back",
    Severity::error,
    {"the clock would go back from {0} to {1}", "时钟不能从{0}倒回{1}"},
    {"write a later time, or begin another file", "请写更晚的时间，或另写一个文件"}};

inline constexpr Rule conversation_answer_early{
    "conversation-answer-early",
    Severity::error,
    {"an answer without a text before it", "回复之前没有短信"},
    {"write the text above it: > 42", "请在上面写出短信：> 42"}};

inline constexpr Rule conversation_empty{
    "conversation-empty",
    Severity::error,
    {"the conversation holds no text", "对话里没有短信"},
    {"write one: > 42", "请至少写一条：> 42"}};

inline constexpr std::array all{&conversation_line,       &conversation_key,        &conversation_key_late,
                                &conversation_nobody,     &conversation_subscriber, &conversation_clock,
                                &conversation_step,       &conversation_clock_back, &conversation_answer_early,
                                &conversation_empty};

/// Every rule of this header.
inline constexpr codecs::RuleList all_rules() { return all; }

}  // namespace hall::tools::conversation_rules
