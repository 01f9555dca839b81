"""Where one votes: on a claim, claim by claim through a debate, and where one's votes wait."""

from django.urls import path

from debates.web.guided import guided_vote, vote_step
from debates.web.my_votes import my_votes
from debates.web.votes import vote_on

urlpatterns = [
    path("debates/<slug:slug>/claims/<int:pk>/vote/", vote_on, name="vote_on"),
    path("debates/<slug:slug>/vote/", guided_vote, name="guided_vote"),
    path("debates/<slug:slug>/vote/<int:pk>/", vote_step, name="vote_step"),
    path("me/votes/", my_votes, name="my_votes"),
]
