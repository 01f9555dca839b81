class NotDone(Exception):
    """Why something could not be done, in a sentence for whoever looks after the site."""
