// The judge of waits finds who waits for another's sake, and lets own reasons be.

#include "tests/simulation/wait_judge.hpp"

#include <catch2/catch.hpp>

using namespace hall;
using namespace hall::simulation;
using namespace std::chrono_literals;
using codecs::CommandStatus;

namespace {

struct Scene {
    Scene() : world(1, false), plan(a_plan()), judge(world, plan) {
        judge.ask({[this](std::size_t) { return links; }, [this](std::uint64_t) { return in_order; }});
        judge.hall_up();
        world.troubled_until = world.clock.now();
    }

    static Plan a_plan() {
        Plan plan;
        plan.subscribers = 4;
        return plan;
    }

    void waits(std::int64_t id, std::size_t subscriber, std::int64_t reply = 0) {
        daemon::OutboundPart part;
        part.id = id;
        part.reply_id = reply == 0 ? id : reply;
        part.smsc = "main";
        part.subscriber = subscriber_number(subscriber);
        judge.part_waits(part);
    }

    void delivered(std::uint32_t sequence, std::size_t subscriber) {
        Text text;
        text.number = sequence;
        text.subscriber = subscriber_number(subscriber);
        judge.text_delivered({1, sequence}, 0, text);
    }

    /// So much time passes, an event every 100 ms.
    void pass(Millis time) {
        for (Millis gone{}; gone < time; gone += 100ms) {
            world.clock.after(100ms, [] {});
            world.clock.step();
            judge.check();
        }
    }

    std::size_t breaches() const { return world.breaches().size(); }

    World world;
    Plan plan;
    WaitJudge judge;
    std::size_t links = 1;
    bool in_order = true;
};

}  // namespace

TEST_CASE("a reply that does not leave although it could is found out, with who is in front") {
    Scene scene;
    scene.waits(1, 0);
    scene.judge.part_submitted(1, 0);
    scene.judge.part_answered(1, 0, CommandStatus::throttled);
    scene.waits(2, 1);
    scene.pass(5s);
    CHECK(scene.breaches() == 0);
    scene.pass(2s);
    REQUIRE(scene.breaches() == 1);
    CHECK(scene.world.breaches()[0].what.find("outbound 2 to 8613800138001") != std::string::npos);
    CHECK(scene.world.breaches()[0].what.find("1 times ESME_RTHROTTLED") != std::string::npos);
    scene.pass(1min);
    CHECK(scene.breaches() == 1);  // once
}

TEST_CASE("who waits behind his own reply, or whose SMSC has no link or no room, has a reason") {
    Scene scene;
    scene.waits(1, 0);
    scene.judge.part_submitted(1, 0);  // and is never answered
    scene.waits(2, 0);
    scene.pass(1min);
    CHECK(scene.breaches() == 0);
    scene.judge.part_over(1);
    scene.pass(5s);
    CHECK(scene.breaches() == 0);  // his turn has only just come
    scene.pass(2s);
    CHECK(scene.breaches() == 1);

    Scene away;
    away.links = 0;
    away.waits(1, 0);
    away.pass(1min);
    CHECK(away.breaches() == 0);
    away.links = 1;
    away.judge.link_changed(0, {});
    away.pass(8s);
    CHECK(away.breaches() == 1);

    Scene full;
    for (std::int64_t id = 1; id <= 10; ++id) {
        full.waits(id, static_cast<std::size_t>(id));
        full.judge.part_submitted(id, 0);
    }
    full.waits(11, 0);
    full.pass(1min);
    CHECK(full.breaches() == 0);
    full.judge.part_answered(1, 0, CommandStatus::ok);
    full.judge.part_over(1);
    full.pass(8s);
    CHECK(full.breaches() == 1);
}

TEST_CASE("a hall that is frozen, down or leaving owes nobody anything for as long") {
    Scene scene;
    scene.waits(1, 0);
    scene.delivered(1, 1);
    scene.world.troubled_until = scene.world.clock.now() + 20s;
    scene.pass(24s);
    CHECK(scene.breaches() == 0);
    scene.pass(3s);
    CHECK(scene.breaches() == 2);

    Scene killed;
    killed.waits(1, 0);
    killed.delivered(1, 1);
    killed.judge.hall_down();
    killed.pass(1min);
    killed.judge.hall_up();
    killed.pass(1min);
    CHECK(killed.breaches() == 0);
}

TEST_CASE("a text that is answered late, or refused by a hall that is well, is found out") {
    Scene scene;
    scene.pass(10s);
    scene.delivered(1, 1);
    scene.pass(3s);
    scene.judge.text_answered({1, 1}, CommandStatus::ok);
    scene.pass(10s);
    CHECK(scene.breaches() == 0);
    scene.delivered(2, 1);
    scene.judge.text_answered({1, 2}, CommandStatus::message_queue_full);
    CHECK(scene.breaches() == 1);
    scene.delivered(3, 1);
    scene.pass(10s);
    CHECK(scene.breaches() == 2);
    scene.judge.hall_leaves();
    scene.delivered(4, 1);
    scene.judge.text_answered({1, 4}, CommandStatus::try_again_later);
    CHECK(scene.breaches() == 2);
}

TEST_CASE("the odd one's own waits are nobody's fault") {
    Scene scene;
    scene.plan.unreachable = 1;
    scene.waits(1, 0);
    scene.waits(2, 1);
    scene.pass(10s);
    REQUIRE(scene.breaches() == 1);
    CHECK(scene.world.breaches()[0].what.find("outbound 2") != std::string::npos);
}
