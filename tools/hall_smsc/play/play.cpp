#include "tools/hall_smsc/play/play.hpp"

#include "tools/hall_smsc/connection.hpp"
#include "tools/hall_smsc/delivery_frames.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace hall::tools {

using namespace std::chrono_literals;

namespace {

constexpr auto look_every = 5ms;

}  // namespace

Play::Play(boost::asio::io_context& io, Smsc& smsc, const Options& options, const Scenario& scenario,
           std::uint64_t seed, std::function<void(int)> finish)
    : options_(options),
      scenario_(scenario),
      smsc_(smsc),
      finish_(std::move(finish)),
      timer_(io),
      plan_(scenario, seed),
      deliveries_(scenario.deliver.redeliver_after, plan_),
      troubles_(scenario.links, plan_, smsc, report_),
      submits_({scenario, options.post, smsc, plan_, troubles_, deliveries_, recorder_, report_}, *this),
      crowd_(scenario.texts, seed),
      book_(scenario.texts.subscribers, scenario.texts.answer_contains),
      waits_(scenario.texts.subscribers),
      bodies_(options.post) {
    report_.about = scenario.about;
    report_.seed = seed;
}

std::optional<std::string> Play::prepare() {
    for (const auto* words : {&scenario_.texts.words, &scenario_.texts.long_words}) {
        for (const Word& begins : *words) {
            for (const Word* word = &begins; word != nullptr; word = word->then.empty() ? nullptr : &word->then.front()) {
                const std::string body = bodies_.body_of(*word, 1);
                const auto frames = encode_deliveries(subscriber_number(0), options_.to, body, options_.post, 1);
                if (!frames) return fmt::format("the word '{}' cannot be sent: {}", word->text, frames.error().what);
            }
        }
    }
    troubles_.prepare();
    return options_.scenario.record.empty() ? std::nullopt : recorder_.open(options_.scenario.record);
}

void Play::receiver_bound() {
    if (phase_ != Phase::waiting) return;
    const Instant now = Instant::clock::now();
    began_ = next_progress_ = now;
    const bool held = paused_;
    start_texts(now);
    if (held) stop_texts(now);
    paused_ = held;
    tick();
}

void Play::start_texts(Instant now) {
    phase_ = Phase::texting;
    paused_ = false;
    phase_began_ = next_text_ = now;
    troubles_.start(now);
    recorder_.phase("began");
}

void Play::stop_texts(Instant now) {
    texted_ += now - phase_began_;
    phase_ = Phase::settling;
    phase_began_ = last_activity_ = now;
    crowd_.no_more_repeats();
    troubles_.rest();
    recorder_.phase("texts_over");
}

void Play::signal(int number) {
    const Instant now = Instant::clock::now();
    if (number == SIGUSR1) {
        if (phase_ == Phase::texting) stop_texts(now);
        if (phase_ == Phase::settled) {  // whoever asks again wants to know again
            phase_ = Phase::settling;
            phase_began_ = last_activity_ = now;
        }
        paused_ = true;
    } else if (number == SIGUSR2) {
        if (phase_ == Phase::settling || phase_ == Phase::settled) start_texts(now);
    } else {
        finish();
    }
}

void Play::tick() {
    timer_.expires_after(look_every);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error || phase_ == Phase::ended) return;
        look(Instant::clock::now());
        if (phase_ != Phase::ended) tick();
    });
}

void Play::look(Instant now) {
    deliveries_.look(now);
    report_.waited_in_vain += crowd_.look(now);
    if (phase_ == Phase::texting) {
        troubles_.look(now);
        begin_texts(now);
        if (texts_are_over(now)) stop_texts(now);
    }
    hand_now();
    submits_.look(now);
    if (phase_ == Phase::settling) look_whether_settled(now);
    progress(now);
}

bool Play::texts_are_over(Instant now) const {
    if (scenario_.texts.count) return book_.begun() >= *scenario_.texts.count;
    return scenario_.run && texted_ + (now - phase_began_) >= *scenario_.run;
}

void Play::look_whether_settled(Instant now) {
    const auto links = smsc_.bound_links();
    const bool heard = std::any_of(links.begin(), links.end(), [&](LinkId id) { return smsc_.find(id)->transmits(); });
    const bool busy = deliveries_.waiting() > 0 || submits_.pending() > 0;
    // Silence says something only while the hall could speak.
    if (!heard || busy || troubles_.any_silent()) last_activity_ = now;
    if (now - last_activity_ >= scenario_.quiet) {
        phase_ = Phase::settled;
        recorder_.phase("settled");
        if (!paused_) finish();
    } else if (now - phase_began_ >= scenario_.settle) {
        finish();
    }
}

void Play::finish() {
    if (phase_ == Phase::ended) return;
    report_.settled = phase_ == Phase::settled;
    const Instant now = Instant::clock::now();
    if (phase_ == Phase::texting) texted_ += now - phase_began_;
    if (phase_ != Phase::waiting) report_.seconds = std::chrono::duration<double>(now - began_).count();
    report_.texted_seconds = std::chrono::duration<double>(texted_).count();
    phase_ = Phase::ended;
    timer_.cancel();
    recorder_.phase("ended");
    report_.begun = book_.begun();
    report_.acknowledged = book_.acknowledged();
    report_.owed = book_.owed();
    report_.answered = book_.answered();
    report_.unanswered = book_.unanswered();
    report_.enquire_links = smsc_.enquire_links();
    waits_.finish(report_.unanswered, now);
    report_.others_ms = waits_.others();
    report_.hit_ms = waits_.hit_ones();
    report_.hit = waits_.hits();
    if (::isatty(STDERR_FILENO) == 1) std::fputs("\r", stderr);
    finish_(report_.whole() && report_.begun > 0 ? 0 : 1);
}

void Play::progress(Instant now) {
    if (now < next_progress_ || ::isatty(STDERR_FILENO) != 1) return;
    next_progress_ = now + 1s;
    std::fprintf(stderr, "\r%zu begun, %zu acknowledged, %zu answered, %zu links ", book_.begun(), book_.acknowledged(),
                 book_.answered(), smsc_.bound_links().size());
}

}  // namespace hall::tools
