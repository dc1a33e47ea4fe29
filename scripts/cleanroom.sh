#!/usr/bin/env bash
# Proves both commands in a Debian 12 that has only Python and make. As root, with debootstrap installed:
#   scripts/cleanroom.sh FOLDER [run|test|both]
# FOLDER becomes the root of the new system (about 3 GB); a second run reuses it. What of this machine decides
# where packages come from (apt, pip and npm settings, certificates) is carried in; nothing else is.
set -euo pipefail

usage() { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ $# -ge 1 ] || usage
folder=$1
what=${2:-both}
case $what in run|test|both) ;; *) usage ;; esac
[ "$(id -u)" = 0 ] || { echo "cleanroom.sh: нужен root" >&2; exit 1; }
command -v debootstrap > /dev/null || { echo "cleanroom.sh: нужен пакет debootstrap" >&2; exit 1; }

checkout=$(cd "$(dirname "$0")/.." && pwd)
suite=bookworm
home=/root/portal
port=8765

mirror() {
    # The address this machine takes the suite from: one-line and deb822 forms of apt's sources.
    {
        awk '/^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z+]+:\/\//) print $i }' \
            /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true
        awk '/^URIs:/ { print $2 }' /etc/apt/sources.list.d/*.sources 2> /dev/null || true
    } | grep -v security | head -n 1
}

carry() {
    # Copies files of this machine to the same places of the new system, those that exist.
    local path
    for path in "$@"; do
        [ -e "$path" ] || continue
        mkdir -p "$folder$(dirname "$path")"
        cp -aT "$path" "$folder$path"
    done
}

# Before a command of the new system. No variable of this shell goes in but those that tell package clients
# about certificates and mirrors. A plain list, so that a command in the background is one process to signal.
inside=(env -i HOME=/root LANG=C.UTF-8 "TERM=${TERM:-dumb}"
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
while IFS= read -r variable; do
    inside+=("$variable")
done < <(env | grep -E '^(PIP_|UV_|NPM_CONFIG_|npm_config_|NODE_EXTRA_CA_CERTS|SSL_CERT_|[A-Za-z]+_(proxy|PROXY)=)')
inside+=("$(command -v chroot)" "$folder")

unmount() {
    for point in dev/shm dev/pts proc; do
        mountpoint -q "$folder/$point" && umount "$folder/$point"
    done
    return 0
}

build_root() {
    if [ ! -e "$folder/etc/debian_version" ]; then
        echo "── Debian $suite в $folder"
        debootstrap --variant=minbase --include=python3,python3-venv,make,ca-certificates,git \
            "$suite" "$folder" "$(mirror)" > "$folder.debootstrap.log" 2>&1 \
            || { tail -n 20 "$folder.debootstrap.log" >&2; exit 1; }
    fi
    rm -f "$folder/etc/apt/sources.list"
    carry /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/keyrings /etc/apt/auth.conf.d \
        /usr/local/share/ca-certificates /etc/ssl/certs/ca-certificates.crt /etc/resolv.conf /etc/hosts \
        /etc/pip.conf /root/.config/pip /root/.pip /root/.npmrc /etc/npmrc
    mkdir -p "$folder/proc" "$folder/dev/pts" "$folder/dev/shm"
    mount -t proc proc "$folder/proc"
    mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts "$folder/dev/pts"
    mount -t tmpfs tmpfs "$folder/dev/shm"
}

copy_project() {
    rm -rf "${folder:?}$home"
    git clone --quiet --no-hardlinks "$checkout" "$folder$home"
}

check_run() {
    echo "── make run"
    local log="$folder/root/run.log" begun=$SECONDS
    "${inside[@]}" make -C "$home" run PORT=$port > "$log" 2>&1 &
    local make_id=$!
    until curl_health; do
        kill -0 "$make_id" 2> /dev/null || { cat "$log" >&2; echo "make run остановился сам" >&2; return 1; }
        [ $((SECONDS - begun)) -lt 900 ] || { cat "$log" >&2; kill -TERM "$make_id"; return 1; }
        sleep 1
    done
    echo "портал ответил через $((SECONDS - begun)) с"
    sleep 5
    cat "$log"
    kill -TERM "$make_id"
    wait "$make_id" || true
    nothing_left
}

curl_health() {
    "${inside[@]}" python3 -c "import urllib.request as r; r.urlopen('http://127.0.0.1:$port/healthz', timeout=2)" 2> /dev/null
}

nothing_left() {
    # Every process whose root folder is the new system's: after a stop there must be none.
    local left
    left=$(find /proc -maxdepth 2 -name root -lname "$(realpath "$folder")" 2> /dev/null || true)
    [ -z "$left" ] || { echo "после остановки остались процессы: $left" >&2; return 1; }
    echo "после остановки процессов не осталось"
}

check_test() {
    echo "── make test"
    "${inside[@]}" make -C "$home" test
    nothing_left
}

trap unmount EXIT
mkdir -p "$folder"
build_root
copy_project
[ "$what" = test ] || check_run
[ "$what" = run ] || check_test
