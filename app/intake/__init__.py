"""Intake: what a text says that was pledged and said, read by rules, in English and in Spanish.

`reading.read` is the way in. Nothing here knows the database, nor what records are there: names stay words, which
`app.exchange.intake` looks up. The rules are data (`rules`), over closed lists of words (`words`).

A text (`text`) is read sentence by sentence (`extraction`): whom it names (`names`), who does what (`clauses`), who
says what (`speech`), and what of it is promised (`promises`).
"""
