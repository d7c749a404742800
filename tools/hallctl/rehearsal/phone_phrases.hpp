#pragma once
// The wording of hallctl phone, in English and Chinese.

#include "tools/hallctl/rehearsal/words.hpp"

namespace hall::tools::phone_phrases {

using codecs::Phrase;

inline constexpr Phrase help{
    R"(A line is a text to the hall, an empty line an empty text. Lines that begin with / are for the phone:
  /why               how the last text was understood, and why
  /parts             the last answer part by part, as the SMSC gets it
  /wait 20m          the clock goes on: 20m, 2h, 3d, 4mo; what the hall sends meanwhile arrives
  /at 2026-12-02 09:00   the clock goes on until then
  /from NUMBER       another subscriber texts
  /to NUMBER         another number of the hall is texted to
  //TEXT             a text that begins with /
  /quit              or Ctrl-D
)",
    R"(每一行是发给营业厅的一条短信，空行即空短信。以 / 开头的行是给手机的命令：
  /why               上一条短信是怎样识别的，为什么
  /parts             上一条回复逐条显示，与交给短信中心的一样
  /wait 20m          时钟前进：20m、2h、3d、4mo；其间营业厅发出的短信会收到
  /at 2026-12-02 09:00   时钟前进到该时刻
  /from 号码         换一个用户发送
  /to 号码           改发到营业厅的另一个号码
  //内容             发送以 / 开头的短信
  /quit              或按 Ctrl-D
)"};

inline constexpr Phrase begins{"{0} texts to {1}, {2}{3}", "{0} 发往 {1}，{2}{3}"};
inline constexpr Phrase begins_help{"; /help says what else the phone understands", "；/help 查看手机的其他命令"};
inline constexpr Phrase no_subscriber{"{0} is no subscriber here; --subscribers FILE or --brand, --balance ... make it one",
                                      "{0} 不是这里的用户；可用 --subscribers 文件，或 --brand、--balance 等给出用户资料"};
inline constexpr Phrase stranger{"{0} is no subscriber here; he can text all the same", "{0} 不是这里的用户，但仍可发送短信"};
inline constexpr Phrase no_command{"'{0}' is nothing that the phone understands; /help lists what it does",
                                   "手机不认识“{0}”；/help 列出可用的命令"};
inline constexpr Phrase nothing_came{"(nothing came)", "（没有收到短信）"};
inline constexpr Phrase nothing_came_yet{"nothing came yet", "还没有收到短信"};
inline constexpr Phrase nothing_sent{"nothing was sent yet", "还没有发送短信"};
inline constexpr Phrase no_time{"'{0}' is no time; use /wait 20m (2h, 3d, 4mo) or /at 2026-12-02 09:00",
                                "“{0}”不是时间；请用 /wait 20m（2h、3d、4mo）或 /at 2026-12-02 09:00"};
inline constexpr Phrase clock_back{"the clock does not go back; begin again with --at", "时钟不能倒回；请用 --at 重新开始"};
inline constexpr Phrase by_itself{"{0}, by itself", "{0}，主动下发"};
inline constexpr Phrase to_another{"{0} to {1}", "{0} 发给 {1}"};
inline constexpr Phrase characters{"characters", "字"};
inline constexpr Phrase septets{"septets", "字符（7位编码）"};
inline constexpr Phrase one_part{"1 part, {0} of {1} {2} each", "1条，{0}，每条最多{1}{2}"};
inline constexpr Phrase some_parts{"{0} parts, {1} of {2} {3} each", "{0}条，{1}，每条最多{2}{3}"};
inline constexpr Phrase part_title{"{0}, part {1} of {2}", "{0}，第{1}条，共{2}条"};
inline constexpr Phrase part_figures{"{0} of {1}", "{0}，最多{1}"};

inline constexpr Phrase bad_number{"'{0}' is no mobile number of this hall's country, nor one of another with its + ; "
                                   "write one such as {1}",
                                   "“{0}”不是本国手机号码，也不是以 + 开头的国际号码；请写成 {1} 这样"};
inline constexpr Phrase bad_destination{"'{0}' is no number of this hall; write {1}, or {1} with an extension",
                                        "“{0}”不是本营业厅的号码；请写 {1}，或 {1} 加扩展号"};
inline constexpr Phrase unknown_value{"{0} '{1}' is not known here: it is no condition's and no subscriber's; "
                                      "known are {2}",
                                      "{0}“{1}”未出现在任何条件或用户资料中；已知的有：{2}"};

}  // namespace hall::tools::phone_phrases
