# shellcheck shell=bash
# Stages of a test run, counted, and the report behind them: for tools/test and tools/test-more. Needs common.sh, and
# `logs`, a folder.

: "${root:?needs common.sh}" "${logs:=$root/build/test}"

passed=0
failed=0
summary=()

# stage NAME COMMAND...: runs it and notes how long it took. A command that reports how many of its tests passed
# (ctest, or a last line "N passed, M failed") counts as those; any other as one.
stage() {
    local name=$1 status=0 began=$SECONDS good=0 bad=0 log
    shift
    log=$logs/${name//[^a-zA-Z0-9]/-}.log
    printf '\n== %s\n' "$name"
    "$@" 2>&1 | tee "$log" || status=$?
    if [[ $(grep -E 'tests passed, [0-9]+ tests failed out of' "$log" | tail -n 1) =~ ,\ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
        bad=${BASH_REMATCH[1]}
        good=$((BASH_REMATCH[2] - bad))
    elif [[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
        good=${BASH_REMATCH[1]}
        bad=${BASH_REMATCH[2]}
    elif [[ $status -eq 0 ]]; then
        good=1
    fi
    if [[ $status -ne 0 && $bad -eq 0 ]]; then bad=1; fi
    passed=$((passed + good))
    failed=$((failed + bad))
    summary+=("$(printf '%-44s %4d s   %s' "$name" $((SECONDS - began)) \
        "$([[ $bad -eq 0 ]] && echo "$good passed" || echo "$good passed, $bad FAILED")")")
    return "$status"
}

# report_stages: how long each took, and as the last line "N passed, M failed". False when one failed.
report_stages() {
    printf '\n'
    printf '%s\n' "${summary[@]}"
    printf '%-44s %4d s\n' 'all together' "$SECONDS"
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [[ $failed -eq 0 ]]
}
