#!/bin/sh
# Prints the first interpreter that is new enough; says in words what to do when there is none.
for name in python3 python3.11 python3.12 python3.13; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$name"
        exit 0
    fi
done
echo "Нужен Python 3.11 или новее. В Debian 12: apt-get install -y python3 python3-venv" >&2
exit 1
