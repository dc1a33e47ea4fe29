#!/usr/bin/env bash
# A copy of what can't be made again: the database and the files, with their SHA-256.
#   deploy/backup.sh [FOLDER]      (default: backups beside the checkout); keeps the 30 newest copies
# The database is copied first: a file written in between is an extra file, never a missing one.
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
root=${1:-backups}
keep=30
copy="$root/$(date +%Y-%m-%d_%H-%M-%S)"
portal=(docker compose --env-file deploy/portal.env)

mkdir -p "$copy.part"
"${portal[@]}" exec -T db pg_dump --username=portal --format=custom portal > "$copy.part/database.dump"
# tar ends with 1 when a file grew while it was read: a log, never a kept file, which is written once.
"${portal[@]}" exec -T web tar --create --directory=/data . > "$copy.part/files.tar" || [ $? -eq 1 ]
(cd "$copy.part" && sha256sum database.dump files.tar > SHA256SUMS)
mv "$copy.part" "$copy"
echo "Копия готова: $copy"

find "$root" -mindepth 1 -maxdepth 1 -type d -name '????-??-??_??-??-??' | sort | head -n -$keep | xargs -r rm -rf
