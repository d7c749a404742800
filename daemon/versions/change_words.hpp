#pragma once
// What whoever asked for a reload or rollback is told, in English and Chinese.

#include "codecs/yaml/rule.hpp"

namespace hall::daemon::change_words {

using codecs::Phrase;

inline constexpr Phrase another_under_way{"another reload or rollback is under way; ask again when it is done",
                                          "另一个 reload 或 rollback 正在进行，请等它完成后再试"};
inline constexpr Phrase hall_is_busy{
    "the hall is busy: {0} requests wait for it already; hallctl status says what it is busy with, ask again later",
    "营业厅正忙：已有 {0} 个请求在等待；请用 hallctl status 查看原因，稍后再试"};
inline constexpr Phrase being_read{
    "the hall's files are being read since {0}, they may lie on a file system that does not answer; nothing was "
    "changed so "
    "far, ask again when hallctl status knows the files on disk",
    "营业厅的文件自{0}起一直在读取，可能位于没有响应的文件系统上；目前没有任何改动，请等 hallctl status "
    "能看到磁盘上的文件后再试"};
inline constexpr Phrase no_settings_file{"this hall was not started from a settings file",
                                         "本营业厅不是用设置文件启动的"};
inline constexpr Phrase not_read{"it could not be read: {0}", "无法读取：{0}"};
inline constexpr Phrase stays{"version {0} stays in force", "仍按版本{0}运行"};
inline constexpr Phrase nothing_changed{"nothing has changed: version {0} stays in force",
                                        "没有任何变化：仍按版本{0}运行"};
inline constexpr Phrase database_failed{"the database could not take it: {0}", "数据库无法写入：{0}"};
inline constexpr Phrase in_force{"version {0} is in force", "版本{0}已生效"};
inline constexpr Phrase in_force_again{"version {0} is in force, the files of version {1}",
                                       "版本{0}已生效，内容是版本{1}的文件"};
inline constexpr Phrase check_warns{"warnings of hallctl check about these files: {0}; it tells them",
                                    "hallctl check 对这些文件有 {0} 条警告，请用它查看"};
inline constexpr Phrase after_restart{"counts only after a restart:", "重启后才生效："};

inline constexpr Phrase package_gone{
    "ATTENTION: package {0} has left the catalogue, and {1} people still have it; whoever pays for it goes on being "
    "charged; put it back with sold: no",
    "注意：业务 {0} 已不在业务目录中，仍有{1}个用户在用，其中付费的会继续扣费；请放回目录并写 sold: no"};

inline constexpr Phrase file_changed{"{0}: {1} lines new, {2} gone", "{0}：新增{1}行，删除{2}行"};
inline constexpr Phrase file_new{"{0}: new file", "{0}：新文件"};
inline constexpr Phrase file_unused{"{0}: no longer used", "{0}：不再使用"};
inline constexpr Phrase setting{"setting {0}", "设置 {0}"};
inline constexpr Phrase price{"price of {0}: {1} -> {2}", "{0} 的资费：{1} → {2}"};
inline constexpr Phrase price_from{"price of {0} from {1} on: {2} -> {3}", "{0} 自{1}起的资费：{2} → {3}"};
inline constexpr Phrase more_prices{"{0} more prices; hallctl diff tells all",
                                    "另有{0}项资费变化，hallctl diff 会全部列出"};
inline constexpr Phrase new_in{"new in the {0}: {1}", "{0}新增：{1}"};
inline constexpr Phrase gone_from{"gone from the {0}: {1}", "{0}取消：{1}"};
inline constexpr Phrase and_more{"{0} and {1} more", "{0}等，另有{1}项"};
inline constexpr Phrase menu{"menu", "菜单"};
inline constexpr Phrase packages{"packages", "业务"};
inline constexpr Phrase offers{"offers", "优惠"};

inline constexpr Phrase no_catalogue{"the settings name no catalogue any more (hall: catalogue:); that needs a restart",
                                     "设置中不再写明业务目录（hall: catalogue:），这要重启才行"};
inline constexpr Phrase no_such_version{"there is no version {0}; hallctl versions lists them",
                                        "没有版本{0}；hallctl versions 会列出各版"};
inline constexpr Phrase none_before{"there is no version before this one; hallctl versions lists them",
                                    "这一版之前没有别的版本；hallctl versions 会列出各版"};

inline constexpr Phrase disk_is_in_force{"the files on disk are those in force now", "磁盘上的文件就是现在生效的文件"};
inline constexpr Phrase disk_is_taken_back{
    "the files on disk are still those of version {0}, which was taken back; the hall leaves them alone, over a "
    "restart too, until menu, catalogue or an included file changes, or somebody reloads",
    "磁盘上仍是已撤回的版本{0}的文件；在菜单、业务目录或被包含的文件改动之前，或有人 reload "
    "之前，营业厅都不会用它们，重启后也一样"};
inline constexpr Phrase disk_is_still_aside{
    "the files on disk are still those that an earlier rollback took back; the hall leaves them alone, over a restart "
    "too, until menu, catalogue or an included file changes, or somebody reloads",
    "磁盘上仍是更早一次 rollback 撤回的文件；在菜单、业务目录或被包含的文件改动之前，或有人 reload "
    "之前，营业厅都不会用它们，重启后也一样"};
inline constexpr Phrase disk_is_another{
    "the files on disk are neither those in force now nor those taken back: {0}; the hall leaves them alone, over a "
    "restart too, until menu, catalogue or an included file changes once more, or somebody reloads",
    "磁盘上的文件既不是现在生效的，也不是刚撤回的：{0}；在菜单、业务目录或被包含的文件再次改动之前，或有人 reload "
    "之前，营业厅都不会用它们，重启后也一样"};
inline constexpr Phrase disk_is_faulty{
    "the files on disk have {0} faults, which a rollback does not mend; the first: {1}",
    "磁盘上的文件有{0}处错误，rollback 不会改正它们；第一处：{1}"};
inline constexpr Phrase start_would_fail{
    "ATTENTION: the settings on disk are among the faulty ones: until they are mended, a restart would fail",
    "注意：设置文件本身有错误，改正之前，重启会失败"};

}  // namespace hall::daemon::change_words
