PLACE = ("id", "parent_id", "relation", "position", "text")
WORDS = ("scheme", "question", "state", "author")
TIMES = ("met", "written", "edited")
OTHERS = (
    *("detail", "aim", "group", "link_to", "source_urls", "sources", "conceded"),
    *(*WORDS, *TIMES),
)
COMPUTED = ("strength", "standing", "assessed_by")
"""Written for people, and not read."""
COLUMNS = (*PLACE, *OTHERS, *COMPUTED)
