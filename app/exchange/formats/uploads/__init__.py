"""Files that come from outside, parsed in a child process that may use so much and no more.

`rows.open_rows` is the way in; `child` is what runs in the process. Nothing here imports the rest of Pacta but
`formats.strict_yaml`: the child has to start fast.
"""
