"""Where people are let into a debate and what they may do there is settled."""

from django.urls import path

from debates.web.handing_over import handover
from debates.web.invitations import invitation, invite, revoke_invitation
from debates.web.joining import answer_request, join_debate
from debates.web.members import add_member, leave_debate, member_role, members

urlpatterns = [
    path("debates/<slug:slug>/members/", members, name="members"),
    path("debates/<slug:slug>/members/add/", add_member, name="add_member"),
    path("debates/<slug:slug>/members/<int:person>/", member_role, name="member_role"),
    path("debates/<slug:slug>/members/leave/", leave_debate, name="leave_debate"),
    path("debates/<slug:slug>/members/invite/", invite, name="invite"),
    path(
        "debates/<slug:slug>/members/invitations/<int:pk>/revoke/",
        revoke_invitation,
        name="revoke_invitation",
    ),
    path("debates/<slug:slug>/members/requests/<int:pk>/", answer_request, name="answer_request"),
    path("debates/<slug:slug>/members/handover/", handover, name="handover"),
    path("debates/<slug:slug>/join/", join_debate, name="join_debate"),
    path("invitations/<str:token>/", invitation, name="invitation"),
]
