"""Tables of the job queue that are ours; the queue itself is django-q2's."""

from django.db import models


class JobReceipt(models.Model):
    """任务回执：what became of one job; its unique key is what makes running twice harmless."""

    class State(models.TextChoices):
        """任务状态。"""

        WAITING = "waiting", "等待"
        RUNNING = "running", "执行中"
        FAILED = "failed", "失败待重试"
        DONE = "done", "完成"
        DEAD = "dead", "已放弃"

    key = models.CharField("幂等键", max_length=200, unique=True)
    operation = models.CharField("操作", max_length=100)
    ids = models.JSONField("标识", default=dict)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField("次数", default=0)
    last_error = models.TextField("最近错误", blank=True)
    enqueued_at = models.DateTimeField("入队时间")
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务回执"
        indexes = [models.Index(fields=["state", "enqueued_at"], name="jobs_state_enqueued")]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"


class Heartbeat(models.Model):
    """心跳：when a kind of process was last seen alive on a machine."""

    role = models.CharField("进程", max_length=20)
    machine = models.CharField("机器", max_length=100)
    asked_at = models.DateTimeField("询问时间", null=True)
    beat_at = models.DateTimeField("心跳时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "心跳"
        constraints = [models.UniqueConstraint(fields=["role", "machine"], name="jobs_heartbeat_once")]

    def __str__(self) -> str:
        return f"{self.role}@{self.machine}"


class Periodic(models.Model):
    """定期任务：the last slot of a periodic task that some machine has claimed."""

    name = models.CharField("名称", max_length=100, unique=True)
    slot = models.BigIntegerField("时段", default=-1)
    ran_at = models.DateTimeField("执行时间", null=True)
    last_error = models.TextField("最近错误", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定期任务"

    def __str__(self) -> str:
        return self.name
