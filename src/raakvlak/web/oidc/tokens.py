"""Reading an ID token: who signed it, for whom, when, about whom."""

from typing import Any, Final

import jwt

from raakvlak.web.oidc.documents import Document, keys
from raakvlak.web.oidc.errors import ProviderBrokenError
from raakvlak.web.oidc.provider import Provider

# Only what is signed with a key of the provider alone; never `none`, and never one that is made with our secret.
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED: Final = ["iss", "sub", "aud", "exp", "iat"]
SKEW_SECONDS: Final = 60
LONGEST_SUBJECT: Final = 255
WORDS: Final[dict[type[Exception], str]] = {
    jwt.InvalidSignatureError: "signature",
    jwt.InvalidAlgorithmError: "signature",
    jwt.InvalidAudienceError: "audience",
    jwt.InvalidIssuerError: "issuer",
    jwt.ExpiredSignatureError: "clock",
    jwt.ImmatureSignatureError: "clock",
    jwt.MissingRequiredClaimError: "claims",
}


def read_id_token(provider: Provider, token: object) -> Document:
    """Return the claims of an ID token that is really this provider's, fresh, and for us."""
    if not isinstance(token, str):
        raise ProviderBrokenError("no_token")
    try:
        claims: Document = jwt.decode(
            token,
            _key(provider, jwt.get_unverified_header(token)),
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=SKEW_SECONDS,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise ProviderBrokenError(WORDS.get(type(error), "token")) from error
    _check_parties(provider, claims)
    return claims


def _check_parties(provider: Provider, claims: Document) -> None:
    """Refuse a token that was given to another, or is about nobody."""
    audience = claims["aud"]
    is_shared = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", "" if is_shared else provider.client_id) != provider.client_id:
        raise ProviderBrokenError("audience")
    for name in {"sub", provider.subject_claim}:
        subject = claims.get(name)
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise ProviderBrokenError("claims")


def _key(provider: Provider, header: dict[str, Any]) -> jwt.PyJWK:
    """Find the key that a token names; a provider that changed its keys is asked for them again."""
    for anew in (False, True):
        known = [key for key in keys(provider, anew=anew) if key.public_key_use in {None, "sig"}]
        found = [key for key in known if key.key_id == header["kid"]] if "kid" in header else known
        if len(found) == 1:
            return found[0]
    raise ProviderBrokenError("key")
