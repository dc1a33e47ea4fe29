#!/usr/bin/env bash
# Puts a copy made by backup.sh in the place of the present data. Stops the portal, replaces, starts it again.
#   deploy/restore.sh FOLDER-OF-THE-COPY
set -euo pipefail
[ $# -eq 1 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
copy=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
portal=(docker compose --env-file deploy/portal.env)

(cd "$copy" && sha256sum --check --quiet SHA256SUMS)
read -r -p "Нынешние данные портала будут заменены копией $copy. Напишите «да»: " answer
[ "$answer" = да ] || { echo "Ничего не изменено."; exit 1; }

"${portal[@]}" stop proxy web worker beat
"${portal[@]}" up --detach --wait db
"${portal[@]}" exec -T db dropdb --username=portal --if-exists --force portal
"${portal[@]}" exec -T db createdb --username=portal portal
"${portal[@]}" exec -T db pg_restore --username=portal --dbname=portal --no-owner --exit-on-error --single-transaction \
    < "$copy/database.dump"
"${portal[@]}" run --rm -T --no-deps web sh -c \
    'find /data -mindepth 1 -delete && tar --extract --directory=/data' < "$copy/files.tar"
"${portal[@]}" up --detach
echo "Восстановлено из $copy"
