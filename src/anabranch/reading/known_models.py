"""What is known of models of other packages whose names alone are too common: each goes by top package and own name.

A package moves its modules between versions and re-exports what is in them, so the path between the two says nothing.
"""

from __future__ import annotations

from typing import Final

Brought = tuple[str, str, str, str | None]
"""Field, kind, target and related name of a relation."""

_COLLECTION: Final[Brought] = ("collection", "fk", "wagtailcore.Collection", "+")
_UPLOADED_BY: Final[Brought] = ("uploaded_by_user", "fk", "AUTH_USER_MODEL", None)
_TAGS: Final[Brought] = ("tags", "m2m", "taggit.Tag", None)

BROUGHT_RELATIONS: Final[dict[str, tuple[Brought, ...]]] = {
    "cms.CMSPlugin": (("cmsplugin_ptr", "o2o", "cms.CMSPlugin", "%(app_label)s_%(class)s"),),
    "wagtail.AbstractDocument": (_UPLOADED_BY, _TAGS, _COLLECTION),
    "wagtail.AbstractFormSubmission": (("page", "fk", "wagtailcore.Page", None),),
    "wagtail.AbstractGroupApprovalTask": (("groups", "m2m", "auth.Group", None),),
    "wagtail.AbstractImage": (_UPLOADED_BY, _TAGS, _COLLECTION),
    "wagtail.BaseLogEntry": (
        ("content_type", "fk", "contenttypes.ContentType", "+"),
        ("user", "fk", "AUTH_USER_MODEL", "+"),
        ("revision", "fk", "wagtailcore.Revision", "+"),
    ),
    "wagtail.BaseSiteSetting": (("site", "o2o", "wagtailcore.Site", None),),
    "wagtail.BaseViewRestriction": (("groups", "m2m", "auth.Group", None),),
    "wagtail.CollectionMember": (_COLLECTION,),
    "wagtail.DraftStateMixin": (("live_revision", "fk", "wagtailcore.Revision", "+"),),
    "wagtail.LockableMixin": (("locked_by", "fk", "AUTH_USER_MODEL", "locked_%(class)ss"),),
    "wagtail.RevisionMixin": (("latest_revision", "fk", "wagtailcore.Revision", "+"),),
    "wagtail.TranslatableMixin": (("locale", "fk", "wagtailcore.Locale", "+"),),
    "wagtailseo.SeoMixin": (("og_image", "fk", "WAGTAILIMAGES_IMAGE_MODEL", "+"),),
}
"""Relations that abstract models of other packages bring."""

CONCRETE_PARENTS: Final = {
    "django_comments.Comment": "django_comments.models.Comment",
    "filer.File": "filer.models.filemodels.File",
    "filer.Image": "filer.models.imagemodels.Image",
    "mezzanine.Page": "mezzanine.pages.models.Page",
    "wagtail.AbstractEmailForm": "wagtail.models.Page",
    "wagtail.AbstractForm": "wagtail.models.Page",
    "wagtail.AbstractGroupApprovalTask": "wagtail.models.Task",
    "wagtail.Page": "wagtail.models.Page",
    "wagtail.RoutablePage": "wagtail.models.Page",
    "wagtail.Task": "wagtail.models.Task",
}
"""The concrete model that subclasses, unless they are proxies, get a parent link to."""

SWAPPED_MODELS: Final = {
    "AUTH_USER_MODEL": "auth.User",
    "OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL": "oauth2_provider.AccessToken",
    "OAUTH2_PROVIDER_APPLICATION_MODEL": "oauth2_provider.Application",
    "OAUTH2_PROVIDER_GRANT_MODEL": "oauth2_provider.Grant",
    "OAUTH2_PROVIDER_ID_TOKEN_MODEL": "oauth2_provider.IDToken",
    "OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL": "oauth2_provider.RefreshToken",
    "WAGTAILDOCS_DOCUMENT_MODEL": "wagtaildocs.Document",
    "WAGTAILIMAGES_IMAGE_MODEL": "wagtailimages.Image",
}
"""Settings that name a model, with what they are where a project sets nothing."""

MODEL_LABELS: Final = frozenset(
    (
        "pghistory.Context",
        *(target for brought in BROUGHT_RELATIONS.values() for _, _, target, _ in brought if "." in target),
        *SWAPPED_MODELS.values(),
    )
)
"""Labels of models of other packages, with the capitals that migrations leave out."""

SWAPPED_BY: Final = {
    "get_access_token_model": "OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL",
    "get_application_model": "OAUTH2_PROVIDER_APPLICATION_MODEL",
    "get_document_model": "WAGTAILDOCS_DOCUMENT_MODEL",
    "get_document_model_string": "WAGTAILDOCS_DOCUMENT_MODEL",
    "get_grant_model": "OAUTH2_PROVIDER_GRANT_MODEL",
    "get_id_token_model": "OAUTH2_PROVIDER_ID_TOKEN_MODEL",
    "get_image_model": "WAGTAILIMAGES_IMAGE_MODEL",
    "get_image_model_string": "WAGTAILIMAGES_IMAGE_MODEL",
    "get_refresh_token_model": "OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL",
}
"""Functions that give such a model, or its label where their name says string."""


def known_as(path: str) -> str:
    """Top package and own name of a class given by its dotted name."""
    return f"{path.partition('.')[0]}.{path.rpartition('.')[2]}"
