#!/usr/bin/perl
# An SMSC built on Net::SMPP (Debian: libnet-smpp-perl) that plays one script against smshalld and says what it
# saw. It judges with that module's framing and fields and Perl's own character sets: nothing of this
# repository's codecs may enter here, or the test would only show that we agree with ourselves.
#
# usage: perl_smsc.pl SCRIPT.json     (tests/peers/run writes the script; node_smsc.js plays the same ones)
# stdout: "port N", then "ok SENTENCE" / "not ok SENTENCE", and "end" when it waits for the hall to go away.
use strict;
use warnings;
use utf8;

use Encode qw(decode encode);
use IO::Select;
use JSON::PP qw(decode_json);
use Net::SMPP;
use Time::HiRes qw(time);

$SIG{PIPE} = 'IGNORE';
$| = 1;
binmode STDOUT, ':encoding(UTF-8)';
binmode STDERR, ':encoding(UTF-8)';

my $script = do { local (@ARGV, $/) = ($ARGV[0]); decode_json(<>) };
my $patience = 10;    # seconds; far more than anything here needs
my @kinds = $script->{mode} eq 'pair' ? qw(bind_transmitter bind_receiver) : qw(bind_transceiver);

my $password = $script->{password};
my %live;             # kind of bind -> link
my @refused;          # when each refused bind came
my @answers;          # complete answers that no step has taken yet
my %pieces;           # parts of answers that are not complete yet
my %responses;        # link and sequence number -> response that somebody waits for
my ($submits, $reference) = (0, 0);
my $fault;            # what went wrong outside of a step; the next step reports it

my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0) or die "cannot listen: $!\n";
my $selector = IO::Select->new($listener);
my %links;            # socket -> link

sub say_line { print "$_[0]\n" }
sub need { my ($condition, $sentence) = @_; die "$sentence\n" unless $condition }
sub broken { $fault //= $_[0] }

# Waits until $ready says so, and takes what arrives meanwhile.
sub until_ready {
    my ($what, $ready) = @_;
    my $end = time + $patience;
    while (!$ready->()) {
        my $left = $end - time;
        need($left > 0, "$what did not happen within $patience s");
        for my $socket ($selector->can_read($left)) {
            $socket == $listener ? take_connection() : take_pdu($links{$socket});
        }
    }
}

# --- what comes in ---------------------------------------------------------------------------------------

sub take_connection {
    my $socket = $listener->accept or return broken("accept failed: $!");
    $links{$socket} = { socket => $socket, enquired => 0, unbound => 0, closed => 0 };
    $selector->add($socket);
}

sub close_link {
    my ($link) = @_;
    $selector->remove($link->{socket});
    delete $links{ $link->{socket} };
    $link->{socket}->close;
    $link->{closed} = 1;
    release($link);
}

# After unbind, from either end, the hall may bind anew even before we see the old connection end.
sub release {
    my ($link) = @_;
    delete $live{ $link->{kind} } if $link->{kind} && ($live{ $link->{kind} } // 0) == $link;
}

sub take_pdu {
    my ($link) = @_;
    my $socket = $link->{socket};
    my $pdu = do { local $SIG{__WARN__} = sub { }; $socket->read_pdu };    # it warns at every end of file
    return close_link($link) unless $pdu;
    my $name = $pdu->explain_cmd;
    if ($pdu->{cmd} & 0x80000000) {
        return broken("the hall sent generic_nack with status $pdu->{status}") if $name eq 'generic_nack';
        $responses{"$link->{socket}/$pdu->{seq}"} = $pdu;
        release($link) if $name eq 'unbind_resp';
    } elsif ($name =~ /^bind_/) {
        take_bind($link, $pdu, $name);
    } elsif ($name eq 'enquire_link') {
        $socket->enquire_link_resp(seq => $pdu->{seq});
        $link->{enquired}++;
    } elsif ($name eq 'submit_sm') {
        $socket->submit_sm_resp(seq => $pdu->{seq}, message_id => 'perl-' . ++$submits);
        take_submit($link, $pdu);
    } elsif ($name eq 'unbind') {
        $socket->unbind_resp(seq => $pdu->{seq});
        $link->{unbound} = 1;
        release($link);
    } else {
        broken("the hall sent $name, which nothing here asked for");
    }
}

sub take_bind {
    my ($link, $pdu, $name) = @_;
    my $respond = "${name}_resp";
    if ($pdu->{system_id} ne $script->{system_id} || $pdu->{password} ne $password) {
        push @refused, time;
        # With a body that holds an empty name, as many SMSCs do it; the standard has no body here.
        $link->{socket}->$respond(seq => $pdu->{seq}, status => $script->{refusal}, system_id => '');
        return close_link($link);
    }
    return broken("the hall sent $name, expected @kinds") unless grep { $_ eq $name } @kinds;
    return broken("a second $name came while the first was bound") if $live{$name};
    return broken("interface_version is $pdu->{interface_version}, not 0x34") if $pdu->{interface_version} != 0x34;
    $link->{kind} = $name;
    $live{$name} = $link;
    $link->{socket}->$respond(seq => $pdu->{seq}, system_id => 'perl-smsc');    # no sc_interface_version, like many
}

# One answer may travel as one submit_sm, as parts with a UDH or with sar_* TLVs, or in message_payload.
sub piece_of {
    my ($pdu) = @_;
    my $bytes = length $pdu->{short_message} ? $pdu->{short_message} : $pdu->{message_payload} // '';
    my ($way, $ref, $total, $part) = (length $pdu->{short_message} ? 'whole' : 'payload', -1, 1, 1);
    if ($pdu->{esm_class} & 0x40) {
        my ($udh, $rest) = unpack 'C/a a*', $bytes;
        $bytes = $rest;
        my %element = unpack '(C C/a)*', $udh;
        ($way, $ref, $total, $part) = ('udh8', unpack 'CCC', $element{0}) if defined $element{0};
        ($way, $ref, $total, $part) = ('udh16', unpack 'nCC', $element{8}) if defined $element{8};
    } elsif (defined $pdu->{sar_total_segments}) {
        ($way, $ref) = ('sar', unpack 'n', $pdu->{sar_msg_ref_num});
        ($total, $part) = map { unpack 'C', $_ } @$pdu{qw(sar_total_segments sar_segment_seqnum)};
    }
    my $charset = $pdu->{data_coding} == 8 ? 'UTF-16BE' : 'gsm0338';
    my $text = eval { decode($charset, $bytes, Encode::FB_CROAK) };
    return { way => $way, text => $text, ref => $ref, total => $total, part => $part };
}

sub take_submit {
    my ($link, $pdu) = @_;
    broken('submit_sm came on the connection that was bound as receiver') if $link->{kind} eq 'bind_receiver';
    my $piece = piece_of($pdu);
    return broken("the answer's octets are no text in data_coding $pdu->{data_coding}") unless defined $piece->{text};
    my ($total, $part) = @$piece{qw(total part)};
    return broken("part $part of $total of an answer makes no sense") if $part < 1 || $part > $total;
    my $key = "$pdu->{destination_addr}/$piece->{ref}";
    my $parts = $pieces{$key} //= {};
    broken("part $part of an answer came twice") if defined $parts->{$part};
    $parts->{$part} = $piece->{text};
    return if keys %$parts < $total;
    delete $pieces{$key};
    push @answers, {
        to => $pdu->{destination_addr}, from => $pdu->{source_addr}, coding => $pdu->{data_coding},
        way => $piece->{way}, text => join('', map { $parts->{$_} } 1 .. $total),
    };
}

# --- what goes out ---------------------------------------------------------------------------------------

sub answered {
    my ($link, $command, $what, @fields) = @_;
    my $seq = $link->{socket}->$command(async => 1, @fields);
    my $key = "$link->{socket}/$seq";
    until_ready("the response to $what", sub { $responses{$key} || $fault });
    need(!$fault, $fault);
    my $response = delete $responses{$key};
    my $name = $response->explain_cmd;
    need($name eq "${command}_resp", "$what was answered with $name");
    need($response->{status} == 0, "$what was answered with status $response->{status}, not ESME_ROK");
    return $response;
}

sub deliver {
    my ($what, @fields) = @_;
    my $link = $live{bind_receiver} || $live{bind_transceiver};
    need($link, 'there is no bound connection to deliver on');
    my $response = answered($link, 'deliver_sm', $what,
        source_addr_ton => $script->{sender}{ton}, source_addr_npi => $script->{sender}{npi},
        source_addr => $script->{sender}{address}, dest_addr_ton => 0, dest_addr_npi => 1,
        destination_addr => $script->{hall}, @fields);
    need(defined $response->{message_id} && $response->{message_id} eq '',
        'message_id of deliver_sm_resp is not empty as the standard has it');
}

sub take_answer {
    my ($step) = @_;
    until_ready('the answer', sub { @answers || $fault });
    need(!$fault, $fault);
    my $answer = shift @answers;
    (my $to = $answer->{to}) =~ s/^(\+|00)?86//;
    need($to eq $script->{sender}{national}, 'the answer went to another number than the one that asked');
    need($answer->{from} eq $script->{hall}, "the answer came from $answer->{from}, not from $script->{hall}");
    need($answer->{coding} == 8, "a Chinese answer came with data_coding $answer->{coding}, not 8");
    need($answer->{way} eq $step->{way}, "the long answer travelled as '$answer->{way}', not as '$step->{way}'")
        if $step->{way};
    my $at = 0;
    for my $piece (@{ $step->{expect} }) {
        my $found = index $answer->{text}, $piece, $at;
        need($found >= 0, "'$piece' is not (in its place) in the answer '$answer->{text}'");
        $at = $found + length $piece;
    }
}

my %steps = (
    accept => sub {
        my ($step) = @_;
        $password = $step->{password} // $password;
        until_ready("@kinds", sub { $fault || @kinds == grep { $live{$_} } @kinds });
    },
    refuse => sub {
        my ($step) = @_;
        until_ready("$step->{times} binds with the wrong password", sub { $fault || @refused >= $step->{times} });
        need(!$fault, $fault);
        my $took = int(1000 * ($refused[ $step->{times} - 1 ] - $refused[0]));
        need($took >= $step->{at_least_ms}, "$step->{times} attempts came within $took ms: that is no back-off");
    },
    text => sub {
        my ($step) = @_;
        my ($coding, $charset) = $step->{coding} eq 'ucs2' ? (8, 'UTF-16BE') : (0, 'gsm0338');
        deliver('the text', data_coding => $coding, short_message => encode($charset, $step->{text}));
        take_answer($step);
    },
    parts => sub {
        my ($step) = @_;
        my ($ref, @texts) = (++$reference, @{ $step->{texts} });
        for my $number (@{ $step->{order} }) {
            need(!@answers, 'the hall answered before the last part had come');
            my $udh = pack 'C*', 5, 0, 3, $ref, scalar @texts, $number;
            deliver("part $number", esm_class => 0x40, data_coding => 8,
                short_message => $udh . encode('UTF-16BE', $texts[ $number - 1 ]));
        }
        take_answer($step);
    },
    enquire => sub { answered($live{$_}, 'enquire_link', "enquire_link ($_)") for @kinds },
    be_enquired => sub {
        my ($step) = @_;
        my @want = map { [ $live{$_}, $live{$_}{enquired} + $step->{times} ] } @kinds;
        until_ready("$step->{times} enquire_link from the hall",
            sub { $fault || !grep { $_->[0]{enquired} < $_->[1] } @want });
    },
    unbind => sub {
        my @those = @live{@kinds};
        for my $link (@those) {
            next if $link != $those[0] && $link->{unbound};    # the hall may take down the other half of a pair itself
            answered($link, 'unbind', "unbind ($link->{kind})");
        }
        until_ready('the hall closes its side after unbind', sub { $fault || !grep { !$_->{closed} } @those });
    },
    end => sub {
        my @those = @live{@kinds};
        say_line('end');
        until_ready('unbind from the hall after SIGTERM', sub { $fault || !grep { !$_->{unbound} } @those });
        need(!$fault, $fault);
        until_ready('the hall closes its side after unbind_resp', sub { $fault || !grep { !$_->{closed} } @those });
    },
);

say_line('port ' . $listener->sockport);
for my $step (@{ $script->{steps} }) {
    my $done = eval {
        $steps{ $step->{do} }->($step);
        need(!$fault, $fault);
        need(!@answers, "an answer came that nobody asked for: '" . ($answers[0] // {})->{text} . "'") if @answers;
        need(!%pieces, 'an answer is not complete');
        1;
    };
    if (!$done) {
        chomp(my $why = $@);
        say_line("not ok $step->{say}: $why");
        exit 1;
    }
    say_line("ok $step->{say}");
}
exit 0;
