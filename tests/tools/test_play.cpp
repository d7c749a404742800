// A whole play against a small ESME in the same process: what is recorded, what the table says, and that a play
// fails when something is missing.

#include "codecs/smpp/pdu_codec.hpp"
#include "codecs/text/message_content.hpp"
#include "tests/support/temp_directory.hpp"
#include "tools/hall_smsc/frame_pipe.hpp"
#include "tools/hall_smsc/play/play.hpp"
#include "tools/hall_smsc/play/scenario_loader.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <map>
#include <regex>
#include <set>

using namespace hall;
using namespace hall::tools;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using codecs::CommandStatus;

namespace {

/// Binds, acknowledges every text, answers it with "re " and itself, submits again what was not taken, and binds
/// again when the link is lost. It recognises nothing, so redeliveries get second replies.
class Esme final : public FrameUser {
public:
    Esme(asio::io_context& io, std::uint16_t port) : io_(io), port_(port) { connect(); }
    ~Esme() override { stop(); }

    std::string silent_about;  // a text that gets no reply
    std::size_t refuse = 0;    // so many deliver_sm hear "try later"

    void stop() {
        stopped_ = true;
        if (pipe_) pipe_->close();
    }

    void take(const codecs::Frame& frame) override {
        const auto pdu = codecs::decode_pdu(frame.header, frame.body);
        REQUIRE(pdu.has_value());
        if (const auto* delivery = std::get_if<codecs::DeliverSm>(&pdu->body)) {
            const bool refused = refuse > 0;
            if (refused) --refuse;
            send({refused ? CommandStatus::try_again_later : CommandStatus::ok, pdu->sequence_number,
                  codecs::DeliverSmResp{}});
            if (!refused && delivery->esm_class == 0) reply(*delivery);
        } else if (std::holds_alternative<codecs::EnquireLink>(pdu->body)) {
            send({CommandStatus::ok, pdu->sequence_number, codecs::EnquireLinkResp{}});
        } else if (std::holds_alternative<codecs::Unbind>(pdu->body)) {
            send({CommandStatus::ok, pdu->sequence_number, codecs::UnbindResp{}});
        } else if (std::holds_alternative<codecs::BindResp>(pdu->body)) {
            // What was under way when the link was lost.
            if (pdu->status == CommandStatus::ok) {
                for (const auto& [sequence, submit] : std::exchange(waiting_, {})) send_submit(submit);
            } else {
                again();
            }
        } else if (std::holds_alternative<codecs::SubmitSmResp>(pdu->body)) {
            const auto node = waiting_.extract(pdu->sequence_number);
            if (!node.empty() && pdu->status != CommandStatus::ok) send_submit(node.mapped());
        }
    }
    void framing_lost() override { FAIL("the SMSC sent an impossible length"); }
    void ended(End) override { again(); }

private:
    void connect() {
        asio::ip::tcp::socket socket(io_);
        boost::system::error_code error;
        socket.connect({asio::ip::address_v4::loopback(), port_}, error);
        if (error) return;
        pipe_ = std::make_shared<FramePipe>(std::move(socket), 70000, *this);
        pipe_->start();
        codecs::Bind bind;
        bind.system_id = "smshall";
        bind.password = "secret";
        send({CommandStatus::ok, ++sequence_, bind});
    }
    void again() {
        if (pipe_) pipe_->close();
        if (stopped_) return;
        asio::post(io_, [this] {
            if (!stopped_) connect();
        });
    }
    void reply(const codecs::DeliverSm& delivery) {
        const auto content = codecs::take_content(delivery).content;
        const std::string text(content.begin(), content.end());
        if (text == silent_about) return;
        codecs::SubmitSm submit;
        submit.source = delivery.destination;
        submit.destination = delivery.source;
        submit.registered_delivery = 1;
        const std::string answer = "re " + text;
        submit.short_message.assign(answer.begin(), answer.end());
        send_submit(submit);
    }
    void send_submit(const codecs::SubmitSm& submit) {
        waiting_[++sequence_] = submit;
        send({CommandStatus::ok, sequence_, submit});
    }
    void send(const codecs::Pdu& pdu) { pipe_->send(*codecs::encode_pdu(pdu)); }

    asio::io_context& io_;
    std::uint16_t port_;
    std::shared_ptr<FramePipe> pipe_;
    std::map<std::uint32_t, codecs::SubmitSm> waiting_;
    std::uint32_t sequence_ = 0;
    bool stopped_ = false;
};

/// One line of a record; numbers and words alike as text.
using Line = std::map<std::string, std::string>;

std::vector<Line> lines_of(const std::filesystem::path& path) {
    static const std::regex pair(R"re("(\w+)": (?:"((?:[^"\\]|\\.)*)"|(\w+)))re");
    std::vector<Line> lines;
    std::ifstream file(path);
    for (std::string text; std::getline(file, text);) {
        Line line;
        for (std::sregex_iterator it(text.begin(), text.end(), pair), end; it != end; ++it) {
            line[(*it)[1]] = (*it)[2].matched ? (*it)[2].str() : (*it)[3].str();
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

struct Played {
    int status = -1;
    PlayReport report;
    std::vector<Line> lines;

    std::size_t count(const std::string& event) const {
        return static_cast<std::size_t>(
            std::count_if(lines.begin(), lines.end(), [&](const Line& line) { return line.at("event") == event; }));
    }
    std::string phases() const {
        std::string all;
        for (const Line& line : lines) {
            if (line.at("event") == "phase") all += line.at("what") + " ";
        }
        return all;
    }
};

/// `prepare` sets the ESME up; `watch` is called every millisecond until it says false.
Played play(const std::string& text, const std::function<void(Esme&)>& prepare = {},
            const std::function<bool(Play&)>& watch = {}) {
    codecs::Diagnostics diagnostics;
    const auto scenario = parse_scenario(text, "test.yaml", diagnostics);
    INFO(diagnostics.to_text());
    REQUIRE(scenario);
    const test::TempDirectory folder;
    Options options;
    options.smsc.port = 0;
    options.scenario.record = folder / "record";
    asio::io_context io{1};
    Smsc smsc(io, options.smsc);
    Played played;
    std::optional<Esme> esme;
    Play game(io, smsc, options, *scenario, 1, [&](int status) {
        played.status = status;
        // As the program does it: what ended the play has not been answered yet.
        asio::post(io, [&] {
            esme->stop();
            smsc.close([&io] { io.stop(); });
        });
    });
    REQUIRE_FALSE(game.prepare());
    const auto port = smsc.listen(game);
    REQUIRE(port.has_value());
    esme.emplace(io, *port);
    if (prepare) prepare(*esme);
    asio::steady_timer timer(io);
    const std::function<void()> look = [&] {
        if (!watch || !watch(game)) return;
        timer.expires_after(1ms);
        timer.async_wait([&look](const boost::system::error_code& error) {
            if (!error) look();
        });
    };
    look();
    io.run();
    played.report = game.report();
    played.lines = lines_of(folder / "record");
    return played;
}

const std::string texts =
    "about: A test.\nquiet: 100ms\nsettle: 10m\n"
    "texts: {count: 40, rate: 2000, subscribers: 20, words: [\"Q{n}\"], answer_contains: \"re Q{n}\"}\n";

/// What holds in every record, whatever went wrong.
void check_record(const Played& played) {
    std::map<std::string, std::size_t> attempts;   // by text and part
    std::map<std::string, std::string> under_way;  // sequence to text and part
    std::set<std::string> acknowledged;
    std::set<std::string> submits;
    for (const Line& line : played.lines) {
        REQUIRE(line.count("at") == 1);
        const std::string& event = line.at("event");
        if (event == "deliver") {
            const std::string part = line.at("text") + "." + line.at("part");
            CHECK(line.at("attempt") == std::to_string(++attempts[part]));
            CHECK(under_way.emplace(line.at("sequence"), part).second);  // every delivery has a number of its own
            CHECK(acknowledged.count(part) == 0);
            CHECK(line.at("from").starts_with("138"));
        } else if (event == "answer" || event == "answer_lost") {
            const std::string part = line.at("text") + "." + line.at("part");
            CHECK(under_way.at(line.at("sequence")) == part);
            if (event == "answer" && line.at("status") == "0") acknowledged.insert(part);
        } else if (event == "submit") {
            CHECK(submits.insert(line.at("id")).second);
        } else if (event == "submit_answer" || event == "submit_answer_lost") {
            CHECK(submits.count(line.at("id")) == 1);
            submits.insert("answered " + line.at("id"));
        } else if (event == "receipt") {
            CHECK(submits.count(line.at("id")) == 1);
        }
    }
    CHECK(acknowledged.size() == attempts.size());
    // Every submit has exactly one word about its answer.
    CHECK(played.count("submit") == played.count("submit_answer") + played.count("submit_answer_lost"));
}

}  // namespace

TEST_CASE("a calm play delivers, takes and records every text once, and succeeds") {
    const Played played = play(texts);
    CHECK(played.status == 0);
    CHECK(played.count("deliver") == 40);
    CHECK(played.count("answer") == 40);
    CHECK(played.count("submit") == 40);
    CHECK(played.count("submit_answer") == 40);
    CHECK(played.phases() == "began texts_over settled ended ");
    CHECK(played.report.answered == 40);
    CHECK(played.report.repeated == 0);
    check_record(played);
    const Line& first = *std::find_if(played.lines.begin(), played.lines.end(),
                                      [](const Line& line) { return line.at("event") == "submit"; });
    CHECK(first.at("kept") == "true");
    CHECK(first.at("from") == "10086");
    CHECK(first.at("to") == "13800000001");
    CHECK(first.at("body") == "re Q1");
    CHECK(first.at("parts") == "1");
}

TEST_CASE("a reply that never comes makes the play fail and is named") {
    const Played played = play(texts, [](Esme& esme) { esme.silent_about = "Q3"; });
    CHECK(played.status == 1);
    CHECK(played.report.settled);
    CHECK(played.report.unanswered == std::vector<std::uint32_t>{3});
    CHECK(to_table(played.report).find("text 3") != std::string::npos);
}

TEST_CASE("a text that the hall refuses for now comes again until it is taken") {
    const Played played = play(texts, [](Esme& esme) { esme.refuse = 5; });
    CHECK(played.status == 0);
    CHECK(played.report.refused == 5);
    CHECK(played.report.redelivered == 5);
    check_record(played);
}

TEST_CASE("whatever an SMSC does to links and answers, every text is acknowledged and the record adds up") {
    const Played played = play(texts + R"(
deliver_sm: {lose_answers: 10%, twice: 20%, redeliver_within: {from: 0s, to: 20ms}, delay: {to: 5ms}}
submit_sm:
  statuses: {0x14: 10%, 0x08: 5%}
  lose_answers: 5%
  never: 1%
  late_answers: {share: 5%, by: 50ms}
  answer_delay: {to: 3ms}
  reorder_answers: yes
links:
  drop: {every: 100ms, mid_frame: 50%}
  unbind: {every: 50ms}
  silent: {every: 40ms, for: 10ms}
  split_writes: 20
  congestion_state: 50
)");
    CHECK(played.report.acknowledged == 40);
    CHECK(played.report.settled);
    CHECK(played.report.links_dropped > 0);
    check_record(played);
}

// Apart from lost answers: this ESME answers a repeated text again, and each of its replies would bring receipts
// whose answers are lost in turn.
TEST_CASE("receipts are delivered until they are acknowledged, each for a submit that was taken") {
    const Played played =
        play(texts +
             "deliver_sm: {redeliver_within: {from: 0s, to: 20ms}}\n"
             "links: {drop: {every: 150ms}}\n"
             "receipts: {share: 100%, delay: {to: 20ms}, variants: [tlv, early, twice, backwards, other_link]}\n");
    CHECK(played.report.acknowledged == 40);
    CHECK(played.report.settled);
    CHECK(played.report.receipts >= 40);
    check_record(played);
    std::set<std::string> kept;
    for (const Line& line : played.lines) {
        if (line.at("event") == "submit" && line.at("kept") == "true") kept.insert(line.at("id"));
        if (line.at("event") == "receipt") CHECK(kept.count(line.at("id")) == 1);
    }
}

TEST_CASE("an answer that is lost takes its link with it, and the text comes again on another") {
    const Played played = play(texts + "deliver_sm: {lose_answers: 20%, redeliver_within: 10ms}\n");
    CHECK(played.report.acknowledged == 40);
    check_record(played);
    for (std::size_t i = 0; i < played.lines.size(); ++i) {
        if (played.lines[i].at("event") != "answer_lost") continue;
        REQUIRE(i + 1 < played.lines.size());
        const Line& next = played.lines[i + 1];
        CHECK(next.at("event") == "link");
        CHECK(next.at("what") == "dropped");
        CHECK(next.at("link") == played.lines[i].at("link"));
    }
}

TEST_CASE("more than the rate is throttled, and what is submitted again is taken in the end") {
    const Played played = play(texts + "submit_sm: {per_second: 30}\n");
    CHECK(played.status == 0);
    CHECK(played.report.kept == 40);
    CHECK(played.report.throttled > 0);
}

TEST_CASE("a signal stops the texts, another begins them again, and settled is said each time") {
    const std::string endless =
        "about: A test.\nquiet: 20ms\nsettle: 10m\n"
        "texts: {rate: 1000, subscribers: 20, words: [\"Q{n}\"], answer_contains: \"re Q{n}\"}\n";
    int step = 0;
    const auto take_steps = [&step](Play& game) {
        const bool texting = game.report().submits > (step < 2 ? 10U : 40U);
        if (step == 0 && texting) {
            game.signal(SIGUSR1);
            step = 1;
        } else if (step == 1 && game.settled()) {
            game.signal(SIGUSR2);
            step = 2;
        } else if (step == 2 && texting) {
            game.signal(SIGUSR1);
            step = 3;
        } else if (step == 3 && game.settled()) {
            game.signal(SIGTERM);
            return false;
        }
        return true;
    };
    const Played played = play(endless, {}, take_steps);
    CHECK(played.status == 0);
    CHECK(played.phases() == "began texts_over settled began texts_over settled ended ");
    check_record(played);
}
