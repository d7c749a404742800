# shellcheck shell=bash
# Starts smshalld and hall-smsc together, on a port that is free and a database of their own, and stops both again
# whatever happens. Needs common.sh. The caller's standard input must be open as descriptor 3.

: "${root:?needs common.sh}"

hall_pid=
smsc_pid=

# Ends smshalld as an operator would; it drains and unbinds. Sets hall_status.
stop_hall() {
    hall_status=0
    [[ -n $hall_pid ]] || return 0
    local pid=$hall_pid killer
    hall_pid=
    kill -TERM "$pid" 2>/dev/null || true
    (
        for _ in {1..200}; do
            sleep 0.1
            kill -0 "$pid" 2>/dev/null || exit 0
        done
        kill -KILL "$pid" 2>/dev/null || true
    ) &
    killer=$!
    wait "$pid" || hall_status=$?
    kill "$killer" 2>/dev/null || true
    wait "$killer" 2>/dev/null || true
}

stop_both() {
    if [[ -n $smsc_pid ]]; then
        kill -TERM "$smsc_pid" 2>/dev/null || true
        wait "$smsc_pid" 2>/dev/null || true
        smsc_pid=
    fi
    stop_hall
}

# To be called once by a script that uses play_on_hall.
stop_both_at_exit() {
    trap stop_both EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

# play_on_hall BUILD RUN [OPTION...]: smshalld of BUILD on conf/ as shipped, with its state and its log in RUN, and
# hall-smsc with OPTIONs. HALL_CONFIG names other settings. Returns what hall-smsc returned; hall_status says how smshalld ended.
play_on_hall() {
    local build=$1 run=$2 status=0
    shift 2
    mkdir -p "$run/state"
    rm -f "$run/port"
    (
        for _ in {1..200}; do
            [[ -s $run/port ]] && break
            sleep 0.05
        done
        [[ -s $run/port ]] || exit 69  # hall-smsc has said why
        SMSHALL_SMSC_HOST=127.0.0.1 SMSHALL_SMSC_PORT=$(<"$run/port") SMSHALL_STATE=$run/state
        export SMSHALL_SMSC_HOST SMSHALL_SMSC_PORT SMSHALL_STATE
        unset SMSHALL_SYSTEM_ID SMSHALL_PASSWORD
        exec "$build/daemon/smshalld" "${HALL_CONFIG:-$root/conf/smshalld.yaml}"
    ) >"$run/smshalld.log" 2>&1 </dev/null 3<&- &
    hall_pid=$!
    # Both run in the background and are waited for, so that a signal to the script is seen at once.
    "$build/tools/hall-smsc" --listen 127.0.0.1:0 --port-file "$run/port" --hall-pid "$hall_pid" --bind-timeout 30 \
        "$@" <&3 3<&- &
    smsc_pid=$!
    wait "$smsc_pid" || status=$?
    smsc_pid=
    stop_hall
    if [[ $hall_status -ne 0 ]]; then say "smshalld ended with status $hall_status"; fi
    if [[ $status -ne 0 || $hall_status -ne 0 ]]; then show_log "$run/smshalld.log"; fi
    return "$status"
}

# hallctl_on BUILD RUN ARGUMENT...: hallctl of BUILD on the hall whose state is in RUN.
hallctl_on() {
    local build=$1 run=$2
    shift 2
    SMSHALL_STATE=$run/state "$build/tools/hallctl/hallctl" "$@" --config "${HALL_CONFIG:-$root/conf/smshalld.yaml}"
}

# import_sample BUILD RUN: the sample subscribers and staff, before the hall's first start.
import_sample() {
    local build=$1 run=$2 kind
    mkdir -p "$run/state"
    for kind in subscribers staff; do
        if ! hallctl_on "$build" "$run" import "$kind" "$root/conf/sample/$kind.csv" >>"$run/import.log" 2>&1; then
            say "the sample $kind could not be imported:"
            cat "$run/import.log" >&2
            return 1
        fi
    done
}
