"""The same claims in the trees of others, each set up as its documentation says."""

from django.conf import settings
from django.db import models
from mptt.models import MPTTModel, TreeForeignKey
from tree_queries.models import OrderableTreeNode
from treebeard.mp_tree import MP_Node


class Words(models.Model):
    """The columns of a claim that do not make it a tree."""

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    side = models.CharField(max_length=7)
    aim = models.CharField(max_length=10, blank=True)
    scheme = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=9, default="visible")
    text = models.CharField(max_length=4000)
    text_html = models.TextField()
    detail = models.TextField(blank=True)
    detail_html = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    conceded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    conceded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class TightClaim(MPTTModel, Words):
    """Stock django-mptt."""

    parent = TreeForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")


class PathClaim(MP_Node, Words):
    """Materialised paths of django-treebeard."""


class LinkedClaim(OrderableTreeNode, Words):
    """Parent links and recursive queries of django-tree-queries."""
