#include "daemon/versions/changeover.hpp"

#include "daemon/observe/clock.hpp"
#include "daemon/observe/log.hpp"
#include "daemon/versions/change_words.hpp"

#include <fmt/format.h>

namespace hall::daemon {

namespace words = change_words;

std::string Changeover::line(const codecs::Phrase& phrase, const codecs::Arguments& arguments) const {
    return codecs::filled(phrase, arguments).in(asker_.language) + "\n";
}

std::string Changeover::lines_of(const Lines& lines, const char* before) const {
    std::string text;
    for (const auto& one : lines) text += before + one.in(asker_.language) + "\n";
    return text;
}

std::string Changeover::restart_lines(const std::vector<std::string>& waits) const {
    if (waits.empty()) return "";
    auto text = line(words::after_restart);
    for (const auto& setting : waits) text += "  " + setting + "\n";
    return text;
}

Changeover::Changeover(const Configuration& started, store::VersionRow version, Hands hands)
    : path_(started.path),
      database_(started.settings.store_path),
      zone_(started.settings.business.zone),
      started_settings_(std::make_shared<const std::string>(started.settings_text)),
      hands_(std::move(hands)),
      version_(std::move(version)),
      files_(std::make_shared<const VersionFiles>(to_rows(started))),
      menu_(started.menu),
      catalogue_(started.catalogue) {}

void Changeover::reload(const Asker& asker, Done done) {
    begin("reload", asker, std::move(done),
          [language = asker.language](const PresentVersion& present) { return prepare_reload(present, language); });
}

void Changeover::rollback(std::optional<std::int64_t> version, const Asker& asker, Done done) {
    begin(version ? fmt::format("rollback {}", *version) : "rollback", asker, std::move(done),
          [version, language = asker.language](const PresentVersion& present) {
              return prepare_rollback(present, version, language);
          });
}

void Changeover::begin(std::string asked, const Asker& asker, Done done, Prepare prepare) {
    if (busy_) {
        const codecs::Argument told = words::another_under_way;
        done({ControlCode::busy, told.in(asker.language) + "\n"});
        return;
    }
    busy_ = true;
    asked_ = std::move(asked);
    asker_ = asker;
    done_ = std::move(done);
    if (path_.empty()) {
        finish(ControlCode::refused, line(words::no_settings_file));
        return;
    }
    PresentVersion present{path_, database_, version_, files_, started_settings_, menu_, catalogue_, zone_};
    hands_.on_reader(
        [present = std::move(present), prepare = std::move(prepare), language = asker.language] {
            try {
                return prepare(present);
            } catch (const std::exception& error) {
                PreparedVersion failed;
                failed.refused = codecs::filled(words::not_read, {error.what()}).in(language) + "\n";
                failed.first_fault = error.what();
                return failed;
            }
        },
        [this](PreparedVersion result) { prepared(std::move(result)); });
}

void Changeover::prepared(PreparedVersion prepared) {
    if (!prepared.refused.empty()) {
        const auto faults = prepared.faults;
        note("refused",
             faults > 0 ? fmt::format("{} faults, first: {}", faults, prepared.first_fault) : prepared.first_fault);
        log(LogLevel::error, "change_refused",
            {{"command", asked_}, {"who", asker_.who}, {"faults", faults}, {"first", prepared.first_fault}});
        finish(ControlCode::refused, prepared.refused + line(words::stays, {std::to_string(version_.id)}), faults,
               prepared.first_fault);
        return;
    }
    if (prepared.unchanged) {
        note("unchanged", fmt::format("version {} has these very files", version_.id));
        log(LogLevel::info, "change_unneeded",
            {{"command", asked_},
             {"who", asker_.who},
             {"version", version_.id},
             {"what", "the files are those in force"}});
        finish(ControlCode::done, line(words::nothing_changed, {std::to_string(version_.id)}) + prepared.warnings +
                                      restart_lines(prepared.waits));
        return;
    }
    prepared.version.who = asker_.who;
    under_way_ = std::make_shared<PreparedVersion>(std::move(prepared));
    ConfigurationLoaded loaded;
    loaded.ticket = ++ticket_;
    loaded.parts = under_way_->parts;
    loaded.version = under_way_->version;
    loaded.files = under_way_->files;
    hands_.to_clerk(std::move(loaded));
}

void Changeover::configured(const ConfigurationOutcome& outcome) {
    if (!under_way_ || outcome.ticket != ticket_) return;
    const auto done = std::exchange(under_way_, nullptr);
    if (!outcome.failed.empty()) {
        note("failed", outcome.failed);
        finish(ControlCode::failed,
               line(words::database_failed, {outcome.failed}) + line(words::stays, {std::to_string(version_.id)}), 0,
               outcome.failed);
        return;
    }
    version_ = outcome.version;
    files_ = std::make_shared<const VersionFiles>(std::move(done->files));
    menu_ = done->parts.menu;
    catalogue_ = done->parts.catalogue;
    if (version_.how == "reload") waits_ = done->waits;
    set_log_level(done->log_level);
    log(LogLevel::info, "version_in_force",
        {{"version", version_.id}, {"how", version_.how}, {"who", version_.who}, {"hash", version_.hash}});
    std::string text;
    for (const auto& gone : outcome.gone)
        text += line(words::package_gone, {gone.package, std::to_string(gone.subscriptions)});
    const auto id = std::to_string(version_.id);
    text += version_.of_version ? line(words::in_force_again, {id, std::to_string(*version_.of_version)})
                                : line(words::in_force, {id});
    text += lines_of(done->changes, "  ") + lines_of(done->disk) + done->warnings;
    if (version_.how == "reload") text += restart_lines(done->waits);
    finish(ControlCode::done, std::move(text));
}

void Changeover::finish(ControlCode code, std::string text, std::size_t faults, const std::string& first) {
    last_ = LastChange{utc_now(), asker_.who, asked_, code, faults, first};
    if (code != ControlCode::done) ++refused_;
    busy_ = false;
    const auto done = std::exchange(done_, nullptr);
    done({code, std::move(text)});
}

void Changeover::note(const char* outcome, const std::string& detail) {
    hands_.to_clerk(ControlNoted{{to_millis(utc_now()), asker_.who, asked_, outcome, detail}});
}

}  // namespace hall::daemon
