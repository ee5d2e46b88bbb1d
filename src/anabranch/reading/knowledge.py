"""What is known of Django and its ecosystem by name, so that their source need not be there."""

from __future__ import annotations

from typing import Final

RELATION_FIELDS: Final = {
    "ForeignKey": "fk",
    "OneToOneField": "o2o",
    "AutoOneToOneField": "o2o",
    "ManyToManyField": "m2m",
    "SortedManyToManyField": "m2m",
    "ParentalKey": "fk",
    "ParentalManyToManyField": "m2m",
    "TreeForeignKey": "fk",
    "TreeOneToOneField": "o2o",
    "TreeManyToManyField": "m2m",
    "ChainedForeignKey": "fk",
    "GroupedForeignKey": "fk",
    "ChainedManyToManyField": "m2m",
    "CurrentUserField": "fk",
    "FilerFileField": "fk",
    "FilerImageField": "fk",
    "FilerFolderField": "fk",
    "PlaceholderField": "fk",
    "GenericRelation": "generic",
    "TaggableManager": "m2m",
    "ClusterTaggableManager": "m2m",
}
"""Names of relation field classes, Django's and third parties', with the kind of relation they make."""

GIVEN_TARGETS: Final = {
    "FilerFileField": "filer.File",
    "FilerImageField": "filer.Image",
    "FilerFolderField": "filer.Folder",
    "PlaceholderField": "cms.Placeholder",
    "TaggableManager": "taggit.Tag",
    "ClusterTaggableManager": "taggit.Tag",
    "CurrentUserField": "AUTH_USER_MODEL",
}
"""Targets of fields that take none."""

_OF_SEVERAL_KINDS = ("polymorphic_ctype", "fk", "contenttypes.ContentType", "+")

ABSTRACT_RELATIONS: Final[dict[str, tuple[tuple[str, str, str, str | None], ...]]] = {
    "AbstractUser": (
        ("groups", "m2m", "auth.Group", "user_set"),
        ("user_permissions", "m2m", "auth.Permission", "user_set"),
    ),
    "PermissionsMixin": (
        ("groups", "m2m", "auth.Group", "user_set"),
        ("user_permissions", "m2m", "auth.Permission", "user_set"),
    ),
    "ItemBase": (),
    "TaggedItemBase": (("tag", "fk", "taggit.Tag", "%(app_label)s_%(class)s_items"),),
    "GenericTaggedItemBase": (
        ("tag", "fk", "taggit.Tag", "%(app_label)s_%(class)s_items"),
        ("content_type", "fk", "contenttypes.ContentType", "%(app_label)s_%(class)s_tagged_items"),
    ),
    "CommonGenericTaggedItemBase": (
        ("content_type", "fk", "contenttypes.ContentType", "%(app_label)s_%(class)s_tagged_items"),
    ),
    "GenericUUIDTaggedItemBase": (
        ("content_type", "fk", "contenttypes.ContentType", "%(app_label)s_%(class)s_tagged_items"),
    ),
    "AbstractApplication": (("user", "fk", "AUTH_USER_MODEL", "%(app_label)s_%(class)s"),),
    "AbstractGrant": (
        ("user", "fk", "AUTH_USER_MODEL", "%(app_label)s_%(class)s"),
        ("application", "fk", "OAUTH2_PROVIDER_APPLICATION_MODEL", None),
    ),
    "AbstractAccessToken": (
        ("user", "fk", "AUTH_USER_MODEL", "%(app_label)s_%(class)s"),
        ("source_refresh_token", "o2o", "OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL", "refreshed_access_token"),
        ("id_token", "o2o", "OAUTH2_PROVIDER_ID_TOKEN_MODEL", "access_token"),
        ("application", "fk", "OAUTH2_PROVIDER_APPLICATION_MODEL", None),
    ),
    "AbstractRefreshToken": (
        ("user", "fk", "AUTH_USER_MODEL", "%(app_label)s_%(class)s"),
        ("application", "fk", "OAUTH2_PROVIDER_APPLICATION_MODEL", None),
        ("access_token", "o2o", "OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL", "refresh_token"),
    ),
    "AbstractIDToken": (
        ("user", "fk", "AUTH_USER_MODEL", "%(app_label)s_%(class)s"),
        ("application", "fk", "OAUTH2_PROVIDER_APPLICATION_MODEL", None),
    ),
    "PolymorphicModel": (_OF_SEVERAL_KINDS,),
    "PolymorphicMPTTModel": (_OF_SEVERAL_KINDS,),
    "AbstractIndexEntry": (("content_type", "fk", "contenttypes.ContentType", "+"),),
    "Device": (("user", "fk", "AUTH_USER_MODEL", None),),
}
"""Relations (field, kind, target, related name) that abstract bases of third parties bring, by class name."""

MODEL_ROOTS: Final = frozenset(
    {
        "django.db.models.Model",
        "django.db.models.base.Model",
        "django.contrib.gis.db.models.Model",
    }
)

THIRD_PARTY_MODELS: Final = frozenset(
    {
        "AbstractUser",
        "AbstractBaseUser",
        "PermissionsMixin",
        "MPTTModel",
        "MP_Node",
        "NS_Node",
        "AL_Node",
        "TimeStampedModel",
        "StatusModel",
        "SoftDeletableModel",
        "UUIDModel",
        "TimeFramedModel",
        "PolymorphicModel",
        "PolymorphicMPTTModel",
        "TranslatableModel",
        "TranslatedFieldsModel",
        "TaggedItemBase",
        "GenericTaggedItemBase",
        "ItemBase",
        "CommonGenericTaggedItemBase",
        "GenericUUIDTaggedItemBase",
        "TagBase",
        "ClusterableModel",
        "SafeDeleteModel",
        "ActivatorModel",
        "TitleDescriptionModel",
        "TitleSlugDescriptionModel",
        "AbstractApplication",
        "AbstractGrant",
        "AbstractAccessToken",
        "AbstractRefreshToken",
        "AbstractIDToken",
        "AbstractBaseSession",
        "CMSPlugin",
        "Orderable",
        "OrderedModel",
        "OrderedModelBase",
        "SortableMixin",
        "LifecycleModel",
        "LifecycleModelMixin",
        "Device",
        "ThrottlingMixin",
        "ExportableModel",
        "LoggedModel",
        "DirtyFieldsMixin",
    }
)
"""Class names of third-party packages whose subclasses are models."""

CONCRETE_EXTERNALS: Final = frozenset(
    {
        "django.contrib.auth.models.User",
        "django.contrib.auth.models.Group",
        "django.contrib.auth.models.Permission",
        "django.contrib.sites.models.Site",
        "django.contrib.flatpages.models.FlatPage",
        "django.contrib.contenttypes.models.ContentType",
        "django.contrib.sessions.models.Session",
        "django.contrib.admin.models.LogEntry",
        "django.contrib.redirects.models.Redirect",
    }
)
"""Concrete models outside: subclasses that are no proxies get a parent link to them."""

MODEL_PACKAGES: Final = {
    "django.contrib.auth.models": "auth",
    "django.contrib.sites.models": "sites",
    "django.contrib.contenttypes.models": "contenttypes",
    "django.contrib.flatpages.models": "flatpages",
    "django.contrib.sessions.models": "sessions",
    "django.contrib.admin.models": "admin",
    "django.contrib.redirects.models": "redirects",
    "taggit.models": "taggit",
    "django_celery_beat.models": "django_celery_beat",
    "oauth2_provider.models": "oauth2_provider",
    "rest_framework.authtoken.models": "authtoken",
    "reversion.models": "reversion",
    "wagtail.models": "wagtailcore",
    "wagtail.images.models": "wagtailimages",
    "wagtail.documents.models": "wagtaildocs",
}
"""App labels of models modules outside; elsewhere the package before `.models` is the label."""

QUERYSET_CHAIN: Final = frozenset(
    {
        "all",
        "filter",
        "exclude",
        "order_by",
        "select_related",
        "prefetch_related",
        "annotate",
        "distinct",
        "only",
        "defer",
        "using",
        "select_for_update",
        "reverse",
        "none",
        "union",
        "intersection",
        "difference",
        "extra",
        "alias",
        "complex_filter",
        "raw",
        "_chain",
        "_clone",
        "get_queryset",
        "get_query_set",
        "iterator",
        "aiterator",
        "exists_queryset",
        "live",
        "public",
        "specific",
        "filter_queryset",
        "visible",
        "cache",
        "descendant_of",
        "child_of",
        "type",
        "exact_type",
        "restrict",
        "add_related_count",
        "as_manager",
    }
)
"""Queryset methods that give a queryset of the same model."""

TREE_MODELS: Final = frozenset({"MP_Node", "NS_Node", "AL_Node", "MPTTModel", "PolymorphicMPTTModel"})
TREE_ONE: Final = frozenset(
    {
        "get_parent", "get_root", "get_first_child", "get_last_child", "get_first_sibling", "get_last_sibling",
        "get_next_sibling", "get_prev_sibling", "get_previous_sibling", "get_first_root_node", "get_last_root_node",
        "add_root", "add_child", "add_sibling",
    }
)  # fmt: skip
TREE_MANY: Final = frozenset(
    {
        "get_children", "get_descendants", "get_ancestors", "get_siblings", "get_family", "get_leafnodes",
        "get_root_nodes", "get_tree",
    }
)  # fmt: skip
"""Methods of django-treebeard and django-mptt that give one node, or a queryset of nodes."""

QUERYSET_ITEM: Final = frozenset(
    {
        "get", "first", "last", "create", "latest", "earliest", "aget", "afirst", "alast", "acreate", "alatest",
        "aearliest", "get_or_none", "get_by_natural_key", "get_object_or_404", "create_user", "create_superuser",
    }
)  # fmt: skip
"""Queryset methods that give one object."""

QUERYSET_PAIR: Final = frozenset({"get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"})
QUERYSET_MANY: Final = frozenset({"bulk_create", "abulk_create"})

LOOKUP_KEYWORDS: Final = frozenset(
    {
        "filter",
        "exclude",
        "get",
        "get_or_create",
        "update_or_create",
        "annotate",
        "aggregate",
        "alias",
        "aget",
        "aaggregate",
        "aget_or_create",
        "aupdate_or_create",
        "get_or_none",
        "values",
        "values_list",
        "complex_filter",
    }
)
"""Queryset methods whose keywords, or the expressions they hold, are paths."""

LOOKUP_STRINGS: Final = frozenset(
    {
        "order_by",
        "values",
        "values_list",
        "only",
        "defer",
        "select_related",
        "prefetch_related",
        "dates",
        "datetimes",
        "latest",
        "earliest",
        "distinct",
        "in_bulk",
        "bulk_update",
        "alatest",
        "aearliest",
        "aggregate",
        "annotate",
    }
)
"""Queryset methods whose positional strings are paths."""

TASK_DECORATORS: Final = frozenset(
    {"shared_task", "task", "actor", "db_task", "job", "periodic_task", "db_periodic_task", "lock_task", "background"}
)
"""Last part of decorators that make a function a task."""

TASK_CALLS: Final = frozenset(
    {
        "delay",
        "apply_async",
        "s",
        "si",
        "signature",
        "subtask",
        "enqueue",
        "aenqueue",
        "send",
        "send_with_options",
        "schedule",
        "defer",
        "using",
        "apply",
        "delay_on_commit",
        "apply_async_on_commit",
        "message",
        "retry",
        "map",
        "starmap",
        "chunks",
    }
)

SEND_BY_NAME: Final = frozenset({"send_task", "signature", "subtask", "enqueue"})

PROPERTY_DECORATORS: Final = frozenset(
    {"property", "cached_property", "cached_as_property", "classproperty", "abstractproperty"}
)
