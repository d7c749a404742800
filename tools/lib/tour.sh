# shellcheck shell=bash
# The tour of tools/try: a conversation that orders and recommends, then four months in a moment. Needs common.sh
# and hall.sh; every step must come true.

: "${root:?needs common.sh}"

# expect WORDS FILE: FILE must hold the words.
expect() {
    grep -qF -- "$1" "$2" && return 0
    say "the tour expected '$1' and did not find it"
    return 1
}

# converse NAME LINE...: plays the lines ([NUMBER] TEXT) on $build and $run, and keeps what was said.
converse() {
    local name=$1 status=0
    shift
    printf '%s\n' "$@" >"$run/$name.texts"
    play_on_hall "$build" "$run" --play "$run/$name.texts" 2>&1 | tee "$run/$name.said" || status=$?
    return "$status"
}

# tour BUILD RUN: on a run whose sample has been imported.
tour() {
    local build=$1 run=$2
    export SMSHALL_TEST_CLOCK=yes
    say "a subscriber asks, orders, confirms, and recommends; his friend orders, too"
    converse first '13800138000 102' '13800138000 42' '13800138000 KTLL10' '13800138000 是' '13800138000 0000' \
        '13800138000 13903591234CL' '13903591234 KTCL' '13903591234 是' '13800138000 JF' || return 1
    expect '本次收取8.00元' "$run/first.said" || return 1
    expect '13800138000向您推荐彩铃' "$run/first.said" || return 1

    say "hallctl moves the hall's clock on by four months"
    hallctl_on "$build" "$run" clock +4mo || return 1
    # Before nine in the morning, when charges begin, the fifth month would not be charged yet.
    hallctl_on "$build" "$run" clock +10h || return 1
    say "the hall starts again and catches up: charges, the notice before the price returns, the points"
    converse later '13912345678 102' '13912345678 102' '13800138000 JF' '13800138000 102' || return 1
    expect '起恢复为每月10.00元' "$run/later.said" || return 1
    expect '500积分已到账' "$run/later.said" || return 1

    say "what was charged: 8, 8, 8, then 10 (and 10 again: after four months the fifth month has begun)"
    hallctl_on "$build" "$run" subscriptions 13800138000 | tee "$run/charged" || return 1
    [[ $(grep -oE 'charged +[0-9.]+' "$run/charged" | awk '{printf "%s ", $2}') == '8.00 8.00 8.00 10.00 10.00 ' ]] || {
        say "the tour expected 8.00 8.00 8.00 10.00 10.00"
        return 1
    }
    say "hallctl audit recomputes the book"
    hallctl_on "$build" "$run" audit || return 1
    say "done; every step came true"
}
