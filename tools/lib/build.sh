# shellcheck shell=bash
# Configures and builds a preset of CMakePresets.json. Needs common.sh.

: "${root:?needs common.sh}"

# With more random address bits than this the sanitizers' run-time libraries of Debian 12 sometimes find their
# shadow memory taken and stop ("unexpected memory mapping"). Programs built with them are run without
# randomisation then, those that the build itself runs to list their tests included.
sanitizer_safe_bits=28
run_sanitized=()
if [[ $(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 0) -gt $sanitizer_safe_bits ]] &&
    setarch "$(uname -m)" -R true 2>/dev/null; then
    run_sanitized=(setarch "$(uname -m)" -R)
fi

# build_preset PRESET [TARGET...]: on a terminal one line that moves; elsewhere a line every 10 steps.
build_preset() {
    local preset=$1 folder=$root/build/$1
    shift
    local log=$folder/build.log lock
    mkdir -p "$folder"
    # Two builds in one folder would spoil each other's files.
    exec {lock}>"$folder/.lock"
    if ! flock --nonblock "$lock"; then
        say "waiting for another build of $preset ..."
        flock "$lock"
    fi
    if [[ ! -f $folder/build.ninja || $root/CMakePresets.json -nt $folder/build.ninja ]]; then
        say "configuring $preset ..."
        if ! (cd "$root" && cmake --preset "$preset") >"$log" 2>&1; then
            show_log "$log"
            say "cmake --preset $preset failed"
            exec {lock}>&-
            return 1
        fi
    fi
    local -x CCACHE_SLOPPINESS=time_macros
    local -x NINJA_STATUS="[%f/%t] $preset: "
    local status=0 step=0 line
    if [[ -t 1 && ${TERM:-dumb} != dumb ]]; then
        "${run_sanitized[@]}" ninja -C "$folder" "$@" || status=$?
    else
        "${run_sanitized[@]}" ninja -C "$folder" "$@" 2>&1 | tee "$log" |
            while IFS= read -r line; do
                if [[ $line =~ ^\[[0-9]+/[0-9]+\] ]] && ((++step % 10 == 0)); then printf '%s\n' "$line"; fi
            done || status=$?
        [[ $status -eq 0 ]] || show_log "$log" 80
    fi
    exec {lock}>&-
    [[ $status -eq 0 ]] || say "building $preset failed"
    return "$status"
}
