#include "tests/simulation/subscribers.hpp"

#include "codecs/text/unicode.hpp"
#include "codecs/text/user_data_header.hpp"

#include <algorithm>

namespace hall::simulation {

using namespace std::chrono_literals;

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

void Subscribers::start() {
    for (std::size_t i = 0; i < plan_.texts; ++i) {
        // Most others text while somebody floods, or shortly afterwards: those are the ones who would wait.
        const bool beside_flood = plan_.flood > 0 && i % 4 != 0;
        const auto when = beside_flood ? plan_.flood_during.from + world_.random.between(500ms, Millis(20s))
                                       : world_.random.between(Millis{0}, plan_.length);
        world_.clock.after(when, [this] {
            if (world_.random.chance(plan_.repeat)) {
                repeat();
            } else {
                text();
            }
        });
    }
    for (std::size_t i = 0; i < plan_.flood; ++i)
        world_.clock.after(plan_.flood_during.from + world_.random.between(Millis{0}, plan_.flood_during.lasts),
                           [this] { flood(); });
}

// A robot, or a child with a telephone: the same text again and again.
void Subscribers::flood() {
    world_.counts.add(Count::flood_texts);
    Text text;
    text.subscriber = subscriber_number(0);
    text.destination = "10086";
    text.body = world_.random.one_of({"00", "00", "YE"});
    text.repeat = Text::Repeat::ambiguous;
    send(std::move(text));
}

void Subscribers::text() {
    auto& random = world_.random;
    Text text;
    text.subscriber = subscriber_number(random.below(plan_.subscribers));
    const auto number = ++sent_;
    if (random.chance(plan_.long_text)) {
        text.destination = "10086";
        text.body = fmt::format("{:04}", number);
        for (int i = 0; i < 20; ++i) text.body += "君不见黄河之水天上来";
    } else if (random.chance(0.5)) {
        // A code, to an extension that nobody else uses: so it is like no other text.
        text.destination = fmt::format("10086{:03}", number);
        text.body = random.one_of({"42", "YE", "SHI", "10", "1"});
    } else {
        text.destination = random.one_of({"10086", "1008601"});
        text.body = fmt::format("{}{:04}", random.one_of({"KF", "没有"}), number);
    }
    send(std::move(text));
}

void Subscribers::repeat() {
    const auto& texts = smsc_.texts();
    if (texts.empty()) {
        text();
        return;
    }
    // Only where every text of the same words is beyond doubt is this one sure to be told from a repeat.
    const auto sure = [&](const Text& again) {
        return std::all_of(texts.begin(), texts.end(), [&](const Text& earlier) {
            return earlier.group() != again.group() || smsc_.beyond_doubt(earlier);
        });
    };
    // Soon, after one that nothing was wrong with, the only one of its kind.
    const auto alone = [&](const Text& again) {
        return std::count_if(texts.begin(), texts.end(),
                             [&](const Text& other) { return other.group() == again.group(); }) == 1;
    };
    for (auto earlier = texts.rbegin(); earlier != texts.rend(); ++earlier) {
        if (!smsc_.answered_in_order(*earlier) || !alone(*earlier) || world_.random.chance(0.3)) continue;
        auto again = *earlier;
        again.repeat = Text::Repeat::prompt;
        again.repeats = earlier->number;
        again.parcels.clear();
        send(std::move(again));
        return;
    }
    auto again = texts[world_.random.below(texts.size())];
    bool honest = sure(again);
    for (int i = 0; i < 5 && !honest; ++i) {
        again = texts[world_.random.below(texts.size())];
        honest = sure(again);
    }
    if (again.parcels.size() > 1) {  // a handset gives each long text a reference of its own
        text();
        return;
    }
    again.repeat = honest ? Text::Repeat::honest : Text::Repeat::ambiguous;
    again.parcels.clear();
    send(std::move(again));
}

void Subscribers::send(Text text) {
    auto parts = pdus_of(text);
    smsc_.send(std::move(text), std::move(parts));
}

std::vector<codecs::ShortMessage> Subscribers::pdus_of(const Text& text) {
    codecs::ShortMessage message;
    message.source = {1, 1, text.subscriber};
    message.destination = {0, 1, text.destination};
    if (is_ascii(text.body)) {
        message.short_message.assign(text.body.begin(), text.body.end());
        return {message};
    }
    message.data_coding = 8;
    const auto content = codecs::encode_utf16be(codecs::decode_utf8(text.body));
    constexpr std::size_t most = 134;
    if (content.size() <= most) {
        message.short_message = content;
        return {message};
    }
    message.esm_class = codecs::esm_class_udhi;
    const auto total = static_cast<std::uint8_t>((content.size() + most - 1) / most);
    ++reference_;
    std::vector<codecs::ShortMessage> parts;
    for (std::uint8_t i = 0; i < total; ++i) {
        message.short_message = codecs::encode_udh({codecs::PartScheme::udh8, reference_, total,
                                                    static_cast<std::uint8_t>(i + 1)});
        const auto from = content.begin() + static_cast<std::ptrdiff_t>(i * most);
        const auto to = content.begin() + static_cast<std::ptrdiff_t>(std::min(content.size(), (i + 1) * most));
        message.short_message.insert(message.short_message.end(), from, to);
        parts.push_back(message);
    }
    return parts;
}

}  // namespace hall::simulation
