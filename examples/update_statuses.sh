#!/bin/sh
# Change statuses with curl: a dry run first, then for real. Takes a JSON Lines file, one status change a line.
# Usage: PACTA_KEY=… examples/update_statuses.sh FILE.jsonl [ADDRESS]
# Without an address it goes to PACTA_URL, and without that to port 8000 of this machine.
set -eu

usage() {
    sed -n '2,4s/^# //p' "$0" >&2
    exit 2
}

[ $# -eq 1 ] || [ $# -eq 2 ] || usage
[ -n "${PACTA_KEY:-}" ] || usage
file=$1
[ -f "$file" ] && [ -r "$file" ] || { echo "$file: cannot be read." >&2; exit 2; }
address=${2:-${PACTA_URL:-http://127.0.0.1:8000}}

send() {
    printf '{"items": [%s]}' "$(grep -v '^ *$' "$file" | paste -s -d , -)" |
        curl --silent --show-error --fail-with-body --data-binary @- \
            --header "Authorization: Bearer $PACTA_KEY" --header 'Content-Type: application/json' \
            "$address/v1/status-changes?dry_run=$1" || { echo; echo "Nothing was recorded." >&2; exit 1; }
    echo
}

echo "What would happen:"
send true
echo "What happened:"
send false
