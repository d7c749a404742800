#include "tools/hall_smsc/options.hpp"

namespace hall::tools {

std::string_view help_text() {
    return R"(hall-smsc: an SMSC to try and test smshalld against

usage: hall-smsc [OPTION...]                 a phone: type a text, read the hall's answer
       hall-smsc [OPTION...] --say TEXT...   plays the texts one after the other
       hall-smsc [OPTION...] --play FILE     plays a file, one text a line: [NUMBER] TEXT; # begins a comment
       hall-smsc [OPTION...] --play SCENARIO.yaml
                                             misbehaves as the scenario says, and reports what the hall made of it
       hall-smsc [OPTION...] --load N        delivers N texts as fast as the hall takes them and measures

It listens for SMPP 3.4, accepts transmitters, receivers and transceivers, answers what they submit, and delivers
what the subscribers text. It waits for the hall to bind, so either side may be started first.

Link
  --listen HOST:PORT     where to listen (127.0.0.1:2775; port 0: any free one)
  --port-file FILE       writes the port into FILE once it listens
  --system-id NAME       what a bind must say (smshall)
  --password WORD        ... and its password (secret)
  --enquire SECONDS      sends enquire_link this often (30; 0: never)
  --bind-timeout SECONDS gives up when no receiver has bound by then (30; 0: waits for ever, as a phone does)
  --hall-pid PID         gives up as soon as this process, the hall, has ended

Messages
  --from NUMBER          the subscriber (13800138000); +NUMBER is sent as international
  --to NUMBER            the hall (10086)
  --alphabet NAME        what data_coding 0 means here: gsm, latin1, ascii or utf8 (gsm)
  --long-messages HOW    how long texts travel: udh8, udh16, sar or payload (udh8)
  --timeout SECONDS      from a text to the last part of its answer (10)
  --response-timeout SECONDS
                         from deliver_sm to its answer (5); then, and when the hall says "try later", the text
                         is delivered again after a second, five times in all

Load
  --subscribers S        how many numbers text (1000), 13900000000 and up; each has one text on its way at a time
  --outstanding W        deliver_sm that may be unanswered at once (200)
  --rate R               texts a second (0: as fast as possible). With a rate, times count from the moment at
                         which a text was due, so a hall that falls behind cannot hide it
  --texts A,B,...        what they text, in turn (42,YE,41,0,43)
  --json FILE            writes the figures into FILE too, of a scenario as well

Scenario (any --play FILE that ends in .yaml or .yml; docs/simulator.md lists what it may say)
  --seed N               the same faults as another time with N (the scenario's seed, or a random one)
  --record FILE          appends all that happened to FILE, one JSON object a line
  SIGUSR1 ends the texts and lets all settle, SIGUSR2 goes on with texts, SIGTERM and SIGINT end with the table.

A phone understands /from NUMBER, /to NUMBER, /help and /quit; // at the front sends a text that begins with /.

Exit status: 0 every text was acknowledged and answered; 1 some were not, or no hall came; 64 the command line is
wrong; 69 it cannot listen there; 78 the scenario is wrong.

Examples
  hall-smsc --say 41 42 43
  hall-smsc --listen 127.0.0.1:0 --port-file /tmp/port --from 13912345678
  hall-smsc --load 20000 --subscribers 5000 --texts 42,YE --json load.json
  hall-smsc --play tools/hall_smsc/scenarios/links-drop.yaml --seed 7 --record links.jsonl
)";
}

}  // namespace hall::tools
