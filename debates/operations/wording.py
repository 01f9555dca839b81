"""What a claim says, checked and rendered once, on its way in."""

from typing import NamedTuple

from debates.argument.prose import block_html, clean_detail, clean_line, clean_text, inline_html
from debates.argument.schemes import SCHEMES
from debates.argument.words import Aim, Stance
from debates.errors import Refusal
from debates.models import Claim, Revision

# Why a suggestion comes back takes more words than a note.
REASON_MAX = 500


class Wording(NamedTuple):
    """A claim's text and detail as they are stored, with their HTML."""

    text: str
    text_html: str
    detail: str
    detail_html: str


def worded(text: str, detail: str) -> Wording:
    """Clean and render both; Refusal where a limit is passed or nothing can be read."""
    text, detail = clean_text(text), clean_detail(detail)
    return Wording(text, inline_html(text), detail, block_html(detail) if detail else "")


def checked_note(note: str) -> str:
    """The reason somebody gives for what they do; may be empty."""
    return clean_line(note, Revision.NOTE_MAX, "note") if note.strip() else ""


def checked_reason(reason: str) -> str:
    """Why a suggestion is given back; may be empty."""
    return clean_line(reason, REASON_MAX, "reason") if reason.strip() else ""


def checked_aim(aim: str, stance: Stance | None, parent: Claim) -> str:
    """The aim if a con to this parent can have it."""
    if not aim:
        return ""
    if stance != Stance.CON:
        raise Refusal(
            "aim_without_opposing", "Only a claim that opposes another one aims at something."
        )
    if aim not in set(Aim):
        raise Refusal("unknown_aim", f"“{aim}” is no aim. Choose one of: {', '.join(Aim)}.")
    if aim == Aim.RELEVANCE and parent.stance is None:
        raise Refusal(
            "no_step_to_attack",
            "A thesis is not a reason for anything, so its relevance cannot be opposed. "
            "Choose another aim.",
        )
    return aim


def checked_scheme(scheme: str, stance: Stance | None) -> str:
    """The scheme if a claim of this stance can name it."""
    if not scheme:
        return ""
    if stance != Stance.PRO:
        raise Refusal(
            "scheme_without_support", "Only a claim that supports another one names a scheme."
        )
    if scheme not in SCHEMES:
        raise Refusal("unknown_scheme", f"“{scheme}” is not in the catalogue of schemes.")
    return scheme
