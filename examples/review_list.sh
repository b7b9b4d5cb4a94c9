#!/bin/sh
# List what is to be looked at again: pledges whose review is due, that are overdue, or with newer evidence than their
# status. It prints nothing where there is nothing. For cron, at night:
#   15 5 * * *  PACTA_URL=https://pacta.example.org /opt/pacta/examples/review_list.sh
# Whatever it prints cron sends by mail. An exit code other than 0 says that the list is not whole.
set -eu

list() {
    rows=$(pacta pledge list --all --filter "$1=true" --sort due --columns id,status.status,due,title)
    [ -z "$rows" ] || printf '%s:\n%s\n\n' "$2" "$rows"
}

list review_due "Review is due"
list overdue "Overdue"
list newer_evidence "Newer evidence than the status"
