"""What assistants read Pacta through: tools of the Model Context Protocol, over the API.

A tool takes closed words, ids, days and search words, and answers with structured content alone. What people wrote
stands in fields of that, never in what describes the tools: it may hold sentences that are meant for a model.
"""
