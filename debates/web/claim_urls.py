"""Where the pages that read and answer a debate are."""

from django.urls import path

from debates.web import (
    bringing,
    claims,
    columns,
    history,
    moving,
    outline,
    permalink,
    preview,
    replies,
    sources,
    steps,
)

_CLAIM = "debates/<slug:slug>/claims/<int:pk>/"

urlpatterns = [
    path("preview/", preview.preview, name="preview"),
    path("claims/<int:pk>/", permalink.permalink, name="permalink"),
    path("debates/<slug:slug>/", columns.debate, name="debate"),
    path("debates/<slug:slug>/outline/", outline.outline, name="outline"),
    path("debates/<slug:slug>/outline/<int:pk>/", outline.branch, name="branch"),
    path("debates/<slug:slug>/history/", history.history, name="history"),
    path(
        "debates/<slug:slug>/sources/<int:pk>/remove/", sources.remove_source, name="remove_source"
    ),
    path(_CLAIM, columns.claim, name="claim"),
    path(f"{_CLAIM}history/", history.claim_history, name="claim_history"),
    path(f"{_CLAIM}reply/<str:name>/", replies.reply, name="reply"),
    path(f"{_CLAIM}edit/", claims.edit_claim, name="edit_claim"),
    path(f"{_CLAIM}accept/", steps.accept_claim, name="accept_claim"),
    path(f"{_CLAIM}withdraw/", steps.withdraw_claim, name="withdraw_claim"),
    path(f"{_CLAIM}restore/", steps.restore_claim, name="restore_claim"),
    path(f"{_CLAIM}concede/", steps.concede, name="concede"),
    path(f"{_CLAIM}move/", moving.move_claim, name="move_claim"),
    path(f"{_CLAIM}import/", bringing.import_branch, name="import_branch"),
    path(f"{_CLAIM}sources/", sources.add_source, name="add_source"),
]
