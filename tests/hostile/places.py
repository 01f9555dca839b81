"""Where every route is in the small site, who goes there, and what it is known to read.

What a view looks for that is not named here fails ``test_surface.py``, so that nothing is read
that was never sent anything hostile.
"""

from typing import NamedTuple

_CARS = "/debates/{cars}/"
_AIR = _CARS + "claims/{air}/"
_SOURCE = "source title quote locator"
_REPLY = f"text detail {_SOURCE} aim scheme question key near preview post"
_FILE = "files text format file again discard"
_NOTE = "note back answering seen"


class Place(NamedTuple):
    """``query`` and ``fields`` are the names that an address and a sent form may hold.

    ``asks`` is the page with the form, where the form's own address shows none.
    """

    path: str
    query: str = ""
    fields: str = ""
    who: str | None = "ada"
    asks: str = ""

    @property
    def names(self) -> list[str]:
        return self.query.split()

    @property
    def field_names(self) -> list[str]:
        return self.fields.split()


_VOTE = "plausibility relevance seen about keep remove"
_FOLLOW = "claim on next"
# They are the same to whoever writes into them.
TWINS = {"reply pro", "reply thesis", "edit_claim con"}

PLACES = {
    "explore": Place("/", "q show phase sort page"),
    "guide": Place("/guide/"),
    "strengths": Place("/guide/strengths/"),
    "schemes": Place("/guide/schemes/", "scheme"),
    "search": Place("/search/", "q in kind author debate page"),
    "new_debate": Place(
        "/debates/new/",
        fields="title shape thesis option background visibility posting phase key more",
    ),
    "import_debate": Place(
        "/import/", "file example", f"{_FILE} title visibility posting phase names"
    ),
    "import_branch": Place(_AIR + "import/", "file example", f"{_FILE} stance aim names"),
    "preview": Place("/preview/", fields="text detail field background", asks="/debates/new/"),
    "permalink": Place("/claims/{air}/"),
    "debate": Place(_CARS),
    "debate_settings": Place(
        _CARS + "settings/",
        fields="change title background visibility posting phase method base votes_shown",
    ),
    "outline": Place(_CARS + "outline/", "at after"),
    "branch": Place(_CARS + "outline/{air}/", "top after"),
    "history": Place(_CARS + "history/", "page"),
    "challenges": Place(_CARS + "challenges/", "status kind by to sort settled at page"),
    "compare": Place(_CARS + "compare/", "page"),
    "export": Place(_CARS + "export/", "at format names all"),
    "export_file": Place(_CARS + "export/file/", "at format names all"),
    "verdict": Place(_CARS + "verdict/", "at"),
    "cruxes": Place(_CARS + "cruxes/", "at"),
    "what_if": Place(_CARS + "what-if/", "accept reject page"),
    "perspectives": Place(_CARS + "perspectives/", "agree"),
    "review": Place(_CARS + "review/", "page"),
    "near_matches": Place(_CARS + "near/", "text below stance", "text below stance"),
    "follow": Place(_CARS + "follow/", "claim", _FOLLOW),
    "seen": Place(_CARS + "seen/", fields="version next", asks=_CARS),
    "remove_source": Place(_CARS + "sources/{source}/remove/", asks=_AIR),
    "unlink_claim": Place(_CARS + "links/{link}/remove/"),
    "premises": Place(_CARS + "claims/{elsewhere}/premises/", fields="premises do"),
    "claim": Place(_AIR),
    "claim_history": Place(_AIR + "history/", "page"),
    "reply": Place(_AIR + "reply/con/", "question", _REPLY),
    "reply pro": Place(_AIR + "reply/pro/", "question", _REPLY),
    "reply thesis": Place("/debates/{square}/claims/{square_root}/reply/thesis/", "", _REPLY),
    "edit_claim": Place(
        _AIR + "edit/", "answering", "text detail scheme note seen answering preview"
    ),
    "edit_claim con": Place(
        _CARS + "claims/{critique}/edit/", "", "text detail aim note seen answering preview"
    ),
    "accept_claim": Place(_CARS + "claims/{waits}/accept/", fields=_NOTE),
    "return_claim": Place(_CARS + "claims/{waits}/return/", fields=_NOTE),
    "return_claim own": Place(_CARS + "claims/{waits}/return/", fields=_NOTE, who="ben"),
    "withdraw_claim": Place(_AIR + "withdraw/", "answering", _NOTE),
    "restore_claim": Place(_CARS + "claims/{withdrawn}/restore/", fields=_NOTE),
    "concede": Place(_CARS + "claims/{own_critique}/concede/", fields=_NOTE),
    "move_claim": Place(_CARS + "claims/{rebuttal}/move/", "q to stance", "to stance"),
    "add_source": Place(_AIR + "sources/", fields=f"{_SOURCE} key"),
    "link_claim": Place(
        _CARS + "claims/{rebuttal}/link/", "q target stance", "target stance aim key"
    ),
    "vote_on": Place(_AIR + "vote/", "next", f"{_VOTE} next"),
    "guided_vote": Place(_CARS + "vote/"),
    "vote_step": Place(_CARS + "vote/{air}/", "", _VOTE),
    "my_votes": Place("/me/votes/", "page"),
    "members": Place(_CARS + "members/", "q page"),
    "add_member": Place(_CARS + "members/add/", fields="who role"),
    "member_role": Place(_CARS + "members/{member}/", fields="role remove sure"),
    "leave_debate": Place(_CARS + "members/leave/", fields="sure", who="chidi"),
    "invite": Place(_CARS + "members/invite/", fields="role uses days label"),
    "revoke_invitation": Place(_CARS + "members/invitations/{invitation}/revoke/"),
    "answer_request": Place(_CARS + "members/requests/{request}/", fields="role decline reason"),
    "handover": Place(_CARS + "members/handover/", "to", "person sure end decline"),
    "handover waiting": Place("/debates/{offered}/members/handover/", fields="end"),
    "handover answering": Place(
        "/debates/{offered}/members/handover/", fields="sure decline", who="chidi"
    ),
    "join_debate": Place("/debates/{members_only}/join/", fields="note", who="dara"),
    "invitation": Place("/invitations/{token}/", who="ben"),
    "me": Place("/me/", "show page"),
    "my_claims": Place("/me/claims/", "show debate page"),
    "my_challenges": Place("/me/challenges/"),
    "my_follows": Place("/me/follows/", "page"),
    "news": Place("/me/news/", "show page", "latest"),
    "news_count": Place("/me/news/count/"),
    "my_data": Place("/me/data/"),
    "my_data_file": Place("/me/data/file/"),
    "erase_me": Place("/me/erase/", fields="texts username"),
    "person": Place("/people/{username}/", "page"),
    "profile": Place(
        "/accounts/profile/", fields="display_name about profile_shown_to time_zone language"
    ),
    "account_login": Place("/accounts/login/", "next", "login password remember next", None),
    "account_logout": Place("/accounts/logout/", "next", "next"),
    "account_signup": Place(
        "/accounts/signup/", "next email", "username email password1 password2 next", None
    ),
    "account_inactive": Place("/accounts/inactive/", "next", who=None),
    "account_reauthenticate": Place("/accounts/reauthenticate/", "next", "password next"),
    "account_email": Place(
        "/accounts/email/", "next", "email action_add action_primary action_remove action_send"
    ),
    "account_email_verification_sent": Place("/accounts/confirm-email/", "next", who=None),
    "account_confirm_email": Place("/accounts/confirm-email/nonsense/", "next", who=None),
    "account_change_password": Place(
        "/accounts/password/change/", "next", "oldpassword password1 password2"
    ),
    "account_set_password": Place("/accounts/password/set/", "", "password1 password2"),
    "account_reset_password": Place("/accounts/password/reset/", "next", "email", None),
    "account_reset_password_done": Place("/accounts/password/reset/done/", "next", who=None),
    "account_reset_password_from_key": Place(
        "/accounts/password/reset/key/1-nonsense/", "next", "password1 password2", None
    ),
    "account_reset_password_from_key_done": Place(
        "/accounts/password/reset/key/done/", "next", who=None
    ),
    "account_confirm_login_code": Place("/accounts/login/code/confirm/", "next", "code", None),
    "mfa_index": Place("/accounts/2fa/"),
    "mfa_authenticate": Place("/accounts/2fa/authenticate/", "next", "code", None),
    "mfa_reauthenticate": Place("/accounts/2fa/reauthenticate/", "next", "code next"),
    "mfa_activate_totp": Place("/accounts/2fa/totp/activate/", "next", "code"),
    "mfa_deactivate_totp": Place("/accounts/2fa/totp/deactivate/", "next"),
    "mfa_view_recovery_codes": Place("/accounts/2fa/recovery-codes/"),
    "mfa_generate_recovery_codes": Place("/accounts/2fa/recovery-codes/generate/", "next"),
    "mfa_download_recovery_codes": Place("/accounts/2fa/recovery-codes/download/"),
    "doctor": Place("/doctor/", who=None),
    "end_session": Place("/accounts/sessions/{session}/end/"),
    "usersessions_list": Place("/accounts/sessions/", "", "session"),
}
