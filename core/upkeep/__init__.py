"""What keeps an installation alive: backups, what may go, and what is wrong. See docs/how-to."""
