"""The patterns of Argdown's tokens, each alternative in the order in which the language tries them.

A group's name is the kind of what it matches. Repetitions of one character that never need to give
back are possessive, so that no text takes more than linear time. Those of a group are bounded
instead: Python before 3.11.5 loses its place where a possessive one ends in the middle of a group
(https://github.com/python/cpython/issues/106052).
"""

import re

# White space as JavaScript has it, for which the language is defined.
WS = "\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_CONTROL = r"\\@#*_\[\],.:;<>/\-\n(){}"
_ESCAPED = r"\\[^\n]\ *+"
# What stands for itself in the middle of a line, so that prose is one token.
_HARMLESS = rf"""(?:
    (?:[,;()>\-\]}}]|[.:](?=[{WS}]|\Z))(?![ \t]{{2}}|[ \t]?===)
    |{_ESCAPED}(?!\t|===)
)"""
_PLAIN = rf"[^{_CONTROL}]*+"
_TEXT = rf"(?:[^{_CONTROL}\ \t=]|{_HARMLESS}){_PLAIN}(?:{_HARMLESS}{_PLAIN}){{0,500}}"
_BLANK_LINES = r"[ \t]*+\n[ \t]*+\n(?:[ \t\n]*\n)?"
_SHORTCODE = rf"\.[^{WS}]+?\.[ \t]?|:[^{WS}]+?:[ \t]?"

LINE = re.compile(
    rf"""
    (?P<blank>{_BLANK_LINES})
    |(?P<newline>[ \t]*+\n)
    |(?P<relation>[ '\t]*+(?:\+>|->|<\+|\+|<-|-|><|_>|<_|_(?=[{WS}])))
    |(?P<heading>\#++\ )
    |(?P<number>[ '\t]*+\([0-9]+\))
    |(?P<item>[ '\t]*+(?:[0-9]+\.|\*)(?=[{WS}]))
    |(?P<spaces>[ \t]++)
    """,
    re.VERBOSE,
)
INFERENCE = re.compile(r"[ '\t]*+--")
INLINE = re.compile(
    rf"""
    (?P<text>{_TEXT})
    |(?P<blank>{_BLANK_LINES})
    |(?P<newline>[ \t]*+\n)
    |(?P<spaces>[ \t]++)
    |(?P<escaped>{_ESCAPED})
    |(?P<shortcode>{_SHORTCODE})
    |(?P<bracket>[@\#*_\[<{{/])
    |(?P<front>===+[\s\S]*?===+)
    |(?P<equals>=[^{_CONTROL}]*+)
    |(?P<control>[^\\\n])
    """,
    re.VERBOSE,
)
# What most lines are, in one match: a relation and a title, or neither, then a text, then the end.
USUAL = re.compile(
    rf"""
    (?:(?P<indent>[ '\t]*+)(?P<sign>\+>|->|<\+|\+|<-|-|><|_>|<_|_(?=[{WS}]))[ \t]*+)?
    \[(?P<title>[^\]\n]++)\]:[ \t]*+
    (?P<text>{_TEXT})?
    (?P<end>[ \t]*+\n(?![ \t]*+\n))?
    """,
    re.VERBOSE,
)
RULES = re.compile(
    rf"""
    (?P<text>[^{_CONTROL}\ \t][^{_CONTROL}]*+)
    |(?P<newline>[ \t]*+\n)
    |(?P<spaces>[ \t]++)
    |(?P<escaped>{_ESCAPED})
    |(?P<shortcode>{_SHORTCODE})
    |(?P<end>-{{2,}})
    |(?P<comma>,)
    |(?P<bracket>[</{{])
    |(?P<control>[^\\\n])
    """,
    re.VERBOSE,
)
_CLOSING = r"(?:[ \t]|(?=[\n)}_.,!?;:\-*]|\Z))"
OPENS = {mark: re.compile(rf"{re.escape(mark)}(?![{WS}])") for mark in ("**", "__", "*", "_")}
CLOSES = {mark: re.compile(re.escape(mark) + _CLOSING) for mark in OPENS}
_WORDS_OF_TAG = r"[A-z0-9\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+"
TAG = re.compile(rf"#({_WORDS_OF_TAG})[ \t]?")
LINE_END = re.compile("\r\n|\r")
ESCAPE = re.compile(r"\\([^\n])")
