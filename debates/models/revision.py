from django.conf import settings
from django.db import models


class Revision(models.Model):
    """One wording of a claim. Number 1 is what was posted; the latest is the claim's own text."""

    NOTE_MAX = 200

    claim = models.ForeignKey("debates.Claim", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    detail = models.TextField(blank=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(name="revisions_are_numbered", fields=["claim", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"
