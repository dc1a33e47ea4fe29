"""How often a person did something in a stretch of time: limits that hold however many processes serve."""

from django.conf import settings
from django.db import models


class UseCount(models.Model):
    """One stretch of one limit. `window` is the number of the stretch since 1970, in the limit's own length."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=32)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "счётчик ограничения"
        verbose_name_plural = "счётчики ограничений"
        constraints = [models.UniqueConstraint(fields=["user", "act", "window"], name="use_counted_once")]

    def __str__(self) -> str:
        return f"{self.act}: {self.count}"
