import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.accounts.models import User
from debates.models import Claim, Verb
from debates.operations import post_claim


def test_an_administrator_erases_somebody(debate, thesis, admin, ben, capsys):
    claim = post_claim(ben, thesis, stance="pro", text="Air")

    call_command("erase_person", "--user", "ben", "--as", "root", "--texts", "blank")

    erased = User.objects.get(pk=ben.pk)
    assert capsys.readouterr().out == f"ben is erased; the account is now {erased.username}.\n"
    assert Claim.objects.get(pk=claim.pk).text == "(text removed by its author)"
    assert debate.events.get(verb=Verb.ERASED).actor == admin


@pytest.mark.parametrize(
    ("user", "actor", "says"),
    [
        ("eve", "root", "There is no user “eve”."),
        ("ben", "eve", "There is no user “eve”."),
        ("ben", "ada", "People erase their own accounts."),
        ("root", "root", "You are the only administrator of this site."),
    ],
)
def test_it_says_why_not(debate, admin, ben, user, actor, says):
    with pytest.raises(CommandError, match=says):
        call_command("erase_person", "--user", user, "--as", actor, "--texts", "keep")
    assert not User.objects.exclude(erased_at=None).exists()
