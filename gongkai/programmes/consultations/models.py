"""Tables of consultations: what lies open, its terms, what people said and what became of it.

The texts themselves are records of publishing: one edition holds notice, draft, explanation and basis, and is never
changed once released. Comments are our own tables: they have no clock of their own and come by the hundred thousand.
"""

from django.db import models
from django.db.models import Q

from gongkai.engines.publishing.models import Record
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.consultations import programme


class Consultation(models.Model):
    """意见征集：a draft of an organ that lies open for comment; its texts are the editions of `record`."""

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="+")
    # 草案名称：as the notice names it.
    name = models.CharField(max_length=200)
    matter = models.CharField(max_length=12, choices=list(programme.MATTERS.items()))
    # 调查问题：[{"text", "many", "choices"}]; they stay as they are once the notice is public.
    questions = models.JSONField(default=list, blank=True)
    report = models.OneToOneField(Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # 结果摘要：of the comments and answers the report was made from; when they change, it is made anew.
    report_digest = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organ", "-id"], name="consultation_of_organ")]

    def __str__(self) -> str:
        return self.uid


class ConsultationTerm(models.Model):
    """征集期限：until when comments are taken, from an edition of the notice on; added, never changed once public."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="terms")
    # 版本号：of the edition of the notice it was written for; it holds for later ones until another is written.
    number = models.PositiveIntegerField()
    until = models.DateField()
    shortened_reason = models.TextField(blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="consultation_term_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id}#{self.number}"


class CommentGroup(models.Model):
    """意见组：comments answered together, with their answer once there is one."""

    uid = models.CharField(max_length=12, unique=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="groups")
    title = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=list(programme.OUTCOMES.items()), blank=True)
    reason = models.TextField(blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_by_name = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["consultation", "outcome", "id"], name="comment_group_outcome")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="") | Q(answered_at__isnull=False) & ~Q(reason=""),
                name="comment_group_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return self.uid


class CommentText(models.Model):
    """意见原文：one text on one passage of one version, however many sent it; what is moderated.

    `text` is what the public may read: telephone, identity and account numbers are covered when it comes in.
    """

    uid = models.CharField(max_length=12, unique=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="texts", db_index=False)
    version = models.PositiveIntegerField()
    # 第几段：of the draft in that version, counted from 1; 0 for the draft as a whole.
    passage = models.PositiveIntegerField(default=0)
    text = models.TextField()
    # 同一内容：digest of version, passage and normalised text.
    fingerprint = models.CharField(max_length=64)
    # 份数：how many people or letters said exactly this.
    copies = models.PositiveIntegerField(default=0)
    standing = models.CharField(max_length=8, choices=list(programme.STANDINGS.items()), default=programme.WAITING)
    hidden_for = models.CharField(max_length=12, choices=list(programme.HIDING.items()), blank=True)
    hidden_note = models.CharField(max_length=300, blank=True)
    moderated_by = models.CharField(max_length=40, blank=True)
    moderated_at = models.DateTimeField(null=True, blank=True)
    # 署名看到哪一份：the row of the last comment whose name whoever showed the text saw; later names are not public.
    names_until = models.BigIntegerField(default=0)
    group = models.ForeignKey(CommentGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="texts")
    # 相近：the earlier text this one nearly repeats, and how many in a hundred are the same; made anew at any time.
    # `nearness` is null until it was compared, 0 for one that repeats none.
    near_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="near", db_index=False
    )
    nearness = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "standing", "-copies", "id"], name="comment_text_list"),
            models.Index(fields=["consultation", "-copies", "id", "standing"], name="comment_text_most"),
            models.Index(
                fields=["consultation", "version", "passage", "-copies", "id"],
                include=["standing"],
                name="comment_text_of_passage",
            ),
            models.Index(
                fields=["consultation", "near_to", "standing", "group", "copies", "nearness"],
                condition=Q(near_to__isnull=False),
                name="comment_text_near",
            ),
            models.Index(fields=["id"], condition=Q(nearness__isnull=True), name="comment_text_uncompared"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "fingerprint"], name="comment_text_once"),
            models.CheckConstraint(
                condition=~Q(standing=programme.HIDDEN) | ~Q(hidden_for=""), name="comment_text_hidden_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.uid


class CommentKey(models.Model):
    """意见检索键：of a text others may nearly repeat; those that do share one of its keys. Made anew at any time."""

    # It holds consultation and passage as well, so that only what speaks of the same is ever compared.
    key = models.BigIntegerField()
    text = models.ForeignKey(CommentText, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        indexes = [models.Index(fields=["key", "-text"], name="comment_key")]

    def __str__(self) -> str:
        return f"{self.key}"


class CommentSweep(models.Model):
    """批量办理意见：one act over every text that matched a filter when a clerk said so, done some at a time."""

    uid = models.CharField(max_length=12, unique=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sweeps")
    act = models.CharField(max_length=8, choices=list(programme.SWEEPS.items()))
    which = models.CharField(max_length=10)
    words = models.CharField(max_length=60, blank=True)
    hidden_for = models.CharField(max_length=12, choices=list(programme.HIDING.items()), blank=True)
    hidden_note = models.CharField(max_length=300, blank=True)
    group = models.ForeignKey(CommentGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # 条数：when it was asked for, and done so far; the texts lie behind `after` and up to `last`.
    many = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    last = models.BigIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(ended_at__isnull=True), name="comment_sweep_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.uid


class Comment(models.Model):
    """意见：one person's or one letter's, as it came; who speaks is sealed, with the words where they were covered."""

    number = models.CharField(max_length=60, unique=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments", db_index=False)
    words = models.ForeignKey(CommentText, on_delete=models.PROTECT, related_name="comments")
    channel = models.CharField(max_length=10, choices=list(programme.CHANNELS.items()))
    speaker = models.CharField(max_length=12, choices=list(programme.SPEAKERS.items()))
    # 公开的署名：of an organisation in full, of a person its surname; empty without a name.
    shown_name = models.CharField(max_length=120, blank=True)
    # 署名未公开的理由：the text stays, the name is not shown under it.
    name_hidden_for = models.CharField(max_length=12, choices=list(programme.NAME_HIDING.items()), blank=True)
    # 份数：of a letter with many signatures.
    copies = models.PositiveIntegerField(default=1)
    sealed = models.TextField(blank=True)
    # 清除时间：of who spoke and of the words as they came; what is public stays.
    erased_at = models.DateTimeField(null=True, blank=True)
    # 查询码的摘要：also keeps the same form from being counted twice.
    code_hash = models.CharField(max_length=64)
    received_on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "channel", "speaker", "copies"], name="comment_counts"),
            models.Index(fields=["consultation", "id"], condition=~Q(sealed=""), name="comment_sealed"),
            models.Index(fields=["words", "id"], condition=~Q(shown_name=""), name="comment_signed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code_hash"], name="comment_once"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="comment_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.number


class SurveyReply(models.Model):
    """调查答卷：that somebody answered the questions; nothing of who."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="replies", db_index=False)
    key_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=10, choices=list(programme.CHANNELS.items()))
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "key_hash"], name="survey_reply_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.channel}"


class SurveyRemark(models.Model):
    """调查填写：what was written beside the choice 其他, once however many wrote it; moderated like comments.

    Numbers that tell who somebody is are covered when it comes in, and nothing else is kept of them.
    """

    uid = models.CharField(max_length=12, unique=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="remarks", db_index=False)
    question = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    # 人数：how many wrote it.
    copies = models.PositiveIntegerField(default=0)
    standing = models.CharField(max_length=8, choices=list(programme.STANDINGS.items()), default=programme.WAITING)
    hidden_for = models.CharField(max_length=12, choices=list(programme.HIDING.items()), blank=True)
    moderated_by = models.CharField(max_length=40, blank=True)
    moderated_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "standing", "-copies", "id"], name="survey_remark_list"),
            models.Index(fields=["consultation", "question", "standing", "-copies", "id"], name="survey_remark_of"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "question", "fingerprint"], name="survey_remark_once"),
            models.CheckConstraint(
                condition=~Q(standing=programme.HIDDEN) | ~Q(hidden_for=""), name="survey_remark_hidden_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.uid


class SurveyChoice(models.Model):
    """调查选项：one choice made in a reply; question and choice counted from 1."""

    reply = models.ForeignKey(SurveyReply, on_delete=models.PROTECT, related_name="choices", db_index=False)
    question = models.PositiveSmallIntegerField()
    choice = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "question", "choice"], name="survey_choice_once")]

    def __str__(self) -> str:
        return f"{self.question}.{self.choice}"


class ConsultationAlert(models.Model):
    """征集提醒：what somebody wants told by mail: new consultations of a kind, or how one goes on.

    Whoever has its `key` may confirm or end it. Ended, the row is erased: nothing of the person stays.
    """

    key = models.CharField(max_length=32, unique=True)
    email = models.EmailField(max_length=254)
    # 关注的一次征集：empty when new ones are watched.
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    # 机关、地区、征集事项、主题：of the new ones; each may be empty. A place means all below it too.
    organ = models.CharField(max_length=9, blank=True)
    place = models.CharField(max_length=12, blank=True)
    matter = models.CharField(max_length=12, blank=True)
    theme = models.CharField(max_length=20, blank=True)
    # 提前天数：before its last day the one watched is told of.
    days = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=10, default="zh")
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # 已告知到：what was published after it is news; of the one watched: which version, which last day, that it is late.
    told_until = models.DateTimeField()
    told_edition = models.PositiveIntegerField(default=0)
    told_closing = models.DateField(null=True, blank=True)
    told_overdue = models.BooleanField(default=False)
    # 最近一封信的日期：of any alert of the same address.
    letter_on = models.DateField(null=True, blank=True)
    # 已经没有可告知的：the result was told; the row goes once the letter is out.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "consultation"], condition=Q(consultation__isnull=False), name="alert_of_one_once"
            ),
            models.UniqueConstraint(
                fields=["email", "organ", "place", "matter", "theme"],
                condition=Q(consultation__isnull=True),
                name="alert_of_new_once",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(confirmed_at__isnull=True), name="alert_open")]

    def __str__(self) -> str:
        return self.key[:6]
