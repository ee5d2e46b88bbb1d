"""Answers for a person at a terminal, or plain when piped.

Knows answers, sentences and columns; counts nothing itself, so that text and JSON never differ.
"""
