"""The cache of an installation without Redis."""

from django.db import models


class CacheEntry(models.Model):
    """A row of Django's `DatabaseCache`. Web processes share it, so that limits on sign-in hold for all of them.

    The columns are the ones Django's cache backend reads and writes; nothing of ours uses this table directly.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "portal_cache"
        verbose_name = "запись кэша"
        verbose_name_plural = "кэш"

    def __str__(self) -> str:
        return self.cache_key
