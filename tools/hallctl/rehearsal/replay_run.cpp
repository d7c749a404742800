#include "tools/hallctl/rehearsal/replay_run.hpp"

#include "tools/hallctl/rehearsal/moments.hpp"
#include "tools/hallctl/rehearsal/rules.hpp"
#include "tools/hallctl/rehearsal/text_difference.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hall::tools {

namespace {

// A file that says nothing of time and people is played then, to one of the sample.
constexpr std::string_view default_clock = "2026-12-01 10:00";
constexpr std::string_view default_number = "13800138000";

constexpr codecs::Phrase came{"{0}: this came and was not expected", "{0}：收到了预期之外的短信"};
constexpr codecs::Phrase stayed_away{"{0}: this was expected and did not come", "{0}：预期的短信没有收到"};
constexpr codecs::Phrase differs{"{0}: expected (-) and answered (+)", "{0}：预期（-）与实际回复（+）"};
constexpr codecs::Phrase empty_line{"(an empty line)", "（空行）"};

class Run {
public:
    Run(const Golden& golden, RehearsalHall& hall, codecs::Diagnostics& diagnostics)
        : golden_(golden), hall_(hall), diagnostics_(diagnostics),
          from_(hall.at_home(golden.subscribers.empty() ? std::string(default_number)
                                                        : golden.subscribers.front().sheet.number)),
          to_(golden.to.empty() ? hall.configuration().settings.hall_number : golden.to) {}

    bool add_subscribers() {
        bool right = true;
        for (const auto& one : golden_.subscribers) {
            for (const auto& fault : hall_.add_subscriber(one.sheet)) {
                diagnostics_.add(one.place, conversation_rules::conversation_subscriber, {fault});
                right = false;
            }
        }
        return right;
    }

    std::optional<Replayed> play() {
        Replayed all;
        for (const auto& step : golden_.steps) {
            auto arrived = play(step);
            if (!arrived) return std::nullopt;
            auto& shown = all.emplace_back();
            for (const auto& one : *arrived)
                shown.push_back(one.phone == from_ ? one.text : fmt::format("[{}] {}", one.phone, one.text));
        }
        return all;
    }

private:
    std::optional<std::vector<Arrived>> play(const GoldenStep& step) {
        switch (step.kind) {
            case GoldenStep::Kind::text: return hall_.text(from_, to_, step.value);
            case GoldenStep::Kind::clock: return wait(step);
            case GoldenStep::Kind::from: from_ = hall_.at_home(step.value); break;
            case GoldenStep::Kind::to: to_ = step.value; break;
        }
        return std::vector<Arrived>{};
    }

    std::optional<std::vector<Arrived>> wait(const GoldenStep& step) {
        const auto zone = hall_.zone();
        const auto moment = parse_step(step.value, hall_.now(), zone);
        if (!moment) {
            diagnostics_.add(step.place, conversation_rules::conversation_step, {"@ " + step.value});
            return std::nullopt;
        }
        if (*moment < hall_.now()) {
            diagnostics_.add(step.place, conversation_rules::conversation_clock_back,
                             {format_moment(hall_.now(), zone), format_moment(*moment, zone)});
            return std::nullopt;
        }
        return hall_.wait_until(*moment);
    }

    const Golden& golden_;
    RehearsalHall& hall_;
    codecs::Diagnostics& diagnostics_;
    std::string from_;
    std::string to_;
};

// Where the two part; nothing where they have nothing in common.
std::string marks(const LineDifference& line) {
    const auto pieces = text_difference(line.before, line.after);
    const bool common = std::any_of(pieces.begin(), pieces.end(),
                                    [](const TextPiece& piece) { return piece.kind == TextPiece::Kind::same; });
    return common ? fmt::format("    ! {}\n", in_one_line(pieces)) : std::string();
}

std::string lines_apart(std::string_view expected, std::string_view given, const Words& words) {
    const auto marked = [&](const std::string& text) { return text.empty() ? words(empty_line) : text; };
    std::string out;
    for (const auto& line : line_difference(expected, given)) {
        switch (line.kind) {
            case LineDifference::Kind::same: out += fmt::format("      {}\n", line.before); break;
            case LineDifference::Kind::gone: out += fmt::format("    - {}\n", marked(line.before)); break;
            case LineDifference::Kind::come: out += fmt::format("    + {}\n", marked(line.after)); break;
            case LineDifference::Kind::changed:
                out += fmt::format("    - {}\n    + {}\n", line.before, line.after) + marks(line);
        }
    }
    return out;
}

// The line of the file on which expected and given part.
int line_of_difference(const Expected& expected, std::string_view given) {
    for (const auto& line : line_difference(expected.text, given))
        if (line.kind != LineDifference::Kind::same) return expected.line + static_cast<int>(line.before_line);
    return expected.line;
}

std::string title_of(const GoldenStep& step) {
    return step.kind == GoldenStep::Kind::clock ? "@ " + step.value : "> " + step.value;
}

std::string indented(std::string_view mark, const std::string& text) {
    std::string out;
    for (const auto& line : line_difference(text, text)) out += fmt::format("    {} {}\n", mark, line.before);
    return out;
}

}  // namespace

std::optional<Replayed> replay_golden(const Golden& golden, const daemon::Configuration& configuration,
                                      const std::function<void(RehearsalHall&)>& add_people,
                                      codecs::Diagnostics& diagnostics) {
    const auto clock = golden.clock.empty() ? std::string(default_clock) : golden.clock;
    const auto begin = parse_moment(clock, configuration.settings.business.zone);
    if (!begin) {
        diagnostics.add(golden.clock_place, conversation_rules::conversation_clock, {clock});
        return std::nullopt;
    }
    RehearsalHall hall(configuration, *begin);
    add_people(hall);
    Run run(golden, hall, diagnostics);
    if (!run.add_subscribers()) return std::nullopt;
    return run.play();
}

std::string differences_of(const Golden& golden, const Replayed& replayed, const Words& words) {
    std::string out;
    for (std::size_t i = 0; i < golden.steps.size(); ++i) {
        const auto& step = golden.steps[i];
        const auto& given = replayed[i];
        for (std::size_t k = 0; k < std::max(step.expected.size(), given.size()); ++k) {
            const auto at = [&](int line) { return fmt::format("{}:{}: {}", golden.file, line, title_of(step)); };
            if (k >= step.expected.size()) {
                out += words(came, at(step.place.line)) + "\n" + indented("+", given[k]);
            } else if (k >= given.size()) {
                out += words(stayed_away, at(step.expected[k].line)) + "\n" + indented("-", step.expected[k].text);
            } else if (step.expected[k].text != given[k]) {
                out += words(differs, at(line_of_difference(step.expected[k], given[k]))) + "\n" +
                       lines_apart(step.expected[k].text, given[k], words);
            }
        }
    }
    return out;
}

}  // namespace hall::tools
