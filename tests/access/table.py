"""Who gets what at which address: the access matrix. ``rows`` reads it, the tests hold it true.

A line is a route, methods, what it is about, and a mark for each visitor. A route's lines go on
below it. What a line is about is one of the things planted, a debate by its address, ``shut`` for
all in a debate that is over, or ``*`` for all that no other line of the route names; there, who
does not see a claim (tests/planted.py) gets ``.`` whatever is written here. The same holds in
every line for whoever DOORS does not let into the debate. A method without a line is ``x`` for
everybody, and HEAD is as GET unless the route is among FORMS_WITHOUT_HEAD.

    +  the page, or what was sent is done          >  to the page where one signs in
    -  403: one may not                            ?  to the page that asks for the password again
    .  404: there is nothing                       x  405: not with this method
    !  a rule, not a right, stands against it: 400, 409 or 422

The visitors: anonymous, outsider and removed; then reader, suggester (“author”, who wrote what
waits, was returned and is hidden), writer, editor, moderator, owner; then a superuser.
"""

DOORS = """
#                                                          a o x   r s w e m O   S
openhall shuthall sidehall                                 + + .   + + + + + +   +
closedhall drafthall oldhall                               . . .   + + + + + +   +
"""

DEBATES = """
#                   methods   about                        a o x   r s w e m O   S
debate              GET       *                            + + .   + + + + + +   +
outline             GET       *                            + + .   + + + + + +   +
verdict             GET       *                            + + .   + + + + + +   +
cruxes              GET       *                            + + .   + + + + + +   +
what_if             GET       *                            + + .   + + + + + +   +
perspectives        GET       *                            + + .   + + + + + +   +
history             GET       *                            + + .   + + + + + +   +
challenges          GET       *                            + + .   + + + + + +   +
compare             GET       *                            + + .   + + + + + +   +
export              GET       *                            + + .   + + + + + +   +
export_file         GET       *                            + + .   + + + + + +   +
near_matches        GET POST  *                            + + .   + + + + + +   +
follow              GET POST  *                            > + .   + + + + + +   +
seen                POST      *                            > + .   + + + + + +   +
guided_vote         GET       *                            > + .   + + + + + +   +
                    GET       shut                         > - .   - - - - - -   -
review              GET       *                            > - .   - - - + + +   +
                    GET       shut                         > - .   - - - - - -   -
debate_settings     GET       *                            > - .   - - - + + +   +
                    GET       shut                         > - .   - - - - - +   +
                    POST      *                            > - .   - - - - - +   +
members             GET       *                            > - .   + + + + + +   +
add_member          GET POST  *                            > - .   - - - - + +   +
member_role         GET POST  *                            > - .   - - - - + +   +
                    GET POST  vera                         > - .   - - - - . .   .
                    GET POST  vera-in-closedhall           > - .   - - - - + +   +
leave_debate        GET       *                            > - .   + + + + + +   +
                    POST      *                            > - .   + + + + + !   +
invite              GET POST  *                            > - .   - - - - + +   +
revoke_invitation   GET POST  *                            > - .   - - - - + +   +
answer_request      GET POST  *                            > - .   - - - - + +   +
handover            GET POST  *                            > - .   - - - - - +   +
                    GET POST  closedhall                   > - .   - - - - + +   +
join_debate         GET       *                            > + .   + + + + + +   +
                    POST      *                            > + .   ! ! ! ! ! !   !
"""

CLAIMS = """
#                   methods   about                        a o x   r s w e m O   S
claim               GET       *                            + + .   + + + + + +   +
claim_history       GET       *                            + + .   + + + + + +   +
permalink           GET       *                            + + .   + + + + + +   +
                    GET       unlistedthesis               . . .   + + + + + +   +
# It leads on to the outline, which says what there is.
branch              GET       *                            + + .   + + + + + +   +
                    GET       pending returned             + + .   + + + + + +   +
                    GET       hidden belowhidden           + + .   + + + + + +   +
# On a page of its own, and among the others: both take the same. What stands for everybody counts.
vote_on             GET POST  *                            > + .   + + + + + +   +
                    POST      withdrawn                    > ! .   ! ! ! ! ! !   !
                    POST      pending returned             > . .   . ! . ! ! !   !
                    POST      hidden                       > . .   . ! . . ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
vote_step           GET POST  *                            > + .   + + + + + +   +
                    POST      withdrawn                    > ! .   ! ! ! ! ! !   !
                    POST      pending returned             > . .   . ! . ! ! !   !
                    POST      hidden                       > . .   . ! . . ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
# Where visitors may suggest claims, readers may.
reply               GET POST  *                            > + .   + + + + + +   +
                    GET POST  claim draftthesis            > + .   - + + + + +   +
                    POST      withdrawn                    > ! .   ! ! ! ! ! !   !
                    POST      pending returned             > . .   . ! . ! ! !   !
                    POST      hidden                       > . .   . ! . . ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
edit_claim          GET POST  *                            > - .   - - - + + +   +
                    GET POST  writers                      > - .   - - + + + +   +
                    GET POST  pending                      > . .   . + . + + +   +
                    GET       returned                     > . .   . + . + + +   +
                    POST      returned                     > . .   . + . - - -   -
                    GET POST  shut                         > - .   - - - - - -   -
accept_claim        GET POST  *                            > - .   - - - + + +   +
                    POST      withdrawn                    > - .   - - - ! ! !   !
                    POST      returned                     > . .   . - . ! ! !   !
                    POST      hidden                       > . .   . - . . ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
return_claim        GET       *                            > - .   - - - + + +   +
                    POST      *                            > - .   - - - ! ! !   !
                    GET       writers                      > - .   - - + + + +   +
                    POST      writers                      > - .   - - ! ! ! !   !
                    GET       accepted                     > - .   - + - + + +   +
                    POST      accepted                     > - .   - ! - ! ! !   !
                    GET POST  pending returned             > . .   . + . + + +   +
                    GET       hidden                       > . .   . + . . + +   +
                    POST      hidden                       > . .   . ! . . ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
withdraw_claim      GET POST  *                            > - .   - - - - + +   +
                    GET POST  writers                      > - .   - - + - + +   +
                    GET POST  accepted                     > - .   - + - - + +   +
                    GET       pending returned             > . .   . + . - + +   +
                    POST      pending returned             > . .   . ! . - ! !   !
                    GET       hidden                       > . .   . + . . + +   +
                    POST      hidden                       > . .   . ! . . ! !   !
                    POST      unlistedthesis draftthesis   > - .   - - - - ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
restore_claim       GET POST  *                            > - .   - - - - + +   +
                    GET POST  writers                      > - .   - - + - + +   +
                    GET POST  accepted                     > - .   - + - - + +   +
                    GET POST  pending returned             > . .   . + . - + +   +
                    GET POST  hidden                       > . .   . + . . + +   +
                    GET POST  shut                         > - .   - - - - - -   -
concede             GET       *                            > - .   - - - + + +   +
                    POST      public accepted claim        > - .   - - - + + +   +
                    POST      writers withdrawn            > - .   - - - ! ! !   !
                    GET POST  challenge                    > - .   - - + + + +   +
                    POST      pending returned             > . .   . - . ! ! !   !
                    POST      hidden                       > . .   . - . . ! !   !
                    GET POST  belowhidden                  > . .   . + . . + +   +
                    POST      unlistedthesis draftthesis   > - .   - - - ! ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
# The right is asked for before the claim, so that no claim is told from another by it.
move_claim          GET       *                            > - .   - - - + + +   +
                    GET       pending returned             > - .   - - - + + +   +
                    GET       hidden belowhidden           > - .   - - - . + +   +
                    POST      *                            > - .   - - - + + +   +
                    POST      pending returned             > - .   - - - + + +   +
                    POST      hidden belowhidden           > - .   - - - . + +   +
                    POST      unlistedthesis draftthesis   > - .   - - - ! ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
add_source          GET POST  *                            > - .   - - + + + +   +
                    GET POST  shut                         > - .   - - - - - -   -
import_branch       GET POST  *                            > - .   - - + + + +   +
                    GET POST  shut                         > - .   - - - - - -   -
remove_source       POST      publicsource                 > - .   - - + + + +   +
                    POST      pendingsource                > . .   . - . + + +   +
                    POST      source                       > - .   - - - + + +   +
link_claim          GET POST  *                            > - .   - - - + + +   +
                    GET POST  writers                      > - .   - - + + + +   +
                    POST      withdrawn                    > - .   - - - ! ! !   !
                    POST      pending returned             > . .   . - . ! ! !   !
                    POST      hidden                       > . .   . - . . ! !   !
                    POST      claim                        > - .   - - - ! ! !   !
                    POST      unlistedthesis draftthesis   > - .   - - - ! ! !   !
                    GET POST  shut                         > - .   - - - - - -   -
premises            GET POST  *                            > - .   - - - + + +   +
                    GET POST  writers                      > - .   - - + + + +   +
                    GET POST  shut                         > - .   - - - - - -   -
unlink_claim        POST      writerslink                  > - .   - - + + + +   +
                    POST      hiddenlink                   > . .   . - . . + +   +
"""

ELSEWHERE = """
#                   methods   about                        a o x   r s w e m O   S
explore             GET       *                            + + +   + + + + + +   +
guide               GET       *                            + + +   + + + + + +   +
doctor              GET       *                            . . .   . . . . . .   .
schemes             GET       *                            + + +   + + + + + +   +
strengths           GET       *                            + + +   + + + + + +   +
search              GET       *                            + + +   + + + + + +   +
preview             POST      *                            - + +   + + + + + +   +
new_debate          GET POST  *                            > + +   + + + + + +   +
import_debate       GET POST  *                            > + +   + + + + + +   +
me                  GET       *                            > + +   + + + + + +   +
my_claims           GET       *                            > + +   + + + + + +   +
my_challenges       GET       *                            > + +   + + + + + +   +
my_follows          GET       *                            > + +   + + + + + +   +
my_votes            GET       *                            > + +   + + + + + +   +
news                GET POST  *                            > + +   + + + + + +   +
news_count          GET       *                            > + +   + + + + + +   +
my_data             GET       *                            > + +   + + + + + +   +
my_data_file        GET       *                            > + +   + + + + + +   +
erase_me            GET       *                            > + +   + + + + + +   +
                    POST      *                            > ! !   ! ! ! ! ! !   !
person              GET       *                            . + +   + + + + + +   +
                    GET       vera                         . . .   . . . . . .   .
invitation          GET       label email                  + + .   + + + + + +   +
                    POST      label email                  > + .   + + + + + +   +
# One more for readers, who have what it gives already, and was taken back for the others.
                    GET POST  revoked                      . . .   + + + + + +   .
                    GET POST  nonsense                     . . .   . . . . . .   .
"""

ACCOUNTS = """
#                                     methods   about      a o x   r s w e m O   S
profile                               GET POST  *          > + +   + + + + + +   +
end_session                           POST      *          > . .   . . . . . .   .
account_login                         GET POST  *          + + +   + + + + + +   +
account_logout                        GET POST  *          + + +   + + + + + +   +
account_inactive                      GET       *          + + +   + + + + + +   +
account_signup                        GET POST  *          + + +   + + + + + +   +
account_reauthenticate                GET POST  *          > + +   + + + + + +   +
account_email                         GET POST  *          > + +   + + + + + +   +
account_email_verification_sent       GET       *          + + +   + + + + + +   +
account_change_password               GET POST  *          > + +   + + + + + +   +
account_set_password                  GET POST  *          > + +   + + + + + +   +
account_reset_password                GET POST  *          + + +   + + + + + +   +
account_confirm_login_code            GET POST  *          > + +   + + + + + +   +
account_confirm_email                 GET       *          + + +   + + + + + +   +
                                      POST      *          . . .   . . . . . .   .
account_reset_password_from_key_done  GET       *          + + +   + + + + + +   +
account_reset_password_from_key       GET POST  *          + + +   + + + + + +   +
account_reset_password_done           GET       *          + + +   + + + + + +   +
mfa_index                             GET       *          > + +   + + + + + +   +
                                      POST      *          > x x   x x x x x x   x
mfa_authenticate                      GET POST  *          > + +   + + + + + +   +
mfa_reauthenticate                    GET POST  *          > ? ?   ? ? ? ? ? ?   ?
mfa_activate_totp                     GET POST  *          > + +   + + + + + +   +
mfa_deactivate_totp                   GET POST  *          > . .   . . . . . .   .
mfa_view_recovery_codes               GET       *          > . .   . . . . . .   .
                                      POST      *          > x x   x x x x x x   x
mfa_generate_recovery_codes           GET POST  *          > + +   + + + + + +   +
mfa_download_recovery_codes           GET POST  *          > . .   . . . . . .   .
usersessions_list                     GET POST  *          > + +   + + + + + +   +
"""

# Django's own pages to look things up: none but staff gets past the door, and a superuser changes
# nothing but accounts. Whoever is staff is let in by permissions: tests/test_admin.py. A line is
# for all routes of this name or, after a *, with this ending; the first that fits counts. What is
# sent by anybody but staff is as what is asked for.
ADMIN = """
#                                                          a o x   r s w e m O   S
login                                                      > - -   - - - - - -   +
logout                                                     + + +   + + + + + +   x
view_on_site                                               . . .   . . . . . .   .
*_password_change                                          > > >   > > > > > >   +
accounts_user_add                                          > > >   > > > > > >   +
auth_group_add                                             > > >   > > > > > >   +
account_emailaddress_*                                     > > >   > > > > > >   +
*_add                                                      > > >   > > > > > >   -
*_delete                                                   > > >   > > > > > >   -
autocomplete                                               > > >   > > > > > >   -
*                                                          > > >   > > > > > >   +
"""

TABLE = f"{DEBATES}{CLAIMS}{ELSEWHERE}{ACCOUNTS}"

# Whoever signed in a while ago is asked for the password again, before these show or do anything.
ASK_FOR_THE_PASSWORD = {
    "GET": {"erase_me", "mfa_generate_recovery_codes"},
    "POST": {"erase_me", "end_session", "usersessions_list", "mfa_generate_recovery_codes"},
}

# Pages that change something when they are sent: there is nothing to fetch but the page itself.
FORMS_WITHOUT_HEAD = {
    "reply",
    "edit_claim",
    "accept_claim",
    "return_claim",
    "withdraw_claim",
    "restore_claim",
    "concede",
    "move_claim",
    "add_source",
    "link_claim",
    "premises",
}
