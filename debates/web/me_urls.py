"""What is a person's own, and what others see of them."""

from django.urls import path

from debates.web.erasing import erase_me
from debates.web.following import follow, my_follows, seen
from debates.web.me import me
from debates.web.my_claims import my_claims
from debates.web.my_data import my_data, my_data_file
from debates.web.news import news, news_count
from debates.web.people import person

urlpatterns = [
    path("me/", me, name="me"),
    path("me/claims/", my_claims, name="my_claims"),
    path("me/follows/", my_follows, name="my_follows"),
    path("me/news/", news, name="news"),
    path("me/news/count/", news_count, name="news_count"),
    path("me/data/", my_data, name="my_data"),
    path("me/data/file/", my_data_file, name="my_data_file"),
    path("me/erase/", erase_me, name="erase_me"),
    path("people/<str:username>/", person, name="person"),
    path("debates/<slug:slug>/follow/", follow, name="follow"),
    path("debates/<slug:slug>/seen/", seen, name="seen"),
]
