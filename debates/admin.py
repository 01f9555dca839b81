"""Django's admin, to look things up for those who run the site: nothing in it can be changed.

Writing goes through the verbs, on the site's own pages. What a member of staff may look up is a
matter of Django's permissions to view, see docs/how-to/accounts.md.
"""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property

from debates import models

_MOST_COUNTED = 5000


class SomePages(Paginator):
    """Counts so far and no further: a table may have millions of rows."""

    @cached_property
    def count(self) -> int:
        return self.object_list[:_MOST_COUNTED].count()


class LookedUp(admin.ModelAdmin):
    """A table to search and to read.

    A row shows the debate and perhaps the claim that it is about, so whoever may view the row only
    does if they may view ``shows`` as well.
    """

    shows: tuple[str, ...] = ("debate",)
    paginator = SomePages
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 50
    ordering = ("-pk",)
    actions = None

    def has_view_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        also = [f"debates.view_{name}" for name in self.shows]
        return super().has_view_permission(request, row) and request.user.has_perms(also)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return False


class LookedUpOfClaims(LookedUp):
    shows = ("debate", "claim")


@admin.register(models.Debate)
class DebateAdmin(LookedUp):
    list_display = ("title", "visibility", "posting", "phase", "version", "created_at", "active_at")
    list_filter = ("visibility", "phase", "posting")
    search_fields = ("title", "slug")
    fields = (
        "title",
        "slug",
        "background",
        ("visibility", "posting", "phase"),
        ("method", "base", "votes_shown"),
        ("version", "votes_version"),
        ("created_at", "active_at"),
    )

    def view_on_site(self, debate: models.Debate) -> str:
        return debate.get_absolute_url()


@admin.register(models.Claim)
class ClaimAdmin(LookedUpOfClaims):
    list_display = ("pk", "text", "kind", "state", "author", "debate", "created_at")
    list_filter = ("state", "kind")
    list_select_related = ("author", "debate")
    search_fields = ("=id", "text", "debate__slug", "author__username")
    fields = (
        "debate",
        "parent",
        ("kind", "side", "aim", "scheme", "critical_question"),
        "state",
        "text",
        "detail",
        ("author", "revision"),
        ("created_at", "edited_at"),
        ("conceded_by", "conceded_at", "met_at"),
        ("tree_id", "lft", "rght", "level"),
    )

    def view_on_site(self, claim: models.Claim) -> str:
        return claim.get_absolute_url()


@admin.register(models.Membership)
class MembershipAdmin(LookedUp):
    list_display = ("debate", "user", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("debate", "user")
    search_fields = ("debate__title", "debate__slug", "user__username", "user__display_name")


@admin.register(models.Invitation)
class InvitationAdmin(LookedUp):
    """Without the digest of the link's secret."""

    list_display = ("pk", "debate", "role", "uses", "most_uses", "expires_at", "revoked_at")
    list_filter = ("role",)
    list_select_related = ("debate",)
    search_fields = ("debate__title", "debate__slug", "label", "email")
    exclude = ("digest",)


@admin.register(models.JoinRequest)
class JoinRequestAdmin(LookedUp):
    list_display = ("debate", "person", "answer", "created_at", "answered_at")
    list_filter = ("answer",)
    list_select_related = ("debate", "person")
    search_fields = ("debate__title", "debate__slug", "person__username")


@admin.register(models.Event)
class EventAdmin(LookedUpOfClaims):
    list_display = ("debate", "version", "verb", "actor", "claim_id", "created_at")
    list_select_related = ("debate", "actor")
    search_fields = ("debate__slug", "verb", "actor__username")
    # Not ``key``: who has it could send the form of another person once more.
    fields = ("debate", "version", "verb", "actor", "claim", "answers", "data", "created_at")


@admin.register(models.Revision)
class RevisionAdmin(LookedUpOfClaims):
    list_display = ("claim_id", "number", "text", "editor", "created_at")
    list_select_related = ("editor",)
    search_fields = ("=claim__id", "text", "editor__username")


@admin.register(models.Source)
class SourceAdmin(LookedUpOfClaims):
    list_display = ("claim_id", "title", "citation", "url", "added_by", "removed_at")
    list_select_related = ("added_by",)
    search_fields = ("=claim__id", "title", "citation", "url")
    fields = (
        "claim",
        ("title", "citation"),
        "url",
        ("quote", "locator"),
        ("added_by", "created_at"),
        ("removed_by", "removed_at"),
    )


@admin.register(models.Link)
class LinkAdmin(LookedUpOfClaims):
    list_display = ("debate", "claim_id", "stance", "aim", "target_id", "author", "created_at")
    list_filter = ("stance",)
    list_select_related = ("debate", "author")
    search_fields = ("=claim__id", "=target__id", "debate__slug")
