"""Files that come from outside, parsed in a child process that may use so much and no more.

`rows.open_rows` is the way in, `rows.open_bundles` for packages of bundles; `child` is what runs in the process.
Nothing here imports the rest of Pacta but `formats.strict_yaml` and `strict_json`, where they are needed: the child has
to start fast.
"""
