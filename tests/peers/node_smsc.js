#!/usr/bin/env node
// An SMSC built on the npm package `smpp` that plays one script against smshalld and says what it saw. It
// judges with the package's own framing, fields and character sets: nothing of this repository's codecs may
// enter here, or the test would only show that we agree with ourselves.
//
// usage: node_smsc.js SCRIPT.json     (tests/peers/run writes the script; perl_smsc.pl plays the same ones)
// stdout: "port N", then "ok SENTENCE" / "not ok SENTENCE", and "end" when it waits for the hall to go away.
'use strict';

const fs = require('fs');
const smpp = require('smpp');

const script = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const patience = 10000; // ms; far more than anything here needs
const kinds = script.mode === 'pair' ? ['bind_transmitter', 'bind_receiver'] : ['bind_transceiver'];

let password = script.password;
const live = {}; // kind of bind -> link
const refused = []; // when each refused bind came
let answers = []; // complete answers that no step has taken yet
const pieces = {}; // parts of answers that are not complete yet
let submits = 0;
let reference = 0;

function say(line) {
  fs.writeSync(1, line + '\n');
}

function need(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

let wake = () => {};

async function until(what, ready, limit = patience) {
  const end = Date.now() + limit;
  while (!ready()) {
    const left = end - Date.now();
    need(left > 0, `${what} did not happen within ${limit} ms`);
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, left);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

let fault = null; // what went wrong outside of a step; the next step reports it
function broken(sentence) {
  fault = fault || sentence;
  wake();
}

// --- what comes in -------------------------------------------------------------------------------------

function on_bind(link, pdu) {
  if (pdu.system_id !== script.system_id || pdu.password !== password) {
    refused.push(Date.now());
    link.session.send(pdu.response({ command_status: script.refusal })); // header only, as the standard has it
    link.session.close();
    return;
  }
  if (!kinds.includes(pdu.command)) return broken(`the hall sent ${pdu.command}, expected ${kinds.join(' and ')}`);
  if (live[pdu.command]) return broken(`a second ${pdu.command} came while the first was bound`);
  if (pdu.interface_version !== 0x34) return broken(`interface_version is ${pdu.interface_version}, not 0x34`);
  link.kind = pdu.command;
  live[pdu.command] = link;
  link.session.send(pdu.response({ system_id: 'node-smsc', sc_interface_version: 0x34 }));
}

// One answer may travel as one submit_sm, as parts with a UDH or with sar_* TLVs, or in message_payload.
function piece_of(pdu) {
  const field = pdu.message_payload || pdu.short_message;
  for (const element of field.udh || []) {
    if (element[0] === 0x00) {
      return { way: 'udh8', text: field.message, ref: element[2], total: element[3], part: element[4] };
    }
    if (element[0] === 0x08) {
      return { way: 'udh16', text: field.message, ref: element.readUInt16BE(2), total: element[4], part: element[5] };
    }
  }
  if (pdu.sar_total_segments !== undefined) {
    const { sar_msg_ref_num: ref, sar_total_segments: total, sar_segment_seqnum: part } = pdu;
    return { way: 'sar', text: field.message, ref, total, part };
  }
  return { way: pdu.message_payload ? 'payload' : 'whole', text: field.message, ref: -1, total: 1, part: 1 };
}

function on_submit(link, pdu) {
  link.session.send(pdu.response({ message_id: `node-${++submits}` }));
  if (link.kind === 'bind_receiver') broken('submit_sm came on the connection that was bound as receiver');
  const piece = piece_of(pdu);
  if (piece.text === undefined || piece.part < 1 || piece.part > piece.total) {
    return broken(`part ${piece.part} of ${piece.total} of an answer makes no sense`);
  }
  const key = `${pdu.destination_addr}/${piece.ref}`;
  const parts = (pieces[key] = pieces[key] || []);
  if (parts[piece.part - 1] !== undefined) broken(`part ${piece.part} of an answer came twice`);
  parts[piece.part - 1] = piece.text;
  if (Object.keys(parts).length === piece.total) {
    delete pieces[key];
    answers.push({
      to: pdu.destination_addr,
      from: pdu.source_addr,
      coding: pdu.data_coding,
      way: piece.way,
      text: parts.join(''),
    });
  }
}

// After unbind, from either end, the hall may bind anew even before we see the old connection end.
function release(link) {
  if (live[link.kind] === link) delete live[link.kind];
}

function on_session(session) {
  const link = { session, kind: null, enquired: 0, unbound: false, closed: false };
  session.on('error', (e) => {
    if (e.code !== 'ECONNRESET' && e.code !== 'EPIPE') broken(`node-smpp: ${e.message}`);
    wake();
  });
  session.on('close', () => {
    link.closed = true;
    release(link);
    wake();
  });
  session.on('pdu', (pdu) => {
    if (pdu.command.startsWith('bind_') && !pdu.isResponse()) on_bind(link, pdu);
    else if (pdu.command === 'enquire_link') {
      session.send(pdu.response());
      link.enquired++;
    } else if (pdu.command === 'submit_sm') on_submit(link, pdu);
    else if (pdu.command === 'unbind') {
      session.send(pdu.response());
      link.unbound = true;
      release(link);
    } else if (pdu.command === 'unbind_resp') release(link);
    else if (!pdu.isResponse() || pdu.command === 'generic_nack') {
      broken(`the hall sent ${pdu.command} (command_id ${pdu.command_id}), which nothing here asked for`);
    }
    wake();
  });
}

// --- what goes out -------------------------------------------------------------------------------------

async function answered(session, command, fields, what) {
  let response = null;
  session[command](fields, (pdu) => {
    response = pdu;
    wake();
  });
  await until(`the response to ${what}`, () => response || fault);
  need(!fault, fault);
  need(response.command === `${command}_resp`, `${what} was answered with ${response.command}`);
  need(response.command_status === 0, `${what} was answered with status ${response.command_status}, not ESME_ROK`);
  return response;
}

async function deliver(short_message, data_coding, what) {
  const link = live.bind_receiver || live.bind_transceiver;
  need(link, 'there is no bound connection to deliver on');
  const fields = {
    source_addr_ton: script.sender.ton,
    source_addr_npi: script.sender.npi,
    source_addr: script.sender.address,
    dest_addr_npi: 1,
    destination_addr: script.hall,
    data_coding,
    short_message,
  };
  const response = await answered(link.session, 'deliver_sm', fields, what);
  const id = response.message_id;
  need(id === '', `message_id of deliver_sm_resp is '${id}', the standard has it empty`);
}

async function take_answer(step) {
  await until('the answer', () => answers.length > 0 || fault);
  need(!fault, fault);
  const answer = answers.shift();
  const to = answer.to.replace(/^(\+|00)?86/, '');
  need(to === script.sender.national, 'the answer went to another number than the one that asked');
  need(answer.from === script.hall, `the answer came from ${answer.from}, not from ${script.hall}`);
  need(answer.coding === smpp.ENCODING.UCS2, `a Chinese answer came with data_coding ${answer.coding}, not 8`);
  if (step.way) need(answer.way === step.way, `the long answer travelled as '${answer.way}', not as '${step.way}'`);
  let at = 0;
  for (const piece of step.expect) {
    const found = answer.text.indexOf(piece, at);
    need(found >= 0, `'${piece}' is not (in its place) in the answer '${answer.text}'`);
    at = found + piece.length;
  }
}

const steps = {
  async accept(step) {
    password = step.password || password;
    await until(kinds.join(' and '), () => kinds.every((kind) => live[kind]) || fault);
  },

  async refuse(step) {
    await until(`${step.times} binds with the wrong password`, () => refused.length >= step.times || fault);
    need(!fault, fault);
    const took = refused[step.times - 1] - refused[0];
    need(took >= step.at_least_ms, `${step.times} attempts came within ${took} ms: that is no back-off`);
  },

  async text(step) {
    await deliver(step.text, step.coding === 'ucs2' ? smpp.ENCODING.UCS2 : 0, 'the text');
    await take_answer(step);
  },

  async parts(step) {
    const ref = ++reference;
    for (const number of step.order) {
      const udh = Buffer.from([5, 0, 3, ref, step.texts.length, number]);
      need(answers.length === 0, 'the hall answered before the last part had come');
      await deliver({ udh, message: step.texts[number - 1] }, smpp.ENCODING.UCS2, `part ${number}`);
    }
    await take_answer(step);
  },

  async enquire() {
    for (const kind of kinds) await answered(live[kind].session, 'enquire_link', {}, `enquire_link (${kind})`);
  },

  async be_enquired(step) {
    const want = kinds.map((kind) => [live[kind], live[kind].enquired + step.times]);
    const ready = () => want.every(([link, times]) => link.enquired >= times) || fault;
    await until(`${step.times} enquire_link from the hall`, ready);
  },

  async unbind() {
    const links = kinds.map((kind) => live[kind]);
    for (const link of links) {
      if (link !== links[0] && link.unbound) continue; // the hall may take down the other half of a pair itself
      await answered(link.session, 'unbind', {}, `unbind (${link.kind})`);
    }
    await until('the hall closes its side after unbind', () => links.every((link) => link.closed) || fault);
  },

  async end() {
    const links = kinds.map((kind) => live[kind]);
    say('end');
    await until('unbind from the hall after SIGTERM', () => links.every((link) => link.unbound) || fault);
    need(!fault, fault);
    await until('the hall closes its side after unbind_resp', () => links.every((link) => link.closed) || fault);
  },
};

async function play() {
  for (const step of script.steps) {
    try {
      await steps[step.do](step);
      need(!fault, fault);
      need(answers.length === 0, `an answer came that nobody asked for: '${(answers[0] || {}).text}'`);
      need(Object.keys(pieces).length === 0, 'an answer is not complete');
    } catch (e) {
      say(`not ok ${step.say}: ${e.message}`);
      return 1;
    }
    say(`ok ${step.say}`);
  }
  return 0;
}

const server = smpp.createServer(on_session);
server.listen(0, '127.0.0.1', () => {
  say(`port ${server.address().port}`);
  play().then((code) => process.exit(code));
});
