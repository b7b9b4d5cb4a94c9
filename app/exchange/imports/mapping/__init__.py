"""Files with a mapping, as records of a bundle.

How it is called, by the command line as by `POST /v1/imports`:

    mapping = mapping_of(text)                         # or ready_mapping("trumptracker"); raises `BadBundle`
    imported = ImportedFile(opened, "promises.csv", mapping)
    for record in imported:                            # `BundleRecord`s, in the order in which they are complete
        ...
    imported.faults                                    # `BundleFault`s: file or sheet, line, column, field, message
    imported.notes                                     # what was odd, and how it was read
    imported.rows, imported.skipped, imported.given    # counted

`opened` is a file of the system's (`TemporaryFile`, `path.open("rb")`); `name` is what the client calls it: its ending
says what it is. What is wrong is not raised: iterating goes on to find more, up to `MOST` faults. `imported.bundle()`
iterates and returns a `Bundle`, its faults with it, just as `read_bundle` does of YAML: `load` takes it as it is, with
`mapping.data_set` as the name of the data set. `preview` shows what the first rows become.

Every `BundleRecord` knows of each field in which sheet, line and column it stands, so what the loader refuses (a guard,
a reference to nothing) is told with these, too. Reading is bounded by a child process (`formats.uploads`), mapping by
the size of the mapping and by what a row may give. All of it is plain and synchronous: run it in a thread.
"""
