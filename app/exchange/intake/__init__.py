"""Intake: texts and files that are read for what they say was pledged, and answered with a proposal.

`reader` reads them in a process of its own, `matching` looks up who is named, `proposal` makes drafts of it all.
Nothing is written: a person accepts the proposal, or a part of it, as a bundle.
"""
