from django.conf import settings
from django.db import models
from django.db.models import Q


class SourceQuerySet(models.QuerySet["Source"]):
    def in_use(self) -> "SourceQuerySet":
        return self.filter(removed_at=None)


class Source(models.Model):
    """Where a claim can be checked. A removed source stays, with the time and the remover."""

    URL_MAX = 2000
    LINE_MAX = 500
    QUOTE_MAX = 5000

    claim = models.ForeignKey("debates.Claim", models.PROTECT, related_name="sources")
    url = models.URLField(max_length=URL_MAX, blank=True)
    citation = models.CharField(max_length=LINE_MAX, blank=True)
    title = models.CharField(max_length=LINE_MAX, blank=True)
    quote = models.TextField(blank=True)
    locator = models.CharField(max_length=LINE_MAX, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="source_has_an_address_or_a_citation", condition=~Q(url="") | ~Q(citation="")
            ),
            models.CheckConstraint(
                name="source_is_removed_by_someone",
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.citation or self.url
