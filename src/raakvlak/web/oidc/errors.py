"""Why somebody does not get in. Each carries one fixed word for the log and the helpdesk, never what was sent."""


class SignInError(Exception):
    """Somebody can't log in with the account of work."""

    word = ""

    def __init__(self, word: str = "") -> None:
        self.word = word or self.word
        super().__init__(self.word)


class ProviderUnavailableError(SignInError):
    """The provider does not answer, or not in time."""

    word = "unavailable"


class ProviderBrokenError(SignInError):
    """What the provider says can't be trusted, or it does not trust us: a person must look at the settings."""

    word = "broken"


class SignInExpiredError(SignInError):
    """This log-in was not begun in this browser, was finished before, or took too long."""

    word = "expired"


class SignInCancelledError(SignInError):
    """She changed her mind at the provider, or the provider does not let her use this site."""

    word = "cancelled"


class SignInWeakError(SignInError):
    """The provider asked for no second step, and one is demanded."""

    word = "second_step"
