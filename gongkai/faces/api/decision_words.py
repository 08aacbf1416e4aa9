"""重大行政决策字段说明：what the fields of decisions mean; `words` puts them beside those of `places`."""

_PATH = "/api/v1/decisions"
_ASKED = {
    "q": "words of the title; empty for all",
    "organ": "机构代码 of the organ that decides; empty for all",
    "place": "行政区划代码: the organs of a division and of everything below it; empty for all",
    "year": "the year the procedure was started; all unless named",
    "state": "a state of the procedure, such as preparing, decided or in_force; empty for all",
    "after": "`next` of the page before",
    "limit": "how many at once",
}
_ROW = {
    "id": "identifier of the matter",
    "title": "name of the matter",
    "organ": "机构代码 of the organ that decides",
    "year": "the year the procedure was started",
    "entry": "key of its entry in the register `decision-catalogue`; empty for one that came up in the year",
    "state": "state of the procedure, by its code",
    "state_name": "state of the procedure, in words",
    "coming": "the step that comes next, in words; empty at the end",
    "changed_at": "when something the public sees was last done",
}
_WHOLE = {
    **_ROW,
    "number": "办件编号, the number of the case",
    "organ_name": "name of the organ that decides",
    "open": "whether the procedure goes on",
    "reference": "why the organ follows the regulation by reference, as departments and townships do; empty for a "
    "government",
    "facts": "what the matter is, as far as its steps hang on it",
    "steps": "every step of the procedure, those not required too, in their order",
    "course": "what was done, the first first; of what is not public nothing",
    "hearings": "its hearings whose notice is public",
    "consultation": "the consultation this round cites, as it stands today; null where there is none here",
    "papers": "decision, notices and reports of evaluation that are public",
    "duties": "what it owes by law and how that stands today",
}
_STEP = {
    "key": "the step, by its code",
    "name": "name of the step",
    "required": "whether this matter owes it",
    "reasons": "why it is required, or why not",
    "responsible": "who does it",
    "period": "its least time, in words; empty where the law fixes none",
    "papers": "what it leaves in the file",
    "done": "whether it is done in this round",
    "done_on": "the day it was done; null before",
    "missing": "what is missing, in a sentence; empty once it is done, or where it is not required",
}
_HEARING = {
    "id": "identifier of the hearing",
    "title": "title of its notice",
    "held_on": "the day it is held",
    "time": "the hour, in words",
    "venue": "where it is held",
    "seats": "how many participants are chosen",
    "enrol_until": "the last day to enrol",
    "open": "whether one may enrol now",
    "called_off": "whether it was called off",
    "method": "how participants are chosen, as announced",
    "chosen_how": "how they were chosen; empty before",
    "participants": "who was chosen, as the list was made public",
    "record": "identifier of the record of its notice",
}
_CITED = {
    "id": "identifier of the consultation, for `/api/v1/consultations/{consultation}`",
    "title": "title of its notice",
    "opened_on": "the day it was published",
    "until": "the last day for comments",
    "shortened_reason": "why the period is shorter than the law's; empty where it is not",
    "unanswered": "how many comments have no answer",
    "report_published": "whether its result is public",
}
_DUTY = {
    "kind": "what is owed, by its code",
    "organ": "机构代码 of who owes it",
    "name": "what is owed, in words",
    "arisen_on": "the day it arose",
    "due_on": "the last lawful day; null where the law fixes none or none can be counted",
    "met_on": "the day it was done; null while it is owed",
    "standing": "how it stands: owed, met, met_late or overdue",
    "basis": "the provision it rests on",
}
_COURSE = {
    "number": "its place among the acts of the matter",
    "act": "the act, by its code",
    "name": "the act, in words",
    "on": "the day it took effect",
    "said": "what of it is public",
    "record": "identifier of the record it published; empty for none",
    "url": "an address it names; empty for none",
    "experts": "who gave an opinion as an expert, dissent included",
}
_EXPERT = {
    "name": "name in the pool of experts",
    "institution": "their institution; empty where none is entered",
    "conflict": "the interest they declared",
    "opinion": "for, against or on conditions, in words",
    "dissents": "whether they are against it",
    "text": "what they said",
}
_SCHEMAS = {
    "MattersIn": _ASKED,
    "MatterRowOut": _ROW,
    "MatterWholeOut": _WHOLE,
    "MatterStepOut": _STEP,
    "HearingOut": _HEARING,
    "CitedOut": _CITED,
    "MatterDutyOut": _DUTY,
    "HappenedOut": _COURSE,
    "ExpertOut": _EXPERT,
}

DECISIONS = {
    **{f"{schema}.{name}": said for schema, fields in _SCHEMAS.items() for name, said in fields.items()},
    **{f"{_PATH} {name}": said for name, said in _ASKED.items()},
    f"{_PATH}/{{matter}} matter": "identifier of the matter",
    "MattersOut.items": "the matters of this page",
    "MattersOut.next": "pass it as `after` for the next page; empty at the end",
    "FactOut.key": "the fact, by its code, as `start` and `judge_again` take it",
    "FactOut.name": "the fact, in words",
    "FactOut.holds": "whether the organ that decides judged it so",
    "StepReasonOut.sentence": "why, in a sentence",
    "StepReasonOut.basis": "the provision it rests on, 参照 before it where it is followed by reference",
    "StepReasonOut.instrument": "whose condition it is: national or provincial",
    "StepReasonOut.caution": "what to know of the basis, such as that it was not checked; empty for nothing",
    "MatterSaidOut.name": "what it is",
    "MatterSaidOut.text": "what was said, a line each where there are several",
    "ParticipantOut.name": "their name, as they agreed when they enrolled",
    "ParticipantOut.stake": "which side they stand for, in words",
    "DecisionPaperOut.kind": "what it is, in words",
    "DecisionPaperOut.record": "identifier of the record",
    "DecisionPaperOut.title": "title of the document",
    "ProposedIn.organ": "code of your organ, the one that decides",
    "ProposedIn.title": "name of the matter, up to 200 characters",
    "ProposedOut.case": "办件编号, the number of the case",
    "ProposedOut.state": "state of the procedure, by its code",
}
