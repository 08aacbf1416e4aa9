"""账本的表：leaves, the perfect subtrees above them, the head, the signed checkpoints.

Append-only by triggers (migration 0002). A later migration that alters one of these tables makes SQLite rebuild it and
so drops its triggers: such a migration must create them again; a test counts them.
"""

from django.db import models


class Leaf(models.Model):
    """账本条目：one act, as the exact text that is hashed."""

    index = models.BigIntegerField(primary_key=True)
    data = models.TextField()
    leaf_hash = models.BinaryField(max_length=32)
    appended_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(index__gte=0), name="ledger_leaf_from_0"),)

    def __str__(self) -> str:
        return f"账本条目 {self.index}"


class Node(models.Model):
    """账本节点：the hash of the perfect subtree over leaves `index·2^level` up to `(index+1)·2^level`; level ≥ 1."""

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("level", "index"), name="ledger_node_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, index__gte=0), name="ledger_node_above_leaves"),
        )

    def __str__(self) -> str:
        return f"账本节点 {self.level}/{self.index}"


class LedgerHead(models.Model):
    """账本首部：the single row (id 1) whose lock puts appends in the order of their commits.

    `frontier` holds the hashes of the perfect subtrees that cover `size` leaves, left to right, one after another.
    """

    size = models.BigIntegerField()
    frontier = models.BinaryField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1, size__gte=0), name="ledger_head_single"),)

    def __str__(self) -> str:
        return f"账本首部：{self.size} 条"


class Checkpoint(models.Model):
    """检查点：the root over the first `size` leaves, signed; `note` is the text the public sees."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    signed_at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(size__gte=1), name="ledger_checkpoint_not_empty"),)

    def __str__(self) -> str:
        return f"检查点 {self.size}"


class Seal(models.Model):
    """封签：while its row (id 1) stands, the tables of the ledger cannot be emptied either; see migration 0002."""

    sealed_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="ledger_seal_single"),)

    def __str__(self) -> str:
        return "封签"


class Recovery(models.Model):
    """恢复声明：entries that had been published were lost with the machine, and the log goes on under a new origin.

    The first `size` leaves were kept; the leaf at that index carries the hash of `statement`, which both origins sign.
    `number` counts the lives of the log: 2 after the first recovery.
    """

    number = models.PositiveIntegerField(primary_key=True)
    size = models.BigIntegerField(unique=True)
    lost_until = models.BigIntegerField()
    origin = models.CharField(max_length=255)
    statement = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(number__gte=2, size__gte=0, lost_until__gt=models.F("size")),
                name="ledger_recovery_lost_something",
            ),
        )

    def __str__(self) -> str:
        return f"恢复声明 {self.number}"


class Cosignature(models.Model):
    """见证签名：a witness saw this checkpoint and that it extends what it had seen; `line` is the note's line."""

    size = models.BigIntegerField()
    witness = models.CharField(max_length=255)
    line = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("size", "witness"), name="ledger_cosignature_once"),)

    @property
    def name(self) -> str:
        """见证人的名称：the one in the verifier key."""
        return self.witness.split("+", 1)[0]

    def __str__(self) -> str:
        return f"见证签名 {self.size} {self.witness}"
