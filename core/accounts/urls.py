from django.urls import path

from core.accounts import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
]
