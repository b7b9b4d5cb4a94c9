"""The text as it is written: in which language, its sentences, their words, and the days that it names."""
