"""A map rendered for a terminal, a program or a drawing tool.

Decides nothing: knows the values it shows and the person's language.
Reads no file of the project but the lines it quotes.
"""
