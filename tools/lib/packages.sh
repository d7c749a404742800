# shellcheck shell=bash
# Which Debian packages building and testing take, and how to get those that are missing.
# Needs common.sh.

: "${root:?needs common.sh}"

packages_to_build=(
    g++ cmake ninja-build ccache pkg-config
    libboost1.81-dev libsmpp34-dev libsqlite3-dev libyaml-cpp-dev libfmt-dev libutf8proc-dev libcsv-dev
    libicu-dev    # tables of Chinese characters, taken out while building
)
packages_to_test=(
    catch2 clang libclang-rt-dev    # the second compiler, with its sanitizers
    tshark libnet-smpp-perl perl    # peers and judges that nobody here wrote
    python3 python3-yaml python3-jsonschema sqlite3
)

packages_to_test_more=(
    faketime    # clocks that are wrong
    python3 sqlite3
)

package_is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# install_missing build|test|more: installs what is not there yet; asks the network nothing when all is there.
install_missing() {
    local wanted=("${packages_to_build[@]}") missing=() name
    if [[ $1 == test ]]; then
        wanted+=("${packages_to_test[@]}")
        # Node may come from elsewhere than Debian; what counts is that it runs.
        command -v node >/dev/null || wanted+=(nodejs)
        command -v npm >/dev/null || wanted+=(npm)
    fi
    if [[ $1 == more ]]; then wanted+=("${packages_to_test_more[@]}"); fi
    for name in "${wanted[@]}"; do
        package_is_installed "$name" || missing+=("$name")
    done
    [[ ${#missing[@]} -eq 0 ]] && return 0

    local as_root=()
    if [[ $(id -u) -ne 0 ]]; then
        command -v sudo >/dev/null || die "these packages are missing and only root can install them; run as root:
  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    local log=$root/build/apt.log
    mkdir -p "$root/build"
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    # The package lists may be absent (a fresh image) or too old to name versions that still exist.
    if apt_install "${missing[@]}" >"$log" 2>&1; then return 0; fi
    if ! "${as_root[@]}" apt-get update >>"$log" 2>&1 || ! apt_install "${missing[@]}" >>"$log" 2>&1; then
        show_log "$log"
        die "the packages could not be installed; by hand it would be:
  ${as_root[*]} apt-get update && ${as_root[*]} apt-get install --no-install-recommends ${missing[*]}"
    fi
}

# Uses as_root of install_missing. The variable is set behind sudo, which does not hand it on.
apt_install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@" </dev/null
}
