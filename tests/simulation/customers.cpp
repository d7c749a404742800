#include "tests/simulation/customers.hpp"

#include "tests/simulation/book_hall.hpp"

namespace hall::simulation {

using namespace std::chrono_literals;

void Customers::start() {
    for (std::size_t i = 0; i < plan_.dialogues; ++i)
        world_.clock.after(world_.random.between(Millis{0}, plan_.length), [this] { begin_dialogue(); });
}

void Customers::begin_dialogue() {
    auto& random = world_.random;
    world_.counts.add(Count::dialogues);
    const auto subscriber = subscriber_number(random.below(book_subscribers));
    const auto destination = fmt::format("10086{:03}", 500 + ++dialogues_);
    const auto package = random.one_of<std::string>({"A1", "A2", "B1", "C1", "D1", "E1"});
    const auto begins = random.one_of<std::string>({"KT", "KT", "KT", "TY", "QX"});
    if (random.chance(0.2)) {
        text(subscriber, destination, random.one_of<std::string>({"YE", "ZD", "0000"}));
        return;
    }
    text(subscriber, destination, begins + package);
    // He answers what he was asked, mostly after the question has come.
    const auto later = random.chance(0.9) ? random.between(3s, Millis(60s)) : random.between(0ms, Millis(3s));
    const auto says = random.one_of<std::string>({"Y", "Y", "Y", "Y", "N", ""});
    if (!says.empty())
        world_.clock.after(later, [this, subscriber, destination, says] { text(subscriber, destination, says); });
}

void Customers::text(std::string subscriber, std::string destination, std::string body) {
    codecs::ShortMessage message;
    message.source = {1, 1, subscriber};
    message.destination = {0, 1, destination};
    message.short_message.assign(body.begin(), body.end());
    Text text;
    text.subscriber = std::move(subscriber);
    text.destination = std::move(destination);
    text.body = std::move(body);
    smsc_.send(std::move(text), {message});
}

}  // namespace hall::simulation
