#pragma once
// What is said of the settings file and of what it names, beside what is said of every YAML file
// (codecs/yaml/rules.hpp). Each message in English and Chinese; docs/checker.md explains them.

#include "codecs/yaml/rule.hpp"

#include <array>

namespace hall::daemon::rules {

using codecs::Phrase;
using codecs::Rule;
using codecs::Severity;

// The file as a whole.

inline constexpr Rule wrong_kind_of_file{
    "wrong-kind-of-file", Severity::error,
    {"this looks like {0}, not like {1}", "这个文件像是{0}，而不是{1}"},
    {"", ""}};
inline constexpr Phrase a_settings_file{"a settings file", "配置文件"};
inline constexpr Phrase a_menu_file{"a menu file", "菜单文件"};
inline constexpr Phrase a_catalogue_file{"a catalogue file", "业务目录文件"};
inline constexpr Phrase a_conversation{"a golden conversation", "标准对话文件"};
inline constexpr Phrase a_table{"a table of subscribers or staff", "用户或员工资料表"};
inline constexpr Phrase a_schema{"a schema for editors", "编辑器用的 schema 文件"};
inline constexpr Phrase look_at_settings{"hallctl check {0} checks it with the menu and the catalogue that it names",
                                         "请用 hallctl check {0} 检查它以及它指定的菜单和业务目录"};
inline constexpr Phrase look_at_menu{"hallctl check --menu {0} checks a menu alone",
                                     "只检查菜单请用 hallctl check --menu {0}"};
inline constexpr Phrase look_at_part{"it is a part of a menu: hallctl check SETTINGS checks it with the file that includes it",
                                     "它是菜单的一部分：请用 hallctl check 配置文件，与包含它的文件一起检查"};
inline constexpr Phrase look_at_catalogue{
    "hallctl check --menu MENU --catalogue {0} checks it with a menu",
    "与菜单一起检查请用 hallctl check --menu 菜单文件 --catalogue {0}"};
inline constexpr Phrase look_at_conversation{"hallctl replay {0} plays it", "请用 hallctl replay {0} 重放"};
inline constexpr Phrase look_at_table{"hallctl import subscribers {0}, or staff, reads it",
                                      "请用 hallctl import subscribers {0} 导入（员工资料用 staff）"};
inline constexpr Phrase name_the_right_one{"name {0} here", "此处请写{0}"};
inline constexpr Phrase look_at_schema{"name the file that it describes", "请写它所描述的那个文件"};

// hall:

inline constexpr Rule hall_number{
    "hall-number", Severity::error,
    {"number is '{0}'", "number 的值是“{0}”"},
    {"use the digits of the short number, at most 20, in quotes", "请写短号码的数字，最多 20 位，并加引号"}};
inline constexpr Rule not_a_number_pattern{
    "not-a-number-pattern", Severity::error,
    {"'{0}' in also_answered is no number", "also_answered 中的“{0}”不是号码"},
    {"use digits, # for any digit, [3-9] for one of a range, * at the end for whatever digits follow: \"106#####\", \"10010*\"",
     "请写数字；# 代表任意一位，[3-9] 代表一个范围，末尾的 * 代表后面任意位数字：\"106#####\"、\"10010*\""}};
inline constexpr Rule unreadable_menu{
    "unreadable-menu", Severity::error,
    {"the menu file {0} cannot be read", "菜单文件 {0} 无法读取"},
    {"check the path (it begins at this file's folder) and who may read it",
     "请检查路径（从本文件所在目录算起）和读取权限"}};
inline constexpr Rule unreadable_catalogue{
    "unreadable-catalogue", Severity::error,
    {"the catalogue file {0} cannot be read", "商品目录文件 {0} 无法读取"},
    {"check the path (it begins at this file's folder) and who may read it",
     "请检查路径（从本文件所在目录算起）和读取权限"}};

// What lies there in place of a file of the hall: said behind "cannot be read".
inline constexpr Phrase is_folder{"it is a folder; name a file", "它是一个文件夹；请写文件名"};
inline constexpr Phrase is_pipe{"it is a pipe, which would be waited for without end; name a regular file",
                                "它是一个管道，读取时可能永远等待；请写普通文件"};
inline constexpr Phrase is_socket{"it is a socket; name a regular file", "它是一个套接字；请写普通文件"};
inline constexpr Phrase is_device{"it is a device; name a regular file", "它是一个设备；请写普通文件"};
inline constexpr Phrase is_too_large{"it holds more than 8 MiB; split it into several files that a menu includes",
                                     "它超过 8 MiB；请拆成几个由菜单引用的文件"};

inline constexpr Rule too_many_files{
    "too-many-files",
    Severity::error,
    {"with {0} the hall's files are more than 1,000, more than 32 MiB or more than a million values together",
     "加上 {0}，营业厅的文件总共超过 1000 个、32 MiB 或一百万个值"},
    {"include fewer or smaller files", "请减少或缩小引用的文件"}};

// hall: country:

inline constexpr Phrase as_in_china{"China is code \"86\" with mobile \"1[3-9]#########\"",
                                    "中国为 code \"86\"、mobile \"1[3-9]#########\""};
inline constexpr Rule country_code{
    "country-code", Severity::error,
    {"country_code '{0}' is not 1 to 3 digits beginning with 1-9", "国家码“{0}”不是以 1-9 开头的 1 到 3 位数字"},
    as_in_china};
inline constexpr Rule trunk_prefix{
    "trunk-prefix", Severity::error,
    {"trunk_prefix '{0}' is not 0 to 4 digits", "国内长途字冠“{0}”不是 0 到 4 位数字"},
    as_in_china};
inline constexpr Rule trunk_prefix_abroad{
    "trunk-prefix-abroad", Severity::error,
    {"trunk_prefix cannot begin with 00, which marks other countries", "国内长途字冠不能以 00 开头，00 表示拨往国外"},
    as_in_china};
inline constexpr Rule mobile_pattern{
    "mobile-pattern", Severity::error,
    {"mobile_pattern cannot be read from '{0}' on: use digits, # and ranges such as [3-9]",
     "手机号格式从“{0}”起无法识别：请使用数字、# 和 [3-9] 这样的范围"},
    as_in_china};
inline constexpr Rule no_mobile_pattern{
    "no-mobile-pattern", Severity::error,
    {"mobile_pattern is empty", "手机号格式是空的"},
    as_in_china};
inline constexpr Rule mobile_length{
    "mobile-length", Severity::error,
    {"mobile_pattern and country_code make numbers of {0} digits; 7 to 15 are possible",
     "手机号加国家码共 {0} 位；只能是 7 到 15 位"},
    as_in_china};

// business:

inline constexpr Rule word_says_nothing{
    "word-says-nothing", Severity::error,
    {"{0} holds a word that says nothing", "{0} 中有一个无意义的词"},
    {"write a word, such as 是", "请写一个词，例如“是”"}};
inline constexpr Rule no_words{
    "no-words", Severity::error,
    {"{0} lists no word", "{0} 没有列出任何词"},
    {"without one nobody can answer", "没有词，用户就无法回答"}};
inline constexpr Rule bad_time_zone{
    "bad-time-zone", Severity::error,
    {"time_zone is '{0}'", "time_zone 的值是“{0}”"},
    {"write how far its clocks are ahead of UTC, such as \"+08:00\"", "请写与 UTC 的时差，例如 \"+08:00\""}};
inline constexpr Rule yes_and_no{
    "yes-and-no", Severity::error,
    {"'{0}' means yes and no", "“{0}”既表示是又表示否"},
    {"take it out of one of them", "请从其中一个列表中删除"}};
inline constexpr Rule answer_is_code{
    "answer-is-code", Severity::error,
    {"'{0}' answers questions (business: {1}:) and is a code of {2} in the menu",
     "“{0}”用于回答确认问题（business: {1}:），同时又是菜单中 {2} 的代码"},
    {"use another word, or take the code out of the menu", "请换一个词，或从菜单中删除该代码"}};

// smscs:

inline constexpr Rule no_smsc{
    "no-smsc", Severity::error,
    {"smscs names no SMSC", "smscs 没有列出短信中心"},
    {"list at least one, each beginning with '- name:'", "请至少列出一个，每个以“- name:”开头"}};
inline constexpr Rule smsc_name_taken{
    "smsc-name-taken", Severity::error,
    {"two SMSCs have the name '{0}'", "两个短信中心的名称都是“{0}”"},
    {"give each its own; messages and history are stored under it", "名称不能重复；消息和历史记录按名称保存"}};
inline constexpr Rule password_in_file{
    "password-in-file", Severity::error,
    {"the password stands in the file", "密码直接写在了文件中"},
    {"put it into an environment variable and write ${{NAME}}", "请放到环境变量中，并写成 ${{变量名}}"}};
inline constexpr Rule field_too_long{
    "field-too-long", Severity::error,
    {"{0} has {1} octets", "{0} 有 {1} 个字节"},
    {"SMPP 3.4 allows at most {2}", "SMPP 3.4 最多允许 {2} 个"}};
inline constexpr Rule not_a_host{
    "not-a-host", Severity::error,
    {"'{0}' is no host", "“{0}”不是有效的主机"},
    {"write name:port, for example smsc-b.example:2775 or [2001:db8::1]:2775",
     "请写“主机:端口”，例如 smsc-b.example:2775 或 [2001:db8::1]:2775"}};
inline constexpr Rule statuses_no_map{
    "statuses-no-map", Severity::error,
    {"statuses is no map", "statuses 不是映射"},
    {"write {{0x45: refuse}}, one status and one word each", "请写成 {{0x45: refuse}}，每项一个状态码和一个词"}};
inline constexpr Rule not_a_status{
    "not-a-status", Severity::error,
    {"'{0}' is no command_status", "“{0}”不是 command_status"},
    {"write it as 0x58; 0x00 is success", "请写成 0x58 的形式；0x00 表示成功"}};
inline constexpr Rule not_a_status_class{
    "not-a-status-class", Severity::error,
    {"'{0}' is no class of status", "“{0}”不是状态类别"},
    {"use slow_down, retry, rebind, stop or refuse", "请使用 slow_down、retry、rebind、stop 或 refuse"}};
inline constexpr Rule reconnect_backwards{
    "reconnect-backwards", Severity::error,
    {"reconnect.to is shorter than reconnect.from", "reconnect.to 比 reconnect.from 短"},
    {"the wait grows from the first to the second", "重连等待时间从 from 逐渐增加到 to"}};
inline constexpr Rule needs_tlvs{
    "needs-tlvs", Severity::error,
    {"long_messages is '{0}'", "long_messages 的值是“{0}”"},
    {"SMPP 3.3 has no TLVs; use udh8 or udh16", "SMPP 3.3 不支持 TLV，请使用 udh8 或 udh16"}};

/// What the file itself is called.
inline constexpr Phrase settings{"settings", "配置文件"};

inline constexpr std::array all{&wrong_kind_of_file,
                                &hall_number,
                                &not_a_number_pattern,
                                &unreadable_menu,
                                &unreadable_catalogue,
                                &too_many_files,
                                &country_code,
                                &trunk_prefix,
                                &trunk_prefix_abroad,
                                &mobile_pattern,
                                &no_mobile_pattern,
                                &mobile_length,
                                &word_says_nothing,
                                &no_words,
                                &bad_time_zone,
                                &yes_and_no,
                                &answer_is_code,
                                &no_smsc,
                                &smsc_name_taken,
                                &password_in_file,
                                &field_too_long,
                                &not_a_host,
                                &statuses_no_map,
                                &not_a_status,
                                &not_a_status_class,
                                &reconnect_backwards,
                                &needs_tlvs};

/// Every rule of this header.
inline constexpr codecs::RuleList all_rules() { return all; }

}  // namespace hall::daemon::rules
